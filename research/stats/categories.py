"""Answers as categories of an ordinal scale: codes, margins, and the thresholds of the normal variable behind them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from research.stats.chunked_sums import row_chunks

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]
Counts = NDArray[np.intp]

MOST_CATEGORIES = 20
"""Items with more distinct answers are numbers, whose tables would be mostly empty."""
MOST_ORDINAL = 10
"""Items with more distinct answers are taken for numbers where nobody says what they are."""
BEYOND = 40.0
"""A threshold that nobody exceeds: the normal distribution has no double-precision mass beyond 38."""


@dataclass(frozen=True, slots=True, eq=False)
class Categories:
    """Answers to p items of at most K categories each.

    Attributes:
        codes: category of every answer, counted from 0, −1 without an answer; shape (n, p).
        counts: categories of every item that were answered, shape (p,).
        shares: weighted share of every category among an item's answers, shape (p, K); 0 beyond an item's last.
    """

    codes: Codes
    counts: Counts
    shares: Floats

    @property
    def thresholds(self) -> Floats:
        """Standard normal quantiles of the cumulative shares, shape (p, K − 1); BEYOND from an item's last on.

        Olsson 1979, Psychometrika 44, equation 14; R: psych::polychoric(global = TRUE)$tau.
        """
        below = np.cumsum(self.shares, axis=1)[:, :-1]
        inner = np.arange(below.shape[1]) < self.counts[:, None] - 1
        return np.where(inner, ndtri(np.clip(below, 1e-300, 1 - 1e-16)), BEYOND)


def distinct_answers(x: Floats, most: int = MOST_CATEGORIES) -> list[Floats]:
    """Every column's distinct answers in ascending order; a column with more than `most` is searched no further.

    Args:
        x: shape (n, p), NaN without an answer.
    """
    found = [np.empty(0) for _ in range(x.shape[1])]
    for rows in row_chunks(x):
        for j in np.flatnonzero(_news(x[rows], found, most)):
            answers = np.unique(np.concatenate([found[j], x[rows, j]]))
            found[j] = answers[~np.isnan(answers)]
    return found


def _news(x: Floats, found: list[Floats], most: int) -> NDArray[np.bool_]:
    """Which columns, of those still searched, hold an answer that is not among those found."""
    counts = np.array([len(answers) for answers in found], dtype=np.intp)
    searched, known = counts <= most, np.isnan(x)
    for answers in _padded(found, counts[searched].max(initial=0)).T:
        known |= x == answers
    return np.asarray(searched & ~known.all(axis=0))


def are_numbers(x: Floats) -> NDArray[np.bool_]:
    """Which columns of `x`, shape (n, p), have too many distinct answers for an ordinal scale; shape (p,)."""
    return np.array([len(answers) > MOST_ORDINAL for answers in distinct_answers(x, MOST_ORDINAL)], dtype=np.bool_)


def categorise(x: Floats, weights: Floats) -> Categories:
    """The columns of `x`, shape (n, p), as categories in ascending order, with weights of shape (n,).

    Raises:
        ValueError: a column with fewer than two categories, or more than MOST_CATEGORIES.
    """
    values = distinct_answers(x[weights > 0] if (weights <= 0).any() else x)
    refuse_unordinal(values, np.arange(len(values)))
    shares = category_shares(x, weights, values)
    codes = np.empty(x.shape, dtype=np.int8)
    for rows in row_chunks(x):
        codes[rows] = _codes(x[rows], _padded(values, shares.shape[1])[:, 1:])
    return Categories(codes, np.array([len(answers) for answers in values]), shares)


def category_shares(x: Floats, weights: Floats, values: list[Floats]) -> Floats:
    """Weighted share of every one of a column's distinct answers, shape (p, K); 0 beyond an item's last."""
    margins = np.zeros((max(len(answers) for answers in values), x.shape[1]))
    for rows in row_chunks(x):
        for margin, answers in zip(margins, _padded(values, len(margins)).T, strict=True):
            margin += weights[rows] @ (x[rows] == answers)
    return np.asarray((margins / margins.sum(axis=0)).T)


def refuse_unordinal(values: list[Floats], columns: Counts) -> None:
    """ValueError, by the numbers of `columns`, where a column's distinct answers are too few or too many."""
    counts = np.array([len(answers) for answers in values])
    if (counts < 2).any():
        raise ValueError(f"columns with fewer than two categories have no correlation: {columns[counts < 2].tolist()}")
    if (counts > MOST_CATEGORIES).any():
        many = columns[counts > MOST_CATEGORIES].tolist()
        raise ValueError(f"columns with more than {MOST_CATEGORIES} categories are not ordinal: {many}")


def indicators(codes: Codes, k: int) -> Floats:
    """One where a category was chosen, else zero; shape (n, k p), all items' first category first."""
    chosen = np.empty((len(codes), k, codes.shape[1]))
    for category in range(k):
        np.equal(codes, category, out=chosen[:, category])
    return chosen.reshape(len(codes), -1)


def _padded(values: list[Floats], k: int) -> Floats:
    """The first k of every item's values, shape (p, k); infinity after its last."""
    padded = np.full((len(values), k), np.inf)
    for row, answers in zip(padded, values, strict=True):
        row[: len(answers)] = answers[:k]
    return padded


def _codes(x: Floats, steps: Floats) -> Codes:
    """How many of an item's `steps`, shape (p, K − 1), every answer has reached."""
    codes = np.zeros(x.shape, dtype=np.int8)
    for step in steps.T:
        codes += x >= step
    codes[np.isnan(x)] = -1
    return codes
