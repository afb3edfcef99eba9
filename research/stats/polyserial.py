"""Polyserial correlations: of a number with the normal variable behind an ordinal item."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from research.stats.categories import BEYOND, categorise
from research.stats.correlation_scoring import at_bound, scored_correlations
from research.stats.moments import means_and_sds

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

VANISHED = 1e-290
"""A probability below this has lost its digits to underflow."""


@dataclass(frozen=True, slots=True, eq=False)
class Polyserial:
    """Correlations of c numbers with o ordinal items, shape (c, o).

    Attributes:
        bounded: pairs whose correlation ran into the bound of the search.
    """

    matrix: Floats
    bounded: int


def polyserial(numbers: Floats, items: Floats, weights: Floats) -> Polyserial:
    """Weighted polyserial correlations, each of those who answered both, by two-step maximum likelihood.

    Mean and standard deviation of a number and thresholds of an item come from all its answers; the correlation
    maximises the likelihood of the item given the number, these held (Olsson, Drasgow & Dorans 1982, Psychometrika 47;
    R: lavaan::lavCor, two-step). psych::polyserial and polycor::polyserial(ML = FALSE) give the ad hoc estimate of the
    same paper instead, which is not of greatest likelihood; polycor::polyserial(ML = TRUE) moves the thresholds too.

    Args:
        numbers: shape (n, c); items: shape (n, o), of few categories; NaN without an answer.
        weights: shape (n,).

    Raises:
        ValueError: an item with one category, or with too many; a constant number; a pair that nobody answered.
    """
    centre, spread = means_and_sds(numbers, weights)
    if not (spread > 0).all():
        raise ValueError(f"constant columns have no correlation: {np.flatnonzero(~(spread > 0)).tolist()}")
    categories = categorise(items, weights)
    ends = np.pad(categories.thresholds, ((0, 0), (1, 1)), constant_values=((0, 0), (-BEYOND, BEYOND)))
    matrix = np.empty((numbers.shape[1], items.shape[1]))
    for i, column in enumerate(((numbers - centre) / spread).T):
        scores, which = np.unique(column, return_inverse=True)
        for j, limits in enumerate(ends):
            matrix[i, j] = _correlation(_cells(scores, which, categories.codes[:, j], weights, limits))
    return Polyserial(matrix, at_bound(matrix))


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """Distinct pairs of a standard score and the limits of a category, with their weight; all of shape (m,)."""

    score: Floats
    lower: Floats
    upper: Floats
    weight: Floats


def _cells(scores: Floats, which: Ints, codes: NDArray[np.int8], weights: Floats, limits: Floats) -> _Cells:
    k = len(limits) - 1
    both = (codes >= 0) & ~np.isnan(scores[which])
    table = np.bincount(which[both] * k + codes[both], weights[both], minlength=len(scores) * k)
    if not table.any():
        raise ValueError("nobody answered both a number and an item")
    filled = np.flatnonzero(table)
    row, category = np.divmod(filled, k)
    return _Cells(scores[row], limits[category], limits[category + 1], table[filled] / table.sum())


def _correlation(cells: _Cells) -> float:
    """Maximum likelihood; information is the mean squared slope of a respondent."""

    def slopes(rho: Floats, _: Ints) -> tuple[Floats, Floats]:
        slope = _relative_slope(cells, float(rho[0]))
        return np.array([cells.weight @ slope]), np.array([cells.weight @ slope**2])

    at_zero = _relative_slope(cells, 0.0)
    start = (cells.weight @ at_zero) / (cells.weight @ at_zero**2)
    return float(scored_correlations(slopes, np.array([start]))[0])


def _relative_slope(cells: _Cells, rho: float) -> Floats:
    """Derivative in rho of the logarithm of every cell's probability given its score.

    Where the probability vanishes, that of its leading term, the density at the limit nearer to the mean.
    """
    free = (1 - rho) * (1 + rho)
    low, high = ((limit - rho * cells.score) / np.sqrt(free) for limit in (cells.lower, cells.upper))
    low_slope, high_slope = ((rho * limit - cells.score) / free**1.5 for limit in (cells.lower, cells.upper))
    above = low + high > 0
    probability = np.where(above, ndtr(-low) - ndtr(-high), ndtr(high) - ndtr(low))
    change = (np.exp(-(high**2) / 2) * high_slope - np.exp(-(low**2) / 2) * low_slope) / np.sqrt(2 * np.pi)
    vanished = -np.where(above, low * low_slope, high * high_slope)
    return np.asarray(np.divide(change, probability, out=vanished, where=probability > VANISHED))
