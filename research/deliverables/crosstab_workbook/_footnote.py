"""The line under a table, by which it explains itself torn out of the book: weight, tests, marks, shades."""

from __future__ import annotations

from collections.abc import Iterator

from research.domain.sample import Weighting
from research.domain.tables import MEANS, SHARES, Table, Tables
from research.wording import workbook_en as words
from research.wording.significance_en import held_out_note, letters_note, since_note, tests_note


def footnote(table: Table, tables: Tables, weighting: Weighting, shaded: bool) -> str:
    """What holds for this table, and nothing else; `shaded` says that a figure of it is."""
    return " ".join(_said(table, tables, weighting, shaded))


def _said(table: Table, tables: Tables, weighting: Weighting, shaded: bool) -> Iterator[str]:
    yield words.weighted_by(weighting.source) if tables.weighted else words.UNWEIGHTED
    if _tested(table):
        kinds = {row.kind for row in table.rows}
        yield letters_note(tables.rules)
        yield tests_note(tables.rules, bool(kinds & set(SHARES)), bool(kinds & set(MEANS)), tables.weighted)
    if tables.held_out and _tested(table):
        yield held_out_note(tables)
    if (table.since != "").any():
        yield since_note(tables)
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
