"""p-values adjusted for their number within a family; NaN is a test that was not made, and is not counted.

Every correction takes families as rows, p of shape (families, m), and keeps the shape. They give what R's `p.adjust`
gives of each row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Correction = Callable[[Floats], Floats]


def unadjusted(p: Floats) -> Floats:
    """The p-values as they are."""
    return np.array(p, dtype=np.float64)


def bonferroni(p: Floats) -> Floats:
    """p times the number of tests in its row, at most 1 (Bonferroni; Dunn 1961)."""
    return np.minimum(p * _tests(p), 1.0)


def holm(p: Floats) -> Floats:
    """Holm's (1979) step-down: the i-th smallest of m times m − i + 1, never below a smaller one's, at most 1."""
    order = np.argsort(p, axis=1)
    ranked = np.take_along_axis(p, order, axis=1) * (_tests(p) - np.arange(p.shape[1]))
    return _put_back(np.minimum(np.maximum.accumulate(ranked, axis=1), 1.0), order)


def benjamini_hochberg(p: Floats) -> Floats:
    """Benjamini and Hochberg's (1995) step-up: the i-th smallest of m times m / i, never above a larger one's.

    What stands at or below a level is found with a false discovery rate of at most that level.
    """
    order = np.argsort(p, axis=1)
    ranked = np.take_along_axis(p, order, axis=1) * (_tests(p) / np.arange(1, p.shape[1] + 1))
    unmade = np.isnan(ranked)
    falling = np.minimum.accumulate(np.where(unmade, 1.0, ranked)[:, ::-1], axis=1)[:, ::-1]
    return _put_back(np.where(unmade, np.nan, falling), order)


CORRECTIONS: Mapping[str, Correction] = {
    "none": unadjusted,
    "bonferroni": bonferroni,
    "holm": holm,
    "benjamini_hochberg": benjamini_hochberg,
}
"""Every correction by its name."""


def adjust(p: ArrayLike, correction: str) -> Floats:
    """All of `p`, of any shape, adjusted as one family by the correction of that name.

    Raises:
        KeyError: no such name in CORRECTIONS.
    """
    given = np.asarray(p, dtype=np.float64)
    return CORRECTIONS[correction](given.reshape(1, -1)).reshape(given.shape)


def adjust_families(p: Floats, correction: str) -> Floats:
    """Each row of `p`, shape (families, m), adjusted as a family of its own.

    Raises:
        KeyError: no such name in CORRECTIONS.
    """
    return CORRECTIONS[correction](np.asarray(p, dtype=np.float64))


def adjust_pairs(p: Floats, correction: str) -> Floats:
    """Symmetric p-values of every two columns, shape (families, g, g), each pair counted once in its family.

    The upper triangle is adjusted and mirrored; the diagonal is NaN.

    Raises:
        KeyError: no such name in CORRECTIONS.
    """
    above = np.triu_indices(p.shape[1], 1)
    adjusted = np.full(p.shape, np.nan)
    adjusted[:, *above] = adjust_families(p[:, *above], correction)
    adjusted[:, above[1], above[0]] = adjusted[:, *above]
    return adjusted


def _tests(p: Floats) -> NDArray[np.int64]:
    """How many tests were made in each row, shape (families, 1)."""
    return np.asarray((~np.isnan(p)).sum(axis=1, keepdims=True), dtype=np.int64)


def _put_back(ranked: Floats, order: NDArray[np.intp]) -> Floats:
    """Values in ascending order of p back where their p stood."""
    found = np.empty_like(ranked)
    np.put_along_axis(found, order, ranked, axis=1)
    return found
