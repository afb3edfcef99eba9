"""Rows of text in columns, one beneath the other, as many a slide as it holds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from research.deliverables.deck._box import Box
from research.deliverables.deck._fitting import height_of
from research.deliverables.deck._parts import Paragraph, Part, Text

_GAP = 16.0
"""Between columns, and beneath a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side.

    Attributes:
        cells: the paragraphs of each column; shares: how much of the width each has.
    """

    cells: tuple[tuple[Paragraph, ...], ...]
    shares: tuple[float, ...]


def paged(rows: Sequence[Row], room: Box) -> Iterator[list[Row]]:
    """The rows of one slide after another."""
    page: list[Row] = []
    for row in rows:
        if page and sum(_tall(one, room) for one in (*page, row)) > room.height:
            yield page
            page = []
        page.append(row)
    yield page


def laid(rows: Sequence[Row], room: Box) -> Iterator[Part]:
    """The parts of a slide; nothing where a cell is empty."""
    left = room
    for row in rows:
        own = left.upper(_tall(row, room))
        boxes = _columns(row, own.upper(own.height - _GAP))
        yield from (Text(box, cell) for box, cell in zip(boxes, row.cells, strict=True) if cell)
        left = left.below(own.height)


def _tall(row: Row, room: Box) -> float:
    boxes = _columns(row, room)
    return math.ceil(max(height_of(cell, box.width) for box, cell in zip(boxes, row.cells, strict=True))) + _GAP


def _columns(row: Row, box: Box) -> list[Box]:
    """The columns with room between them."""
    made: list[Box] = []
    left = 0.0
    for share in row.shares:
        gap = _GAP if made else 0.0
        made.append(box.after(left + gap).beginning(share * box.width - gap))
        left += share * box.width
    return made
