"""A page of the workbook: a safe name, a printed sheet, and cells in which data never speak as code."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from research.deliverables._plain import cut, printable
from research.deliverables.crosstab_workbook._cells import dressed, put_number, put_text
from research.deliverables.crosstab_workbook._styles import FROM_TOP, LOOKS, Styles, Tint
from research.domain.results import Brief
from research.wording import workbook_en as words

A4, A3 = 9, 8
SIDE_MARGIN, TOP_MARGIN, BOTTOM_MARGIN = 0.4, 0.5, 0.6
"""Inches."""
_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_FOOTER = 110
"""Characters on its left: Excel takes 255 altogether, codes and doubled signs among them."""
_RESERVED, _EDGES = "history", " '"
_LINE = 13.0
_PROPORTIONAL, _BOLD = 1.15, 1.0
"""Characters of running text, and of bold text, in the width of one digit, which column widths count."""
_HEADING, _HIGHEST = 18.0, 409.0
"""Points; Excel takes rows of 409.5 at most."""
_USUAL_SIZE = 10
"""Column widths count characters of this size; smaller type fits more on a line."""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet and the styles of its book. Rows and columns are counted from 1.

    Attributes:
        characters: of the usual size that a line of text takes across the sheet.
    """

    sheet: Worksheet
    styles: Styles
    characters: int

    def text(self, row: int, column: int, text: str, look: str, edge: str = "", tint: Tint = "") -> None:
        """Text that stays text whatever it begins with; `edge` is the hue of a thick rule below."""
        put_text(dressed(self.sheet, row, column, self.styles.shared(look, tint=tint, edge=edge)), text)

    def number(self, row: int, column: int, value: float, look: str, format_: str, tint: Tint = "") -> None:
        """A number; an empty cell where there is none."""
        put_number(dressed(self.sheet, row, column, self.styles.shared(look, format_, tint)), value)

    def blank(self, row: int, column: int, look: str, edge: str = "") -> None:
        """An empty cell with its rules."""
        dressed(self.sheet, row, column, self.styles.shared(look, edge=edge))

    def link(self, row: int, column: int, text: str, look: str, sheet: str, target: str = "A1") -> None:
        """Text that leads to a cell of another sheet."""
        self.text(row, column, text, look)
        self.lead(row, column, sheet, target)

    def lead(self, row: int, column: int, sheet: str, target: str) -> None:
        """Make what stands in a cell lead to a cell of another sheet."""
        cell = self.sheet.cell(row, column)
        quoted = sheet.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{target}")

    def lines(self, row: int, text: str, look: str, room: int = 0) -> int:
        """Text from `row` down in column A, a row a line, `room` characters of each left free; the row after it."""
        characters = int((self.characters - room) * fitting(look))
        for line in textwrap.wrap(printable(text), characters) or [""]:
            self.text(row, 1, line, look)
            row += 1
        return row

    def wrapped(self, row: int, first: int, text: str, look: str, last: int = 0, edge: str = "") -> None:
        """Text within its column, or over those from `first` to `last`; the row as high as its lines need.

        What no row is high enough for is set from the top, so that its beginning is seen.
        """
        width = sum(self.width(column) for column in range(first, max(first, last) + 1))
        needed = len(textwrap.wrap(printable(text), max(int(width * fitting(look)), 1)))
        height = _LINE * needed + 2
        shown = look if height <= _HIGHEST else f"{look}{FROM_TOP}"
        self.spread(row, first, max(first, last), text, shown, edge)
        if needed > 1:
            self.raise_row(row, height)

    def heading(self, row: int, text: str) -> None:
        """The title of a part of the sheet."""
        self.text(row, 1, text, "heading")
        self.raise_row(row, _HEADING)

    def part(self, row: int, title: str, note: str) -> int:
        """The title of a part of the sheet and a note under it; the row after them."""
        self.heading(row, title)
        return self.lines(row + 1, note, "quiet")

    def raise_row(self, row: int, height: float) -> None:
        """Make the row at least so high, in points."""
        dimension = self.sheet.row_dimensions[row]
        dimension.height = min(max(dimension.height or 0.0, height), _HIGHEST)

    def width(self, column: int) -> float:
        """The width of a column in characters."""
        return float(self.sheet.column_dimensions[get_column_letter(column)].width)

    def spread(self, row: int, first: int, last: int, text: str, look: str, edge: str = "") -> None:
        """Text over several columns."""
        for column in range(first, last + 1):
            self.blank(row, column, look, edge)
        self.text(row, first, text, look, edge)
        if last > first:
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)

    def head(self, title: str) -> None:
        """The title of the sheet, and the way back."""
        self.text(1, 1, title, "sheet")
        self.sheet.row_dimensions[1].height = 24
        self.link(2, 1, words.BACK, "small link", words.CONTENTS)

    def widths(self, *columns: float) -> None:
        """Column widths from A on, in characters."""
        for number, width in enumerate(columns, start=1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width


def add_page(book: Workbook, styles: Styles, wanted: str, brief: Brief, characters: int = 130) -> Page:
    """A new sheet, landscape on A4 and as wide as the page, with a footer."""
    sheet: Worksheet = book.create_sheet(sheet_name(wanted, book.sheetnames))
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = SIDE_MARGIN
    sheet.page_margins.top, sheet.page_margins.bottom = TOP_MARGIN, BOTTOM_MARGIN
    branding = brief.branding
    named = [printable(part) for part in (branding.client, brief.title, branding.confidentiality) if part]
    _set_footer(sheet, " · ".join(named), words.PAGE)
    return Page(sheet, styles, characters)


def fitting(look: str) -> float:
    """Characters of a look in the width of one that column widths count."""
    return (_BOLD if LOOKS[look].bold else _PROPORTIONAL) * _USUAL_SIZE / LOOKS[look].size


def _set_footer(sheet: Worksheet, left: str, right: str) -> None:
    """A printed footer; `&` begins a code there, and is doubled in `left`."""
    footer = sheet.oddFooter
    assert footer is not None
    footer.left.text, footer.right.text = cut(left, _LONGEST_FOOTER).replace("&", "&&"), right
    footer.left.size = footer.right.size = 8


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """`wanted` as Excel allows it: no forbidden sign, 31 characters, unlike any of `taken` and the reserved name."""
    plain = " ".join(_FORBIDDEN.sub(" ", printable(wanted)).split()).strip(_EDGES) or "Sheet"
    others = {_RESERVED, *(name.casefold() for name in taken)}
    name, number = _shortened(plain, _LONGEST_NAME), 2
    while name.casefold() in others:
        name = f"{_shortened(plain, _LONGEST_NAME - len(str(number)) - 1)} {number}"
        number += 1
    return name


def _shortened(plain: str, units: int) -> str:
    """So much of a name as is allowed, up to the end of a word where that leaves most of it."""
    short = cut(plain, units)
    if short != plain and not plain[len(short)].isspace():
        whole = short.rpartition(" ")[0]
        short = whole if 2 * len(whole) > units else short
    return short.strip(_EDGES)
