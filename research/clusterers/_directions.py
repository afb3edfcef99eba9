"""The search for segments of directions: many starts at once, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import Floats
from research.clusterers._search import Rows, rows_of, seeds

DIGITS = 12
"""Directions that agree to so many digits are one."""
SHORTEST = 1e-9
"""Rows no longer than this are zeros but for rounding, as what is left of one answer to all items when centred."""
ITERATIONS = 300
SETTLED = 1e-10
"""A start has settled when a step gains less than this share of the weight."""
SAME_OPTIMUM = 1e-6
BLOCK = 1 << 20
"""Cosines held at once (8 MB)."""


@dataclass(frozen=True, slots=True, eq=False)
class Directions:
    """Different directions in canonical order.

    Attributes:
        rows: as `Rows`, around their mean; u: of length one, shape (m, p); weights: shape (m,), mean 1.
    """

    rows: Rows
    u: Floats
    weights: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Poles:
    """Unit vectors, shape (k, p), and the share of the starts that came to them."""

    centres: Floats
    reached: float


def unit(x: Floats) -> Floats:
    """Rows of `x`, shape (n, p), scaled to length one; a row of zeros stays."""
    largest = np.abs(x).max(axis=1, keepdims=True, initial=0.0)
    scaled = x / np.where(largest > 0, largest, 1.0)
    lengths = np.sqrt((scaled * scaled).sum(axis=1, keepdims=True))
    return np.asarray(scaled / np.where(lengths > 0, lengths, 1.0))


def pointed(x: Floats) -> NDArray[np.bool_]:
    """Which rows of `x`, shape (n, p), have a direction."""
    return np.asarray(np.abs(x).max(axis=1, initial=0.0) > SHORTEST)


def directions_of(x: Floats, weights: Floats) -> Directions:
    """The different directions of rows of positive weight; rows of zeros have none."""
    held = pointed(x)
    rows = rows_of(np.round(unit(x[held]), DIGITS), weights[held])
    return Directions(rows, unit(rows.x + rows.centre), np.asarray(rows.weights, dtype=np.float64))


def search(directions: Directions, k: int, starts: int, rng: np.random.Generator) -> Poles:
    """The `k` poles with the largest Σ w cos that `starts` starts find."""
    block = max(1, BLOCK // (len(directions.u) * k))
    ends, reached = [], []
    for begun in range(0, starts, block):
        begin = seeds(directions.rows, k, min(block, starts - begun), rng) + directions.rows.centre
        found, cosines = _climbed(directions, np.asarray(begin, dtype=np.float64))
        ends.append(found)
        reached.append(cosines)
    centres, totals = np.concatenate(ends), np.concatenate(reached)
    lost = float(directions.weights.sum()) - totals
    same = lost <= lost.min() * (1 + SAME_OPTIMUM) + SETTLED * float(directions.weights.sum())
    return Poles(centres[lost.argmin()], float(same.mean()))


def _climbed(directions: Directions, centres: Floats) -> tuple[Floats, Floats]:
    """Where each start ends, shape (starts, k, p), and its Σ w cos, shape (starts,)."""
    totals = np.full(len(centres), -np.inf)
    live = np.arange(len(centres))
    gain = SETTLED * float(directions.weights.sum())
    for _ in range(ITERATIONS):
        cosines = centres[live] @ directions.u.T
        nearest, largest = cosines.argmax(axis=1), cosines.max(axis=1)
        reached = largest @ directions.weights
        going = reached - totals[live] > gain
        totals[live] = reached
        live, nearest, largest = live[going], nearest[going], largest[going]
        if not len(live):
            break
        centres[live] = _poles(directions, nearest, largest, centres.shape[1])
    return centres, totals


def _poles(directions: Directions, nearest: NDArray[np.intp], largest: Floats, k: int) -> Floats:
    """Directions of the weighted sums; an empty segment is put at a direction far from its pole."""
    members = (nearest[:, None, :] == np.arange(k)[:, None]).astype(np.float64)
    sums = members @ (directions.weights[:, None] * directions.u)
    for start, segment in zip(*np.nonzero(~sums.any(axis=2)), strict=True):
        farthest = int(largest[start].argmin())
        sums[start, segment], largest[start, farthest] = directions.u[farthest], 1.0
    return unit(sums.reshape(-1, sums.shape[2])).reshape(sums.shape)
