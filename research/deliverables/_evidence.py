"""Tables of evidence, before a page or a workbook gives them a form."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from research.domain.measurement import Estimate

Form = Literal["words", "count", "share", "one", "two", "three", "p"]
"""How the figures of a column are written: whole, per cent, with so many decimals, as a probability."""
Cell = str | float | Estimate
NAN = float("nan")
"""A figure that is not known, or that there is nothing to tell of."""


@dataclass(frozen=True, slots=True)
class Column:
    head: str
    form: Form


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """A table of figures.

    Attributes:
        strong: positions of rows that stand out.
        runs: positions of rows with which something new begins; paper repeats the heads there.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    strong: frozenset[int] = frozenset()
    runs: tuple[int, ...] = (0,)

    def has_intervals(self, position: int) -> bool:
        """Whether a column holds figures with intervals."""
        return any(isinstance(row[position], Estimate) for row in self.rows)


@dataclass(frozen=True, slots=True)
class EvidenceSection:
    """What belongs together: sentences and tables under one title."""

    title: str
    texts: tuple[str, ...]
    tables: tuple[EvidenceTable, ...]


def evidence_table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    strong: Iterable[int] = (),
    runs: Sequence[int] = (0,),
) -> EvidenceTable:
    """A table without the columns that hold nothing in any row."""
    made = [tuple(row) for row in rows]
    held = [i for i in range(len(columns)) if any(_holds(row[i]) for row in made)]
    kept = tuple(tuple(row[i] for i in held) for row in made)
    return EvidenceTable(tuple(columns[i] for i in held), kept, frozenset(strong), tuple(runs))


def section(title: str, texts: Iterable[str], tables: Iterable[EvidenceTable]) -> EvidenceSection:
    """A section without empty sentences and tables."""
    return EvidenceSection(
        title, tuple(text for text in texts if text), tuple(made for made in tables if made.columns and made.rows)
    )


def _holds(cell: Cell) -> bool:
    if isinstance(cell, str):
        return cell != ""
    return math.isfinite(cell.value if isinstance(cell, Estimate) else cell)
