"""Every two columns of a table side by side, as tests between columns take them, and what such a test gives.

All arrays of a pair broadcast; `share_pairs` and `mean_pairs` make them of shape (rows, g, g) from a table of g
columns, the first column of a pair along the second axis. `Bases` are `tabulation.Bases`: unweighted, weighted and
effective.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, stdtr

from research.stats.tabulation import Bases

Floats = NDArray[np.float64]

ROUNDING = 1e-12
"""Variances below this share of what they would be without overlap are rounding: there is nothing to test."""


@dataclass(frozen=True, slots=True, eq=False)
class SharePairs:
    """Shares of two columns.

    Attributes:
        share_1, share_2: from 0 to 1, NaN where there is none, and in `share_2` where a column meets itself.
        overlap: c = Σ_overlap w² / (W₁ · W₂), 0 where nobody is in both.
    """

    share_1: Floats
    share_2: Floats
    bases_1: Bases
    bases_2: Bases
    overlap: Floats


@dataclass(frozen=True, slots=True, eq=False)
class MeanPairs:
    """Means of two columns.

    Attributes:
        mean_1, mean_2: NaN where there is none, and in `mean_2` where a column meets itself.
        sd_1, sd_2: as `tabulation.moments` gives them: √(Σw(x − mean)² / Σw · e / (e − 1)) with e the effective base.
        overlap: c = Σ_overlap w² / (W₁ · W₂), 0 where nobody is in both.
    """

    mean_1: Floats
    mean_2: Floats
    sd_1: Floats
    sd_2: Floats
    bases_1: Bases
    bases_2: Bases
    overlap: Floats


@dataclass(frozen=True, slots=True, eq=False)
class ColumnTest:
    """The test of every pair, arrays of the pairs' common shape, NaN where the pair is not tested.

    Attributes:
        statistic: positive where the first column is higher.
        df: degrees of freedom of t, without limit for z.
        p: two-sided.
    """

    statistic: Floats
    df: Floats
    p: Floats


def share_pairs(shares: Floats, bases: Bases, overlaps: Floats) -> SharePairs:
    """Every two of `shares`, shape (rows, g), with bases of that shape and `overlaps` of shape (rows, g, g)."""
    first, second = _sides(bases)
    return SharePairs(shares[:, :, None], _others(shares), first, second, overlaps)


def mean_pairs(means: Floats, sds: Floats, bases: Bases, overlaps: Floats) -> MeanPairs:
    """Every two of `means` with their `sds`, shape (rows, g), and `overlaps` of shape (rows, g, g)."""
    first, second = _sides(bases)
    return MeanPairs(means[:, :, None], _others(means), sds[:, :, None], sds[:, None], first, second, overlaps)


def z_test(z: Floats) -> ColumnTest:
    """z with its two-sided p on the normal distribution."""
    return ColumnTest(z, np.where(np.isnan(z), np.nan, np.inf), np.asarray(2.0 * ndtr(-np.abs(z)), dtype=np.float64))


def t_test(t: Floats, df: Floats) -> ColumnTest:
    """t with its two-sided p at `df`; nothing where `df` is not above 0."""
    told = np.where(df > 0, t, np.nan)
    used = np.where(np.isnan(told), np.nan, df)
    return ColumnTest(told, used, np.asarray(2.0 * stdtr(used, -np.abs(told)), dtype=np.float64))


def quotient(difference: ArrayLike, variance: ArrayLike, apart: ArrayLike) -> Floats:
    """difference / √variance, NaN where `variance` is rounding beside `apart`, which it would be without overlap."""
    d, v, a = (np.asarray(part, dtype=np.float64) for part in (difference, variance, apart))
    with np.errstate(invalid="ignore"):
        testable = v > ROUNDING * a
    return np.asarray(d / np.sqrt(np.where(testable, v, np.nan)), dtype=np.float64)


def inverse(base: Floats) -> Floats:
    """1 / base, NaN where nobody is."""
    return np.asarray(np.divide(1.0, base, out=np.full(np.shape(base), np.nan), where=base > 0), dtype=np.float64)


def _sides(bases: Bases) -> tuple[Bases, Bases]:
    n, w, e = bases.unweighted, bases.weighted, bases.effective
    return Bases(n[:, :, None], w[:, :, None], e[:, :, None]), Bases(n[:, None], w[:, None], e[:, None])


def _others(values: Floats) -> Floats:
    """The second values of pairs, NaN where a column meets itself, shape (rows, g, g)."""
    g = values.shape[1]
    return np.where(np.eye(g, dtype=bool), np.nan, values[:, None])
