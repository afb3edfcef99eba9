"""Small charts side by side, one a segment, on one scale; the names of the rows stand beside the first of each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from research.charts.colours import segment_hex
from research.deliverables.deck._box import Box
from research.deliverables.deck._parts import NOTE, Bars, Part, Series, Text, heading
from research.domain.personas import Persona

_NAME = 32.0
_GAP = 12.0
_LABELS = 0.20
"""Share of the width for the names of rows."""
_ROW = {1: 19.0, 2: 32.0}
"""Least height of a row by number of bars in it."""
_TALLEST = {1: 40.0, 2: 52.0}
_MOST_BESIDE = 4


@dataclass(frozen=True, slots=True)
class Panel:
    """One segment's chart."""

    persona: Persona
    series: tuple[Series, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Scale:
    """What the panels share: the names of their rows, the form of figures, the ends of the scale."""

    categories: tuple[str, ...]
    form: str
    low: float
    high: float


def panels(room: Box, scale: Scale, shown: Sequence[Panel]) -> Iterator[tuple[Part, ...]]:
    """The parts of one slide after another."""
    beside = _beside(len(shown))
    bars = len(shown[0].series)
    needed = _NAME + _ROW[bars] * len(scale.categories)
    storeys = max(1, int((room.height + _GAP) // (needed + _GAP)))
    lines = [shown[i : i + beside] for i in range(0, len(shown), beside)]
    for start in range(0, len(lines), storeys):
        chunk = lines[start : start + storeys]
        boxes = room.rows(len(chunk), _GAP)
        parts: list[Part] = []
        for box, line in zip(boxes, chunk, strict=True):
            tallest = _NAME + _TALLEST[bars] * len(scale.categories)
            parts += _line(box.upper(tallest), scale, line, beside)
        yield tuple(parts)


def _beside(number: int) -> int:
    """How many stand in a row, so that rows are about equally full."""
    rows = -(-number // _MOST_BESIDE)
    return -(-number // rows)


def _line(box: Box, scale: Scale, line: Sequence[Panel], beside: int) -> Iterator[Part]:
    labels = _LABELS * box.width
    width = (box.width - labels - _GAP * (beside - 1)) / beside
    left = box.left + labels
    for i, panel in enumerate(line):
        name = Box(left, box.top, width, _NAME)
        yield Text(name, (heading(panel.persona.name, segment_hex(panel.persona.segment), size=NOTE + 1),))
        own = Box(left, box.top + _NAME, width, box.height - _NAME)
        if i == 0:
            own = Box(box.left, own.top, labels + width, own.height)
        share = labels / own.width if i == 0 else 0.0
        yield Bars(own, scale.categories, panel.series, scale.form, scale.low, scale.high, share, panel.alt)
        left += width + _GAP
