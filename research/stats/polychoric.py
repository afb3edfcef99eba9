"""Polychoric correlations: of the normal variables behind ordinal items; tetrachoric where items have two categories.

Two steps (Olsson 1979, Psychometrika 44): thresholds from each item's own margin over all its answers, then the
correlation of each pair by maximum likelihood of its table, thresholds held. All pairs are searched at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from research.stats.bivariate_normal import bivariate_cdf, bivariate_density
from research.stats.categories import Categories, categorise, indicators
from research.stats.chunked_sums import row_chunks
from research.stats.correlation_scoring import at_bound, scored_correlations

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

CORRECTION = 0.5
"""Effective respondents put into an empty cell of a two-by-two table."""
NOISE = 1e-14
"""Cell probabilities below this are differences of larger ones, lost in their rounding."""
IMPOSSIBLE = 1e-300


@dataclass(frozen=True, slots=True, eq=False)
class Polychoric:
    """Correlations of p ordinal items, shape (p, p); not necessarily positive definite.

    Attributes:
        empty_cells: pairs whose table had an empty cell that got CORRECTION.
        bounded: pairs whose correlation ran into the bound of the search, as identical items' does.
    """

    matrix: Floats
    empty_cells: int
    bounded: int


def polychoric(x: Floats, weights: Floats) -> Polychoric:
    """Weighted polychoric correlations, each of those who answered both columns of `x`, shape (n, p).

    R: psych::polychoric (global = TRUE), lavaan::lavCor (two-step), psych::tetrachoric.
    An empty cell of a two-by-two table, whose likelihood is greatest at ±1, gets half a respondent, as in
    psych::tetrachoric; larger tables with empty cells are left as they are, as in psych::polychoric: there a
    correction does more harm than good (Savalei 2011, Structural Equation Modeling 18). Half a respondent is counted
    in effective respondents, so that a constant factor on all weights changes nothing.

    Args:
        weights: shape (n,).

    Raises:
        ValueError: a column with one category, or with too many; a pair that nobody answered, or one of whose items
            does not vary among those who answered both.
    """
    items = categorise(x, weights)
    first, second = np.triu_indices(len(items.counts), 1)
    tables = _pair_tables(items, weights, first, second)
    _refuse_degenerate(tables, first, second)
    corrected = _fill_empty_cells(tables, (items.counts[first] == 2) & (items.counts[second] == 2), weights)
    rho = _correlations(items, tables, first, second)
    matrix = np.eye(len(items.counts))
    matrix[first, second] = matrix[second, first] = rho
    return Polychoric(matrix, corrected, at_bound(rho))


def normal_scores(x: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Ordinal items coded so that Pearson correlations of the codes tell polychoric ones, near independence.

    A category's code is the mean of a standard normal variable between its thresholds, all codes of an item divided by
    their standard deviation. Where items are independent, the polychoric correlation is to first order the Pearson
    correlation of the codes times the `inflation` of both items: one step of Fisher scoring from zero.

    Args:
        x: shape (n, p), NaN without an answer; weights of shape (n,).

    Returns:
        The codes, shape (n, p), weighted mean 0 and standard deviation 1, NaN without an answer; and the inflation,
        shape (p,), one over the standard deviation that the codes had.

    Raises:
        ValueError: a column with one category, or with too many.
    """
    items = categorise(x, weights)
    means, spread = _category_means(items)
    standardised = np.column_stack([means / spread[:, None], np.full(len(spread), np.nan)])
    return standardised[np.arange(len(spread)), items.codes], 1 / spread


def _category_means(items: Categories) -> tuple[Floats, Floats]:
    """Mean of a standard normal variable in every category, shape (p, K), and these codes' standard deviation, (p,)."""
    density = np.exp(-(items.thresholds**2) / 2) / np.sqrt(2 * np.pi)
    partial = -np.diff(np.pad(density, ((0, 0), (1, 1))), axis=1)
    means = np.divide(partial, items.shares, out=np.zeros_like(partial), where=items.shares > 0)
    return means, np.sqrt((items.shares * means**2).sum(axis=1))


def _pair_tables(items: Categories, weights: Floats, first: Ints, second: Ints) -> Floats:
    """Weighted contingency tables of m pairs, shape (m, K, K)."""
    p, k = items.shares.shape
    tables = np.zeros((k * p, k * p))
    for rows in row_chunks(items.codes):
        chosen = indicators(items.codes[rows], k)
        chosen *= np.sqrt(weights[rows, None])
        tables += chosen.T @ chosen
    return tables.reshape(k, p, k, p)[:, first, :, second]


def _refuse_degenerate(tables: Floats, first: Ints, second: Ints) -> None:
    used = np.minimum((tables.sum(axis=2) > 0).sum(axis=1), (tables.sum(axis=1) > 0).sum(axis=1))
    for fault, why in ((used == 0, "nobody answered both"), (used == 1, "constant among those who answered both")):
        if fault.any():
            raise ValueError(f"{why} columns of these pairs: {np.column_stack([first, second])[fault].tolist()}")


def _fill_empty_cells(tables: Floats, two_by_two: NDArray[np.bool_], weights: Floats) -> int:
    """Puts CORRECTION into the empty cells of two-by-two tables; how many tables had one."""
    empty = (tables == 0) & two_by_two[:, None, None]
    empty[:, 2:, :] = empty[:, :, 2:] = False
    tables[empty] = CORRECTION * float(weights @ weights) / float(weights.sum())
    return int(empty.any(axis=(1, 2)).sum())


def _correlations(items: Categories, tables: Floats, first: Ints, second: Ints) -> Floats:
    means, spread = _category_means(items)
    tables = tables / tables.sum(axis=(1, 2), keepdims=True)
    codes = means / spread[:, None] ** 2
    start = np.einsum("mij,mi,mj->m", tables, codes[first], codes[second], optimize=True)
    thresholds = items.thresholds

    def slopes(rho: Floats, pairs: Ints) -> tuple[Floats, Floats]:
        cells = _cells(thresholds[first[pairs], :, None], thresholds[second[pairs], None, :], rho[:, None, None])
        relative = cells.slope / cells.probability
        return (tables[pairs] * relative).sum(axis=(1, 2)), (cells.slope * relative).sum(axis=(1, 2))

    return scored_correlations(slopes, start)


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """Probability of every cell of m tables and its derivative in the correlation, shape (m, k, k)."""

    probability: Floats
    slope: Floats


def _cells(h: Floats, k: Floats, rho: Floats) -> _Cells:
    """Cells between row thresholds h, shape (m, k − 1, 1), and column thresholds k, shape (m, 1, k − 1).

    A probability far from the ridge of the density is that of the corner nearest to it: the density there times
    (1 − ρ²)² / ((h − ρk)(k − ρh)), the leading term of its expansion (Savage 1962, J. Res. NBS 66B). It takes the
    place of a difference that rounding has swallowed, as for contradictory answers to nearly identical items.
    """
    density = bivariate_density(h, k, rho)
    below = np.pad(bivariate_cdf(h, k, rho), ((0, 0), (1, 1), (1, 1)))
    below[:, 1:-1, -1], below[:, -1, 1:-1], below[:, -1, -1] = ndtr(h)[:, :, 0], ndtr(k)[:, 0, :], 1.0
    reach = ((1 - rho) * (1 + rho)) ** 2 / np.maximum(np.abs((h - rho * k) * (k - rho * h)), IMPOSSIBLE)
    corners = np.abs(_differences(np.pad(density * reach, ((0, 0), (1, 1), (1, 1)))))
    probability = _differences(below)
    probability = np.where(probability < NOISE, np.maximum(corners, IMPOSSIBLE), probability)
    return _Cells(probability, _differences(np.pad(density, ((0, 0), (1, 1), (1, 1)))))


def _differences(corners: Floats) -> Floats:
    return np.asarray(np.diff(np.diff(corners, axis=1), axis=2))
