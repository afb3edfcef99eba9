"""Waves as columns: the total of every wave side by side, told apart by letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from research.domain.arrays import Texts, sealed
from research.domain.tables import TOTAL, BannerColumn, BannerGroup, Table, Tables
from research.stages.tables._banner import letter
from research.stages.tables._groups import WAVE
from research.stages.tables._independent import independent_z
from research.stages.tables._marks import grades, lettered
from research.wording import tables_en as words

Number = TypeVar("Number", np.float64, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class WaveTables:
    """The tables of one wave: its key, what it is called, and what was found."""

    key: str
    label: str
    tables: Tables


def add_waves(tables: Tables, waves: Sequence[WaveTables]) -> Tables:
    """`tables` with a group of columns more, the total of each of `waves` in the order given.

    Waves count as independent samples. A row that a wave does not have is empty there.
    """
    first = len(tables.banner.columns) - 1
    columns = tuple(
        BannerColumn(f"{WAVE}:{wave.key}", WAVE, wave.label, letter(first + number))
        for number, wave in enumerate(waves)
    )
    banner = replace(
        tables.banner,
        groups=(*tables.banner.groups, BannerGroup(WAVE, words.WAVES)),
        columns=(*tables.banner.columns, *columns),
    )
    letters = [column.letter for column in columns]
    widened = tuple(_widened(table, waves, letters, tables) for table in tables.tables)
    return replace(tables, banner=banner, tables=widened)


def _widened(table: Table, waves: Sequence[WaveTables], letters: Sequence[str], tables: Tables) -> Table:
    totals = [_Total.of(table, wave.tables) for wave in waves]

    def beside(own: NDArray[Number], missing: float, get: Callable[[Table], NDArray[Number]]) -> NDArray[Number]:
        return sealed(np.hstack([own, *(total.column(get, missing)[:, None] for total in totals)]))

    nothing = np.full((len(table.rows), len(waves)), "", dtype=object)
    wide = replace(
        table,
        values=beside(table.values, np.nan, lambda one: one.values),
        standard_errors=beside(table.standard_errors, np.nan, lambda one: one.standard_errors),
        low=beside(table.low, np.nan, lambda one: one.low),
        high=beside(table.high, np.nan, lambda one: one.high),
        counts=beside(table.counts, 0, lambda one: one.counts),
        weighted_counts=beside(table.weighted_counts, 0.0, lambda one: one.weighted_counts),
        bases=beside(table.bases, 0, lambda one: one.bases),
        weighted_bases=beside(table.weighted_bases, 0.0, lambda one: one.weighted_bases),
        effective_bases=beside(table.effective_bases, 0.0, lambda one: one.effective_bases),
        versus_rest=sealed(np.hstack([table.versus_rest, nothing])),
        since=sealed(np.hstack([table.since, nothing])),
    )
    return replace(wide, letters=sealed(np.hstack([table.letters, _letters(wide, letters, tables)])))


@dataclass(frozen=True, slots=True, eq=False)
class _Total:
    """The total of one wave: its table, and where the rows asked for stand in it, -1 for those that do not."""

    table: Table | None
    at: NDArray[np.intp]
    total: int

    @classmethod
    def of(cls, table: Table, wave: Tables) -> _Total:
        there = {one.name: one for one in wave.tables}.get(table.name)
        place = {row.key: i for i, row in enumerate(there.rows)} if there else {}
        at = np.array([place.get(row.key, -1) for row in table.rows], dtype=np.intp)
        return cls(there, at, wave.banner.position(TOTAL))

    def column(self, get: Callable[[Table], NDArray[Number]], missing: float) -> NDArray[Number]:
        """A figure of every row, `missing` where the wave does not have it, shape (rows,)."""
        if self.table is None:
            return np.full(len(self.at), missing)
        found = get(self.table)[self.at, self.total]
        return np.where(self.at >= 0, found, missing).astype(found.dtype)


def _letters(wide: Table, letters: Sequence[str], tables: Tables) -> Texts:
    """Of the last columns of `wide`, among each other; shape (rows, waves)."""
    own = slice(-len(letters), None)
    sides = wide.values[:, own], wide.effective_bases[:, own], wide.standard_errors[:, own]
    z = independent_z(wide.rows, *((part[:, :, None], part[:, None]) for part in sides))
    enough = wide.bases[:, own] >= tables.min_base
    p = np.where(enough[:, :, None] & enough[:, None], 2.0 * ndtr(-np.abs(z)), np.nan)
    limits = [1.0 - level / 100.0 for level in tables.rules.levels]
    return lettered((z > 0) & (p <= limits[-1]), grades(p, limits[:-1]), letters, len(limits))
