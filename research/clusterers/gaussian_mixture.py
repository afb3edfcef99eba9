"""Gaussian mixture: segments as normal clouds with sizes of their own, which may overlap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import AS_NUMBERS, CLUSTERERS, ColumnKind, Fit, Floats
from research.clusterers._enough import refuse_too_few
from research.clusterers._likelihood import likelihood_of
from research.clusterers._normal_mixture import (
    FAMILIES,
    LEAST_VARIANCE,
    Components,
    Covariance,
    climb,
    components_of,
    log_joint,
    memberships,
    points_of,
)
from research.clusterers._search import SAME_OPTIMUM, Rows, rows_of, search, seeds
from research.stats.one_thread import one_thread

SHORT = 10
"""Iterations after which only the best starts go on (Biernacki, Celeux & Govaert 2003, the emEM strategy)."""
FINALISTS = 2
KMEANS_STARTS = 4
FINER = 2
"""One start cuts this many times as many segments, and two more, and joins them again: small segments that k-means
would rather put together are found so."""


@dataclass(frozen=True, slots=True, eq=False)
class NormalClouds:
    """Segments as normal distributions with shares of their own; memberships are posterior probabilities.

    Attributes:
        covariance: the family; shares: shape (k,); centres: shape (k, p).
        spreads: variances, shape (k, p), or covariances, shape (k, p, p).
    """

    covariance: Covariance
    shares: Floats
    centres: Floats
    spreads: Floats

    @property
    def k(self) -> int:
        return len(self.shares)

    def memberships(self, x: Floats) -> Floats:
        """Probability per segment, shape (n, k), for any rows `x` of shape (n, p)."""
        components = Components(self.shares[None], self.centres[None], self.spreads[None])
        return np.asarray(memberships(log_joint(points_of(x), components, FAMILIES[self.covariance]))[0][0].T)

    def parameters(self) -> Mapping[str, NDArray[Any]]:
        """`shares`, `centres` and `spreads`."""
        return {"shares": self.shares, "centres": self.centres, "spreads": self.spreads}


@CLUSTERERS.register("gaussian_mixture")
@dataclass(frozen=True, slots=True, kw_only=True)
class GaussianMixture:
    """Weighted EM from many starts.

    Attributes:
        covariance: `common`, one variance for all segments and columns: k-means whose segments may be of unequal size
            (mclust's EII); `spherical`, one a segment (VII); `diagonal`, one a segment and column (VVI); `tied`, one
            matrix for all (EEE); `full`, one a segment (VVV).
        seeds: starts at random, by k-means++, besides one from k-means and one from a finer cut joined again.
        settled: log-likelihood per respondent below which a gain ends the search.
        iterations: after which it ends in any case.
    """

    covariance: Covariance = "common"
    seeds: int = 6
    settled: float = 1e-6
    iterations: int = 1_000
    uses_weights: ClassVar[bool] = True
    takes: ClassVar[frozenset[ColumnKind]] = AS_NUMBERS
    takes_gaps: ClassVar[bool] = False

    def fit(self, x: Floats, kinds: Sequence[ColumnKind], weights: Floats, k: int, rng: np.random.Generator) -> Fit:
        """Cut `x`, shape (n, p), into `k` segments; binary and ordinal columns count as numbers.

        Raises:
            ValueError: k < 1, or fewer different rows of positive weight than k.
        """
        rows = rows_of(x, weights)
        refuse_too_few(len(rows.x), k)
        with one_thread():
            model, log_likelihood, reached = self._best(rows, k, rng)
        mean = log_likelihood / float(rows.weights.sum())
        held = model.memberships(x)
        parameters = k - 1 + k * x.shape[1] + FAMILIES[self.covariance].parameters(k, x.shape[1])
        likelihood = likelihood_of(mean, parameters, held, weights)
        return Fit(model, held.argmax(axis=1), -mean * float(weights.sum()), reached, likelihood)

    def restore(self, parameters: Mapping[str, NDArray[Any]]) -> NormalClouds:
        """The model whose `parameters()` these are."""
        spreads = parameters["spreads"]
        form: Covariance = "full" if spreads.ndim == 3 else "diagonal"
        return NormalClouds(form, parameters["shares"], parameters["centres"], spreads)

    def _best(self, rows: Rows, k: int, rng: np.random.Generator) -> tuple[NormalClouds, float, float]:
        """The best model, its log-likelihood, and the share of the finalists that came to it."""
        family = FAMILIES[self.covariance]
        x, weights = np.asarray(rows.x, dtype=np.float64), np.asarray(rows.weights, dtype=np.float64)
        points, variance = points_of(x), weights @ x**2 / weights.sum()
        floor = LEAST_VARIANCE * np.where(variance > 0, variance, 1.0)
        held = np.stack([_held(rows, centres) for centres in self._starts(rows, k, rng)])
        begun = components_of(points, held, family, floor)
        gain = self.settled * float(weights.sum())
        short = climb(points, weights, begun, family, floor, SHORT, gain)
        best = np.argsort(-short.log_likelihoods, kind="stable")[:FINALISTS]
        end = climb(points, weights, short.components.only(best), family, floor, self.iterations, gain)
        first = int(end.log_likelihoods.argmax())
        top = float(end.log_likelihoods[first])
        reached = float((end.log_likelihoods >= top - SAME_OPTIMUM * abs(top)).mean())
        found = end.components
        centres = found.means[first] + rows.centre
        return NormalClouds(self.covariance, found.shares[first], centres, np.array(found.spreads[first])), top, reached

    def _starts(self, rows: Rows, k: int, rng: np.random.Generator) -> Iterator[Floats]:
        """Centres of every start, around the mean of the rows, shape (k, p)."""
        yield search(rows, k, KMEANS_STARTS, rng).centres - rows.centre
        finer = FINER * k + 2
        if k < finer <= len(rows.x):
            yield _joined(rows, search(rows, finer, KMEANS_STARTS, rng).centres - rows.centre, k)
        yield from seeds(rows, k, self.seeds, rng)


def _held(rows: Rows, centres: Floats) -> Floats:
    """The weight of every row at its nearest centre, shape (k, m)."""
    nearest = (centres @ rows.x.T - 0.5 * (centres * centres).sum(axis=1)[:, None]).argmax(axis=0)
    return np.asarray((nearest == np.arange(len(centres))[:, None]) * rows.weights)


def _joined(rows: Rows, centres: Floats, k: int) -> Floats:
    """`centres` joined two by two until `k` are left: always the pair whose joining costs least (Ward 1963)."""
    sizes = _held(rows, centres).sum(axis=1)
    while len(centres) > k:
        apart = ((centres[:, None] - centres) ** 2).sum(axis=2)
        costs = apart * sizes[:, None] * sizes / np.maximum(sizes[:, None] + sizes, 1e-300)
        np.fill_diagonal(costs, np.inf)
        i, j = (int(at) for at in np.unravel_index(costs.argmin(), costs.shape))
        both = max(sizes[i] + sizes[j], 1e-300)
        centres[i], sizes[i] = (sizes[i] * centres[i] + sizes[j] * centres[j]) / both, both
        centres, sizes = np.delete(centres, j, axis=0), np.delete(sizes, j)
    return centres
