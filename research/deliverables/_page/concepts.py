"""Concepts by segment: which leads where, and a panel of dots a segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from research.charts.colours import segment_variable
from research.charts.sizes import by_size
from research.charts.statements import statement_dots
from research.domain.personas import Persona, Personas, Statement
from research.domain.tables import Table, Tables
from research.wording.english import English

_PANEL = 310.0
"""Width of a panel, so that three stand beside one another and one fills a phone."""


@dataclass(frozen=True, slots=True)
class Leader:
    """A concept that comes first in some segments, on the first measure asked.

    Attributes:
        best: the segment that likes it best, with its statement.
    """

    concept: str
    measure: str
    names: tuple[str, ...]
    best: tuple[Persona, Statement]


@dataclass(frozen=True, slots=True)
class Panel:
    name: str
    hue: str
    figure: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: a panel a segment."""

    title: str
    source: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Concepts:
    finding: str
    measures: tuple[Measure, ...]


def leaders(personas: Personas) -> list[Leader]:
    """The concepts that come first somewhere, the one with most segments first."""
    firsts: dict[str, list[tuple[Persona, Statement]]] = {}
    for persona in by_size(personas):
        lead = _measures(persona)[:1]
        for statements in lead:
            winner = max(statements, key=lambda statement: statement.value)
            firsts.setdefault(winner.row, []).append((persona, winner))
    found = [_leader(pairs) for pairs in firsts.values()]
    return sorted(found, key=lambda leader: -len(leader.names))


def concepts(personas: Personas, tables: Tables, words: English) -> Concepts | None:
    """Every measure of the concept test; None without one."""
    found = leaders(personas)
    if not found:
        return None
    names = list(dict.fromkeys(s[0].table for persona in personas.personas for s in _measures(persona)))
    finding = words.concepts_finding([(leader.concept, leader.names) for leader in found], len(personas.personas))
    return Concepts(finding, tuple(_measure(name, j, personas, tables, words) for j, name in enumerate(names)))


def _measure(name: str, position: int, personas: Personas, tables: Tables, words: English) -> Measure:
    table, few = tables.table(name), False
    order = sorted(range(len(table.rows)), key=lambda i: (-table.values[i, 0], i))
    place = {table.rows[i].key: at for at, i in enumerate(order)}
    panels = []
    for persona in by_size(personas):
        own = [statement for statement in persona.section("concepts") if statement.table == table.name]
        own.sort(key=lambda statement: place[statement.row])
        key = f"measure-{position}-{persona.segment}"
        figure = statement_dots(persona, own, tables.small_base, key, words, _PANEL)
        few = few or any(statement.base < tables.small_base for statement in own)
        panels.append(Panel(persona.name, segment_variable(persona.segment), figure))
    source = words.section_source(table.wording, table.title, table.base_text, _counted(personas, table, words))
    return Measure(
        words.topic(table.title), f"{source} · {words.star_key(tables.small_base)}" if few else source, tuple(panels)
    )


def _counted(personas: Personas, table: Table, words: English) -> str:
    """Which answers the shares of a measure count."""
    told = (s for persona in personas.personas for s in persona.section("concepts") if s.table == table.name)
    return next((words.counted(statement.answers, statement.other_answers) for statement in told), "")


def _leader(pairs: Sequence[tuple[Persona, Statement]]) -> Leader:
    best = max(pairs, key=lambda pair: pair[1].value)
    return Leader(best[1].subject, best[1].question, tuple(persona.name for persona, _ in pairs), best)


def _measures(persona: Persona) -> list[list[Statement]]:
    """The shares of concepts by measure, in the order of the tables."""
    by_table: dict[str, list[Statement]] = {}
    for statement in persona.section("concepts"):
        if statement.statistic == "share":
            by_table.setdefault(statement.table, []).append(statement)
    return list(by_table.values())
