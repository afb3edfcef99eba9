"""The texts that tables carry with them, in German: what stages write in English and the page shows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from research.wording import tables_en

TEXTS: Mapping[str, str] = {
    tables_en.TOTAL: "Gesamt",
    tables_en.SEGMENTS: "Segmente",
    tables_en.WAVES: "Wellen",
    tables_en.MEAN: "Mittelwert",
    tables_en.SD: "Standardabweichung",
    tables_en.MEDIAN: "Median",
    tables_en.NPS: "Net Promoter Score",
    tables_en.ANY: "Mindestens eine davon",
    tables_en.NO_ANSWER: "Keine Antwort",
    tables_en.SAID_SOMETHING: "Hat etwas gesagt",
    tables_en.EVERYONE: "Alle Befragten",
    tables_en.ANSWERED: "Alle Befragten, die geantwortet haben",
    tables_en.ASSIGNED: "Alle Befragten, die zu einem Segment gehören",
    tables_en.DECIDED: "Alle Befragten, die zu einem Segment oder, nach seinen Regeln, zu keinem gehören",
    tables_en.SAW_CONCEPT: "Befragte, die das Konzept gesehen haben",
    tables_en.ROUTED: "Befragte, denen die Frage gestellt wurde",
    tables_en.segment_sizes(tables_en.SEGMENTS): "Größe der Segmente",
    **{tables_en.top_box(n): f"Top-{n}-Box" if n > 1 else "Top-Box" for n in (1, 2, 3)},
    **{tables_en.bottom_box(n): f"Bottom-{n}-Box" if n > 1 else "Bottom-Box" for n in (1, 2, 3)},
}
"""Row labels, bases and titles that the house writes, by their English."""

FIRST, FIRST_TWO, FIRST_THREE = ": an erster Stelle", ": unter den ersten zwei", ": unter den ersten drei"
RANKS: Mapping[str, str] = {
    tables_en.ranked_title("", 1): FIRST,
    tables_en.ranked_title("", 2): FIRST_TWO,
    tables_en.ranked_title("", 3): FIRST_THREE,
}
_NETS = (*map(tables_en.top_box, (1, 2, 3)), *map(tables_en.bottom_box, (1, 2, 3)), tables_en.MEAN)
STATISTICS: Mapping[str, str] = {tables_en.summary_title("", net): f": {TEXTS[net]}" for net in _NETS}
_ENDINGS: Mapping[str, str] = {
    **STATISTICS,
    **RANKS,
    tables_en.mean_rank_title(""): ": mittlerer Rang (1 = erster)",
    ": sizes": ": Größe",
}
_PERCENTILE = re.compile(r"(\d+)th percentile")


def carried(text: str) -> str:
    """A text that tables carry; what is not the house's own stays as it is."""
    if text in TEXTS:
        return TEXTS[text]
    for english, german in _ENDINGS.items():
        if text.endswith(english):
            return text.removesuffix(english) + german
    return _PERCENTILE.sub(r"\1. Perzentil", text) if _PERCENTILE.fullmatch(text) else text


def without_statistic(title: str) -> str:
    """The title of a table without the statistic it shows: `Ausgaben` of `Ausgaben: Top-2-Box`."""
    for ending in (*STATISTICS.values(), *RANKS.values(), *STATISTICS, *RANKS):
        if title.endswith(ending):
            return title.removesuffix(ending)
    return title
