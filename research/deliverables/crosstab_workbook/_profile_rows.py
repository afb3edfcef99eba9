"""What the sheets of exploration share: what a figure is about, with the way to its table, and its shade."""

from __future__ import annotations

from collections.abc import Mapping

from research.deliverables.crosstab_workbook._contents import Entry
from research.deliverables.crosstab_workbook._pages import Page
from research.deliverables.crosstab_workbook._styles import SHARE, Tint, decimal
from research.domain.comparison import RULES
from research.domain.exploration import ProfileRow
from research.wording import workbook_en as words
from research.wording.sentences import shortened

_OF_CHARACTERS = 46
"""Of a question beside a figure, from which a link leads to all of it."""


def write_what(page: Page, row: int, one: ProfileRow, about: str, entries: Mapping[str, Entry]) -> None:
    """In the first two columns what the figure is `about`, and of what it is one."""
    page.wrapped(row, 1, about, "label")
    page.text(row, 2, shortened(one.told[1], _OF_CHARACTERS), "remark")
    if one.table in entries:
        entry = entries[one.table]
        page.lead(row, 2, entry.page.sheet.title, f"A{entry.row}")


def form_of(one: ProfileRow) -> str:
    """The number format of its figures."""
    return SHARE if one.is_share else decimal(one.decimals)


def marked(one: ProfileRow) -> str:
    """What the figure is about, marked where it defines the segments."""
    return words.defining(one.told[0]) if one.defining else one.told[0]


def tint_of(one: ProfileRow, at: int) -> Tint:
    """The shade of a segment's figure: none where it does not set the segment apart."""
    if not one.apart[at]:
        return ""
    far = RULES.far
    if one.is_share:
        points, index = one.values[at] - one.total, one.indices[at]
        strong = abs(points) >= far.points and (index >= far.index or index <= far.index_less)
        strong = strong or abs(points) >= far.points_alone
    else:
        strong = abs(one.effects[at]) >= far.sd
    if one.apart[at] > 0:
        return "strong_up" if strong else "up"
    return "strong_down" if strong else "down"
