"""Which bases stand over a table: those of all its rows where these agree, the smallest of a grid's items, or none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from research.domain.tables import Table, TableKind
from research.wording import workbook_en as words

_ITEMS: tuple[TableKind, ...] = ("grid_top_box", "grid_mean", "grid_box", "concepts")
"""Kinds of tables whose rows are items, each with its own base."""


@dataclass(frozen=True, slots=True)
class CommonBase:
    """What stands in the rows of bases, and in the contents.

    Attributes:
        rows: of the table; the smallest base of these is shown in each column.
        label: of the row of unweighted bases; `remark` what the contents add to who was asked.
    """

    rows: tuple[int, ...]
    label: str
    remark: str


def common_base(table: Table) -> CommonBase:
    """The base of the first row, and of a table of items with bases of their own the smallest."""
    if table.kind in _ITEMS and len(runs(table)) > 1:
        return CommonBase(tuple(range(len(table.rows))), words.SMALLEST_BASE_ROW, words.SMALLEST)
    return CommonBase((0,), words.BASE_ROW, "")


def runs(table: Table) -> list[list[int]]:
    """Rows that stand together and share their bases."""
    found: list[list[int]] = []
    for i in range(len(table.rows)):
        if found and np.array_equal(table.bases[i], table.bases[found[-1][0]]):
            found[-1].append(i)
        else:
            found.append([i])
    return found
