"""The workbook reads as a book: contents that lead somewhere, figures where they belong, marks that mean something."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import numpy as np
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from research.deliverables.crosstab_workbook._layout import lay_out
from research.deliverables.crosstab_workbook._themes import OF_ROLE
from research.domain.questionnaire import ROLES
from research.domain.results import Branding, Results
from research.domain.tables import Table
from research.wording import workbook_en as words
from tests.deliverables.books import begins, opened
from tests.results_factory import NEEDS, make_results, make_unsegmented_results

ROUNDED = 1e-9
"""Figures are written with ten significant digits."""


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


@pytest.fixture(scope="module")
def book(results: Results) -> Workbook:
    return opened(results)


def row_of(sheet: Worksheet, start: int, label: str) -> int:
    return next(row for row in range(start, start + 60) if sheet.cell(row, 1).value == label)


def column_of(results: Results, key: str) -> int:
    return lay_out(results.tables).values[results.tables.banner.position(key)]


def test_sheets_stand_in_the_order_of_reading(book: Workbook) -> None:
    assert book.sheetnames == [
        "Contents", "Notes", "Segments", "What sets apart", "Heat map", "Waves", "Factors",
        "Factor evidence", "Sizes", "Needs", "Attitudes", "Behaviour", "Outcomes", "Concepts", "Media",
        "Who they are", "In their own words",
    ]  # fmt: skip


def test_every_cell_of_every_table_stands_where_its_row_and_column_say(results: Results, book: Workbook) -> None:
    places, layout = begins(book), lay_out(results.tables)
    for table in results.tables.tables:
        sheet, start = places[table.title]
        for i, part in enumerate(table.rows):
            label = words.row_label(part.label, table.unit) if part.key in ("mean", "sd", "median") else part.label
            row = row_of(sheet, start, label)
            shown = [sheet.cell(row, column).value for column in layout.values]
            expected = [None if np.isnan(value) else value for value in table.values[i]]
            assert shown == pytest.approx(expected, rel=ROUNDED)
            for j, column in enumerate(layout.letters[1:], start=1):
                mark = {"+": "▲", "-": "▼", "": ""}[table.versus_rest[i, j]] + table.letters[i, j]
                assert (sheet.cell(row, column).value or "") == mark


def test_letters_stand_under_the_labels_that_they_mean(results: Results, book: Workbook) -> None:
    layout, sheet = lay_out(results.tables), book["Needs"]
    for j, column in enumerate(results.tables.banner.columns):
        assert sheet.cell(3, layout.values[j]).value == column.label
        assert (sheet.cell(4, layout.values[j]).value or "") == column.letter
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$1:$4"
    assert sheet.page_setup.orientation == "landscape"


def test_shares_are_numbers_shown_as_per_cents_and_means_with_decimals(results: Results, book: Workbook) -> None:
    sheet, start = begins(book)["Is good for the planet"]
    total = column_of(results, "total")
    assert sheet.cell(row_of(sheet, start, "Top-two box"), total).number_format.startswith("0%")
    assert sheet.cell(row_of(sheet, start, "Mean"), total).number_format == "0.00"
    sheet, start = begins(book)["Most they would pay"]
    assert row_of(sheet, start, "Mean (GBP)")


def test_bases_are_printed_with_marks(results: Results, book: Workbook) -> None:
    sheet, start = begins(book)["Sex"]
    table, layout = results.tables.table("sex"), lay_out(results.tables)
    rows = [row_of(sheet, start, label) for label in ("Base (unweighted)", "Base (weighted)", "Base (effective)")]
    for row, bases in zip(rows, (table.bases, table.weighted_bases, table.effective_bases), strict=True):
        shown = [sheet.cell(row, column).value for column in layout.values]
        assert shown == pytest.approx(bases[0].tolist(), rel=ROUNDED)
    for j, column in enumerate(layout.letters[1:], start=1):
        assert (sheet.cell(rows[0], column).value or "") == ("*" if table.bases[0, j] < 100 else "")


def test_concepts_show_a_base_under_each_and_grids_the_smallest(results: Results, book: Workbook) -> None:
    total = column_of(results, "total")
    sheet, start = begins(book)["Purchase intent: top-two box"]
    table = results.tables.table("concepts.intent:top2")
    for i, part in enumerate(table.rows):
        assert sheet.cell(row_of(sheet, start, words.base_of(part.label)), total).value == table.bases[i, 0]
    sheet, start = begins(book)["Needs: top-two box"]
    smallest = results.tables.table("needs:top2").bases[:, 0].min()
    assert sheet.cell(row_of(sheet, start, words.SMALLEST_BASE_ROW), total).value == smallest


def test_the_contents_give_the_base_that_stands_over_the_table(results: Results, book: Workbook) -> None:
    listed = {str(row[1].value): row for row in book[words.CONTENTS].iter_rows() if str(row[0].value).isdigit()}
    remarked = 0
    for table in results.tables.tables:
        _, title, base, respondents = (cell.value for cell in listed[table.title])
        sheet, start = begins(book)[title]
        smallest = str(base).endswith(f"({words.SMALLEST})")
        remarked += smallest
        if table.kind == "concepts":
            assert respondents == table.bases[:, 0].min() and smallest
        else:
            label = words.SMALLEST_BASE_ROW if smallest else words.BASE_ROW
            assert sheet.cell(row_of(sheet, start, label), column_of(results, "total")).value == respondents
    assert remarked >= 4


def test_links_of_the_contents_fit_their_column(book: Workbook) -> None:
    width = book[words.CONTENTS].column_dimensions["A"].width
    assert width > max(len(name) for name in words.SHEETS)


PAPERS = {8: 841.9, 9: 595.3}
"""Points of the short side of A3 and A4."""


@pytest.mark.parametrize("sheet", ["Needs", "Concepts", "Attitudes"])
def test_a_table_that_fits_on_a_page_is_not_cut(results: Results, book: Workbook, sheet: str) -> None:
    page = book[sheet]
    starts = sorted(row for own, row in begins(book).values() if own is page)
    breaks = [one.id + 1 for one in page.row_breaks.brk]
    assert set(breaks) <= set(starts)
    height = {row: page.row_dimensions[row].height for row in range(1, page.max_row + 1)}
    margins = 72 * (page.page_margins.top + page.page_margins.bottom)
    room = 100 * (PAPERS[page.page_setup.paperSize] - margins) / page.page_setup.scale
    room -= sum(height[row] for row in range(1, 5))
    pages = [5, *breaks, page.max_row + 1]
    for first, end in itertools.pairwise(pages):
        assert sum(height[row] for row in range(first, end)) <= room
    for first, end in itertools.pairwise(pages[:-1]):
        following = next((start for start in starts if start > end), page.max_row + 1)
        assert sum(height[row] for row in range(first, following)) > 0.9 * room, "no page is left half empty"


def test_long_sheets_break_and_are_as_wide_as_the_paper(book: Workbook) -> None:
    for name in ("Needs", "Waves", "Factors", "Factor evidence"):
        page = book[name]
        assert not page.sheet_properties.pageSetUpPr.fitToPage, "spreadsheets overrule breaks where they fit to a page"
        columns = sum(page.column_dimensions[get_column_letter(at)].width for at in range(1, page.max_column + 1))
        width = {8: 1190.6, 9: 841.9}[page.page_setup.paperSize] - 144 * page.page_margins.left
        assert 5.577 * columns * page.page_setup.scale / 100 <= width
    assert book["Needs"].row_breaks.brk


def test_what_defines_the_segments_says_so_and_nothing_else_does(results: Results, book: Workbook) -> None:
    for table in results.tables.tables:
        sheet, start = begins(book)[table.title]
        said = [sheet.cell(row, 1).value == words.DEFINES for row in range(start, start + 5)]
        assert any(said) is (table.name in (*NEEDS, "needs:top2", "needs:mean"))


def test_where_some_rows_define_the_segments_these_are_marked(results: Results) -> None:
    tables = tuple(
        replace(table, rows=tuple(replace(row, basis=row.variable in NEEDS[:2]) for row in table.rows))
        for table in results.tables.tables
    )
    book = opened(replace(results, tables=replace(results.tables, tables=tables)))
    sheet, start = begins(book)["Needs: mean"]
    column = [str(sheet.cell(row, 1).value) for row in range(start, start + 16)]
    assert words.SOME_DEFINE in column and words.DEFINES not in column
    labels = [part.label for part in tables[1].rows]
    assert [f"{label} †" in column for label in labels] == [True, True, False, False, False, False]
    assert [label in column for label in labels] == [False, False, True, True, True, True]


def test_figures_below_the_smallest_base_are_grey(results: Results) -> None:
    tables = replace(results.tables, min_base=80)
    sheet, start = begins(opened(replace(results, tables=tables)))["Sex"]
    layout, bases = lay_out(tables), tables.table("sex").bases[0]
    row = row_of(sheet, start, "Male")
    greys = {sheet.cell(row, layout.values[j]).font.color.rgb for j in range(len(bases)) if bases[j] < 80}
    inks = {sheet.cell(row, layout.values[j]).font.color.rgb for j in range(len(bases)) if bases[j] >= 80}
    assert greys and inks and not greys & inks


def test_shades_follow_the_index_where_segments_are_told_apart(results: Results, book: Workbook) -> None:
    shaded = 0
    for table in results.tables.tables:
        sheet, start = begins(book)[table.title]
        for i, part in enumerate(table.rows):
            if part.kind not in ("net", "category"):
                continue
            row = row_of(sheet, start, part.label)
            for j, column in enumerate(results.tables.banner.columns):
                fill = sheet.cell(row, lay_out(results.tables).values[j]).fill.fill_type
                assert (fill == "solid") is expected_shade(table, i, j, column.group), (
                    table.name,
                    part.key,
                    column.key,
                )
                shaded += fill == "solid"
    assert shaded > 10


def expected_shade(table: Table, i: int, j: int, group: str) -> bool:
    if group != "segment" or not (table.rows[i].basis or table.versus_rest[i, j]):
        return False
    value, total = table.values[i, j], table.values[i, 0]
    return bool((value >= 1.2 * total and value - total >= 0.05) or (value <= 0.83 * total and total - value >= 0.05))


def test_unweighted_tables_print_one_base(results: Results) -> None:
    book = opened(replace(results, tables=replace(results.tables, weighted=False)))
    labels = {cell.value for sheet in book.worksheets for cell in sheet["A"]}
    assert words.BASE_ROW in labels and not {words.WEIGHTED_BASE_ROW, words.EFFECTIVE_BASE_ROW} & labels
    assert not [label for label in labels if label and str(label).startswith("Weighted")]


def test_a_study_without_segments_has_no_sheet_and_no_column_of_them() -> None:
    results = make_unsegmented_results()
    book = opened(results)
    assert not {"Segments", "Waves", "Factors", "Factor evidence", "Sizes"} & set(book.sheetnames)
    assert {table.title for table in results.tables.tables} <= set(begins(book))
    assert "Segments" not in [cell.value for cell in book["Needs"][2]]


def test_waves_stand_side_by_side_with_changes_in_words(results: Results, book: Workbook) -> None:
    sheet, waves = book["Waves"], results.waves
    assert waves is not None
    row = row_of(sheet, 4, waves.figures[0].label)
    first, second = (figure for figure in waves.figures if (figure.topic, figure.segment) == ("size", 1))
    assert [sheet.cell(row, column).value for column in (3, 4, 5, 6)] == pytest.approx(
        [first.value, first.low, first.high, first.base], rel=ROUNDED
    )
    assert sheet.cell(row, 8).value == pytest.approx(second.value, rel=ROUNDED)
    assert sheet.cell(row, 12).value == words.CHANGES[second.change]


def test_the_first_wave_has_no_column_of_changes_and_every_page_has_the_heads(book: Workbook) -> None:
    sheet = book["Waves"]
    heads = [cell.value for cell in sheet[3]]
    assert heads[2:6] == [words.SHARE, words.LOW, words.HIGH, words.BASE]
    assert heads.count(words.CHANGE) == 1 and heads[11] == words.CHANGE
    assert [sheet.cell(2, column).value for column in (3, 8)] == ["w1 (2025-03)", "w2 (2025-09)"]
    assert sheet.print_title_rows == "$1:$3" and sheet.freeze_panes == "C4"


def test_segments_show_sizes_profile_and_every_number_tried(results: Results, book: Workbook) -> None:
    sheet, personas = book["Segments"], results.personas
    assert personas is not None
    row = row_of(sheet, 1, f"1  {personas.personas[0].name}")
    assert sheet.cell(row, 2).value == pytest.approx(personas.personas[0].share, rel=ROUNDED)
    verdicts = {sheet.cell(row, 8).value for row in range(1, 40)}
    assert words.CHOSEN in verdicts


def test_a_later_wave_says_where_its_segments_were_formed(results: Results, book: Workbook) -> None:
    formed = words.candidates_of("w1 (2025-03)"), words.formed_in("w1 (2025-03)")
    told = " ".join(str(cell.value) for name in ("Segments", "Notes") for cell in book[name]["A"])
    assert all(sentence in told for sentence in formed)
    first = opened(replace(results, brief=replace(results.brief, wave="w1", defines_segments=True)))
    told = " ".join(str(cell.value) for name in ("Segments", "Notes") for cell in first[name]["A"])
    assert not [sentence for sentence in formed if sentence in told]


def test_heads_of_two_lines_have_room(book: Workbook) -> None:
    sheet = book["Segments"]
    row = row_of(sheet, 1, words.SEGMENT)
    assert sheet.cell(row, 6).value == words.CERTAINTY
    assert sheet.row_dimensions[row].height > 24


def test_verdicts_stand_within_their_rule(book: Workbook) -> None:
    sheet = book["Segments"]
    row = row_of(sheet, 1, words.METHOD)
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert {f"H{at}:K{at}" for at in range(row, row + 4)} <= merged
    assert sheet.cell(row + 1, 8).alignment.wrap_text


def test_no_per_cent_of_the_books_own_words_is_set_apart(book: Workbook) -> None:
    texts = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any("95%" in text for text in texts)
    assert not [text for text in texts if re.search(r"\d\s%", text)]


def test_the_clients_colour_is_used(results: Results) -> None:
    brief = replace(results.brief, branding=Branding("A & B", ("#7a1040",)))
    book = opened(replace(results, brief=brief))
    assert book["Contents"]["A1"].font.color.rgb.endswith("7A1040")
    assert book["Contents"].oddFooter.left.text.startswith("A && B")


def test_columns_are_wide_enough_for_the_longest_letters(results: Results, book: Workbook) -> None:
    layout = lay_out(results.tables)
    longest = max(len(cell) for table in results.tables.tables for cell in table.letters.flat)
    letters = get_column_letter(layout.letters[1])
    assert book["Needs"].column_dimensions[letters].width > longest


def test_every_role_has_a_sheet() -> None:
    assert set(OF_ROLE) == set(ROLES)
    assert set(OF_ROLE.values()) == set(words.THEMES)
