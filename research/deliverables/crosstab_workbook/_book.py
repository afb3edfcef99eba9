"""Sheets of tables for a book: one a theme."""

from __future__ import annotations

from openpyxl.workbook import Workbook

from research.deliverables.crosstab_workbook._contents import Entry
from research.deliverables.crosstab_workbook._layout import lay_out, write_head
from research.deliverables.crosstab_workbook._pages import add_page
from research.deliverables.crosstab_workbook._styles import Styles
from research.deliverables.crosstab_workbook._tables import TableSheet
from research.deliverables.crosstab_workbook._themes import by_theme
from research.domain.results import Brief
from research.domain.tables import Tables


def write_tables(book: Workbook, styles: Styles, tables: Tables, brief: Brief) -> list[Entry]:
    """One sheet a theme; where every table begins."""
    layout = lay_out(tables)
    entries = []
    for theme, numbered in by_theme(tables).items():
        page = add_page(book, styles, theme, brief, layout.characters)
        write_head(page, theme, tables.banner, layout)
        starts = TableSheet(page, layout, tables).write(numbered)
        places = zip(numbered, starts, strict=True)
        entries += [Entry(number, table, page.sheet.title, row) for (number, table), row in places]
    return entries
