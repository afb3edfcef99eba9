"""The workbook behind a native chart: words stay words, figures stay figures, nothing is a formula or a link."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable

from openpyxl import Workbook

from research.deliverables._plain import settled_number
from research.deliverables.deck._parts import Bars
from research.deliverables.deck._writing import clean


def chart_book(bars: Bars) -> bytes:
    """Categories down the first column, a series a column, as the chart refers to them."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    for row, category in enumerate(bars.categories, start=2):
        _write(sheet, row, 1, category)
    for column, series in enumerate(bars.series, start=2):
        _write(sheet, 1, column, series.name)
        for row, value in enumerate(settled(series.values), start=2):
            cell = sheet.cell(row, column, value)
            cell.number_format = bars.form
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def settled(values: Iterable[float]) -> list[float | None]:
    """Figures as they are written on every machine; None where there is none."""
    return [settled_number(value) if math.isfinite(value) else None for value in values]


def _write(sheet: object, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column, clean(text))  # type: ignore[attr-defined]
    cell.data_type = "s"
