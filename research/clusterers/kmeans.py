"""k-means: segments of least squared distance from their centres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from research.clusterers._centres import Centres, placed_at
from research.clusterers._contract import AS_NUMBERS, CLUSTERERS, ColumnKind, Fit, Floats
from research.clusterers._search import rows_for, search


@CLUSTERERS.register("kmeans")
@dataclass(frozen=True, slots=True, kw_only=True)
class KMeans:
    """Weighted k-means from many k-means++ starts, finished by Hartigan's exchange.

    Attributes:
        starts: how many random starts; the best end counts.
    """

    starts: int = 50
    uses_weights: ClassVar[bool] = True
    takes: ClassVar[frozenset[ColumnKind]] = AS_NUMBERS
    takes_gaps: ClassVar[bool] = False

    def fit(self, x: Floats, kinds: Sequence[ColumnKind], weights: Floats, k: int, rng: np.random.Generator) -> Fit:
        """Cut `x`, shape (n, p), into `k` segments; binary columns count as the numbers 0 and 1.

        Raises:
            ValueError: k < 1, or fewer different rows of positive weight than k.
        """
        rows = rows_for(k, x, weights)
        with _threads().limit(limits=1):
            optimum = search(rows, k, self.starts, rng)
        return placed_at(optimum.centres, rows, x, weights, optimum.reached)

    def restore(self, parameters: Mapping[str, NDArray[Any]]) -> Centres:
        """The model whose `parameters()` these are."""
        return Centres(parameters["centres"], float(parameters["spread"][0]))


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()
