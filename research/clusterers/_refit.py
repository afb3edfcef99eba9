"""A clusterer on resamples. Worker processes load this file: it imports no more than they need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import Clusterer, ColumnKind, Floats


@dataclass(frozen=True, slots=True, eq=False)
class Refit:
    """Cuts a resample into `k` segments and places everybody by it.

    Attributes:
        x: shape (n, p), without NaN; kinds: of the p columns; weights: shape (n,).
        patterns: rows that are alike have the same number, shape (n,).
    """

    clusterer: Clusterer
    x: Floats
    kinds: tuple[ColumnKind, ...]
    weights: Floats
    patterns: NDArray[np.int64]
    k: int

    def __call__(self, counts: Floats, rng: np.random.Generator) -> NDArray[np.int64]:
        """Labels of all n rows, each having been drawn `counts` times, shape (n,).

        A resample with fewer different rows than segments is cut into as many as it has.
        """
        k = min(self.k, len(np.unique(self.patterns[counts > 0])))
        return self.clusterer.fit(self.x, self.kinds, self.weights * counts, k, rng).labels
