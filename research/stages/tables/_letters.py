"""Significance: letters between the columns of a group, and each column against everyone else of its group.

Not tested are bases below the plan's `min_base`, and shares of which fewer than LEAST_EXPECTED cases are expected.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from research.domain.arrays import Flags, Floats, Texts
from research.domain.tables import LEAST_EXPECTED, Banner, Row
from research.stages.tables._figures import Figures
from research.stats.proportions import column_means_z, column_proportions_z, critical_z, enough_expected

_MEANS = ("mean",)
_UNTESTED_KINDS = ("sd", "median")


def letters(
    figures: Figures,
    overlaps: Floats,
    rows: Sequence[Row],
    banner: Banner,
    groups: Sequence[tuple[int, ...]],
    silent: Flags,
    min_base: int,
    levels: tuple[float, float],
) -> Texts:
    """Per cell the letters of the columns of its group that it is above, shape (rows, columns).

    Args:
        overlaps: of every pair of columns, shape (rows, columns, columns).
        silent: cells that are not tested, shape (rows, columns).
    """
    found = np.full(figures.values.shape, "", dtype=object)
    separator = " " if any(len(column.letter) > 1 for column in banner.columns) else ""
    upper, lower = (critical_z(level) for level in levels)
    tested = _testable(figures, rows, min_base) & ~silent
    for group in groups:
        at = np.array(group)
        z = _pairwise_z(figures, overlaps[:, at[:, None], at], rows, at)
        z[~(tested[:, at, None] & tested[:, None, at])] = np.nan
        for i, high, low in np.argwhere(z >= lower):
            letter = banner.columns[at[low]].letter
            shown = letter if z[i, high, low] >= upper else letter.lower()
            cell = (i, at[high])
            found[cell] = f"{found[cell]}{separator}{shown}" if found[cell] else shown
    return found


def versus_rest(
    columns: Figures, others: Figures, rows: Sequence[Row], silent: Flags, min_base: int, level: float
) -> Texts:
    """Per cell `+` or `-` where it differs from everyone else of its group, shape (rows, columns)."""
    z = _z(columns, others, rows, np.zeros_like(columns.values))
    tested = _testable(columns, rows, min_base) & _testable(others, rows, min_base) & ~silent
    limit = critical_z(level)
    with np.errstate(invalid="ignore"):
        marks = np.where(tested & (z >= limit), "+", np.where(tested & (z <= -limit), "-", ""))
    return marks.astype(object)


def _testable(figures: Figures, rows: Sequence[Row], min_base: int) -> Flags:
    comparable = np.array([row.kind not in _UNTESTED_KINDS for row in rows], dtype=bool)
    return np.asarray((figures.bases >= min_base) & comparable[:, None], dtype=bool)


def _pairwise_z(figures: Figures, overlap: Floats, rows: Sequence[Row], at: NDArray[np.int64]) -> Floats:
    """z of every column of the group against every other, shape (rows, g, g)."""
    values, sds, bases = (part[:, at] for part in (figures.values, figures.sds, figures.effective_bases))
    shares = _shares_z(values[:, :, None], values[:, None], bases[:, :, None], bases[:, None], overlap)
    means = column_means_z(
        values[:, :, None], values[:, None], sds[:, :, None], sds[:, None], bases[:, :, None], bases[:, None], overlap
    )
    return np.where(_is_mean(rows)[:, None, None], means, shares)


def _z(first: Figures, second: Figures, rows: Sequence[Row], overlap: Floats) -> Floats:
    shares = _shares_z(first.values, second.values, first.effective_bases, second.effective_bases, overlap)
    means = column_means_z(
        first.values, second.values, first.sds, second.sds, first.effective_bases, second.effective_bases, overlap
    )
    return np.where(_is_mean(rows)[:, None], means, shares)


def _shares_z(share_1: Floats, share_2: Floats, base_1: Floats, base_2: Floats, overlap: Floats) -> Floats:
    """z of share_1 − share_2, NaN where too few cases are expected."""
    enough = enough_expected(share_1, share_2, base_1, base_2, LEAST_EXPECTED)
    return np.where(enough, column_proportions_z(share_1, share_2, base_1, base_2, overlap), np.nan)


def _is_mean(rows: Sequence[Row]) -> Flags:
    return np.array([row.kind in _MEANS for row in rows], dtype=bool)
