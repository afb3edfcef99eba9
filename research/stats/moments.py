"""Weighted means, standard deviations and Pearson correlations, and what the weights cost.

Weights are frequencies: a weight of two equals answering twice, so sums are divided by Σw, not by Σw − 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from research.stats.chunked_sums import PairSums, column_sums, pair_sums, row_chunks

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

CONSTANT_SD = 1e-9
"""A standard deviation below this, of answers on a survey scale, is rounding: the column is constant."""
CANCELLED = 1e-13
"""A variance below this share of the mean square that it is a difference from is rounding too."""


def effective_n(weights: Floats) -> float:
    """Kish's effective base, (Σw)² / Σw² (Kish 1965, Survey Sampling), of weights of shape (n,)."""
    squares = float(weights @ weights)
    return float(weights.sum()) ** 2 / squares if squares > 0 else 0.0


def pair_bases(x: Floats, weights: Floats) -> Floats:
    """Kish's effective base of every pair of columns of `x`, shape (n, p), among those who answered both; (p, p)."""
    p = x.shape[1]
    sums, squares = np.zeros((p, p)), np.zeros((p, p))
    for rows in row_chunks(x):
        gaps, w = np.isnan(x[rows]), weights[rows]
        if gaps.any():
            weighted = np.where(gaps, 0.0, w[:, None])
            sums += weighted.T @ (weighted > 0).astype(np.float64)
            squares += weighted.T @ weighted
        else:
            sums += w.sum()
            squares += w @ w
    return np.divide(sums**2, squares, out=np.zeros((p, p)), where=squares > 0)


def complete_rows(x: Floats) -> Flags:
    """Rows of `x`, shape (n, p), without a gap; shape (n,)."""
    complete = np.ones(len(x), dtype=np.bool_)
    for rows in row_chunks(x):
        gaps = np.isnan(x[rows])
        if gaps.any():
            complete[rows] = ~gaps.any(axis=1)
    return complete


def means(x: Floats, weights: Floats) -> Floats:
    """Weighted mean of every column of `x`, shape (n, p), over its answers; shape (p,), NaN where nobody answered."""
    return means_and_sds(x, weights)[0]


def sds(x: Floats, weights: Floats) -> Floats:
    """Weighted standard deviation of every column over its answers, shape (p,), NaN where nobody answered."""
    return means_and_sds(x, weights)[1]


def means_and_sds(x: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Both in one pass over `x`, shape (n, p), with weights of shape (n,)."""
    sums = column_sums(x, weights)
    first, second = _ratio(sums.first, sums.weight), _ratio(sums.second, sums.weight)
    return sums.shift + first, np.sqrt(_variance(first, second))


def covariance(x: Floats, weights: Floats) -> Floats:
    """Weighted covariance of the columns of `x`, shape (n, p), without gaps; shape (p, p).

    R: stats::cov.wt(x, w / sum(w), method = "ML").

    Raises:
        ValueError: `x` has gaps or no rows, or no weight.
    """
    if len(x) == 0 or not complete_rows(x).all():
        raise ValueError("covariances need complete rows, and at least one")
    if not weights.sum() > 0:
        raise ValueError("covariances need weights with a sum above zero")
    return _pair_covariance(pair_sums(x, weights))


def correlation(x: Floats, weights: Floats) -> Floats:
    """Weighted Pearson correlations of the columns of `x`, shape (n, p), without gaps; shape (p, p).

    Raises:
        ValueError: `x` has gaps, no rows or a constant column, or no weight.
    """
    if len(x) == 0 or not complete_rows(x).all():
        raise ValueError("correlations need complete rows, and at least one")
    return pairwise_correlation(x, weights)


def pairwise_correlation(x: Floats, weights: Floats) -> Floats:
    """Weighted Pearson correlations, each of those who answered both columns of `x`, shape (n, p); shape (p, p).

    R: stats::cor(x, use = "pairwise.complete.obs"). The matrix need not be positive definite where there are gaps.

    Raises:
        ValueError: a column is constant, or constant among those who answered another; nobody answered a column, or a
            pair.
    """
    sums = pair_sums(x, weights)
    if not np.diag(sums.weight).all():
        raise ValueError(f"nobody answered these columns: {np.flatnonzero(np.diag(sums.weight) == 0).tolist()}")
    if not (sums.weight > 0).all():
        raise ValueError(f"nobody answered both columns of these pairs: {_pairs(sums.weight <= 0)}")
    variance = _variance(sums.first / sums.weight, sums.second / sums.weight)
    _refuse_constants(variance < CONSTANT_SD**2)
    correlations = _pair_covariance(sums) / np.sqrt(variance * variance.T)
    correlations = np.clip((correlations + correlations.T) / 2, -1.0, 1.0)
    np.fill_diagonal(correlations, 1.0)
    return np.asarray(correlations)


def _pair_covariance(sums: PairSums) -> Floats:
    first = sums.first / sums.weight
    return np.asarray(sums.cross / sums.weight - first * first.T)


def _variance(first: Floats, second: Floats) -> Floats:
    """Mean square less squared mean, 0 where that is rounding."""
    variance = second - first**2
    return np.where(variance <= CANCELLED * second, 0.0, variance)


def _refuse_constants(constant: Flags) -> None:
    if np.diag(constant).any():
        raise ValueError(f"constant columns have no correlation: {np.flatnonzero(np.diag(constant)).tolist()}")
    if constant.any():
        raise ValueError(f"constant among those who answered both columns of these pairs: {_pairs(constant)}")


def _pairs(which: Flags) -> list[list[int]]:
    return np.argwhere(np.triu(which | which.T)).tolist()


def _ratio(numerator: Floats, denominator: Floats) -> Floats:
    return np.divide(numerator, denominator, out=np.full_like(numerator, np.nan), where=denominator > 0)
