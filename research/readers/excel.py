"""Excel workbooks."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

from openpyxl import load_workbook

from research.domain.arrays import sealed
from research.domain.survey_file import Column, SurveyFile
from research.errors import Fault, ResearchError, raise_faults
from research.readers._columns import number_column, typed_columns
from research.readers._contract import READERS
from research.readers._dates import iso_texts
from research.readers._headers import named_columns

Cell = Any
Row = tuple[Cell, ...]

_ERRORS = frozenset({"#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"})
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_LOOKED_AT = 50
"""How many rows are searched for formulas behind an empty column."""


@READERS.register("excel")
class Excel:
    """The first sheet that holds anything; its first row that holds anything is the header.

    Formulas count with the value that was saved with them, error values as blanks. Numbers stored as text are numbers
    when the whole column is.
    """

    suffixes: ClassVar[tuple[str, ...]] = (".xlsx", ".xlsm")

    def read(self, path: Path, digest: str) -> SurveyFile:
        rows = _rows(path, values=True)
        if not rows:
            raise ResearchError(Fault("no sheet of the workbook holds anything", path.name))
        width = max(map(len, rows))
        header = [_text(cell) or "" for cell in rows[0]] + [""] * (width - len(rows[0]))
        table = named_columns(header, rows[1:], path.name)
        raise_faults(_lost_formulas(path, header, table))
        return SurveyFile(path.name, _columns(table), len(rows) - 1, format="excel", sha256=digest)


def _rows(path: Path, *, values: bool) -> list[Row]:
    """The rows of the first sheet with data that hold anything; `values` of formulas, or the formulas."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=values)
            try:
                return _first_filled(book)
            finally:
                book.close()
    except Exception as error:  # openpyxl raises whatever the damaged part happens to break
        raise ResearchError(_damaged(path, error)) from None


def _first_filled(book: Any) -> list[Row]:
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = [tuple(map(_known, row)) for row in sheet.iter_rows(values_only=True)]
        filled = [row for row in rows if any(cell is not None for cell in row)]
        if filled:
            return filled
    return []


def _known(cell: Cell) -> Cell:
    """None for blanks and errors."""
    if isinstance(cell, str) and (not cell.strip() or cell in _ERRORS):
        return None
    return cell


def _columns(table: dict[str, list[Cell]]) -> tuple[Column, ...]:
    """Columns of one type keep it; mixed ones go the way of text, as if they had been typed into a text file."""
    typed = {name: _typed(name, cells) for name, cells in table.items()}
    mixed = {name: [_text(cell) for cell in table[name]] for name, column in typed.items() if column is None}
    columns = {column.name: column for column in typed_columns(mixed)}
    return tuple(column or columns[name] for name, column in typed.items())


def _typed(name: str, cells: Sequence[Cell]) -> Column | None:
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds and kinds <= {int, float, bool}:
        return number_column(name, cells)
    if kinds and kinds <= {timedelta}:
        return number_column(name, [None if cell is None else cell.total_seconds() for cell in cells])
    if kinds and kinds <= {datetime, date}:
        return Column(name, "date", sealed(iso_texts([_moment(cell) for cell in cells])))
    return None


def _moment(cell: date | None) -> datetime | None:
    if cell is None or isinstance(cell, datetime):
        return cell
    return datetime.combine(cell, time())


def _text(cell: Cell) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", timespec="seconds") if cell.time() != time() else cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)


def _lost_formulas(path: Path, header: Sequence[str], table: dict[str, list[Cell]]) -> list[Fault]:
    """A fault when empty columns hold formulas: a program wrote them and never worked them out."""
    empty = [name for name, cells in table.items() if cells and all(cell is None for cell in cells)]
    if not empty:
        return []
    below = list(islice(_rows(path, values=False), 1, _LOOKED_AT))
    lost = [name for name in empty if any(_is_formula(row, header.index(name)) for row in below)]
    if not lost:
        return []
    return [
        Fault(
            "formulas without values",
            path.name,
            found="columns " + ", ".join(f"`{name}`" for name in lost),
            why="the program that wrote the file did not work them out, so the columns are empty",
            remedy="open the file in a spreadsheet program and save it",
        )
    ]


def _is_formula(row: Row, place: int) -> bool:
    cell = row[place] if place < len(row) else None
    return isinstance(cell, str) and cell.startswith("=")


def _damaged(path: Path, error: Exception) -> Fault:
    with path.open("rb") as file:
        locked = file.read(4) == _OLD_OR_LOCKED
    if locked:
        remedy = "it is an old .xls file or protected by a password: save it as an open .xlsx file"
        return Fault("the workbook cannot be opened", path.name, remedy=remedy)
    problem = f"{type(error).__name__}: {error}".splitlines()[0]
    return Fault("the workbook is damaged", path.name, found=problem[:120], remedy="export or download it again")
