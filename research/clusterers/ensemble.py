"""Ensemble: the consensus of many cuts that differ in method, number of segments, columns and respondents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import AS_NUMBERS, CLUSTERERS, ColumnKind, Fit, Floats
from research.clusterers._enough import refuse_too_few
from research.clusterers._members import Member, flags_of, labels_of, members_of, named, restored
from research.clusterers._search import rows_of, search
from research.clusterers.kmeans import SMALLEST_SPREAD
from research.stats.agreement import adjusted_rand_index
from research.stats.one_thread import one_thread

LARGEST = 5_000
"""Different rows on which the consensus is found, at most; all are placed by it."""
ROWS_AT_ONCE = 65_536
SPLITS, SPLIT_STARTS = 4, 5
LEAST_REPRODUCED = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Consensus:
    """Segments as the labels that the members of an ensemble give to those in them.

    A row is described by the labels that the members give it; a segment by the share that every label has in it.
    Their squared distance, as a mean over the members, is 0 where all members agree with the whole segment and 2 where
    none does. Memberships are p ∝ exp(−d² / 2σ²), with the mean squared distance from the own centre for σ²: the
    members look at the same answers, so that all of them together count as one witness.

    Attributes:
        members: place the rows, shape (c,) in all; middle: taken off the rows first, shape (p,).
        shares: of the labels of all members in the segments, one member's after the other's, shape (k, labels).
        spread: σ².
    """

    members: tuple[Member, ...]
    middle: Floats
    shares: Floats
    spread: float

    @property
    def k(self) -> int:
        return len(self.shares)

    def memberships(self, x: Floats) -> Floats:
        """Probability per segment, shape (n, k), for any rows `x` of shape (n, p)."""
        return _posterior(self.distances(x), self.spread)

    def distances(self, x: Floats) -> Floats:
        """Squared distance from each centre, shape (n, k); a row's does not depend on the rows beside it."""
        portions = [self._distances(x[at : at + ROWS_AT_ONCE]) for at in range(0, len(x), ROWS_AT_ONCE)]
        return np.concatenate([np.empty((0, self.k)), *portions])

    def _distances(self, x: Floats) -> Floats:
        told = np.zeros((len(x), self.k))
        for labels in labels_of(self.members, x - self.middle).T:
            told += self.shares.T[labels]
        return np.asarray(1 + ((self.shares**2).sum(axis=1) - 2 * told) / len(self.members))

    def parameters(self) -> Mapping[str, NDArray[Any]]:
        """The attributes by name; of the members their `methods`, `columns`, and what their models call theirs."""
        return {
            "methods": np.array([member.method for member in self.members]),
            "columns": np.array([member.columns for member in self.members]),
            "middle": self.middle,
            "shares": self.shares,
            "spread": np.array([self.spread]),
            **named(self.members),
        }


@CLUSTERERS.register("ensemble")
@dataclass(frozen=True, slots=True, kw_only=True)
class Ensemble:
    """k-means of the labels that many cuts give.

    Cluster ensembles: Strehl & Ghosh 2002, Journal of Machine Learning Research 3 (`clue::cl_consensus` in R); the
    consensus by k-means on labels: Wu, Liu, Xiong, Cao & Chen 2015, IEEE Transactions on Knowledge and Data
    Engineering 27. The first member is k-means of everything; the others are k-means, Gaussian mixtures, Ward's trees
    and spherical k-means in turn, into k to k + 3 segments, on two thirds of the columns and a resample of the
    respondents each.

    Attributes:
        members: how many.
        consensus_starts: random starts of the k-means of the labels.
    """

    members: int = 24
    consensus_starts: int = 10
    uses_weights: ClassVar[bool] = True
    takes: ClassVar[frozenset[ColumnKind]] = AS_NUMBERS
    takes_gaps: ClassVar[bool] = False

    def fit(self, x: Floats, kinds: Sequence[ColumnKind], weights: Floats, k: int, rng: np.random.Generator) -> Fit:
        """Cut `x`, shape (n, p), into `k` segments; the objective is Σ w d² from the own centre.

        `best_reached` is how surely the consensus comes back from other members: the mean adjusted Rand index between
        the consensus of one half of the members and that of the other half, over several ways of halving them.

        Raises:
            ValueError: k < 1, or fewer different rows of positive weight than k.
        """
        rows = rows_of(x, weights)
        refuse_too_few(len(rows.x), k)
        different, held = np.asarray(rows.x, dtype=np.float64), np.asarray(rows.weights, dtype=np.float64)
        with one_thread():
            members = members_of(different, kinds, held, k, self.members, rng)
            if len(different) > LARGEST:
                drawn = rng.multinomial(LARGEST, held / held.sum()).astype(np.float64)
                different, held = different[drawn > 0], drawn[drawn > 0]
            flags = flags_of(members, different)
            centres = _consensus(flags, held, k, self.consensus_starts, rng)
            reproduced = list(_reproduced(members, flags, held, k, rng))
            rough = Consensus(members, np.asarray(rows.centre, dtype=np.float64), centres, 1.0)
            distances = rough.distances(x)
        within = float(weights @ distances.min(axis=1))
        model = replace(rough, spread=max(within / float(weights.sum()), SMALLEST_SPREAD))
        found = _posterior(distances, model.spread).argmax(axis=1)
        return Fit(model, found, within, max(float(np.mean(reproduced)), LEAST_REPRODUCED))

    def restore(self, parameters: Mapping[str, NDArray[Any]]) -> Consensus:
        """The model whose `parameters()` these are."""
        return Consensus(
            restored(parameters["methods"], parameters["columns"].astype(np.bool_), parameters),
            parameters["middle"],
            parameters["shares"],
            float(parameters["spread"][0]),
        )


def _posterior(distances: Floats, spread: float) -> Floats:
    behind = distances - distances.min(axis=1, keepdims=True)
    likelihoods = np.exp(-behind / (2 * spread))
    return np.asarray(likelihoods / likelihoods.sum(axis=1, keepdims=True))


def _consensus(flags: Floats, weights: Floats, k: int, starts: int, rng: np.random.Generator) -> Floats:
    """Shares of the labels in each of `k` segments, shape (k, labels), of the rows with `flags`, shape (m, labels)."""
    scale = np.sqrt(flags[0].sum())
    return np.asarray(search(rows_of(flags / scale, weights), k, starts, rng).centres * scale)


def _reproduced(
    members: Sequence[Member], flags: Floats, weights: Floats, k: int, rng: np.random.Generator
) -> Iterator[float]:
    """Agreement between the consensus of either half of the members, for several ways of halving them."""
    owner = np.repeat(np.arange(len(members)), [member.model.k for member in members])
    for _ in range(SPLITS):
        half = rng.permutation(len(members)) % 2
        first, second = (_partition(flags[:, half[owner] == side], weights, k, rng) for side in (0, 1))
        yield adjusted_rand_index(first, second, weights)


def _partition(flags: Floats, weights: Floats, k: int, rng: np.random.Generator) -> NDArray[np.int64]:
    told_apart = len(np.unique(flags, axis=0))
    centres = _consensus(flags, weights, min(k, told_apart), SPLIT_STARTS, rng)
    return np.asarray((2 * flags @ centres.T - (centres**2).sum(axis=1)).argmax(axis=1))
