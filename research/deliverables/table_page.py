"""Tables by themselves as one HTML page that opens anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from research.charts.colours import palette
from research.deliverables._plain import printable
from research.deliverables._templates import template
from research.domain.arrays import Floats
from research.domain.crosstab import Crosstab
from research.domain.tables import SHARES, Percentages, Row, Table, Tables
from research.wording import workbook_en as words
from research.wording.english import say
from research.wording.significance_en import associations_line, letters_note, letters_reading, marks_of, tests_note

_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A figure, its arrow and letters, and what hovering tells."""

    figure: str
    marks: str
    told: str
    faint: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of figures, or of bases."""

    label: str
    kind: str
    cells: tuple[_Cell, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A table."""

    title: str
    notes: tuple[str, ...]
    lines: tuple[_Line, ...]
    beneath: str


def table_page(crosstab: Crosstab, percentages: Percentages = "column") -> bytes:
    """The page; the same bytes for the same tables."""
    tables, brief = crosstab.tables, crosstab.brief
    page = {
        "title": printable(brief.title),
        "asked": printable(words.asked(brief.universe, crosstab.n, brief.wave_label)),
        "light": palette(brief.branding.colours, "light"),
        "dark": palette(brief.branding.colours, "dark"),
        "groups": list(_groups(tables)),
        "columns": [(printable(column.label), column.letter) for column in tables.banner.columns],
        "tables": [_table(number, table, tables, percentages) for number, table in enumerate(tables.tables, start=1)],
        "reading": [printable(sentence) for sentence in _reading(crosstab)],
        "assumed": [printable(say(note)) for note in crosstab.assumptions],
        "assumed_title": words.TAKEN_FOR_GRANTED,
        "reading_title": words.READING,
    }
    return template("tables.html.j2").render(page).encode()


def _reading(crosstab: Crosstab) -> Iterator[str]:
    """How figures are weighted, tested and marked."""
    tables = crosstab.tables
    yield words.weighted_by(crosstab.weighting.source) if tables.weighted else words.UNWEIGHTED
    yield letters_note(tables.rules)
    yield tests_note(tables.rules, True, True, tables.weighted)
    yield from letters_reading(tables)


def _groups(tables: Tables) -> Iterator[tuple[str, int]]:
    """Label and width of each group of columns."""
    labels = {group.key: group.label for group in tables.banner.groups}
    for key, run in groupby(tables.banner.columns, key=lambda column: column.group):
        yield printable(labels.get(key, "")), len(list(run))


def _table(number: int, table: Table, tables: Tables, percentages: Percentages) -> _Shown:
    notes = [table.wording if not table.title.startswith(table.wording) else "", words.base_line(table.base_text)]
    notes += [words.filter_line(table.filter_text)] if table.filter_text else []
    notes += [words.PERCENTAGES[percentages]] if percentages != "column" else []
    whole = associations_line(tables.associations_of(table))
    values = table.percentages(percentages)
    rows = (_row(table, values, i, row, tables) for i, row in enumerate(table.rows))
    lines = (*_bases(table, tables), *rows)
    return _Shown(
        printable(f"{number}  {table.title}"),
        tuple(printable(note) for note in notes if note),
        lines,
        printable(whole),
    )


def _bases(table: Table, tables: Tables) -> Iterator[_Line]:
    shown = [(words.BASE_ROW, table.bases)]
    if tables.weighted:
        shown.append((words.EFFECTIVE_BASE_ROW, np.rint(table.effective_bases).astype(np.int64)))
    for label, bases in shown:
        cells = zip(bases.min(axis=0).tolist(), table.bases.min(axis=0).tolist(), strict=True)
        yield _Line(
            label, "base", tuple(_Cell(f"{shown:,}{_stars(base, tables)}", "", "", False) for shown, base in cells)
        )


def _stars(base: int, tables: Tables) -> str:
    """The marks of small bases, as the book has them."""
    return " **" if base < tables.min_base else " *" if base < tables.small_base else ""


def _row(table: Table, values: Floats, i: int, row: Row, tables: Tables) -> _Line:
    cells = tuple(_cell(table, values[i, j], i, j, row, tables) for j in range(len(tables.banner.columns)))
    return _Line(printable(row.label), row.kind, cells)


def _cell(table: Table, value: float, i: int, j: int, row: Row, tables: Tables) -> _Cell:
    error = table.standard_errors[i, j]
    if np.isnan(value):
        return _Cell(_NOTHING, "", "", True)
    scale, unit = (100.0, "%") if row.kind in SHARES else (1.0, "")
    decimals = 0 if row.kind in SHARES else table.decimals
    told = words.cell_told(int(table.bases[i, j]), float(scale * error) if np.isfinite(error) else None, unit)
    marks = marks_of(table, i, j)
    return _Cell(f"{scale * value:.{decimals}f}{unit}", marks, told, bool(table.bases[i, j] < tables.min_base))
