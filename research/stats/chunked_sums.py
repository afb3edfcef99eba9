"""Weighted sums of answers and of their products, a few thousand respondents at a time.

One pass over the answers feeds every mean, standard deviation and Pearson correlation, so that a million respondents
need no more memory than their answers. Answers are taken as deviations from each item's first answer: sums of raw
answers would cancel where an item lies far from zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CHUNK = 2**18
"""Answers of one chunk: two megabytes, which stay in a processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class ColumnSums:
    """Sums over the answers of every item, shape (p,).

    Attributes:
        shift: what was taken off every answer.
        weight: Σw.
        first: Σwd of the deviations d; `second` Σwd².
    """

    shift: Floats
    weight: Floats
    first: Floats
    second: Floats


@dataclass(frozen=True, slots=True, eq=False)
class PairSums:
    """Sums over those who answered both items of a pair, shape (p, p).

    Attributes:
        weight: Σw.
        first: in row i and column j, Σwd of item i's deviations among those who answered j too; `second` Σwd².
        cross: Σwd_i d_j.
    """

    weight: Floats
    first: Floats
    second: Floats
    cross: Floats


def row_chunks(x: NDArray[np.generic]) -> Iterator[slice]:
    """Slices that cut the rows of `x`, shape (n, p), into chunks."""
    rows = max(CHUNK // max(x.shape[1], 1), 1)
    return (slice(start, start + rows) for start in range(0, len(x), rows))


def column_sums(x: Floats, weights: Floats) -> ColumnSums:
    """Sums over every column of `x`, shape (n, p), where it is not NaN, with weights of shape (n,)."""
    shift = _first_answers(x)
    weight, first, second = (np.zeros(x.shape[1]) for _ in range(3))
    for rows in row_chunks(x):
        deviations, w = x[rows] - shift, weights[rows]
        gaps = np.isnan(deviations)
        if gaps.any():
            deviations[gaps] = 0.0
            weight += w @ ~gaps
        else:
            weight += w.sum()
        first += w @ deviations
        second += w @ np.square(deviations, out=deviations)
    return ColumnSums(shift, weight, first, second)


def pair_sums(x: Floats, weights: Floats) -> PairSums:
    """Sums over every pair of columns of `x`, shape (n, p), where neither is NaN, with weights of shape (n,)."""
    shift, p = _first_answers(x), x.shape[1]
    sums = PairSums(*(np.zeros((p, p)) for _ in range(4)))
    for rows in row_chunks(x):
        deviations = x[rows] - shift
        gaps = np.isnan(deviations)
        if gaps.any():
            deviations[gaps] = 0.0
            _add_gappy(sums, deviations, (~gaps).astype(np.float64), weights[rows])
        else:
            _add_complete(sums, deviations, weights[rows])
    return sums


def _add_complete(sums: PairSums, deviations: Floats, weights: Floats) -> None:
    sums.weight[...] += weights.sum()
    sums.first[...] += (weights @ deviations)[:, None]
    cross = _weighted_square(deviations, weights)
    sums.second[...] += np.diag(cross)[:, None]
    sums.cross[...] += cross


def _add_gappy(sums: PairSums, deviations: Floats, answered: Floats, weights: Floats) -> None:
    weighted = answered * weights[:, None]
    sums.weight[...] += _weighted_square(answered, weights)
    sums.first[...] += deviations.T @ weighted
    sums.cross[...] += _weighted_square(deviations, weights)
    sums.second[...] += np.square(deviations).T @ weighted


def _weighted_square(rows: Floats, weights: Floats) -> Floats:
    """Σ w r r', as the product of one matrix with itself: half the work of two, and exactly symmetric."""
    scaled = rows * np.sqrt(weights)[:, None]
    return np.asarray(scaled.T @ scaled)


def _first_answers(x: Floats) -> Floats:
    """Every column's first answer, 0 where there is none."""
    if len(x) == 0:
        return np.zeros(x.shape[1])
    first = np.array(x[0], dtype=np.float64)
    for j in np.flatnonzero(np.isnan(first)):
        answers = x[~np.isnan(x[:, j]), j]
        first[j] = answers[0] if len(answers) else 0.0
    return first
