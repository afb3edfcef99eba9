"""Where a sheet breaks on paper: before what would be cut and fits on a page of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.properties import PageSetupProperties

from research.deliverables.crosstab_workbook._pages import A3, A4, BOTTOM_MARGIN, SIDE_MARGIN, TOP_MARGIN, Page

_PAPERS: Mapping[int, tuple[float, float]] = {A4: (841.9, 595.3), A3: (1190.6, 841.9)}
"""Width and height of paper on its side, in points."""
_INCH = 72.0
_CHARACTER = 5.6
"""Points in the width of one character of a column, the digit of Calibri 11 on paper; on a screen it is 5.25."""
_USUAL_ROW = 13.5
_REPEATED = 2
"""Columns that stand on every page across: labels and totals."""
_MOST_BREAKS = 1_000
"""Of a sheet: Excel takes 1,026, and breaks by itself after them."""
_LAST_ROW = 1_048_575
"""Of a sheet, counted from 0: so far down goes a break between columns."""
_SLACK = 0.95
"""Printers differ by a few per cent in what fits on a page."""


def paginate(page: Page, kept: Sequence[tuple[int, int]], titles: int, turns: Sequence[int] = ()) -> None:
    """Scale the sheet to the width of its paper, and break it before each run of rows that the page cannot hold.

    Spreadsheets overrule breaks where they fit a sheet to a page themselves: the scale is set here instead.

    Args:
        kept: first and last rows of what stays together, from the top down; what is longer than a page begins on one.
        titles: so many rows from the top are repeated on every page.
        turns: columns with which a page across begins, after the first; labels and totals are repeated on each.
    """
    sheet = page.sheet
    heights = {row: sheet.row_dimensions[row].height or _USUAL_ROW for row in range(1, sheet.max_row + 1)}
    for row, height in heights.items():
        sheet.row_dimensions[row].height = height
    sheet.print_title_rows = f"1:{titles}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.page_setup.scale = scale = _scale(page, turns)
    if turns:
        _across(page, turns)
    room = _room(page, scale) - _sum(heights, 1, titles)
    used, below = 0.0, titles + 1
    for number, (first, last) in enumerate(kept):
        used += _sum(heights, below, first - 1)
        needed = _sum(heights, first, last)
        if number and used + needed > room:
            if len(sheet.row_breaks) < _MOST_BREAKS:
                sheet.row_breaks.append(Break(id=first - 1))
            used = 0.0
        used, below = (used + needed) % room, last + 1


def _across(page: Page, turns: Sequence[int]) -> None:
    """Pages across, one table's beside each other, labels and totals on each."""
    sheet = page.sheet
    sheet.print_title_cols = f"A:{get_column_letter(_REPEATED)}"
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.col_breaks = ColBreak()
    for column in turns:
        sheet.col_breaks.append(Break(id=column - 1, max=_LAST_ROW))


def _scale(page: Page, turns: Sequence[int]) -> int:
    """Per cent at which the widest page across, and the longest line of text, fit on the paper."""
    repeated = sum(page.width(column) for column in range(1, _REPEATED + 1)) if turns else 0.0
    bounds = pairwise((_REPEATED + 1 if turns else 1, *turns, page.sheet.max_column + 1))
    widest = repeated + max(sum(page.width(column) for column in range(first, end)) for first, end in bounds)
    width = _paper(page)[0] - 2 * SIDE_MARGIN * _INCH
    return min(100, int(100 * _SLACK * width / (_CHARACTER * max(widest, page.characters))))


def _room(page: Page, scale: int) -> float:
    """Points of rows that a page holds at `scale` per cent."""
    return _SLACK * (_paper(page)[1] - (TOP_MARGIN + BOTTOM_MARGIN) * _INCH) * 100 / scale


def _paper(page: Page) -> tuple[float, float]:
    return _PAPERS[page.sheet.page_setup.paperSize or A4]


def _sum(heights: Mapping[int, float], first: int, last: int) -> float:
    return sum(heights.get(row, _USUAL_ROW) for row in range(first, last + 1))
