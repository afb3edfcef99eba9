"""The sheets of what sets segments apart: figures of the noun, links to the tables, shades that mean something."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from research.deliverables.crosstab_workbook import CrosstabWorkbook
from research.domain.results import Results
from research.wording import workbook_en as words
from tests.results_factory import make_results, make_unsegmented_results


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


@pytest.fixture(scope="module")
def book(results: Results) -> Workbook:
    return load_workbook(io.BytesIO(CrosstabWorkbook().render(results)["crosstabs.xlsx"]))


def test_every_segment_has_its_figures(results: Results, book: Workbook) -> None:
    assert results.exploration is not None and results.exploration.rows
    sheet = book[words.APART]
    told = [(row[0].value, row[2].value) for row in sheet.iter_rows(min_row=4) if row[2].value is not None]
    expected = [
        (found.told[0], float(f"{found.values[segment - 1]:.10g}"))
        for segment in range(1, len(results.exploration.segments) + 1)
        for direction, most in ((1, 15), (-1, 10))
        for found in results.exploration.of(segment, direction)[:most]
    ]
    assert [(label, pytest.approx(value)) for label, value in expected] == told


def test_the_heat_map_shades_what_sets_apart_and_nothing_else(results: Results, book: Workbook) -> None:
    assert results.exploration is not None
    sheet, rows = book[words.HEAT], {row.told[0]: row for row in results.exploration.rows}
    seen = 0
    for line in sheet.iter_rows(min_row=6):
        row = rows.get(str(line[0].value).removesuffix(f" {words.MARK}"))
        if row is None or line[2].value is None:
            continue
        seen += 1
        shaded = [bool(cell.fill.fill_type) for cell in line[3 : 3 + len(row.values)]]
        assert shaded == (row.apart != 0).tolist()
    assert seen == len(results.exploration.rows)


def test_figures_lead_to_their_tables(book: Workbook) -> None:
    links = [
        cell.hyperlink for row in book[words.APART].iter_rows(min_row=5, max_col=2) for cell in row if cell.hyperlink
    ]
    assert links
    for link in links:
        sheet, cell = link.location.rsplit("!", 1)
        assert book[sheet.strip("'")][cell].value


def test_without_segments_there_are_no_such_sheets() -> None:
    book = load_workbook(io.BytesIO(CrosstabWorkbook().render(make_unsegmented_results())["crosstabs.xlsx"]))
    assert words.APART not in book.sheetnames and words.HEAT not in book.sheetnames
