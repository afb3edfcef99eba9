"""Weighted means, standard deviations and correlations, and what the weights cost.

Weights are frequencies: a weight of two equals answering twice, so sums are divided by Σw, not by Σw − 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

CONSTANT_SD = 1e-9
"""A standard deviation below this, of answers on a survey scale, is rounding: the column is constant."""


def effective_n(weights: Floats) -> float:
    """Kish's effective base, (Σw)² / Σw² (Kish 1965, Survey Sampling), of weights of shape (n,)."""
    squares = float(weights @ weights)
    return float(weights.sum()) ** 2 / squares if squares > 0 else 0.0


def complete_rows(x: Floats) -> Flags:
    """Rows of `x`, shape (n, p), without a gap; shape (n,)."""
    return np.asarray(~np.isnan(x).any(axis=1))


def means(x: Floats, weights: Floats) -> Floats:
    """Weighted mean of every column of `x`, shape (n, p), over its answers; shape (p,), NaN where nobody answered."""
    answered = np.where(np.isnan(x), 0.0, weights[:, None])
    return _ratio((answered * np.nan_to_num(x)).sum(axis=0), answered.sum(axis=0))


def sds(x: Floats, weights: Floats) -> Floats:
    """Weighted standard deviation of every column over its answers, shape (p,), NaN where nobody answered."""
    answered = np.where(np.isnan(x), 0.0, weights[:, None])
    deviations = np.nan_to_num(x - means(x, weights))
    return np.sqrt(_ratio((answered * deviations**2).sum(axis=0), answered.sum(axis=0)))


def covariance(x: Floats, weights: Floats) -> Floats:
    """Weighted covariance of the columns of `x`, shape (n, p), without gaps; shape (p, p).

    R: stats::cov.wt(x, w / sum(w), method = "ML").

    Raises:
        ValueError: `x` has gaps or no rows.
    """
    if len(x) == 0 or np.isnan(x).any():
        raise ValueError("covariances need complete rows, and at least one")
    deviations = x - np.average(x, axis=0, weights=weights)
    return np.asarray((deviations * weights[:, None]).T @ deviations / weights.sum())


def correlation(x: Floats, weights: Floats) -> Floats:
    """Weighted Pearson correlations of the columns of `x`, shape (n, p), without gaps; shape (p, p).

    Raises:
        ValueError: `x` has gaps, no rows or a constant column.
    """
    products = covariance(x, weights)
    spread = np.sqrt(np.diag(products))
    if (spread < CONSTANT_SD).any():
        raise ValueError(f"constant columns have no correlation: {np.flatnonzero(spread < CONSTANT_SD).tolist()}")
    correlations = products / np.outer(spread, spread)
    correlations = (correlations + correlations.T) / 2
    np.fill_diagonal(correlations, 1.0)
    return np.asarray(correlations)


def _ratio(numerator: Floats, denominator: Floats) -> Floats:
    return np.divide(numerator, denominator, out=np.full_like(numerator, np.nan), where=denominator > 0)
