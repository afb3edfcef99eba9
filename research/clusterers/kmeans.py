"""k-means: segments of least squared distance from their centres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import AS_NUMBERS, CLUSTERERS, ColumnKind, Fit, Floats
from research.clusterers._enough import refuse_too_few
from research.clusterers._search import Rows, rows_of, search
from research.stats.one_thread import one_thread

SMALLEST_SPREAD = 1e-12
"""Share of the total variance below which the spread within segments is rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Centres:
    """Segments as spheres of equal size and share around their centres.

    Memberships are the posterior probabilities of a normal mixture with one variance for all segments and columns
    and equal shares: p ∝ exp(−d² / 2σ²). That is the mixture whose classification likelihood k-means maximises
    (Celeux & Govaert 1992, A classification EM algorithm); equal shares make the most probable segment the one with
    the nearest centre, everywhere.

    Attributes:
        centres: shape (k, p).
        spread: σ², the mean squared distance per column from the own centre.
    """

    centres: Floats
    spread: float

    @property
    def k(self) -> int:
        return len(self.centres)

    def memberships(self, x: Floats) -> Floats:
        """Probability per segment, shape (n, k), for any rows `x` of shape (n, p)."""
        distances = self.distances(x)
        behind = distances - distances.min(axis=1, keepdims=True)
        likelihoods = np.exp(-behind / (2 * self.spread))
        return np.asarray(likelihoods / likelihoods.sum(axis=1, keepdims=True))

    def distances(self, x: Floats) -> Floats:
        """Squared distance from each centre, shape (n, k); a row's does not depend on the rows beside it."""
        return np.column_stack([((x - centre) ** 2).sum(axis=1) for centre in self.centres])

    def parameters(self) -> Mapping[str, NDArray[Any]]:
        """`centres`, shape (k, p), and `spread`, shape (1,)."""
        return {"centres": self.centres, "spread": np.array([self.spread])}


def placed_at(centres: Floats, rows: Rows, x: Floats, weights: Floats, reached: float) -> Fit:
    """Everybody at the nearest of `centres`, shape (k, p); `rows` are the different ones of `x`, shape (n, p)."""
    within = Centres(centres, 1.0).distances(x).min(axis=1) @ weights
    scale = rows.total / len(rows.x) / x.shape[1]
    spread = max(within / weights.sum() / x.shape[1], SMALLEST_SPREAD * scale) or 1.0
    model = Centres(centres, float(spread))
    return Fit(model, model.memberships(x).argmax(axis=1), float(within), reached)


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
        rows = rows_of(x, weights)
        refuse_too_few(len(rows.x), k)
        with one_thread():
            optimum = search(rows, k, self.starts, rng)
        return placed_at(optimum.centres, rows, x, weights, optimum.reached)

    def restore(self, parameters: Mapping[str, NDArray[Any]]) -> Centres:
        """The model whose `parameters()` these are."""
        return Centres(parameters["centres"], float(parameters["spread"][0]))
