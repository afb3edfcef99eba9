"""The line under a table, by which it explains itself torn out of the book: weight, tests, marks, shades."""

from __future__ import annotations

from collections.abc import Iterator

from research.domain.sample import Weighting
from research.domain.tables import SHARES, RowKind, Table, Tables
from research.wording import workbook_en as words

_TESTS: tuple[tuple[str, frozenset[RowKind]], ...] = (
    (words.TEST_OF_SHARES, frozenset(SHARES)),
    (words.TEST_OF_MEANS, frozenset({"mean"})),
)
"""Tests and the kinds of rows that they are for."""


def footnote(table: Table, tables: Tables, weighting: Weighting, shaded: bool) -> str:
    """What holds for this table, and nothing else; `shaded` says that a figure of it is."""
    return " ".join(_said(table, tables, weighting, shaded))


def _said(table: Table, tables: Tables, weighting: Weighting, shaded: bool) -> Iterator[str]:
    yield words.weighted_by(weighting.source) if tables.weighted else words.UNWEIGHTED
    if _tested(table):
        yield words.letters_note(tables)
        yield words.tests_note(_tests(table), tables.weighted)
    smallest = table.bases.min(initial=tables.small_base)
    if smallest < tables.small_base:
        yield words.small_base_note(tables)
    if smallest < tables.min_base:
        yield words.min_base_note(tables)
    if shaded:
        yield words.SHADES_NOTE


def _tested(table: Table) -> bool:
    """A letter or an arrow stands anywhere in it."""
    return bool((table.letters != "").any() or (table.versus_rest != "").any())


def _tests(table: Table) -> list[str]:
    """The tests of its rows, in words."""
    kinds = {row.kind for row in table.rows}
    return [test for test, own in _TESTS if kinds & own]
