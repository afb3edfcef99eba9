"""A table torn out of the book explains itself, and explains nothing that it does not hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.deliverables.crosstab_workbook._footnote import footnote
from research.domain.arrays import sealed
from research.domain.sample import Weighting
from research.domain.tables import Table
from research.wording import significance_en as significance
from research.wording import workbook_en as words
from tests.deliverables.books import begins, opened
from tests.invented_tables import invented_tables
from tests.results_factory import make_results

WEIGHTING = Weighting("wt", 300, 0.5, 2.0, 0.9, 270.0)
TABLES = invented_tables(1, 9)
TABLE = replace(TABLES.tables[0], bases=sealed(np.full(TABLES.tables[0].bases.shape, 200)))


def rows_of(table: Table, *kinds: str) -> Table:
    kept = [i for i, row in enumerate(table.rows) if row.kind in kinds]
    names = (
        "values",
        "standard_errors",
        "low",
        "high",
        "counts",
        "weighted_counts",
        "bases",
        "weighted_bases",
        "effective_bases",
        "letters",
        "versus_rest",
        "since",
    )
    arrays = {name: getattr(table, name)[kept] for name in names}
    return replace(table, rows=tuple(table.rows[i] for i in kept), **arrays)


def said(table: Table, weighted: bool = True, shaded: bool = False) -> str:
    return footnote(table, replace(TABLES, tables=(table,), weighted=weighted), WEIGHTING, shaded)


def test_the_weight_is_named() -> None:
    assert said(TABLE).startswith("Weighted by “wt”. ") and "on effective bases" in said(TABLE)
    assert said(TABLE, weighted=False).startswith("Unweighted. ") and "effective" not in said(TABLE, weighted=False)


def test_letters_are_told_with_their_levels_where_there_are_any() -> None:
    assert "at 95% (capital) or 90% (small)" in said(TABLE)
    none = sealed(np.full(TABLE.letters.shape, "", dtype=object))
    assert said(replace(TABLE, letters=none, versus_rest=none)) == "Weighted by “wt”."


@pytest.mark.parametrize(
    ("kinds", "shares", "means"),
    [(("category", "net"), True, False), (("mean",), False, True), (("net", "mean"), True, True)],
)
def test_only_the_tests_of_the_rows_are_told(kinds: tuple[str, ...], shares: bool, means: bool) -> None:
    told = said(rows_of(TABLE, *kinds))
    assert (significance.tests_of(TABLES.rules)[0] in told) is shares
    assert (significance.tests_of(TABLES.rules)[1] in told) is means


def test_stars_are_told_where_they_stand() -> None:
    def small(base: int) -> str:
        bases = TABLE.bases.copy()
        bases[:, 3] = base
        return said(replace(TABLE, bases=sealed(bases)))

    assert "*" not in small(100)
    assert "* base below 100." in small(99) and "**" not in small(30)
    assert "** base below 30" in small(29)


def test_shades_are_told_under_the_tables_that_have_them() -> None:
    results = make_results()
    book, found = opened(results), set()
    places = begins(book)
    for table in results.tables.tables:
        sheet, start = places[table.title]
        end = min((row for own, row in places.values() if own is sheet and row > start), default=sheet.max_row + 1)
        cells = [sheet.cell(row, 1) for row in range(start, end)]
        note = " ".join(str(cell.value) for cell in cells if cell.value and cell.font.size == 8)
        shaded = any(sheet.cell(row, at).fill.fill_type for row in range(start, end) for at in range(2, 12))
        assert note.startswith("Weighted by “wt”.")
        assert (words.SHADES_NOTE in note) is shaded
        found.add(shaded)
    assert found == {True, False}
