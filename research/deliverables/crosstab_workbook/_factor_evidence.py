"""The sheet of evidence for the factors: votes, eigenvalues, fit, items, reliability, other samples, groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from research.deliverables._evidence import Cell, Column, EvidenceSection, EvidenceTable, Form, section
from research.deliverables._factor_evidence import eigenvalues, evidence
from research.deliverables._style_evidence import style_section
from research.deliverables.crosstab_workbook._factors import TITLES
from research.deliverables.crosstab_workbook._pages import A3, Page
from research.deliverables.crosstab_workbook._paging import paginate
from research.deliverables.crosstab_workbook._styles import COUNT, PROBABILITY, SHARE, decimal
from research.domain.factors import FactorSolution
from research.domain.measurement import Estimate
from research.domain.style import ResponseStyle
from research.wording import workbook_en as words
from research.wording.english import English

_FORMATS: Mapping[Form, str] = {
    "count": COUNT,
    "share": SHARE,
    "one": decimal(1),
    "two": decimal(2),
    "three": decimal(3),
    "p": PROBABILITY,
}
EVIDENCE_CHARACTERS = 190
"""Of a line of text across the sheet."""
_LABEL, _WIDTH = 46.0, 12.0
_SPANS = ((9, 1), (20, 2))
"""Columns of the sheet that words of so many letters at most take."""
_LONGEST = 4
_INTERVAL = 3


@dataclass(frozen=True, slots=True)
class _Place:
    """The columns of the sheet, from `first` to `last`, on which a column of a table stands."""

    first: int
    last: int


def write_factor_evidence(page: Page, factors: FactorSolution, style: ResponseStyle | None, english: English) -> None:
    """Every section of every battery, and how people used the scales."""
    page.head(words.FACTOR_EVIDENCE)
    sections = list(_sections(factors, english))
    if style is not None:
        sections.append((english.style_title, style_section(style, english)))
    widest = max(_places(table)[-1].last for _, found in sections for table in found.tables)
    page.widths(_LABEL, *([_WIDTH] * (widest - 1)))
    row, kept = 4, []
    for title, found in sections:
        start = row
        page.heading(row, title)
        row += 1
        for text in found.texts:
            row = page.lines(row, words.closed_up(text), "quiet")
        for table in found.tables:
            for first, end in pairwise((*table.runs, len(table.rows))):
                row = _rows(page, table, range(first, end), row) + 1
                kept.append((start, row - 2))
                start = row
    page.sheet.page_setup.paperSize = A3
    page.sheet.freeze_panes = f"B{TITLES + 1}"
    paginate(page, kept, TITLES)


def _sections(factors: FactorSolution, english: English) -> Iterator[tuple[str, EvidenceSection]]:
    """Sections with what stands over them, the eigenvalues after the rules that rest on them."""
    for battery in factors.batteries:
        first, *others = evidence(factors, battery, english)
        observed = section(english.eigenvalues_title, (), (eigenvalues(battery, english),))
        for found in (first, observed, *others):
            yield f"{battery.label}: {found.title}", found


def _rows(page: Page, table: EvidenceTable, positions: range, row: int) -> int:
    """Heads and the rows at `positions`; the row after them."""
    places = _places(table)
    for column, place in zip(table.columns, places, strict=True):
        _head(page, row, column, place)
    for position in positions:
        row += 1
        for cell, column, place in zip(table.rows[position], table.columns, places, strict=True):
            _cell(page, row, place, cell, column, "net" if position in table.strong else "figure")
    return row + 1


def _head(page: Page, row: int, column: Column, place: _Place) -> None:
    text = words.closed_up(column.head)
    if column.form == "words" or place.first == 1:
        page.wrapped(row, place.first, text, "head" if place.first == 1 else "head remark", place.last)
        return
    page.wrapped(row, place.first, text, "head figure")
    for at, bound in zip(range(place.first + 1, place.last + 1), (words.LOWER_END, words.UPPER_END), strict=False):
        page.wrapped(row, at, bound, "head figure")


def _cell(page: Page, row: int, place: _Place, cell: Cell, column: Column, look: str) -> None:
    if isinstance(cell, str):
        first = "net label" if look == "net" else "label"
        if place.first == 1:
            page.wrapped(row, 1, cell, first)
        else:
            page.wrapped(row, place.first, words.closed_up(cell), "remark", place.last)
    elif isinstance(cell, Estimate):
        bounds = (cell.value, cell.low, cell.high)
        for at, value in zip(range(place.first, place.last + 1), bounds, strict=True):
            page.number(row, at, value, look if at == place.first else "base", _FORMATS[column.form])
    else:
        page.number(row, place.first, cell, "label" if place.first == 1 else look, _FORMATS[column.form])


def _places(table: EvidenceTable) -> list[_Place]:
    """Where each column of a table stands: words over as many columns as they need, intervals over three."""
    places, at = [], 1
    for position in range(len(table.columns)):
        last = at if position == 0 else at + _span(table, position) - 1
        places.append(_Place(at, last))
        at = last + 1
    return places


def _span(table: EvidenceTable, position: int) -> int:
    if table.has_intervals(position):
        return _INTERVAL
    if table.columns[position].form != "words":
        return 1
    longest = max(len(str(row[position])) for row in table.rows)
    return next((span for letters, span in _SPANS if longest <= letters), _LONGEST)
