"""The head of a sheet of tables: groups, labels and letters of the banner."""

from __future__ import annotations

import textwrap
from itertools import groupby

from research.charts.colours import segment_hex
from research.deliverables.crosstab_workbook._layout import VALUE_WIDTH, Layout
from research.deliverables.crosstab_workbook._pages import A3, Page, fitting
from research.domain.tables import Banner, BannerColumn

GROUP_ROW, LABEL_ROW, LETTER_ROW = 2, 3, 4
FIRST_ROW = LETTER_ROW + 2
_LINE = 12.5
_WIDE = 200
"""Sheets of more characters are set for A3."""
_MOST_LINES = 7


def write_head(page: Page, title: str, banner: Banner, layout: Layout) -> None:
    """Title, groups, labels and letters, frozen above and left, repeated on every page."""
    page.head(title)
    page.widths(*(layout.width(at) for at in range(1, layout.last + 1)))
    _groups(page, banner, layout)
    for column, value, letters in zip(banner.columns, layout.values, layout.letters, strict=True):
        _label(page, column, value, letters or value, column.group in banner.of_segments)
    page.blank(LETTER_ROW, 1, "rule")
    page.sheet.freeze_panes = f"C{LETTER_ROW + 1}"
    if layout.characters > _WIDE:
        page.sheet.page_setup.paperSize = A3


def _groups(page: Page, banner: Banner, layout: Layout) -> None:
    """The name of a group over its columns, and again on every page across that it reaches."""
    named = {group.key: group.label for group in banner.groups}
    pair, lines = VALUE_WIDTH + layout.letter_width, [1]
    for across in layout.pages:
        for group, positions in groupby(across, key=lambda position: banner.columns[position].group):
            own = list(positions)
            page.spread(GROUP_ROW, layout.values[own[0]], layout.letters[own[-1]], named[group], "group")
            lines.append(_lines(named[group], "group", pair * len(own)))
    labels = [_lines(column.label, "column", pair) for column in banner.columns]
    page.sheet.row_dimensions[GROUP_ROW].height = _LINE * max(lines) + 4
    page.sheet.row_dimensions[LABEL_ROW].height = _LINE * max(labels) + 4


def _label(page: Page, column: BannerColumn, first: int, last: int, segment: bool) -> None:
    edge = segment_hex(int(column.key.rsplit(":", 1)[1])) if segment else ""
    page.spread(LABEL_ROW, first, last, column.label, "column", edge)
    page.spread(LETTER_ROW, first, last, column.letter, "letter")


def _lines(text: str, look: str, width: float) -> int:
    return min(max(len(textwrap.wrap(text, int(width * fitting(look)))), 1), _MOST_LINES)
