"""A book, its sheets of tables, and its bytes."""

from __future__ import annotations

import io
from zipfile import ZipFile

from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

from research.charts.colours import palette
from research.deliverables._office import settle
from research.deliverables._plain import printable
from research.deliverables.crosstab_workbook._arrangements import ARRANGEMENTS
from research.deliverables.crosstab_workbook._contents import Entry
from research.deliverables.crosstab_workbook._head import write_head
from research.deliverables.crosstab_workbook._layout import lay_out
from research.deliverables.crosstab_workbook._pages import add_page
from research.deliverables.crosstab_workbook._styles import Styles
from research.deliverables.crosstab_workbook._tables import TableSheet
from research.domain.results import Brief
from research.domain.sample import Weighting
from research.domain.tables import Tables
from research.wording import workbook_en as words


def new_book(brief: Brief) -> tuple[Workbook, Styles]:
    """An empty book with the styles of the house and the client's colour."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = words.CREATOR
    book.properties.title = printable(brief.title)
    return book, Styles(book, palette(brief.branding.colours, "light")["accent"])


def bytes_of(book: Workbook) -> bytes:
    """The saved book, without clock times, its parts compressed once."""
    saved = io.BytesIO()
    with ZipFile(saved, "w") as parts:
        ExcelWriter(book, parts).save()
    return settle(saved.getvalue())


def write_tables(book: Workbook, styles: Styles, tables: Tables, brief: Brief, weighting: Weighting) -> list[Entry]:
    """Sheets as the study arranges them; where every table begins."""
    layout = lay_out(tables)
    entries = []
    for leaf in ARRANGEMENTS[brief.branding.book](tables):
        page = add_page(book, styles, leaf.name, brief, layout.characters)
        write_head(page, leaf.part, tables.banner, layout)
        starts = TableSheet(page, layout, tables, weighting).write(leaf.tables)
        places = zip(leaf.tables, starts, strict=True)
        entries += [Entry(number, table, leaf.part, page, row) for (number, table), row in places]
    return entries
