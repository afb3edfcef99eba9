"""Drawing: a chart by itself, with the colours that a page would give it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from research.errors import Fault, ResearchError, raise_faults

_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_FONTS = "Helvetica, Arial, 'Liberation Sans', sans-serif"
_INKS: Mapping[str, str] = {"ink": "#1d2125", "muted": "#5c636b", "hairline": "#dedad2", "market": "#868c94"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as SVG, which notebooks show and any program for graphics opens.

    Attributes:
        inline: as it stands in a page; `colours` of its variables.
    """

    inline: str
    colours: Mapping[str, str] = field(default_factory=dict)

    @property
    def svg(self) -> str:
        """The drawing as a file of its own."""
        known = {**_INKS, **self.colours, "text": _FONTS}
        drawn = _VARIABLE.sub(lambda found: known[found.group(1)], self.inline)
        box = _BOX.search(drawn)
        size = f' width="{box.group(1)}" height="{box.group(2)}"' if box else ""
        names = ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        return drawn.replace("<svg", f"<svg{names}{size}", 1) + "\n"

    def save(self, path: str | Path) -> Path:
        """Write the drawing to a file that ends in .svg.

        Raises:
            ResearchError: the name ends otherwise, there is no such folder, or the file cannot be written.
        """
        target = Path(path)
        raise_faults(_unfit(target))
        try:
            target.write_text(self.svg, "utf-8")
        except OSError as error:
            raise ResearchError(Fault(f"the file cannot be written: {error.strerror}", str(target))) from None
        return target

    def _repr_svg_(self) -> str:
        return self.svg


def _unfit(target: Path) -> Iterator[Fault]:
    """What is wrong with the name of a file that a drawing is to be written to."""
    if target.suffix.lower() != ".svg":
        yield Fault(
            "a drawing is written as SVG, and this name says something else",
            str(target),
            remedy=f"call it {target.stem or 'drawing'}.svg; browsers and programs for graphics make PNG or PDF of it",
        )
    if not target.parent.is_dir():
        yield Fault(f"there is no folder `{target.parent}`", str(target), remedy="make it first, or name another")
