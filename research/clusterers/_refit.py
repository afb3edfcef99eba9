"""A clusterer on resamples. Worker processes load this file: it imports no more than they need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import Clusterer, ColumnKind, Floats
from research.clusterers._enough import TooFewRows


@dataclass(frozen=True, slots=True, eq=False)
class Refit:
    """Cuts a resample into `k` segments and places everybody by it.

    Attributes:
        x: the different rows, shape (m, p); kinds: of the p columns.
        weights: of all respondents, shape (n,); patterns: which of the rows is whose, shape (n,).
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
        weights = np.bincount(self.patterns, self.weights * counts, len(self.x)).astype(np.float64)
        k = min(self.k, int(np.count_nonzero(weights)))
        try:
            return self._cut(weights, k, rng)
        except TooFewRows as few:
            return self._cut(weights, few.different, rng)

    def _cut(self, weights: Floats, k: int, rng: np.random.Generator) -> NDArray[np.int64]:
        return self.clusterer.fit(self.x, self.kinds, weights, k, rng).labels[self.patterns]
