"""A reader finds every table from the contents, and the way back from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from openpyxl.workbook import Workbook

from research.deliverables.crosstab_workbook._one_each import by_table
from research.deliverables.crosstab_workbook._themes import by_theme
from research.domain.results import Arrangement, Results
from research.wording import workbook_en as words
from tests.deliverables.books import begins, crosstabs, listed, opened, place, with_tables
from tests.invented_tables import invented_tables
from tests.results_factory import make_results


def arranged(results: Results, book: Arrangement) -> Results:
    return replace(results, brief=replace(results.brief, branding=replace(results.brief.branding, book=book)))


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


@pytest.fixture(scope="module", params=["by_theme", "by_table"])
def book(request: pytest.FixtureRequest, results: Results) -> Workbook:
    return opened(arranged(results, request.param))


def test_the_contents_lead_to_every_table_and_every_sheet_leads_back(results: Results, book: Workbook) -> None:
    places = begins(book)
    assert {table.title for table in results.tables.tables} == set(places)
    for title, (sheet, row) in places.items():
        assert str(sheet.cell(row, 1).value).split("  ", 1)[1] == title
    for sheet in book.worksheets[1:]:
        assert sheet["A2"].hyperlink.location == "'Contents'!A1"
        assert sheet["A2"].value == words.BACK


def test_every_table_leads_back_to_its_own_line(book: Workbook) -> None:
    for line in listed(book):
        sheet, row = place(book, line.hyperlink.location)
        [back] = [cell for cell in sheet[row] if cell.hyperlink]
        assert back.value == words.BACK and back.column > 2
        assert place(book, back.hyperlink.location) == (book[words.CONTENTS], line.row)


def test_links_back_stand_clear_of_long_titles() -> None:
    tables = invented_tables(2, 25)
    long = replace(tables.tables[1], title="word " * 100)
    book = opened(with_tables(replace(tables, tables=(tables.tables[0], long))))
    for (sheet, row), lines in zip(begins(book).values(), (1, 4), strict=True):
        [back] = [cell for cell in sheet[row] if cell.hyperlink]
        before = [sheet.cell(row, column).value for column in range(2, back.column)]
        assert not any(before)
        room = sum(sheet.column_dimensions[cell.column_letter].width for cell in sheet[row][: back.column - 1])
        assert room >= len(sheet.cell(row, 1).value)
        titles = [cell.value for cell in sheet["A"][row - 1 : row + 6] if cell.font.size == 11]
        assert len(titles) <= lines


def test_heads_stay_on_screen_and_on_every_page(book: Workbook) -> None:
    for sheet, _ in begins(book).values():
        assert sheet.freeze_panes == "C5" and sheet.print_title_rows == "$1:$4"
        assert sheet.oddFooter.right.text == "Page &P of &N"
    contents = book[words.CONTENTS]
    head = next(cell.row for cell in contents["A"] if cell.value == words.NUMBER)
    assert contents.print_title_rows == f"${head}:${head}"


def test_one_table_a_sheet_is_called_by_number_and_title(results: Results) -> None:
    book = opened(arranged(results, "by_table"))
    assert len(book.sheetnames) == 8 + len(results.tables.tables)
    for line in listed(book):
        sheet, _ = place(book, line.hyperlink.location)
        assert sheet.title.split(" ")[0] == book[words.CONTENTS].cell(line.row, 1).value
    assert "2 Needs top-two box" in book.sheetnames


def test_both_arrangements_number_the_tables_alike(results: Results) -> None:
    themes, each = by_theme(results.tables), by_table(results.tables)
    numbered = [table for leaf in themes for table in leaf.tables]
    assert [leaf.tables for leaf in each] == [(one,) for one in numbered]
    assert [number for number, _ in numbered] == list(range(1, len(results.tables.tables) + 1))
    assert {leaf.part for leaf in each} == {leaf.name for leaf in themes}


def test_the_contents_divide_the_tables_by_theme_in_either_arrangement(results: Results) -> None:
    found = []
    for arrangement in ("by_theme", "by_table"):
        contents = opened(arranged(results, arrangement))[words.CONTENTS]
        found.append([cell.value for cell in contents["B"]])
    assert found[0] == found[1]


def test_the_same_results_give_the_same_bytes(results: Results) -> None:
    each = arranged(results, "by_table")
    assert crosstabs(each) == crosstabs(each)
