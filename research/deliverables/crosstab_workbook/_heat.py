"""The heat map: every figure that sets a segment apart, by all segments, shaded by how far it is from everyone."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

import numpy as np

from research.deliverables.crosstab_workbook._contents import Entry
from research.deliverables.crosstab_workbook._pages import Page
from research.deliverables.crosstab_workbook._paging import paginate
from research.deliverables.crosstab_workbook._profile_rows import form_of, marked, tint_of, write_what
from research.deliverables.crosstab_workbook._styles import Tint
from research.deliverables.crosstab_workbook._themes import OF_ROLE
from research.domain.exploration import Exploration, ProfileRow
from research.wording import workbook_en as words

_HEAD_ROW, _LEGEND_ROW = 3, 4
_FIRST = 4


def write_heat(page: Page, exploration: Exploration, entries: Mapping[str, Entry]) -> None:
    """Rows by theme, those that spread most between segments first."""
    page.widths(46, 44, 9, *(13.0 for _ in exploration.segments))
    page.head(words.HEAT)
    heads = (words.FIGURE, words.OF, words.TOTAL, *exploration.segments)
    for at, head in enumerate(heads, start=1):
        page.wrapped(_HEAD_ROW, at, head, "head" if at < _FIRST - 1 else "head figure")
    _legend(page)
    row, kept = _LEGEND_ROW + 2, []
    themes = list(words.THEMES)
    ordered = sorted(exploration.rows, key=lambda one: (themes.index(OF_ROLE[one.role]), -_spread(one)))
    for theme, rows in groupby(ordered, key=lambda one: OF_ROLE[one.role]):
        page.heading(row, words.THEMES[theme])
        start, row = row, row + 1
        for one in rows:
            _line(page, one, entries, row)
            kept.append((start, row))
            start = row = row + 1
        row += 1
    page.sheet.freeze_panes = f"D{_HEAD_ROW + 1}"
    paginate(page, kept, _HEAD_ROW)


def _spread(one: ProfileRow) -> float:
    return float(np.nanmax(one.effects) - np.nanmin(one.effects))


def _legend(page: Page) -> None:
    shades: tuple[Tint, ...] = ("strong_up", "up", "down", "strong_down")
    page.text(_LEGEND_ROW, 1, words.HEAT_NOTE, "quiet")
    for at, (shade, label) in enumerate(zip(shades, words.SHADES, strict=True), start=_FIRST):
        page.text(_LEGEND_ROW, at, label, "shade", tint=shade)


def _line(page: Page, one: ProfileRow, entries: Mapping[str, Entry], row: int) -> None:
    write_what(page, row, one, marked(one), entries)
    page.number(row, 3, one.total, "base", form_of(one))
    for at, value in enumerate(one.values.tolist()):
        page.number(row, _FIRST + at, value, "figure", form_of(one), tint_of(one, at))
