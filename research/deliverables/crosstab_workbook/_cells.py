"""Cells written straight into a sheet: openpyxl's own setters look for the style and the type of every one anew."""

from __future__ import annotations

import math

from openpyxl.cell import Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from research.deliverables._plain import cut, printable, settled_number

_LONGEST = 32_767
"""Units of UTF-16 that Excel takes in a cell."""


def dressed(sheet: Worksheet, row: int, column: int, style: StyleArray) -> Cell:
    """The cell, made where there is none, with a `style` that it shares with others and that nobody changes."""
    cells = sheet._cells
    cell = cells.get((row, column))
    if cell is None:
        cell = cells[row, column] = Cell(sheet, row, column)
    assert isinstance(cell, Cell), "nothing is written into the middle of merged cells"
    cell._style = style  # type: ignore[attr-defined]
    return cell


def put_text(cell: Cell, text: str) -> None:
    """Text that stays text whatever it begins with; nothing where it is empty."""
    shown = cut(printable(text), _LONGEST)
    if shown:
        cell._value = shown  # type: ignore[attr-defined]
        cell.data_type = "s"


def put_number(cell: Cell, value: float) -> None:
    """A number; nothing where it is none, or has no end."""
    if math.isfinite(value):
        cell._value = value if isinstance(value, int) else settled_number(value)  # type: ignore[attr-defined]
