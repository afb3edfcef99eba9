"""Side by side: themes and the rows that set any segment apart, a column a segment."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from research.charts.badges import badges_of
from research.charts.colours import segment_variable
from research.charts.themes import themes_by_separation
from research.domain.personas import SECTIONS, Personas, Section, Statement
from research.domain.results import Results
from research.domain.tables import TOTAL, Table, Tables
from research.wording.english import English
from research.wording.numbers import UNKNOWN

_POINTS = (0.05, 0.10, 0.20)
_SDS = (0.25, 0.50, 1.00)
"""Where the shades begin: differences from the market in shares, and in standard deviations for themes."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as shown, its shade (-3 … 3), its mark (up, down or none), what stands behind it, and its sort key."""

    text: str
    shade: int
    mark: str
    note: str
    order: float


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row; `table` is the one that it stands in, empty for themes."""

    label: str
    market: str
    defines: bool
    cells: tuple[Cell, ...]
    table: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    note: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Column:
    segment: int
    badge: str
    name: str
    hue: str


@dataclass(frozen=True, slots=True)
class Matrix:
    finding: str
    note: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]


def matrix(results: Results, personas: Personas, words: English) -> Matrix:
    """Themes first, then every row that a statement stands on, by section, in the order of the tables."""
    tables = results.tables
    letters = badges_of(personas.personas)
    spread = themes_by_separation(personas)
    theme = personas.personas[0].factor_means[spread[0]].name if spread else ""
    groups = [_themes(personas, words)] if spread else []
    groups += [group for section in SECTIONS for group in _groups(section, tables, personas, words)]
    small, least = words.numbers.figure(tables.small_base), words.numbers.figure(tables.min_base)
    return Matrix(
        words.side_by_side_finding(theme) if theme else words.side_by_side,
        words.shading_note.format(small=small, least=least),
        tuple(Column(p.segment, letters[p.segment], p.name, segment_variable(p.segment)) for p in personas.personas),
        tuple(groups),
    )


def _themes(personas: Personas, words: English) -> Group:
    rows = []
    for j, theme in enumerate(personas.personas[0].factor_means):
        means = [persona.factor_means[j].mean for persona in personas.personas]
        cells = tuple(Cell(words.numbers.signed(mean), shade(mean, _SDS), "", "", _order(mean)) for mean in means)
        rows.append(MatrixRow(theme.name, words.numbers.figure(0.0, 1), False, cells))
    return Group(words.themes, words.themes_note, tuple(rows))


def _groups(section: Section, tables: Tables, personas: Personas, words: English) -> Iterator[Group]:
    """One group for what was asked in one row each, and one a question that has several."""
    told: dict[tuple[str, str], Statement] = {}
    for persona in personas.personas:
        for statement in persona.section(section):
            told.setdefault((statement.table, statement.row), statement)
    place = {table.name: i for i, table in enumerate(tables.tables)}
    ordered = sorted(told.values(), key=lambda s: (place[s.table], tables.table(s.table).row(s.row)))
    asked: dict[str, list[Statement]] = {}
    for statement in ordered:
        asked.setdefault(statement.table, []).append(statement)
    alone = [statement for own in asked.values() if len(own) == 1 for statement in own]
    if alone:
        rows = tuple(_row(statement, True, tables, personas, words) for statement in alone)
        yield Group(words.sections[section], "", rows)
    for own in asked.values():
        if len(own) > 1:
            yield _question(section, own, tables, personas, words)


def _question(section: Section, own: Sequence[Statement], tables: Tables, personas: Personas, words: English) -> Group:
    first = own[0]
    title = f"{words.sections[section]}: {words.topic(first.question)}"
    note = words.share_of(words.counted(first.answers, first.other_answers))
    return Group(title, note, tuple(_row(statement, False, tables, personas, words) for statement in own))


def _row(statement: Statement, with_question: bool, tables: Tables, personas: Personas, words: English) -> MatrixRow:
    table = tables.table(statement.table)
    i = table.row(statement.row)
    return MatrixRow(
        words.row_label(statement, with_question),
        words.cell(statement, float(table.values[i, tables.banner.position(TOTAL)])),
        statement.defines,
        tuple(_cells(statement, table, i, tables, personas, words)),
        table.name,
    )


def _cells(
    statement: Statement, table: Table, i: int, tables: Tables, personas: Personas, words: English
) -> Iterator[Cell]:
    total = float(table.values[i, tables.banner.position(TOTAL)])
    for persona in personas.personas:
        j = tables.banner.position(f"segment:{persona.segment}")
        value, base = float(table.values[i, j]), int(table.bases[i, j])
        stars = "**" if base < tables.min_base else "*" if base < tables.small_base else ""
        text = words.cell(statement, value)
        yield Cell(
            text if text == UNKNOWN else text + stars,
            shade(value - total, _POINTS) if statement.statistic == "share" else 0,
            {"+": "up", "-": "down"}.get(str(table.versus_rest[i, j]), ""),
            words.matrix_note(persona.name, base, float(table.effective_bases[i, j])),
            _order(value),
        )


def shade(difference: float, steps: tuple[float, float, float]) -> int:
    """How many of the steps a difference reaches, with its sign."""
    if not math.isfinite(difference):
        return 0
    reached = sum(round(abs(difference), 9) >= step for step in steps)
    return reached if difference > 0 else -reached


def _order(value: float) -> float:
    return round(value, 6) if math.isfinite(value) else -1e9
