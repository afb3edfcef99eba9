"""The sheet of what sets each segment apart: above everyone, then below, the strongest first."""

from __future__ import annotations

from collections.abc import Mapping

from research.deliverables.crosstab_workbook._contents import Entry
from research.deliverables.crosstab_workbook._pages import Page
from research.deliverables.crosstab_workbook._paging import paginate
from research.deliverables.crosstab_workbook._profile_rows import form_of, tint_of, write_what
from research.deliverables.crosstab_workbook._styles import COUNT
from research.domain.exploration import Exploration, ProfileRow
from research.wording import workbook_en as words

_ABOVE, _BELOW = 15, 10
"""Figures a segment that the sheet shows; `tidy/exploration.csv` has them all."""
_HEAD_ROW = 3
_WIDTHS = (46.0, 44.0, 10.0, 10.0, 9.0, 26.0)


def write_apart(page: Page, exploration: Exploration, entries: Mapping[str, Entry]) -> None:
    """A block a segment; every figure leads to its table."""
    page.widths(*_WIDTHS)
    page.head(words.APART)
    looks = ("head", "head", "head figure", "head figure", "head figure", "head remark")
    for at, (head, look) in enumerate(zip(words.APART_HEADS, looks, strict=True), start=1):
        page.wrapped(_HEAD_ROW, at, head, look)
    row, kept = page.lines(_HEAD_ROW + 1, words.APART_NOTE, "quiet") + 1, []
    for segment, label in enumerate(exploration.segments, start=1):
        end = _block(page, exploration, segment, label, entries, row)
        kept.append((row, end - 1))
        row = end + 1
    page.sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    paginate(page, kept, _HEAD_ROW)


def _block(
    page: Page, exploration: Exploration, segment: int, label: str, entries: Mapping[str, Entry], row: int
) -> int:
    page.heading(row, words.apart_title(label, int(exploration.bases[segment - 1])))
    row += 1
    for direction, most in ((1, _ABOVE), (-1, _BELOW)):
        found = exploration.of(segment, direction)[:most]
        page.text(row, 1, words.ABOVE if direction > 0 else words.BELOW, "label strong")
        row += 1
        for one in found:
            _line(page, one, segment - 1, entries, row)
            row += 1
        if not found:
            page.text(row, 1, words.NOTHING_APART, "off label")
            row += 1
    return row


def _line(page: Page, one: ProfileRow, at: int, entries: Mapping[str, Entry], row: int) -> None:
    write_what(page, row, one, one.told[0], entries)
    page.number(row, 3, one.values[at].item(), "figure", form_of(one), tint_of(one, at))
    page.number(row, 4, one.total, "base", form_of(one))
    page.number(row, 5, one.indices[at].item(), "figure", COUNT)
    page.text(row, 6, words.DEFINING if one.defining else words.TESTED, "remark")
