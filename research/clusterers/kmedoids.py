"""k-medoids: every segment is a respondent, and those who are most like him."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from research.clusterers._contract import ALL_KINDS, CLUSTERERS, ColumnKind, Fit, Floats
from research.clusterers._gower import Gower, gower_of
from research.clusterers._latent_items import patterns_of
from research.clusterers._pam import build, swap

SAME_OPTIMUM = 1e-9
DIGITS = 10
"""Decimals of weights of mean 1: what differs by rounding only is the same, so that ties are broken alike."""
SMALLEST_SCALE = 1e-9
ROWS_AT_ONCE = 32_768


@dataclass(frozen=True, slots=True, eq=False)
class Medoids:
    """Segments around respondents.

    Memberships are p ∝ exp(−d / s), with Gower's dissimilarity d from the medoids and the mean s of that from the own
    one: the posterior probabilities of Laplace-like clouds of equal spread and size, whose likelihood the medoids
    maximise. A row of gaps has the sizes of the segments.

    Attributes:
        gower: the dissimilarity.
        medoids: their answers, shape (k, p), with NaN for gaps.
        sizes: shape (k,), sum to one; scale: s.
    """

    gower: Gower
    medoids: Floats
    sizes: Floats
    scale: float

    @property
    def k(self) -> int:
        return len(self.medoids)

    def memberships(self, x: Floats) -> Floats:
        """Probability per segment, shape (n, k), for any rows `x` of shape (n, p), with NaN for gaps."""
        portions = [self._memberships(x[start : start + ROWS_AT_ONCE]) for start in range(0, len(x), ROWS_AT_ONCE)]
        return np.concatenate([np.empty((0, self.k)), *portions])

    def _memberships(self, x: Floats) -> Floats:
        d = self.gower.between(x, self.medoids)
        likelihoods = np.exp((d.min(axis=1, keepdims=True) - d) / self.scale)
        likelihoods[np.isnan(x).all(axis=1)] = self.sizes
        return np.asarray(likelihoods / likelihoods.sum(axis=1, keepdims=True))

    def parameters(self) -> Mapping[str, NDArray[Any]]:
        """The attributes by name; `nominal` and `ranges` of the dissimilarity."""
        return {
            "nominal": self.gower.nominal.astype(np.int64),
            "ranges": self.gower.ranges,
            "medoids": self.medoids,
            "sizes": self.sizes,
            "scale": np.array([self.scale]),
        }


@CLUSTERERS.register("kmedoids")
@dataclass(frozen=True, slots=True, kw_only=True)
class KMedoids:
    """Weighted partitioning around medoids on Gower's dissimilarity (`cluster::pam`, `daisy` in R).

    Attributes:
        most: different rows above which medoids are sought in `samples` samples of so many, the best of which for all
            rows counts, and always with the best medoids so far among them (CLARA: Kaufman & Rousseeuw 1990).
    """

    most: int = 1_000
    samples: int = 5
    uses_weights: ClassVar[bool] = True
    takes: ClassVar[frozenset[ColumnKind]] = ALL_KINDS
    takes_gaps: ClassVar[bool] = True

    def fit(self, x: Floats, kinds: Sequence[ColumnKind], weights: Floats, k: int, rng: np.random.Generator) -> Fit:
        """Cut `x`, shape (n, p), with NaN for gaps, into `k` segments.

        Raises:
            ValueError: k < 1, or fewer different rows of positive weight than k.
        """
        if k < 1:
            raise ValueError(f"k is {k}, and there is no partition into fewer than one segment")
        rows = patterns_of(x, weights)
        if rows.answered < k:
            raise ValueError(f"{rows.answered} different rows cannot be cut into {k} segments")
        answered = ~np.isnan(rows.x).all(axis=1)
        points, held = rows.x[answered], np.round(rows.weights[answered] / rows.weights[answered].mean(), DIGITS)
        gower = gower_of(points, kinds)
        with _threads().limit(limits=1):
            found = list(self._found(points, held, gower, k, rng))
        objectives = np.array([objective for _, objective in found])
        best = int(objectives.argmin())
        reached = float((objectives <= objectives[best] * (1 + SAME_OPTIMUM) + SAME_OPTIMUM).mean())
        return _fit(gower, found[best][0], x, weights, reached)

    def restore(self, parameters: Mapping[str, NDArray[Any]]) -> Medoids:
        """The model whose `parameters()` these are."""
        gower = Gower(parameters["nominal"].astype(np.bool_), parameters["ranges"])
        return Medoids(gower, parameters["medoids"], parameters["sizes"], float(parameters["scale"][0]))

    def _found(
        self, x: Floats, weights: Floats, gower: Gower, k: int, rng: np.random.Generator
    ) -> Iterator[tuple[Floats, float]]:
        """Medoids, shape (k, p), and the sum of dissimilarities of all rows from them, of every sample."""
        if len(x) <= self.most:
            d = gower.between(x, x)
            may = _complete(x, k)
            medoids, total = swap(d, weights, may, build(d, weights, may, k))
            yield x[medoids], total
            return
        best, least = np.empty(0, dtype=np.int64), np.inf
        for _ in range(self.samples):
            drawn = rng.choice(len(x), max(self.most, k), replace=False, p=weights / weights.sum())
            sample = np.union1d(drawn, best)
            d = gower.between(x[sample], x[sample])
            equal = np.ones(len(sample))  # they were drawn by their weights
            may = _complete(x[sample], k)
            medoids = sample[swap(d, equal, may, build(d, equal, may, k))[0]]
            total = float(weights @ _nearest(gower, x, x[medoids]))
            if total < least:
                best, least = medoids, total
            yield x[medoids], total


def _complete(x: Floats, k: int) -> NDArray[np.bool_]:
    """The rows with the fewest gaps, a tenth or more: who leaves columns out is like many, and stands for none."""
    gaps = np.isnan(x).sum(axis=1)
    return np.asarray(gaps <= np.sort(gaps)[max(k, len(x) // 10) - 1])


def _nearest(gower: Gower, x: Floats, medoids: Floats) -> Floats:
    portions = [
        gower.between(x[start : start + ROWS_AT_ONCE], medoids).min(axis=1) for start in range(0, len(x), ROWS_AT_ONCE)
    ]
    return np.concatenate(portions)


def _fit(gower: Gower, medoids: Floats, x: Floats, weights: Floats, reached: float) -> Fit:
    counted = np.where(np.isnan(x).all(axis=1), 0.0, weights)
    nearest = _nearest(gower, x, medoids)
    objective = float(counted @ nearest)
    scale = max(objective / float(counted.sum()), SMALLEST_SCALE)
    own = Medoids(gower, medoids, np.ones(len(medoids)), scale).memberships(x).argmax(axis=1)
    sizes = np.bincount(own, counted, len(medoids)) / counted.sum()
    model = Medoids(gower, medoids, sizes, scale)
    return Fit(model, model.memberships(x).argmax(axis=1), objective, reached)


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()
