"""Waves as columns: the total of every wave side by side, told apart by letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from research.domain.arrays import Floats, Texts, sealed
from research.domain.tables import TOTAL, BannerColumn, BannerGroup, Table, Tables
from research.stages.tables._banner import letter
from research.stages.tables._between import waves_z
from research.stages.tables._groups import WAVE
from research.stages.tables._marks import grades, lettered
from research.stages.tables._panel import Panel, Side, panel_of
from research.stages.tables._plan import TablePlan
from research.stages.tables._waves import WaveTables
from research.stats.wave_tests import WavePairs
from research.wording import tables_en as words

Number = TypeVar("Number", np.float64, np.int64)


def add_waves(tables: Tables, waves: Sequence[WaveTables], plan: TablePlan) -> Tables:
    """`tables` with a group of columns more, the total of each of `waves` in the order given.

    Respondents of several waves are held against themselves. A row that a wave does not have is empty there.
    """
    sides = [Side(wave, replace(plan, banner=())) for wave in waves]
    panels = {
        (later, sooner): panel_of(sides[later], sides[sooner]) for sooner, later in combinations(range(len(sides)), 2)
    }
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
    widened = tuple(_widened(table, waves, letters, tables, panels) for table in tables.tables)
    known = [panel.here for (later, _), panel in panels.items() if later == len(waves) - 1]
    return replace(tables, banner=banner, tables=widened, panel=len(np.unique(np.concatenate(known))) if known else 0)


def _widened(
    table: Table,
    waves: Sequence[WaveTables],
    letters: Sequence[str],
    tables: Tables,
    panels: Mapping[tuple[int, int], Panel],
) -> Table:
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
        since_covariances=sealed(np.hstack([table.since_covariances, np.full(nothing.shape, np.nan)])),
    )
    found = _letters(wide, letters, tables, _together(table.name, totals, panels))
    return replace(wide, letters=sealed(np.hstack([table.letters, found])))


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
        return np.full(len(self.at), missing) if self.table is None else self.of_total(get(self.table), missing)

    def of_total(self, figures: NDArray[Number], missing: float) -> NDArray[Number]:
        """Those of the total among `figures` of the shape of the wave's table, for every row asked for."""
        found = figures[self.at, self.total]
        return np.where(self.at >= 0, found, missing).astype(found.dtype)


def _together(table: str, totals: Sequence[_Total], panels: Mapping[tuple[int, int], Panel]) -> Floats:
    """How far the totals of every two waves go together, shape (rows, waves, waves)."""
    found = np.full((len(totals[0].at), len(totals), len(totals)), np.nan)
    for (later, sooner), panel in panels.items():
        if totals[later].table and totals[sooner].table:
            pair = totals[later].of_total(panel.covariances(table), np.nan)
            found[:, later, sooner] = found[:, sooner, later] = pair
    return found


def _letters(wide: Table, letters: Sequence[str], tables: Tables, together: Floats) -> Texts:
    """Of the last columns of `wide`, among each other; shape (rows, waves)."""
    own = slice(-len(letters), None)

    def both(figures: Floats) -> tuple[Floats, Floats]:
        return figures[:, own, None], figures[:, None, own]

    pairs = WavePairs(both(wide.values), both(wide.effective_bases), both(wide.standard_errors), together)
    z = waves_z(wide.rows, pairs)
    enough = wide.bases[:, own] >= tables.min_base
    p = np.where(enough[:, :, None] & enough[:, None], 2.0 * ndtr(-np.abs(z)), np.nan)
    limits = [1.0 - level / 100.0 for level in tables.rules.levels]
    return lettered((z > 0) & (p <= limits[-1]), grades(p, limits[:-1]), letters, len(limits))
