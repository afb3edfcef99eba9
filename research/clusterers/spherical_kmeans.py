"""Spherical k-means: segments of one direction, whatever the length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import AS_NUMBERS, CLUSTERERS, ColumnKind, Fit, Floats
from research.clusterers._directions import directions_of, pointed, search, unit
from research.clusterers._enough import refuse_too_few
from research.stats.one_thread import one_thread

LARGEST_RESULTANT = 1 - 1e-12
"""Mean cosine above which directions are the same but for rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Poles:
    """Segments as directions of equal share and concentration.

    Memberships are the posterior probabilities of a mixture of von Mises–Fisher distributions with one concentration
    and equal shares, p ∝ exp(κ cos): the most probable segment is the one of the nearest direction. A row of zeros has
    no direction; its memberships are the sizes of the segments.

    Attributes:
        centres: unit vectors, shape (k, p).
        concentration: κ, at least 0.
        sizes: weighted shares of those who have a direction, shape (k,).
    """

    centres: Floats
    concentration: float
    sizes: Floats

    @property
    def k(self) -> int:
        return len(self.centres)

    def memberships(self, x: Floats) -> Floats:
        """Probability per segment, shape (n, k), for any rows `x` of shape (n, p)."""
        cosines = self.cosines(x)
        likelihoods = np.exp(self.concentration * (cosines - cosines.max(axis=1, keepdims=True)))
        found = likelihoods / likelihoods.sum(axis=1, keepdims=True)
        return np.asarray(np.where(pointed(x)[:, None], found, self.sizes))

    def cosines(self, x: Floats) -> Floats:
        """Cosine with each direction, shape (n, k); a row's does not depend on the rows beside it."""
        u = unit(x)
        return np.column_stack([(u * centre).sum(axis=1) for centre in self.centres])

    def parameters(self) -> Mapping[str, NDArray[Any]]:
        """`centres`, shape (k, p), `concentration`, shape (1,), and `sizes`, shape (k,)."""
        return {"centres": self.centres, "concentration": np.array([self.concentration]), "sizes": self.sizes}


@CLUSTERERS.register("spherical_kmeans")
@dataclass(frozen=True, slots=True, kw_only=True)
class SphericalKMeans:
    """Weighted spherical k-means (Dhillon & Modha 2001; `skmeans` in R) from many starts: the largest Σ w cos.

    Meant for items centred within persons, whose direction is a profile and whose length is how strongly it is told.

    Attributes:
        starts: how many random starts, by k-means++ on the directions; the best end counts.
    """

    starts: int = 20
    uses_weights: ClassVar[bool] = True
    takes: ClassVar[frozenset[ColumnKind]] = AS_NUMBERS
    takes_gaps: ClassVar[bool] = False

    def fit(self, x: Floats, kinds: Sequence[ColumnKind], weights: Floats, k: int, rng: np.random.Generator) -> Fit:
        """Cut `x`, shape (n, p), into `k` segments; the objective is Σ w (1 − cos). Rows of zeros take no part.

        Raises:
            ValueError: k < 1, or fewer different directions than k among rows of positive weight.
        """
        directions = directions_of(x, weights)
        refuse_too_few(len(directions.u), k)
        with one_thread():
            found = search(directions, k, self.starts, rng)
        cosines = found.centres @ directions.u.T
        sizes = np.bincount(cosines.argmax(axis=0), directions.weights, k) / directions.weights.sum()
        resultant = float(np.average(cosines.max(axis=0), weights=directions.weights))
        model = Poles(found.centres, concentration(resultant, x.shape[1]), sizes)
        held = pointed(x)
        objective = weights[held] @ (1 - model.cosines(x[held]).max(axis=1))
        return Fit(model, model.memberships(x).argmax(axis=1), float(objective), found.reached)

    def restore(self, parameters: Mapping[str, NDArray[Any]]) -> Poles:
        """The model whose `parameters()` these are."""
        return Poles(parameters["centres"], float(parameters["concentration"][0]), parameters["sizes"])


def concentration(resultant: float, p: int) -> float:
    """κ of a von Mises–Fisher distribution in `p` dimensions with mean resultant length r̄: (r̄p − r̄³) / (1 − r̄²).

    Banerjee, Dhillon, Ghosh & Sra (2005), Journal of Machine Learning Research 6, eq. 4.4; for a mixture with one
    concentration, r̄ is the mean cosine with the own direction.
    """
    r = min(max(resultant, 0.0), LARGEST_RESULTANT)
    return max(r * p - r**3, 0.0) / (1 - r**2)
