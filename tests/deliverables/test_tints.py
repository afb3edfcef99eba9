"""A segment's figure is shaded where it is far enough from the total, and told apart or defining, on enough people."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.deliverables.crosstab_workbook._tints import tints
from research.domain.arrays import sealed
from research.domain.tables import Banner, BannerGroup, Table, Tables
from tests.invented_tables import invented_tables

TOTAL, SEGMENT, OTHER = 0, 1, 5


def shade(
    value: float, arrow: str = "+", base: int = 500, basis: bool = False, column: int = SEGMENT, row: int = 0
) -> str:
    """The shade of one figure beside a total of 40 per cent."""
    tables = invented_tables(1, 9)
    first, *others = tables.banner.groups
    banner = Banner((BannerGroup(first.key, first.label, segments=True), *others), tables.banner.columns)
    table = _with(tables.tables[0], value, arrow, base, basis, column, row)
    return str(tints(table, _of(tables, banner, table))[row, column])


def _of(tables: Tables, banner: Banner, table: Table) -> Tables:
    return replace(tables, banner=banner, tables=(table,))


def _with(table: Table, value: float, arrow: str, base: int, basis: bool, column: int, row: int) -> Table:
    shape = table.values.shape
    values, bases, arrows = np.full(shape, 0.4), np.full(shape, 500), np.full(shape, "", dtype=object)
    values[row, column], bases[row, column], arrows[row, column] = value, base, arrow
    rows = tuple(replace(part, basis=basis) for part in table.rows)
    return replace(table, rows=rows, values=sealed(values), bases=sealed(bases), versus_rest=sealed(arrows))


@pytest.mark.parametrize(("value", "expected"), [(0.48, "up"), (0.47, ""), (0.33, "down"), (0.34, ""), (np.nan, "")])
def test_the_index_decides(value: float, expected: str) -> None:
    assert shade(value) == expected


def test_only_segments_are_shaded_and_only_shares() -> None:
    assert shade(0.9) == "up"
    assert shade(0.9, column=OTHER) == ""
    assert shade(0.9, row=7) == "", "a mean has no index"


def test_a_figure_must_be_told_apart_unless_it_defines_the_segments() -> None:
    assert shade(0.9, arrow="") == ""
    assert shade(0.9, arrow="", basis=True) == "up"


@pytest.mark.parametrize("basis", [True, False])
def test_too_few_people_are_never_shaded(basis: bool) -> None:
    assert shade(0.9, base=30, basis=basis) == "up"
    assert shade(0.9, base=29, basis=basis) == ""
