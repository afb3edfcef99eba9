"""Gower's dissimilarity: columns of any kind, from 0 to 1 each, averaged over those that both answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import ColumnKind, Floats

UNKNOWN = 1.0
"""Of two rows that have no answered column in common."""


@dataclass(frozen=True, slots=True, eq=False)
class Gower:
    """Gower (1971); `cluster::daisy(metric = "gower")` in R.

    Attributes:
        nominal: columns where another code is 1 and the same is 0, shape (p,); the others differ by their distance.
        ranges: largest less smallest value of each column among the rows that it was made of, shape (p,).
    """

    nominal: NDArray[np.bool_]
    ranges: Floats

    def between(self, x: Floats, y: Floats) -> Floats:
        """Dissimilarities of the rows of `x`, shape (n, p), and of `y`, shape (m, p), with NaN for gaps; (n, m)."""
        sums, answered = np.zeros((len(x), len(y))), np.zeros((len(x), len(y)))
        for j, (named, width) in enumerate(zip(self.nominal, self.ranges, strict=True)):
            apart = np.abs(x[:, j, None] - y[:, j])
            both = ~np.isnan(apart)
            far = (apart > 0).astype(np.float64) if named else np.divide(apart, width, out=apart, where=width > 0)
            sums += np.where(both, far, 0.0)
            answered += both
        return np.asarray(np.divide(sums, answered, out=np.full(sums.shape, UNKNOWN), where=answered > 0))


def gower_of(x: Floats, kinds: Sequence[ColumnKind]) -> Gower:
    """The dissimilarity with the ranges of the rows `x`, shape (n, p); a column without answers has range 0."""
    given = ~np.isnan(x)
    high = np.where(given, x, -np.inf).max(axis=0, initial=-np.inf)
    low = np.where(given, x, np.inf).min(axis=0, initial=np.inf)
    ranges = np.where(given.any(axis=0), high - low, 0.0)
    return Gower(np.array([kind == "nominal" for kind in kinds]), np.where(ranges > 0, ranges, 0.0))
