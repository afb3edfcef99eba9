"""What stages write into tables and names, said in the language of a report before anything else reads it."""

from __future__ import annotations

from dataclasses import replace

from research.domain.factors import FactorSolution
from research.domain.personas import Persona, Personas, Statement
from research.domain.results import Results
from research.domain.segment_map import SegmentMap
from research.domain.tables import Row, Table, Tables
from research.domain.waves import WaveComparison
from research.wording.english import English

_FIGURES = ("mean", "nps", "sd", "quantile")
"""Kinds of rows whose labels are the house's own."""
_KEYS = ("net:any", "net:top", "net:bottom", "said")
"""How the keys begin of other rows that the house labels; the questionnaire says what the rest are called."""


def in_words(results: Results, words: English) -> Results:
    """`results` with the labels, titles, bases and names that the house gave in the language of `words`."""
    return replace(
        results,
        tables=_tables(results.tables, words),
        factors=_factors(results.factors, words) if results.factors else None,
        personas=_personas(results.personas, words) if results.personas else None,
        waves=_waves(results.waves, words) if results.waves else None,
        map=_map(results.map, words) if results.map else None,
    )


def _tables(tables: Tables, words: English) -> Tables:
    return replace(tables, tables=tuple(_table(table, words) for table in tables.tables))


def _table(table: Table, words: English) -> Table:
    return replace(
        table,
        title=words.carried(table.title),
        wording=words.carried(table.wording),
        base_text=words.carried(table.base_text),
        rows=tuple(_row(row, words) for row in table.rows),
    )


def _row(row: Row, words: English) -> Row:
    own = row.kind in _FIGURES or row.key.startswith(_KEYS)
    return replace(row, label=words.carried(row.label)) if own else row


def _factors(factors: FactorSolution, words: English) -> FactorSolution:
    batteries = (
        replace(battery, names=tuple(words.theme_name(name) for name in battery.names)) for battery in factors.batteries
    )
    return replace(factors, batteries=tuple(batteries))


def _personas(personas: Personas, words: English) -> Personas:
    return replace(personas, personas=tuple(_persona(persona, words) for persona in personas.personas))


def _persona(persona: Persona, words: English) -> Persona:
    means = (replace(theme, name=words.theme_name(theme.name)) for theme in persona.factor_means)
    statements = (_statement(statement, words) for statement in persona.statements)
    return replace(persona, factor_means=tuple(means), statements=tuple(statements))


def _statement(statement: Statement, words: English) -> Statement:
    """The subject is the house's where it is a title, or the label of a row that the house names."""
    own = statement.subject == statement.question or statement.row.startswith(_KEYS)
    subject = words.carried(statement.subject) if own else statement.subject
    return replace(statement, subject=subject, question=words.carried(statement.question))


def _map(found: SegmentMap, words: English) -> SegmentMap:
    x, y = (
        replace(axis, low=tuple(map(words.theme_name, axis.low)), high=tuple(map(words.theme_name, axis.high)))
        for axis in found.axes
    )
    return replace(found, axes=(x, y))


def _waves(waves: WaveComparison, words: English) -> WaveComparison:
    figures = (
        replace(figure, label=words.carried(figure.label)) if figure.topic != "size" else figure
        for figure in waves.figures
    )
    return replace(waves, figures=tuple(figures))
