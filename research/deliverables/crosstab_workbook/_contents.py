"""The first sheet: what the study asks, how to read its tables, and where they are."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from research.deliverables._plain import printable
from research.deliverables.crosstab_workbook._bases import common_base
from research.deliverables.crosstab_workbook._logo import put_logo
from research.deliverables.crosstab_workbook._pages import Page
from research.deliverables.crosstab_workbook._styles import COUNT
from research.deliverables.crosstab_workbook._way_back import lead_back
from research.domain.results import Brief
from research.domain.tables import Table, Tables
from research.wording import workbook_en as words

_LONGEST = 160
"""Characters of a title and of who was asked; the table itself has them whole."""
_TITLE, _PART = 30.0, 22.0
"""Points of the rows that name the book, and a part of it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A table and where it begins.

    Attributes:
        part: of the book, as the contents divide it.
    """

    number: int
    table: Table
    part: str
    page: Page
    row: int


def write_contents(
    page: Page,
    brief: Brief,
    n: int,
    tables: Tables,
    guide: Sequence[str],
    sheets: Sequence[str],
    entries: Sequence[Entry],
) -> None:
    """Logo, title, objective, sample, what the book is for, how to read it, the other sheets, a link to every table."""
    page.widths(17, 72, 52, 13)
    row = put_logo(page, brief.branding.logo, 1)
    page.raise_row(row, _TITLE)
    row = page.lines(row, brief.title, "title")
    row = page.lines(row, brief.objective, "subtitle") if brief.objective else row
    row = page.lines(row, words.asked(brief.universe, n, brief.wave_label), "quiet")
    row = _read(page, words.PURPOSE, guide, row + 1) if guide else row
    row = _read(page, words.READING, words.reading(tables), row + 1)
    row = _sheets(page, sheets, row + 1)
    _list(page, entries, row + 1)


def _read(page: Page, title: str, sentences: Iterable[str], row: int) -> int:
    page.heading(row, title)
    row += 1
    for sentence in sentences:
        row = page.lines(row, sentence, "text")
    return row


def _sheets(page: Page, sheets: Sequence[str], row: int) -> int:
    """Links to the sheets that hold no tables."""
    for name in sheets:
        if name in words.SHEETS:
            page.link(row, 1, name, "link", name)
            page.text(row, 2, words.SHEETS[name], "quiet")
            row += 1
    return row


def _list(page: Page, entries: Sequence[Entry], row: int) -> None:
    heads = (words.NUMBER, words.TABLE, words.BASE, words.RESPONDENTS)
    for at, text in enumerate(heads, start=1):
        page.text(row, at, text, "head figure" if at == len(heads) else "head")
    page.sheet.print_title_rows = f"{row}:{row}"
    shown = ""
    for entry in entries:
        row += 1
        sheet = entry.page.sheet.title
        if entry.part != shown:
            page.link(row, 2, entry.part, "part", sheet)
            page.raise_row(row, _PART)
            shown, row = entry.part, row + 1
        page.text(row, 1, str(entry.number), "quiet")
        page.wrapped(row, 2, _shortened(entry.table.title), "link")
        page.lead(row, 2, sheet, f"A{entry.row}")
        lead_back(entry.page, entry.row, entry.number, entry.table, f"B{row}")
        base = common_base(entry.table)
        page.wrapped(row, 3, words.with_remark(_shortened(entry.table.base_text), base.remark), "quiet wrapped")
        page.number(row, 4, entry.table.bases[list(base.rows), 0].min().item(), "base", COUNT)


def _shortened(text: str) -> str:
    """So much of a text as a line of the contents needs to be told from others."""
    return textwrap.shorten(printable(text), _LONGEST, placeholder=" …") if len(text) > _LONGEST else text
