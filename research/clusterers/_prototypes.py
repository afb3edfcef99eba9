"""The search for k prototypes: many starts at once, as arrays of their coefficients (`Mixed`)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import Floats
from research.clusterers._mixed import Mixed
from research.clusterers._search import search as search_points
from research.clusterers._search import seeds

ITERATIONS = 100
SETTLED = 1e-10
"""A start has settled when a step gains less than this share of what one prototype leaves."""
PATIENCE = 10.0
"""A start is given up when this many more gains as large as its last one would not bring it to the best."""
SAME_OPTIMUM = 1e-6
POINT_STARTS = 5
"""Starts of k-means on the rows as points, whose end is one more start."""
BLOCK = 1 << 20
"""Distances held at once (8 MB)."""


@dataclass(frozen=True, slots=True, eq=False)
class Prototypes:
    """Values, shape (k, q), around the middle, and modes, shape (k, r); the share of the starts that came to them."""

    values: Floats
    modes: Floats
    reached: float


def search(mixed: Mixed, k: int, starts: int, rng: np.random.Generator) -> Prototypes:
    """The prototypes with the least weighted sum of squared distances that `starts` starts find."""
    begin = _starts(mixed, k, starts, rng)
    block = max(1, BLOCK // (len(mixed.weights) * k))
    ends, costs, best = [], [], np.inf
    for at in range(0, len(begin), block):
        found, reached = _settled(mixed, begin[at : at + block], best)
        ends.append(found)
        costs.append(reached)
        best = min(best, float(reached.min()))
    cost = np.concatenate(costs)
    end = np.concatenate(ends)[cost.argmin()]
    q = len(mixed.numeric)
    modes = [mixed.codes[own][end[:, 2 * q :][:, own].argmax(axis=1)] for own in _categories(mixed)]
    same = cost <= best * (1 + SAME_OPTIMUM) + SETTLED * _scale(mixed)
    return Prototypes(end[:, :q] / 2, np.column_stack([np.empty((k, 0)), *modes]), float(same.mean()))


def _categories(mixed: Mixed) -> list[NDArray[np.intp]]:
    return [np.flatnonzero(mixed.items == item) for item in range(len(mixed.nominal))]


def _scale(mixed: Mixed) -> float:
    return float(mixed.own @ mixed.weights)


def _starts(mixed: Mixed, k: int, starts: int, rng: np.random.Generator) -> Floats:
    """Coefficients of rows far from each other, and of the best centres of k-means, shape (starts, k, …)."""
    points, q = mixed.embedded(), len(mixed.numeric)
    drawn = np.asarray(seeds(points, k, starts, rng) + points.centre, dtype=np.float64)
    if len(points.x) >= k:
        drawn = np.concatenate([search_points(points, k, POINT_STARTS, rng).centres[None], drawn[1:]])
    return mixed.coefficients(drawn[..., :q], drawn[..., q:])


def _settled(mixed: Mixed, begin: Floats, best: float) -> tuple[Floats, Floats]:
    """Where each start ends, shape (starts, k, …), and what it costs, shape (starts,); `best` is a cost reached."""
    ends, costs = begin.copy(), np.full(len(begin), np.inf)
    live = np.arange(len(begin))
    for _ in range(ITERATIONS):
        distances = mixed.own - ends[live] @ mixed.features.T
        nearest, least = distances.argmin(axis=1), distances.min(axis=1)
        reached = np.asarray(least @ mixed.weights)
        gains, costs[live] = costs[live] - reached, reached
        best = min(best, float(reached.min()))
        members = nearest[:, None, :] == np.arange(begin.shape[1])[:, None]
        empty = ~members.any(axis=2)
        going = (gains > SETTLED * _scale(mixed)) & (reached - PATIENCE * gains <= best)
        going |= empty.any(axis=1) & (least.max(axis=1) > SETTLED * _scale(mixed) / len(mixed.weights))
        live = live[going]
        if not len(live):
            break
        ends[live] = _middles(mixed, members[going], empty[going], least[going])
    return ends, costs


def _middles(mixed: Mixed, members: NDArray[np.bool_], empty: NDArray[np.bool_], least: Floats) -> Floats:
    """Coefficients of the means and modes of the segments; empty ones are put at rows far from their prototype."""
    q = len(mixed.numeric)
    sums = members.astype(np.float64) @ (mixed.weights[:, None] * mixed.features)
    for start in np.flatnonzero(empty.any(axis=1)):
        lost = np.flatnonzero(empty[start])
        sums[start, lost] = mixed.features[np.argsort(least[start], kind="stable")[-len(lost) :]]
    held = sums[..., q : 2 * q]
    return mixed.coefficients(sums[..., :q] / np.where(held > 0, held, 1.0), sums[..., 2 * q :])
