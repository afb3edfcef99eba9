"""Heads of columns of segments: names on two lines, told apart by badges where they would be cut to the same text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from research.deliverables.deck._fitting import fitted
from research.deliverables.deck._parts import SMALLEST, Cell, Ink, Paragraph, Run
from research.deliverables.deck._tables import HEAD_ROOM, SIDE


@dataclass(frozen=True, slots=True)
class Head:
    """What a column is of."""

    name: str
    badge: str
    ink: Ink

    @property
    def badged(self) -> str:
        """The badge before the name."""
        return f"{self.badge} {self.name}" if self.badge else self.name


def head_cells(heads: Sequence[Head], width: float) -> tuple[Cell, ...]:
    """The heads of columns that are `width` wide, of all slides together."""
    names = [_shown(head.name, width) for head in heads]
    if len(set(names)) == len(names):
        return tuple(Cell(head.name, 0, head.ink) for head in heads)
    return tuple(Cell(head.badged, 0, head.ink) for head in heads)


def _shown(name: str, width: float) -> str:
    """The name as far as a head holds it."""
    [kept] = fitted((Paragraph((Run(name, bold=True),), SMALLEST),), width - 2 * SIDE, HEAD_ROOM)
    return kept.plain
