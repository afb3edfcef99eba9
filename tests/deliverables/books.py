"""Books opened again by what their contents say, for the tests of workbooks."""

from __future__ import annotations

import io
from dataclasses import replace

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from research.deliverables.crosstab_workbook import CrosstabWorkbook
from research.domain.results import Results
from research.domain.tables import Tables
from research.wording import workbook_en as words
from tests.results_factory import make_unsegmented_results


def crosstabs(results: Results) -> bytes:
    """The bytes of crosstabs.xlsx."""
    return CrosstabWorkbook().render(results)["crosstabs.xlsx"]


def opened(results: Results) -> Workbook:
    """The crosstab workbook as openpyxl reads it."""
    return load_workbook(io.BytesIO(crosstabs(results)))


def begins(book: Workbook) -> dict[str, tuple[Worksheet, int]]:
    """Where each table begins, by title, as the contents say."""
    return {str(title.value): place(book, title.hyperlink.location) for title in listed(book)}


def listed(book: Workbook) -> list[Cell]:
    """The cells of the contents that lead to tables."""
    rows = book[words.CONTENTS].iter_rows(min_col=1, max_col=2)
    return [title for number, title in rows if str(number.value).isdigit()]


def place(book: Workbook, location: str) -> tuple[Worksheet, int]:
    """The sheet and row that a link leads to."""
    sheet, cell = location.rsplit("!", 1)
    return book[sheet.strip("'").replace("''", "'")], int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def with_tables(tables: Tables, **branding: object) -> Results:
    """Results without segments that hold these tables."""
    results = make_unsegmented_results()
    brief = replace(results.brief, branding=replace(results.brief.branding, **branding))
    return replace(results, tables=tables, brief=brief)
