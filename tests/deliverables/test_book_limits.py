"""Whatever a survey holds, the book opens: texts stay texts, rows and names stay within what Excel takes."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace
from zipfile import ZipFile

import numpy as np
import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from research.deliverables.crosstab_workbook._layout import ACROSS, lay_out
from research.deliverables.crosstab_workbook._pages import Page
from research.deliverables.crosstab_workbook._paging import paginate
from research.deliverables.crosstab_workbook._styles import Styles
from research.domain.arrays import sealed
from research.domain.tables import BannerColumn
from research.wording import workbook_en as words
from tests.deliverables.books import begins, crosstabs, opened, place, with_tables
from tests.deliverables.hard_tables import COMMANDS, ENDLESS, hard_tables, labelled
from tests.invented_tables import invented_tables

HARD = hard_tables(9)


@pytest.fixture(scope="module")
def packed() -> bytes:
    return crosstabs(with_tables(HARD))


@pytest.fixture(scope="module")
def book(packed: bytes) -> Workbook:
    return load_workbook(io.BytesIO(packed))


@pytest.fixture(scope="module")
def wide() -> Worksheet:
    return opened(with_tables(invented_tables(3, 200)))["Attitudes"]


def test_nothing_becomes_a_formula(book: Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type not in ("n", "s")]
    labels = {cell.value for cell in cells}
    assert {"=1+1", "+44 20 7946", "-5 to 5", "@home", " =cmd", "+1?", "Base: @everyone"} <= labels
    assert len(COMMANDS) == 6


def test_no_cell_holds_more_than_excel_takes_and_no_row_is_higher(book: Workbook) -> None:
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert max(len(text.encode("utf-16-le")) // 2 for text in texts) == 32_767
    heights = [dimension.height or 0 for sheet in book for dimension in sheet.row_dimensions.values()]
    assert max(heights) == 409


def test_a_label_of_three_thousand_characters_is_whole_wrapped_and_seen_from_its_beginning(book: Workbook) -> None:
    assert len(ENDLESS) >= 3000
    [cell] = [cell for cell in book["Attitudes"]["A"] if cell.value == ENDLESS]
    assert cell.alignment.wrap_text and cell.alignment.vertical == "top"
    assert book["Attitudes"].row_dimensions[cell.row].height == 409


def test_the_contents_stay_short_and_the_table_has_its_words_whole(book: Workbook) -> None:
    contents, sheet = book[words.CONTENTS], book["Attitudes"]
    assert max(dimension.height or 0 for dimension in contents.row_dimensions.values()) < 80
    [line] = [cell for cell in contents["B"] if str(cell.value).endswith("…")]
    assert len(line.value) <= 160 and contents.cell(line.row, 3).value.endswith("…")
    _, start = place(book, line.hyperlink.location)
    text = " ".join(str(sheet.cell(row, 1).value) for row in range(start, start + 60))
    assert f"{words.base_line(ENDLESS).strip()} " in text


def test_a_footer_is_no_longer_than_excel_takes() -> None:
    results = with_tables(invented_tables(1, 2), client="R&D " * 40, confidentiality="&" * 300)
    for sheet in opened(results):
        left, right = sheet.oddFooter.left.text, sheet.oddFooter.right.text
        assert left.startswith("R&&D") and right == "Page &P of &N"
        assert not left.count("&") % 2 and len(f"&L&8 {left}&R&8 {right}") <= 255


def test_bases_of_many_rows_wrap() -> None:
    tables = invented_tables(1, 3)
    bases = tables.tables[0].bases.copy()
    bases[:4] += np.arange(1, 5)[:, None]
    table = replace(tables.tables[0], bases=sealed(bases))
    sheet = opened(with_tables(replace(tables, tables=(labelled(table, *[ENDLESS[:100]] * 4),))))["Attitudes"]
    named = [cell for cell in sheet["A"] if str(cell.value).startswith(f"{words.BASE_ROW}: A label")]
    assert len(named) == 4
    assert all(cell.alignment.wrap_text and sheet.row_dimensions[cell.row].height > 25 for cell in named)


def test_labels_that_are_alike_stand_each_in_its_row(book: Workbook) -> None:
    sheet = book["Attitudes"]
    rows = [cell.row for cell in sheet["A"] if cell.value == "Other"]
    shown = [sheet.cell(row, 2).value for row in rows]
    assert shown == pytest.approx(HARD.tables[2].values[:3, 0].tolist())


def test_tables_of_one_title_are_each_led_to(book: Workbook) -> None:
    starts = [cell.hyperlink.location for cell in book[words.CONTENTS]["B"] if cell.value == HARD.tables[0].title]
    assert len(set(starts)) == 2


def test_what_is_no_number_leaves_its_cell_empty(book: Workbook, packed: bytes) -> None:
    sheet, start = begins(book)["Nothing at all"]
    top = next(row for row in range(start, start + 20) if sheet.cell(row, 1).value == "Top-two box")
    assert {sheet.cell(top, column).value for column in lay_out(HARD).values} == {None}
    with ZipFile(io.BytesIO(packed)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not [one for one in sheets for no_number in (b"<v>nan", b"<v>inf", b"<v></v>", b"<v />") if no_number in one]


def test_control_characters_and_halves_of_characters_are_gone(book: Workbook) -> None:
    labels = [cell.value for cell in book["Attitudes"]["A"]]
    assert "abc" in labels and "8  Dirty [title]" in labels


def test_a_table_of_two_thousand_rows_is_whole_and_the_next_begins_a_page(book: Workbook) -> None:
    sheet, start = begins(book)["Two thousand rows"]
    labels = [cell.value for cell in sheet["A"][start:]]
    assert [label for label in labels if str(label).startswith("Brand ")] == [f"Brand {i}" for i in range(2000)]
    breaks = {one.id + 1 for one in sheet.row_breaks.brk}
    assert start in breaks


def test_more_letters_than_a_column_holds_stand_on_several_lines(book: Workbook) -> None:
    sheet, _ = begins(book)["Many letters"]
    [cell] = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).endswith("aaBBcc")]
    assert cell.alignment.wrap_text
    assert sheet.column_dimensions[cell.column_letter].width <= 10
    assert sheet.row_dimensions[cell.row].height > 30


def test_a_wide_banner_runs_over_pages_across(wide: Worksheet) -> None:
    layout = lay_out(invented_tables(3, 200))
    turns = [column.id for column in wide.col_breaks.brk]
    assert len(turns) == len(layout.turns) > 3
    bounds = [3, *(turn + 1 for turn in turns), layout.last + 1]
    for first, end in itertools.pairwise(bounds):
        across = [1, 2, *range(first, end)]
        assert sum(wide.column_dimensions[get_column_letter(at)].width for at in across) <= 1.1 * ACROSS
    assert wide.page_setup.scale >= 55
    assert wide.print_title_cols == "$A:$B" and wide.print_title_rows == "$1:$4"
    assert wide.page_setup.pageOrder == "overThenDown"
    assert not wide.sheet_properties.pageSetUpPr.fitToPage


def test_pages_across_turn_between_groups(wide: Worksheet) -> None:
    tables = invented_tables(3, 200)
    columns, layout = tables.banner.columns, lay_out(tables)
    assert all(columns[turn].group != columns[turn - 1].group for turn in layout.turns)
    last = columns[-1].letter
    assert last == "GQ"
    assert wide.cell(4, layout.values[-1]).value == last


def test_a_group_that_no_page_holds_is_named_on_every_page() -> None:
    tables = invented_tables(1, 61)
    columns = tuple(column if at == 0 else BannerColumn(f"g0:{at}", "g0", column.label, column.letter)
                    for at, column in enumerate(tables.banner.columns))  # fmt: skip
    banner = replace(tables.banner, columns=columns, groups=tables.banner.groups[:1])
    sheet = opened(with_tables(replace(tables, banner=banner)))["Attitudes"]
    layout = lay_out(replace(tables, banner=banner))
    named = [cell.column for cell in sheet[2] if cell.value == "Group 1"]
    assert named == [layout.values[page[0]] for page in layout.pages] and len(named) > 2
    breaks = [one.id for one in sheet.col_breaks.brk]
    merged = [str(cells).split(":") for cells in sheet.merged_cells.ranges]
    spans = [[column_index_from_string(end.rstrip("0123456789")) for end in pair] for pair in merged]
    assert not [span for span in spans for turn in breaks if span[0] <= turn < span[1]]


def test_a_banner_that_fits_stands_on_one_page_across() -> None:
    sheet = opened(with_tables(invented_tables(1, 17)))["Attitudes"]
    assert not sheet.col_breaks.brk and not sheet.print_title_cols


def test_a_banner_of_the_total_alone_is_a_book_too() -> None:
    book = opened(with_tables(invented_tables(3, 1)))
    assert book["Attitudes"].print_title_rows == "$1:$4"


def test_thousands_of_tables_are_one_book() -> None:
    packed = crosstabs(with_tables(invented_tables(2000, 1)))
    with ZipFile(io.BytesIO(packed)) as parts:
        contents, tables = (parts.read(f"xl/worksheets/sheet{number}.xml") for number in (1, 3))
    assert contents.count(b"<hyperlink ") == 2000 + 2
    assert tables.count(b"<hyperlink ") == 2000 + 1
    assert 400 < tables.count(b"<brk ") <= 1000


def test_a_sheet_breaks_no_more_often_than_excel_takes() -> None:
    book = Workbook()
    page = Page(book.create_sheet("Long"), Styles(book, "#1b7f5c"), 10)
    for row in range(5, 3001):
        page.text(row, 1, "A table", "label")
        page.raise_row(row, 300)
    page.widths(50)
    paginate(page, [(row, row) for row in range(5, 3001)], 4)
    assert len(page.sheet.row_breaks.brk) == 1000


def test_hundreds_of_tables_have_a_sheet_each_with_a_name_of_its_own() -> None:
    tables = invented_tables(300, 2)
    same = tuple(replace(table, title="The same title, longer than any name") for table in tables.tables)
    book = opened(with_tables(replace(tables, tables=same), book="by_table"))
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames) == 302
    assert max(map(len, book.sheetnames)) <= 31
