"""Where the columns of the banner stand on a sheet of tables, and the head that says what they are."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from research.charts.colours import segment_hex
from research.deliverables.crosstab_workbook._pages import A3, PROPORTIONAL, Page
from research.domain.tables import Banner, BannerColumn, Tables

GROUP_ROW, LABEL_ROW, LETTER_ROW = 2, 3, 4
FIRST_ROW = LETTER_ROW + 2

LABEL_WIDTH = 50
_TOTAL_WIDTH, _VALUE_WIDTH, _GAP_WIDTH = 8.0, 6.6, 1.4
_LINE = 12.5
_WIDE = 200
"""Sheets of more characters are set for A3."""
_MOST_LINES = 7


@dataclass(frozen=True, slots=True)
class Layout:
    """Sheet columns, counted from 1.

    Attributes:
        values: of the figures, per banner column; letters: of the letters beside them, 0 for the total.
        letter_width: of every column of letters, in characters.
        last: the last column in use.
    """

    values: tuple[int, ...]
    letters: tuple[int, ...]
    letter_width: float
    last: int

    @property
    def characters(self) -> int:
        """How many characters a line of text takes across the sheet."""
        pairs = len(self.values) - 1
        return max(100, int(LABEL_WIDTH + _TOTAL_WIDTH + pairs * (_VALUE_WIDTH + self.letter_width)))


def lay_out(tables: Tables) -> Layout:
    """Label, total, then a figure and its letters a column, with a gap before each group."""
    values, letters, at, group = [2], [0], 3, ""
    for column in tables.banner.columns[1:]:
        at += column.group != group
        group = column.group
        values.append(at)
        letters.append(at + 1)
        at += 2
    longest = max((len(str(cell)) for table in tables.tables for cell in table.letters.flat), default=0)
    return Layout(tuple(values), tuple(letters), max(3.6, 2.4 + longest), at - 1)


def write_head(page: Page, title: str, banner: Banner, layout: Layout) -> None:
    """Title, groups, labels and letters, frozen above and left, repeated on every page."""
    page.head(title)
    _set_widths(page, layout)
    for group in banner.groups:
        own = [j for j, column in enumerate(banner.columns) if column.group == group.key]
        page.spread(GROUP_ROW, layout.values[own[0]], layout.letters[own[-1]], group.label, "group")
    for column, value, letters in zip(banner.columns, layout.values, layout.letters, strict=True):
        _label(page, column, value, letters or value, column.group in banner.of_segments)
    page.blank(LETTER_ROW, 1, "rule")
    _set_heights(page, banner, layout)
    page.sheet.freeze_panes = f"C{LETTER_ROW + 1}"
    if layout.characters > _WIDE:
        page.sheet.page_setup.paperSize = A3


def _label(page: Page, column: BannerColumn, first: int, last: int, segment: bool) -> None:
    edge = segment_hex(int(column.key.split(":")[1])) if segment else ""
    page.spread(LABEL_ROW, first, last, column.label, "column", edge)
    page.spread(LETTER_ROW, first, last, column.letter, "letter")


def _set_widths(page: Page, layout: Layout) -> None:
    dimensions = page.sheet.column_dimensions
    for at in range(1, layout.last + 1):
        dimensions[get_column_letter(at)].width = _GAP_WIDTH
    dimensions["A"].width = LABEL_WIDTH
    for value, letters in zip(layout.values, layout.letters, strict=True):
        dimensions[get_column_letter(value)].width = _VALUE_WIDTH if letters else _TOTAL_WIDTH
        if letters:
            dimensions[get_column_letter(letters)].width = layout.letter_width


def _set_heights(page: Page, banner: Banner, layout: Layout) -> None:
    pair = _VALUE_WIDTH + layout.letter_width
    labels = [_lines(column.label, pair) for column in banner.columns]
    groups = [
        _lines(group.label, pair * sum(column.group == group.key for column in banner.columns))
        for group in banner.groups
    ]
    page.sheet.row_dimensions[GROUP_ROW].height = _LINE * max(groups, default=1) + 4
    page.sheet.row_dimensions[LABEL_ROW].height = _LINE * max(labels) + 4


def _lines(text: str, characters: float) -> int:
    return min(max(len(textwrap.wrap(text, int(characters * PROPORTIONAL))), 1), _MOST_LINES)
