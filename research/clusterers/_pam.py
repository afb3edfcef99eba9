"""Partitioning around medoids, weighted, by the swaps of FasterPAM.

Kaufman & Rousseeuw 1990, Finding groups in data, chapter 2 (`cluster::pam` in R); Schubert & Rousseeuw 2021, Fast and
eager k-medoids clustering, Information Systems 101, algorithm 3: what a candidate would gain in the place of each
medoid is found for all k at once, and the first swap that gains is made.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import Floats

Positions = NDArray[np.int64]

ROUNDING = 1e-12
"""Share of the weight below which a gain is none."""
PASSES = 100


@dataclass(frozen=True, slots=True, eq=False)
class Medoids:
    """Positions of the medoids, shape (k,), and the weighted sum of dissimilarities from the nearest one."""

    at: Positions
    cost: float


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Rows to be represented by `k` of them.

    Attributes:
        apart: dissimilarities, shape (m, m), symmetric; weights: shape (m,); candidates: positions that may be medoids.
    """

    apart: Floats
    weights: Floats
    candidates: Positions

    def cost(self, medoids: Positions) -> float:
        """Weighted sum of dissimilarities from the nearest of the `medoids`."""
        return float(self.weights @ self.apart[medoids].min(axis=0))


def built(problem: Problem, k: int) -> Positions:
    """PAM's BUILD: one after the other the candidate that lowers the cost most, shape (k,)."""
    least = np.full(len(problem.weights), problem.apart.max(initial=0.0) + 1)
    chosen: list[int] = []
    for _ in range(k):
        costs = np.minimum(problem.apart[problem.candidates], least) @ problem.weights
        costs[np.isin(problem.candidates, chosen)] = np.inf
        chosen.append(int(problem.candidates[costs.argmin()]))
        least = np.minimum(least, problem.apart[chosen[-1]])
    return np.array(chosen)


def drawn(problem: Problem, k: int, rng: np.random.Generator) -> Positions:
    """Candidates drawn far from each other, as the seeds of k-means++ (Arthur & Vassilvitskii 2007), shape (k,)."""
    mass = problem.weights[problem.candidates]
    chosen: list[int] = []
    for _ in range(k):
        free = np.where(np.isin(problem.candidates, chosen), 0.0, mass)
        if not free.any():
            free = (~np.isin(problem.candidates, chosen)).astype(np.float64)
        chosen.append(int(rng.choice(problem.candidates, p=free / free.sum())))
        near = problem.apart[chosen][:, problem.candidates].min(axis=0)
        mass = near * problem.weights[problem.candidates]
    return np.array(chosen)


def swapped(problem: Problem, medoids: Positions, rng: np.random.Generator) -> Medoids:
    """Where swaps of one medoid for one candidate end from `medoids`, shape (k,)."""
    medoids = medoids.copy()
    order = rng.permutation(problem.candidates)
    state = _state(problem, medoids)
    since = 0
    for candidate in np.tile(order, PASSES):
        gains = _changes(problem, state, int(candidate), len(medoids))
        best = int(gains.argmin())
        since += 1
        if gains[best] < -ROUNDING * len(problem.weights):
            medoids[best], since = candidate, 0
            state = _state(problem, medoids)
        if since >= len(order):
            break
    return Medoids(medoids, problem.cost(medoids))


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    """The nearest medoid of every row, its dissimilarity and that of the second, and what losing each costs."""

    nearest: NDArray[np.intp]
    first: Floats
    second: Floats
    losses: Floats


def _state(problem: Problem, medoids: Positions) -> _State:
    apart = problem.apart[medoids]
    nearest, first = apart.argmin(axis=0), apart.min(axis=0)
    apart[nearest, np.arange(len(nearest))] = np.inf
    # without a second medoid, any value that no candidate exceeds
    second = apart.min(axis=0) if len(medoids) > 1 else np.full(len(first), problem.apart.max() + 1)
    losses = np.bincount(nearest, problem.weights * (second - first), len(medoids))
    return _State(nearest, first, second, np.asarray(losses, dtype=np.float64))


def _changes(problem: Problem, state: _State, candidate: int, k: int) -> Floats:
    """What the cost changes by when the candidate takes the place of each medoid, shape (k,)."""
    apart = problem.apart[candidate]
    everyone = problem.weights @ np.minimum(apart - state.first, 0.0)
    kept = problem.weights * np.minimum(np.maximum(apart, state.first) - state.second, 0.0)
    return np.asarray(state.losses + np.bincount(state.nearest, kept, k) + everyone)
