"""k-medoids: segments around respondents who stand for them, by a dissimilarity that takes any kind of answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import ALL_KINDS, CLUSTERERS, ColumnKind, Fit, Floats
from research.clusterers._enough import refuse_too_few
from research.clusterers._gower import Gower, gower_of
from research.clusterers._latent_items import patterns_of
from research.clusterers._pam import Problem, built, drawn, swapped
from research.stats.one_thread import one_thread

SAMPLES, SAMPLE = 5, 1_000
"""Samples of CLARA, and rows in each."""
ROWS_AT_ONCE = 65_536
SMALLEST_SPREAD = 1e-12
SAME_OPTIMUM = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Medoids:
    """Segments of equal size and share around their medoids, by Gower's dissimilarity.

    Memberships are p ∝ exp(−a d / b), where a is how many columns the row answers and d the mean over them: those of
    a mixture with equal shares in which every column is a Laplace distribution around the medoid, with one mean
    deviation b for all. The most probable segment is the one of the nearest medoid. Who answered nothing, or nothing
    that any medoid did, has the sizes.

    Attributes:
        medoids: answers, zero for gaps, shape (k, p); answered: which of them are answers, shape (k, p).
        nominal: which columns are, shape (p,); scales: 1 ÷ range of the columns, shape (p,).
        spread: b, mean dissimilarity from the own medoid; sizes: weighted shares of those who answered, shape (k,).
    """

    medoids: Floats
    answered: NDArray[np.bool_]
    nominal: NDArray[np.bool_]
    scales: Floats
    spread: float
    sizes: Floats

    @property
    def k(self) -> int:
        return len(self.medoids)

    def memberships(self, x: Floats) -> Floats:
        """Probability per segment, shape (n, k), for any rows `x` of shape (n, p), with NaN for gaps."""
        told = ~np.isnan(x)
        apart = self.dissimilarities(x)
        behind = (apart - apart.min(axis=1, keepdims=True)) * told.sum(axis=1, keepdims=True)
        likelihoods = np.exp(-behind / self.spread)
        found = likelihoods / likelihoods.sum(axis=1, keepdims=True)
        found[~told[:, self.answered.any(axis=0)].any(axis=1)] = self.sizes
        return np.asarray(found)

    def dissimilarities(self, x: Floats) -> Floats:
        """Gower's dissimilarity from each medoid, shape (n, k)."""
        medoids, gower = np.where(self.answered, self.medoids, np.nan), Gower(self.nominal, self.scales)
        portions = [gower.between(x[at : at + ROWS_AT_ONCE], medoids) for at in range(0, len(x), ROWS_AT_ONCE)]
        return np.concatenate([np.empty((0, self.k)), *portions])

    def parameters(self) -> Mapping[str, NDArray[Any]]:
        """The attributes by name; `spread` of shape (1,)."""
        return {name: np.atleast_1d(getattr(self, name)) for name in self.__slots__}


@CLUSTERERS.register("kmedoids")
@dataclass(frozen=True, slots=True, kw_only=True)
class KMedoids:
    """Weighted partitioning around medoids (`cluster::pam` on `cluster::daisy` in R).

    Many different rows are too many for all their dissimilarities: then the medoids of several samples are found, each
    sample holding the best ones so far, and those that serve all rows best are taken (CLARA; Kaufman & Rousseeuw
    1990, chapter 3; `cluster::clara`).

    Medoids are rows that answer at least as much as half of all rows do, so that nobody stands for a segment by having
    said little.

    Attributes:
        draws: starts at random, besides PAM's own; the best end counts.
        rows: different rows above which samples are taken.
    """

    draws: int = 3
    rows: int = 1_500
    uses_weights: ClassVar[bool] = True
    takes: ClassVar[frozenset[ColumnKind]] = ALL_KINDS
    takes_gaps: ClassVar[bool] = True

    def fit(self, x: Floats, kinds: Sequence[ColumnKind], weights: Floats, k: int, rng: np.random.Generator) -> Fit:
        """Cut `x`, shape (n, p), with NaN for gaps, into `k` segments; the objective is Σ w d from the own medoid.

        Raises:
            ValueError: k < 1, or fewer different rows of positive weight than k.
        """
        told = (~np.isnan(x)).sum(axis=1)
        counted = np.where(told > 0, weights, 0.0)
        rows = patterns_of(x, counted)
        refuse_too_few(len(rows.x), k)
        gower = gower_of(rows.x, kinds)
        with one_thread():
            search = self._sampled if len(rows.x) > self.rows else self._whole
            medoids, reached = search(rows.x, rows.weights, gower, k, rng)
        rough = _at(medoids, gower, 1.0, np.full(k, 1 / k))
        apart = rough.dissimilarities(x)
        own = apart.min(axis=1)
        spread = float(max((counted * told) @ own / (counted @ told), SMALLEST_SPREAD))
        sizes = np.bincount(apart.argmin(axis=1), counted, k) / counted.sum()
        model = replace(rough, spread=spread, sizes=sizes)
        return Fit(model, model.memberships(x).argmax(axis=1), float(counted @ own), reached)

    def restore(self, parameters: Mapping[str, NDArray[Any]]) -> Medoids:
        """The model whose `parameters()` these are."""
        return Medoids(
            parameters["medoids"],
            parameters["answered"].astype(np.bool_),
            parameters["nominal"].astype(np.bool_),
            parameters["scales"],
            float(parameters["spread"][0]),
            parameters["sizes"],
        )

    def _whole(
        self, x: Floats, weights: Floats, gower: Gower, k: int, rng: np.random.Generator
    ) -> tuple[Floats, float]:
        """The best medoids of the rows `x`, shape (k, p), and the share of the starts that came to them."""
        problem = Problem(gower.between(x, x), weights, _telling(x, k))
        starts = [built(problem, k), *(drawn(problem, k, rng) for _ in range(self.draws))]
        ends = [swapped(problem, start, rng) for start in starts]
        best = min(ends, key=lambda end: end.cost)
        return x[np.sort(best.at)], _share([end.cost for end in ends])

    def _sampled(
        self, x: Floats, weights: Floats, gower: Gower, k: int, rng: np.random.Generator
    ) -> tuple[Floats, float]:
        """The medoids of samples that serve all rows best, shape (k, p), and the share of the samples with such."""
        telling = _telling(x, k)
        best, costs = np.empty(0, dtype=np.int64), []
        for _ in range(SAMPLES):
            sample = rng.choice(len(x), SAMPLE, replace=False, p=weights / weights.sum())
            sample = np.unique(np.concatenate([sample, best, rng.choice(telling, k, replace=False)]))
            candidates = np.flatnonzero(np.isin(sample, telling))
            problem = Problem(gower.between(x[sample], x[sample]), np.ones(len(sample)), candidates)
            found = sample[swapped(problem, built(problem, k), rng).at]
            costs.append(float(weights @ _at(x[found], gower, 1.0, np.full(k, 1 / k)).dissimilarities(x).min(axis=1)))
            best = found if costs[-1] <= min(costs) else best
        return x[np.sort(best)], _share(costs)


def _telling(x: Floats, k: int) -> NDArray[np.int64]:
    """Positions of the rows that answer as much as half of them do, and at least k of them."""
    told = (~np.isnan(x)).sum(axis=1)
    return np.flatnonzero(told >= min(np.median(told), np.sort(told)[-k]))


def _share(costs: Sequence[float]) -> float:
    return float(np.mean(np.array(costs) <= min(costs) * (1 + SAME_OPTIMUM)))


def _at(medoids: Floats, gower: Gower, spread: float, sizes: Floats) -> Medoids:
    return Medoids(np.nan_to_num(medoids), ~np.isnan(medoids), gower.nominal, gower.scales, spread, sizes)
