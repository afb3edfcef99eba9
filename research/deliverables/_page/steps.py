"""What the method pages are made of: steps with sentences, figures, and folds that hold the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from research.deliverables._evidence import Cell, EvidenceTable, Form
from research.domain.measurement import Estimate
from research.wording.english import English


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of figures, its first column words; `strong` marks rows, `words` other columns that hold words."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: frozenset[int] = frozenset()
    words: frozenset[int] = frozenset()
    look: Literal["usual", "choice", "dense"] = "usual"


@dataclass(frozen=True, slots=True)
class Figure:
    svg: str
    note: str


@dataclass(frozen=True, slots=True)
class LoadingRow:
    """An item: what it asks, its loadings (empty where small), and whether each of these is strong."""

    label: str
    loadings: tuple[tuple[str, bool], ...]
    communality: str


@dataclass(frozen=True, slots=True)
class LoadingGroup:
    """The items that load on one theme most, or on none."""

    title: str
    suggested: bool
    note: str
    rows: tuple[LoadingRow, ...]


@dataclass(frozen=True, slots=True)
class Loadings:
    """The loading table of a battery."""

    label: str
    codes: tuple[tuple[str, str], ...]
    groups: tuple[LoadingGroup, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What stands together within a fold; without a title where it is all there is."""

    title: str = ""
    texts: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    loadings: tuple[Loadings, ...] = ()
    grids: tuple[Grid, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fold:
    """What a reader asks for by a click."""

    summary: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme in plain words: what it consists of, and what it is worth."""

    name: str
    suggested: bool
    statements: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One battery within a step.

    Attributes:
        attention: items that need it, a sentence each; `no_attention` is said where there are none.
    """

    title: str
    texts: tuple[str, ...]
    themes: tuple[Theme, ...]
    attention: tuple[str, ...]
    folds: tuple[Fold, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the work: its sentences, figures and open tables, the parts that it has, what its folds hold."""

    title: str
    texts: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    tables: tuple[Section, ...] = ()
    parts: tuple[Part, ...] = ()
    folds: tuple[Fold, ...] = ()


def grid(table: EvidenceTable, words: English) -> Grid:
    """A table of evidence as the page writes it."""
    return Grid(
        tuple(column.head for column in table.columns),
        tuple(
            tuple(_written(cell, column.form, words) for cell, column in zip(row, table.columns, strict=True))
            for row in table.rows
        ),
        table.strong,
        frozenset(i for i, column in enumerate(table.columns) if i and column.form == "words"),
        "dense" if len(table.columns) > _MANY else "usual",
    )


_MANY = 8
"""Columns from which a table is set in small type."""
_PLACES: dict[Form, int] = {"count": 0, "one": 1, "two": 2, "three": 3}


def _written(cell: Cell, form: Form, words: English) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Estimate):
        return words.estimate(cell.value, cell.low, cell.high, _PLACES[form])
    if form == "share":
        return words.numbers.percentage(cell, 1)
    return words.probability(cell) if form == "p" else words.numbers.figure(cell, _PLACES[form])
