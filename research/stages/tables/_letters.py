"""Significance: letters between the columns of a group, and each column against everyone else of its group.

Not tested are bases below the plan's `min_base`, shares of which fewer than LEAST_EXPECTED cases are expected, and a
column against another that it is part of.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from research.domain.arrays import Flags, Floats, Texts
from research.domain.tables import LEAST_EXPECTED, MEANS, SHARES, Row
from research.stages.tables._banner import Columns
from research.stages.tables._figures import Figures, Measured
from research.stages.tables._plan import SignificancePlan
from research.stats.proportions import column_means_z, column_proportions_z, enough_expected


def letters(measured: Measured, rows: Sequence[Row], columns: Columns, silent: Flags, plan: SignificancePlan) -> Texts:
    """Per cell the letters of the columns of its group that it is above, shape (rows, columns).

    Args:
        silent: cells that are not tested, shape (rows, columns).
    """
    figures, named = measured.columns, columns.banner.columns
    found = np.full(figures.values.shape, "", dtype=object)
    separator = " " if any(len(column.letter) > 1 for column in named) else ""
    upper, lower = (1.0 - level / 100.0 for level in plan.levels)
    tested = _testable(figures, rows, plan.min_base) & ~silent
    overlaps = _Overlaps(measured.overlaps, columns)
    for group in columns.groups:
        at = np.array(group)
        z = _pairwise_z(figures, overlaps.of(at), rows, at)
        z[~(tested[:, at, None] & tested[:, None, at])] = np.nan
        z[:, columns.inside[np.ix_(at, at)]] = np.nan
        p = 2.0 * ndtr(-np.abs(z))
        for i, high, low in np.argwhere((z > 0) & (p <= lower)).tolist():
            letter = named[at[low]].letter
            shown = letter if p[i, high, low] <= upper else letter.lower()
            cell = (i, at[high])
            found[cell] = f"{found[cell]}{separator}{shown}" if found[cell] else shown
    return found


def versus_rest(measured: Measured, rows: Sequence[Row], silent: Flags, plan: SignificancePlan) -> Texts:
    """Per cell `+` or `-` where it differs from everyone else of its group, shape (rows, columns)."""
    columns, others = measured.columns, measured.rest
    z = _z(columns, others, rows)
    tested = _testable(columns, rows, plan.min_base) & _testable(others, rows, plan.min_base) & ~silent
    differs = tested & (2.0 * ndtr(-np.abs(z)) <= 1.0 - plan.levels[0] / 100.0)
    with np.errstate(invalid="ignore"):
        marks = np.where(differs & (z > 0), "+", np.where(differs & (z < 0), "-", ""))
    return marks.astype(object)


class _Overlaps:
    """The overlaps of all pairs of columns, of which those of one group are asked for."""

    def __init__(self, overlaps: Floats, columns: Columns) -> None:
        self._overlaps, self._pairs = overlaps, columns.people.pairs
        self._place = np.empty(len(columns.banner.columns), dtype=np.intp)

    def of(self, at: NDArray[np.int64]) -> Floats:
        """Of every pair of the columns at `at`, shape (r, g, g); 0 on the diagonal, which is not tested."""
        full = np.zeros((len(self._overlaps), len(at), len(at)))
        inside = np.isin(self._pairs[:, 0], at)
        if inside.any():
            self._place[at] = np.arange(len(at))
            i, j = self._place[self._pairs[inside]].T
            full[:, i, j] = full[:, j, i] = self._overlaps[:, inside]
        return full


def _testable(figures: Figures, rows: Sequence[Row], min_base: int) -> Flags:
    comparable = np.array([row.kind in (*SHARES, *MEANS) for row in rows], dtype=bool)
    return np.asarray((figures.bases >= min_base) & comparable[:, None], dtype=bool)


def _pairwise_z(figures: Figures, overlap: Floats, rows: Sequence[Row], at: NDArray[np.int64]) -> Floats:
    """z of every column of the group against every other, shape (rows, g, g)."""
    values, sds, bases = (part[:, at] for part in (figures.values, figures.sds, figures.effective_bases))
    shares = _shares_z(values[:, :, None], values[:, None], bases[:, :, None], bases[:, None], overlap)
    is_mean = _is_mean(rows)
    if is_mean.any():
        m, s, n = (part[is_mean] for part in (values, sds, bases))
        shares[is_mean] = column_means_z(
            m[:, :, None], m[:, None], s[:, :, None], s[:, None], n[:, :, None], n[:, None], overlap[is_mean]
        )
    return shares


def _z(first: Figures, second: Figures, rows: Sequence[Row]) -> Floats:
    shares = _shares_z(first.values, second.values, first.effective_bases, second.effective_bases, np.float64(0.0))
    means = column_means_z(
        first.values, second.values, first.sds, second.sds, first.effective_bases, second.effective_bases
    )
    return np.where(_is_mean(rows)[:, None], means, shares)


def _shares_z(share_1: Floats, share_2: Floats, base_1: Floats, base_2: Floats, overlap: Floats | np.float64) -> Floats:
    """z of share_1 − share_2, NaN where too few cases are expected."""
    enough = enough_expected(share_1, share_2, base_1, base_2, LEAST_EXPECTED)
    return np.where(enough, column_proportions_z(share_1, share_2, base_1, base_2, overlap), np.nan)


def _is_mean(rows: Sequence[Row]) -> Flags:
    return np.array([row.kind in MEANS for row in rows], dtype=bool)
