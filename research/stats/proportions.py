"""Tests between columns of a crosstab, and intervals of shares, on effective bases."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]

_NOTHING = 1e-12
"""Variances below this share of what they would be without overlap are rounding: there is nothing to test."""

_ROUNDING = 1e-9
"""A count that is short of another by this share of it is the same."""


def critical_z(level: float) -> float:
    """The two-sided normal quantile of a confidence `level` in per cent: 1.96 for 95."""
    return float(ndtri(0.5 + level / 200.0))


def standard_error(pooled: ArrayLike, base_1: ArrayLike, base_2: ArrayLike, overlap: ArrayLike = 0.0) -> Floats:
    """√(p̂(1 − p̂)(1/n₁ + 1/n₂ − 2c)), the standard error of a difference of shares under equality.

    Args:
        pooled: p̂, the share in both columns together.
        base_1, base_2: effective bases.
        overlap: c = Σ_overlap w² / (W₁·W₂); with Dimensions' e₀ it is e₀ / (e₁·e₂).

    Returns:
        NaN where nothing can differ: everyone or nobody, an empty column, or one column twice.
    """
    p, n1, n2, c = _together(pooled, base_1, base_2, overlap)
    apart = _inverse(n1) + _inverse(n2)
    variance = p * (1.0 - p) * (apart - 2.0 * c)
    return _root(variance, apart)


def column_proportions_z(
    share_1: ArrayLike, share_2: ArrayLike, base_1: ArrayLike, base_2: ArrayLike, overlap: ArrayLike = 0.0
) -> Floats:
    """z of share_1 − share_2 with p̂ pooled on the effective bases; arguments as in `standard_error`, broadcast.

    UNICOM Intelligence's (Dimensions') column proportions test with its overlap formula, pooled on effective instead
    of weighted bases and read on the normal distribution.
    """
    p1, p2, n1, n2 = _together(share_1, share_2, base_1, base_2)
    return np.asarray((p1 - p2) / standard_error(_pooled(p1, p2, n1, n2), n1, n2, overlap), dtype=np.float64)


def enough_expected(
    share_1: ArrayLike, share_2: ArrayLike, base_1: ArrayLike, base_2: ArrayLike, least: float
) -> NDArray[np.bool_]:
    """Whether equal shares would lead to expect at least `least` cases of either answer in either column, broadcast.

    min(n₁, n₂) · min(p̂, 1 − p̂) with p̂ pooled on the effective bases is the smallest expected count of the two-by-two
    table; R's `prop.test` and `chisq.test` warn below 5 (Cochran 1954). False where a column is empty.
    """
    p1, p2, n1, n2 = _together(share_1, share_2, base_1, base_2)
    pooled = _pooled(p1, p2, n1, n2)
    smallest = np.minimum(n1, n2) * np.minimum(pooled, 1.0 - pooled)
    return np.asarray(smallest >= least * (1.0 - _ROUNDING), dtype=np.bool_)


def column_means_z(
    mean_1: ArrayLike,
    mean_2: ArrayLike,
    sd_1: ArrayLike,
    sd_2: ArrayLike,
    base_1: ArrayLike,
    base_2: ArrayLike,
    overlap: ArrayLike = 0.0,
) -> Floats:
    """z of mean_1 − mean_2: Welch's (variances of their own) on effective bases, with the covariance of the overlap."""
    m1, m2, s1, s2, n1, n2, c = _together(mean_1, mean_2, sd_1, sd_2, base_1, base_2, overlap)
    apart = s1**2 * _inverse(n1) + s2**2 * _inverse(n2)
    variance = apart - 2.0 * c * s1 * s2
    return np.asarray((m1 - m2) / _root(variance, apart), dtype=np.float64)


def wilson_interval(share: ArrayLike, base: ArrayLike, level: float = 95.0) -> tuple[Floats, Floats]:
    """Wilson's (1927) score interval of a share on its effective base, low and high; NaN where the base is empty.

    Newcombe's (1998) method 3; R: `prop.test(correct = FALSE)`.
    """
    p, n = _together(share, base)
    z2n = critical_z(level) ** 2 * _inverse(n)
    centre = (p + z2n / 2.0) / (1.0 + z2n)
    half = np.sqrt(z2n * (p * (1.0 - p) + z2n / 4.0)) / (1.0 + z2n)
    return np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)


def _together(*numbers: ArrayLike) -> list[Floats]:
    """The arguments as floats of one shape."""
    return list(np.broadcast_arrays(*(np.asarray(number, dtype=np.float64) for number in numbers)))


def _pooled(p1: Floats, p2: Floats, n1: Floats, n2: Floats) -> Floats:
    return np.asarray((n1 * p1 + n2 * p2) * _inverse(n1 + n2), dtype=np.float64)


def _inverse(base: Floats) -> Floats:
    return np.asarray(np.divide(1.0, base, out=np.full(np.shape(base), np.nan), where=base > 0))


def _root(variance: Floats, apart: Floats) -> Floats:
    with np.errstate(invalid="ignore"):
        testable = variance > _NOTHING * apart
    return np.asarray(np.sqrt(np.where(testable, variance, np.nan)), dtype=np.float64)
