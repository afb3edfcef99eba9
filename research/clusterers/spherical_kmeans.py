"""Spherical k-means: segments of respondents whose answers point the same way, however far they go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from research.clusterers._contract import CLUSTERERS, ColumnKind, Fit, Floats
from research.clusterers._search import SAME_OPTIMUM, Rows, rows_for, seeds

DIGITS = 12
"""Decimals of the parts of a direction: two respondents, one of whom goes farther, have the same one."""
ITERATIONS = 200
MOST_CONCENTRATED = 1e4
"""Where all members of every segment point the same way, memberships are certain and stay finite."""


@dataclass(frozen=True, slots=True, eq=False)
class Directions:
    """Segments as directions.

    Memberships are the posterior probabilities of von Mises–Fisher distributions of one concentration κ and equal
    shares, p ∝ exp(κ cos), whose classification likelihood spherical k-means maximises (Banerjee, Dhillon, Ghosh & Sra
    2005, Clustering on the unit hypersphere). A row of zeros points nowhere and has the sizes of the segments.

    Attributes:
        centres: unit vectors, shape (k, p).
        sizes: shape (k,), sum to one.
        concentration: κ.
    """

    centres: Floats
    sizes: Floats
    concentration: float

    @property
    def k(self) -> int:
        return len(self.centres)

    def memberships(self, x: Floats) -> Floats:
        """Probability per segment, shape (n, k), for any rows `x` of shape (n, p)."""
        directions = directions_of(x)
        # a row at a time in the sum, so that nobody's place depends on who stands beside him
        cosines = np.column_stack([(directions * centre).sum(axis=1) for centre in self.centres])
        likelihoods = np.exp(self.concentration * (cosines - cosines.max(axis=1, keepdims=True)))
        nowhere = ~directions.any(axis=1)
        likelihoods[nowhere] = self.sizes
        return np.asarray(likelihoods / likelihoods.sum(axis=1, keepdims=True))

    def parameters(self) -> Mapping[str, NDArray[Any]]:
        """`centres`, shape (k, p), `sizes`, shape (k,), and `concentration`, shape (1,)."""
        return {"centres": self.centres, "sizes": self.sizes, "concentration": np.array([self.concentration])}


@CLUSTERERS.register("spherical_kmeans")
@dataclass(frozen=True, slots=True, kw_only=True)
class SphericalKMeans:
    """Weighted spherical k-means from many starts (Dhillon & Modha 2001; `skmeans::skmeans` in R).

    For answers that are centred within persons: what counts is what someone wants more than something else, and not
    how far his answers lie apart.

    Attributes:
        starts: how many random starts; the best end counts.
    """

    starts: int = 20
    uses_weights: ClassVar[bool] = True
    takes: ClassVar[frozenset[ColumnKind]] = frozenset(("numeric",))
    takes_gaps: ClassVar[bool] = False

    def fit(self, x: Floats, kinds: Sequence[ColumnKind], weights: Floats, k: int, rng: np.random.Generator) -> Fit:
        """Cut `x`, shape (n, p), into `k` segments.

        Raises:
            ValueError: k < 1, or fewer different directions of positive weight than k.
        """
        directions = directions_of(x)
        pointing = np.where(directions.any(axis=1), weights, 0.0)
        rows = rows_for(k, directions, pointing)
        with _threads().limit(limits=1):
            centres, reached = _search(rows, k, self.starts, rng)
        cosines = np.column_stack([(directions * centre).sum(axis=1) for centre in centres])
        sizes = np.bincount(cosines.argmax(axis=1), pointing, k) / pointing.sum()
        mean = float(pointing @ cosines.max(axis=1) / pointing.sum())
        model = Directions(centres, sizes, _concentration(mean, x.shape[1]))
        objective = float(pointing @ (1.0 - cosines.max(axis=1)))
        return Fit(model, model.memberships(x).argmax(axis=1), objective, reached)

    def restore(self, parameters: Mapping[str, NDArray[Any]]) -> Directions:
        """The model whose `parameters()` these are."""
        return Directions(parameters["centres"], parameters["sizes"], float(parameters["concentration"][0]))


def directions_of(x: Floats) -> Floats:
    """The rows of `x` at length one; a row of zeros stays as it is."""
    lengths = np.sqrt((x * x).sum(axis=1, keepdims=True))
    units = np.divide(x, lengths, out=np.zeros_like(x, dtype=np.float64), where=lengths > 0)
    return np.asarray(np.round(units, DIGITS))


def _search(rows: Rows, k: int, starts: int, rng: np.random.Generator) -> tuple[Floats, float]:
    """The best unit vectors found, shape (k, p), and the share of the starts that came to them."""
    units, weights = np.asarray(rows.x + rows.centre), np.asarray(rows.weights)
    centres = _unit(np.stack(list(seeds(rows, k, starts, rng))) + rows.centre)
    objectives = np.full(starts, -np.inf)
    for _ in range(ITERATIONS):
        cosines = centres @ units.T
        nearest = cosines.argmax(axis=1)
        reached = np.take_along_axis(cosines, nearest[:, None], axis=1)[:, 0] @ weights
        if (reached <= objectives * (1 + 1e-12)).all():
            break
        objectives = np.maximum(objectives, reached)
        sums = (nearest[:, None] == np.arange(k)[:, None]) * weights @ units
        empty = ~sums.any(axis=2)
        centres = np.where(empty[:, :, None], centres, _unit(sums))
    best = int(objectives.argmax())
    share = float((objectives >= objectives[best] * (1 - SAME_OPTIMUM)).mean())
    return centres[best], share


def _unit(vectors: Floats) -> Floats:
    lengths = np.sqrt((vectors * vectors).sum(axis=-1, keepdims=True))
    return np.asarray(np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0))


def _concentration(mean: float, p: int) -> float:
    """κ from the mean cosine r with the own centre: (rp − r³) / (1 − r²) (Banerjee and others 2005, eq. 4.4)."""
    left = 1.0 - mean**2
    return min((mean * p - mean**3) / left, MOST_CONCENTRATED) if left > 0 else MOST_CONCENTRATED


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()
