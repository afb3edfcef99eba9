"""Which rows are worth a statement: those that set the segment apart, the strongest first, nothing said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from research.domain.personas import Comparison, Section, Statement
from research.domain.questionnaire import Questionnaire, Role
from research.domain.tables import Row, Table, Tables
from research.stages.personas.cells import Stand, state

SECTION_OF: Mapping[Role, Section] = {
    "needs": "wants",
    "psychographic": "thinks",
    "values": "thinks",
    "behavioural": "does",
    "outcome": "does",
    "technographic": "does",
    "demographic": "is",
    "geographic": "is",
    "firmographic": "is",
    "account": "is",
    "media": "reached",
    "concept": "concepts",
}
MOST: Mapping[Section, int] = {"wants": 6, "thinks": 6, "does": 5, "is": 5, "reached": 5}

_STRENGTH: Mapping[Comparison, int] = {
    "far_more": 3,
    "far_less": 3,
    "more": 2,
    "less": 2,
    "slightly_more": 1,
    "slightly_less": 1,
    "same": 0,
    "unclear": 0,
    "too_few": 0,
}
_UNFAVOURABLE = "net:bottom2"
"""The net that is not told: its opposite is."""
_MONEY = re.compile(r"[A-Z]{3}|[$£€¥₹]")
"""Units that make a number a price: a currency's code or sign."""


def choose(stand: Stand, tables: Sequence[tuple[Table, Section, Sequence[Row]]]) -> tuple[Statement, ...]:
    """The statements of one segment, section by section; concepts and prices whole, in the order of their tables."""
    statements = [
        (statement, table)
        for table, section, rows in tables
        for row in rows
        if (statement := state(stand, table, row, section)) is not None
    ]
    chosen: list[Statement] = []
    for section, most in MOST.items():
        own = [(statement, table) for statement, table in statements if statement.section == section]
        chosen += _strongest(own, most, stand.sample.responses.questionnaire)
    return (*chosen, *(statement for statement, _ in statements if statement.section == "concepts"))


def speaking_tables(tables: Tables, questionnaire: Questionnaire) -> Sequence[tuple[Table, Section, Sequence[Row]]]:
    """The tables that have a section, with the rows that can be said in a sentence, in the questionnaire's order."""
    gridded = _variables(tables, ("grid_top_box", "grid_mean", "concepts"))
    boxed = _variables(tables, ("grid_top_box",))
    speaking = []
    for table in tables.tables:
        section = _section(table)
        rows = tuple(row for row in table.rows if _speaks(table, row, questionnaire, gridded, boxed))
        if section and rows:
            speaking.append((table, section, rows))
    return speaking


def _section(table: Table) -> Section | None:
    if table.kind == "concepts" or (
        table.kind == "numeric" and table.role == "outcome" and _MONEY.fullmatch(table.unit)
    ):
        return "concepts"
    return SECTION_OF.get(table.role)


def _variables(tables: Tables, kinds: Sequence[str]) -> frozenset[str]:
    return frozenset(row.variable for table in tables.tables if table.kind in kinds for row in table.rows)


def _speaks(
    table: Table, row: Row, questionnaire: Questionnaire, gridded: frozenset[str], boxed: frozenset[str]
) -> bool:
    """Grids speak by their top box, numbers by their mean, other questions by their answers; no "don't know"."""
    if table.kind in ("grid_top_box", "concepts", "ranking"):
        return row.kind == "net"
    if table.kind == "grid_mean":
        return row.kind == "mean" and row.variable not in boxed
    if table.kind == "numeric":
        return row.kind == "mean"
    if table.kind == "single" and row.variable in gridded:
        return False
    if row.variable in {flag.variable for flag in questionnaire.flags}:
        return row.codes == (1,)
    return row.kind in ("category", "net") and row.key != _UNFAVOURABLE


def _strongest(
    statements: Sequence[tuple[Statement, Table]], most: int, questionnaire: Questionnaire
) -> list[Statement]:
    sources = {band.variable: band.source for band in questionnaire.bands}
    told: set[str] = set()
    chosen: list[Statement] = []
    for statement, table in sorted(statements, key=lambda pair: strength(pair[0]), reverse=True):
        if len(chosen) == most or _STRENGTH[statement.comparison] == 0:
            break
        topics = set(_topics(statement, table, sources))
        if not topics & told:
            told |= topics
            chosen.append(statement)
    return chosen


def strength(statement: Statement) -> tuple[int, float, bool]:
    """The word first, then how far the segment stands from the market in standard deviations; more before less."""
    size = abs(statement.difference)
    if statement.statistic == "share":
        size /= max(float(np.sqrt(statement.market * (1 - statement.market))), 1e-9)
    return _STRENGTH[statement.comparison], round(size, 9), statement.difference > 0


def _topics(statement: Statement, table: Table, sources: Mapping[str, str]) -> Iterator[str]:
    """What a statement speaks of: nothing else is said of the same topic."""
    row = table.rows[table.row(statement.row)]
    if table.kind in ("single", "numeric"):
        yield sources.get(row.variable, row.variable)
    elif table.kind == "multiple" and row.kind == "net":
        yield from (other.variable for other in table.rows)
    else:
        yield row.variable
