"""The way from a table back to its line in the contents: a small link beside the title."""

from __future__ import annotations

from research.deliverables.crosstab_workbook._pages import Page
from research.domain.tables import Table
from research.wording import workbook_en as words

ROOM = 14
"""Characters that the link takes."""
_LEFTMOST = 3
_BOLD = 1.15
"""Width of a character of a title, in those that column widths count."""


def titled(number: int, table: Table) -> str:
    """The title of a table as it stands above it."""
    return f"{number}  {table.title}"


def lead_back(page: Page, row: int, number: int, table: Table, target: str) -> None:
    """A link in the first column that the title leaves free; always the same one for titles that are short."""
    needed, column, used = _BOLD * min(len(titled(number, table)), page.characters - ROOM), 0, 0.0
    while used < needed or column < _LEFTMOST - 1:
        column += 1
        used += page.width(column)
    page.link(row, column + 1, words.BACK, "table link", words.CONTENTS, target)
