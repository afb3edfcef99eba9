"""Which rows are worth a statement: those that set the segment apart, the strongest first, nothing said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
_MOST_DEFINING = 3
"""Lines on the basis in a section, where others have something to say: the themes show the basis already."""
_LEAST_POSITIVE = 2
"""Lines on what there is clearly more of, where there is any."""
_MEETING = 4
"""The same for channels: where people are met matters more than where they are not."""
_LEAST_NEGATIVE = 1
"""Wants and opinions that there is clearly less of, where there is any: what leaves them cold."""
_CLEARLY_LESS = ("far_less", "less")
_CLEARLY_MORE = ("far_more", "more")
_LEAST_SLIGHT = 0.03
"""Shares that differ slightly and by less than this are significant perhaps, yet nothing to act on."""
_UNFAVOURABLE = "net:bottom"
"""How the nets begin that are not told: their opposite is."""
_MONEY = re.compile(r"[A-Z]{3}|[$£€¥₹]")
"""Units that make a number a price: a currency's code or sign."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A statement that might be made, with what it speaks of: nothing else is said of the same topic."""

    statement: Statement
    table: Table
    topics: frozenset[str]

    @property
    def is_number(self) -> bool:
        """A mean among shares of who they are, such as height: several say the same thing as sex does."""
        return self.statement.section == "is" and self.statement.statistic == "mean"


def choose(stand: Stand, tables: Sequence[tuple[Table, Section, Sequence[Row]]]) -> tuple[Statement, ...]:
    """The statements of one segment, section by section; concepts and prices whole, in the order of their tables."""
    told = [
        Told(statement, table, frozenset(_topics(statement, table, _sources(stand))))
        for table, section, rows in tables
        for row in rows
        if (statement := state(stand, table, row, section)) is not None
    ]
    chosen: list[Statement] = []
    for section, most in MOST.items():
        own = [line for line in told if line.statement.section == section]
        least = _MEETING if section == "reached" else _LEAST_POSITIVE
        chosen += _strongest(own, most, least, _LEAST_NEGATIVE if section in ("wants", "thinks") else 0)
    return (*chosen, *(line.statement for line in told if line.statement.section == "concepts"))


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
    if table.kind == "grid_box":
        return False
    if table.kind == "numeric":
        return row.kind == "mean"
    if table.kind == "single" and row.variable in gridded:
        return False
    if row.variable in {flag.variable for flag in questionnaire.flags}:
        return row.codes == (1,)
    if row.kind == "net":
        return not row.key.startswith(_UNFAVOURABLE)
    return row.kind == "category" and not _told_by_its_net(table, row, questionnaire)


def _told_by_its_net(table: Table, row: Row, questionnaire: Questionnaire) -> bool:
    """An answer on a scale of opinion, or on one whose points have no words, where the favourable ones have a net."""
    scale = questionnaire.variables[row.variable].scale if row.variable in questionnaire.variables else None
    if scale is None or not any(other.kind == "net" for other in table.rows):
        return False
    worded = all(re.search(r"[^\W\d_]", label) for label in scale.labels.values())
    return not worded or SECTION_OF.get(table.role) in ("wants", "thinks")


def _strongest(
    told: Sequence[Told], most: int, least_positive: int = _LEAST_POSITIVE, least_negative: int = 0
) -> list[Statement]:
    """The strongest lines: some positive ones, not only the basis, and at most one number among shares."""
    ranked = [line for line in sorted(told, key=_rank, reverse=True) if _worth_it(line)]
    positive = [line for line in ranked if line.statement.comparison in _CLEARLY_MORE]
    negative = [line for line in ranked if line.statement.comparison in _CLEARLY_LESS]
    lines = _pick(positive, min(least_positive, most), _MOST_DEFINING)
    lines = _pick([*lines, *negative], min(len(lines) + least_negative, most), _MOST_DEFINING)
    lines = _pick([*lines, *ranked], most, _MOST_DEFINING)
    lines = _pick([*lines, *ranked], most, most)
    return sorted((line.statement for line in lines), key=strength, reverse=True)


def _pick(ranked: Sequence[Told], most: int, most_defining: int) -> list[Told]:
    """The first `most` of different topics, of which `most_defining` on the basis and one number."""
    lines: list[Told] = []
    for line in ranked:
        topics = frozenset[str]().union(*(other.topics for other in lines))
        defining = sum(other.statement.defines for other in lines)
        if len(lines) == most or line.topics & topics:
            continue
        if line.statement.defines and defining >= most_defining:
            continue
        if line.is_number and any(other.is_number for other in lines):
            continue
        lines.append(line)
    return lines


def _worth_it(line: Told) -> bool:
    """It differs, by more than a trifle, and says no more than another line that says it as something more."""
    statement, table = line.statement, line.table
    word = _STRENGTH[statement.comparison]
    if word == 0 or (word == 1 and line.is_number):
        return False
    if word == 1 and statement.statistic == "share" and abs(statement.difference) < _LEAST_SLIGHT:
        return False
    categories = sum(row.kind == "category" for row in table.rows)
    mirrored = table.kind == "single" and categories == 2 and not statement.answers
    return not (mirrored and statement.subject != statement.question and statement.difference < 0)


def _rank(line: Told) -> tuple[int, bool, tuple[int, float, bool]]:
    """By strength; a number after the shares that differ as much."""
    return _STRENGTH[line.statement.comparison], not line.is_number, strength(line.statement)


def _sources(stand: Stand) -> Mapping[str, str]:
    """What bands were cut from, by variable."""
    return {band.variable: band.source for band in stand.sample.responses.questionnaire.bands}


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
