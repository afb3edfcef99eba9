"""Columns of text become columns of numbers, dates or text, with one set of habits for the whole file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from research.domain.arrays import Texts, sealed
from research.domain.survey_file import Column
from research.readers._dates import DateOrder, date_orders, iso_texts, parsed_date
from research.readers._numbers import Convention, conventions, parsed_number

Cells = Sequence[str | None]

_GAP_MARKS = frozenset({"NA", "N/A", "#N/A", "NaN", "nan", "NULL", "#NULL!", "."})


@dataclass(frozen=True, slots=True)
class Habits:
    """How one file writes what can be written in several ways.

    Attributes:
        convention: decimal points or decimal commas, for columns that would read under either.
        date_order: for dates that would read in either order; None when the file does not tell.
        gaps: marks that stand for a blank, because columns of numbers hold them among the numbers.
    """

    convention: Convention
    date_order: DateOrder | None
    gaps: frozenset[str]


def typed_columns(table: Mapping[str, Cells], convention: Convention = "point") -> tuple[Column, ...]:
    """A column of numbers, dates or text per named list of cells; `convention` is for files that show none."""
    distinct = {name: frozenset(cell for cell in cells if cell is not None) for name, cells in table.items()}
    habits = _habits(distinct.values(), convention)
    return tuple(_typed(name, cells, distinct[name] - habits.gaps, habits) for name, cells in table.items())


def text_column(name: str, cells: Cells) -> Column:
    """A column of text; blanks are None."""
    return Column(name, "text", sealed(_objects(None if cell is None or not cell.strip() else cell for cell in cells)))


def number_column(name: str, numbers: Iterable[float | None]) -> Column:
    """A column of numbers; None becomes NaN."""
    return Column(name, "number", sealed(np.array(list(numbers), dtype=np.float64)))


def _typed(name: str, cells: Cells, distinct: frozenset[str], habits: Habits) -> Column:
    known = conventions(distinct)
    if known:
        convention = habits.convention if habits.convention in known else known[0]
        numbers = {text: parsed_number(text, convention) for text in distinct}
        return number_column(name, [numbers.get(cell) if cell is not None else None for cell in cells])
    order = _clear_order(date_orders(distinct), habits)
    if order:
        moments = {text: parsed_date(text, order) for text in distinct}
        return Column(name, "date", sealed(iso_texts([moments.get(cell) if cell else None for cell in cells])))
    return text_column(name, [cell if cell in distinct else None for cell in cells])


def _clear_order(orders: tuple[DateOrder, ...], habits: Habits) -> DateOrder | None:
    if len(orders) > 1:
        return habits.date_order if habits.date_order in orders else None
    return orders[0] if orders else None


def _habits(columns: Iterable[frozenset[str]], convention: Convention) -> Habits:
    columns = list(columns)
    gaps = frozenset(chain.from_iterable(_gaps_in(column) for column in columns))
    columns = [column - gaps for column in columns]
    decimals = Counter(known[0] for known in map(conventions, columns) if len(known) == 1)
    orders = Counter(known[0] for known in map(date_orders, columns) if len(known) == 1)
    return Habits(
        max(("point", "comma"), key=lambda known: (decimals[known], known == convention)),
        orders.most_common(1)[0][0] if orders else None,
        gaps,
    )


def _gaps_in(column: frozenset[str]) -> frozenset[str]:
    """The gap marks of a column that holds numbers and nothing else beside them."""
    marks = column & _GAP_MARKS
    return marks if marks and conventions(column - marks) else frozenset()


def _objects(cells: Iterable[str | None]) -> Texts:
    listed = list(cells)
    objects = np.empty(len(listed), dtype=object)
    objects[:] = listed
    return objects
