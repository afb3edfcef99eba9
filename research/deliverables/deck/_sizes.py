"""The size of a title's letters, as its layout or master says."""

from __future__ import annotations

from typing import Any

from research.deliverables.deck._layouts import title_of

_UNSAID = 26.0
_PATH = ".//{*}lstStyle/{*}lvl1pPr/{*}defRPr"


def size_of(title: Any) -> float:
    """Points; of the layout, else of the master's title, else of the master's style of titles."""
    if title is None:
        return _UNSAID
    layout = title.part.slide_layout
    master = layout.slide_master
    inherited = next((one for one in layout.placeholders if one.placeholder_format.idx == 0), None)
    found = [one._element.find(_PATH) for one in (inherited, title_of(master)) if one is not None]
    found.append(master._element.find(".//{*}titleStyle/{*}lvl1pPr/{*}defRPr"))
    sizes = [float(one.get("sz")) / 100 for one in found if one is not None and one.get("sz")]
    return sizes[0] if sizes else _UNSAID
