"""Spearman correlations: Pearson correlations of weighted mid-ranks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from research.stats.moments import complete_rows, pairwise_correlation

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


def spearman(x: Floats, weights: Floats) -> Floats:
    """Weighted Spearman correlations, each of those who answered both columns of `x`, shape (n, p); shape (p, p).

    Ranks are those among the respondents who answered both, as in R's cor(method = "spearman",
    use = "pairwise.complete.obs"). Where there are gaps, this takes one pass over the respondents for every pair.

    Args:
        weights: shape (n,).

    Raises:
        ValueError: a column is constant, or constant among those who answered another; nobody answered a pair.
    """
    correlations = pairwise_correlation(np.column_stack([_ranked(column, weights) for column in x.T]), weights)
    if complete_rows(x).all():
        return correlations
    distinct = [_distinct(column) for column in x.T]
    for i, j in zip(*np.triu_indices(x.shape[1], 1), strict=True):
        both = (distinct[i] >= 0) & (distinct[j] >= 0)
        w = weights[both]
        ranks = np.column_stack([_mid_ranks(distinct[i][both], w), _mid_ranks(distinct[j][both], w)])
        correlations[i, j] = correlations[j, i] = pairwise_correlation(ranks, w)[0, 1]
    return correlations


def _ranked(column: Floats, weights: Floats) -> Floats:
    """Mid-ranks of a column's answers, shape (n,), NaN without an answer."""
    distinct, ranks = _distinct(column), np.full(len(column), np.nan)
    answered = distinct >= 0
    ranks[answered] = _mid_ranks(distinct[answered], weights[answered])
    return ranks


def _distinct(column: Floats) -> Ints:
    """Place of every answer among the distinct answers in ascending order, −1 without an answer; shape (n,)."""
    answers, place = np.unique(column, return_inverse=True)
    return np.where(np.isnan(answers)[place], -1, place)


def _mid_ranks(place: Ints, weights: Floats) -> Floats:
    """Weight of those below, and of half of those tied."""
    tied = np.bincount(place, weights)
    return np.asarray((np.cumsum(tied) - tied / 2)[place])
