"""The search for the partition with the least sum of squares: many starts at once, as arrays.

k-means++ seeds (Arthur & Vassilvitskii 2007, the greedy form), Lloyd's iterations, and then Hartigan's exchange
(Hartigan & Wong 1979, `stats::kmeans` in R): a row moves when that lowers the sum of squares after both centres have
followed it. Lloyd alone stops at many more local optima. A start that falls behind beyond hope is given up. The search
is in single precision, which takes two thirds of the time; the best end is then settled in double precision.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]

CANDIDATES = 2
"""Rows drawn for each seed of k-means++, the best of which is taken."""
PATIENCE = 10.0
"""A start is given up when this many more gains as large as its last one would not bring it to the best."""
FINALISTS = 4
"""Different optima of Lloyd's iterations that go on to the exchange, the best; with ten ends were no better."""
SETTLED = 1e-6
ROUNDING = 1e-12
"""A start has settled when a step gains less than this share of the total sum of squares, what single precision can
tell; the best one goes on to the rounding of double precision."""
SAME_OPTIMUM = 1e-6
"""Objectives this close, relatively, count as the same."""
ITERATIONS = 300
AGREED = 0.5
"""Share of the starts that came to the best optimum below which it is searched on from."""
STARTS_A_MOVE = 25
"""It is searched on from the best end, and for every so many starts from one more."""
TRIALS, ROUNDS = 6, 10
"""Pairs of segments, one given up and one cut, that are tried at once, and how often."""
BLOCK = 1 << 17
"""Distances held at once (1 MB): starts are taken in blocks that stay in the processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Different rows in canonical order with their summed weights: neither the order of the respondents nor the
    scale of their weights is left in it.

    Attributes:
        x: shape (m, p), around the weighted mean; weights: shape (m,), mean 1.
        extended: x and a column of ones, transposed, shape (p + 1, m); moments: weights · extended, shape (m, p + 1).
        squares: |x|² per row, shape (m,); total: the weighted sum of `squares`.
    """

    x: Floats
    weights: Floats
    centre: Floats
    extended: Floats
    moments: Floats
    squares: Floats
    total: float

    @property
    def heaviest(self) -> float:
        """A weight that no single row exceeds."""
        return float(self.weights.max()) * (1 + 2 * SAME_OPTIMUM)


@dataclass(frozen=True, slots=True, eq=False)
class Optimum:
    """The best centres found, shape (k, p), and the share of the starts that came to them."""

    centres: NDArray[np.float64]
    reached: float


def rows_of(x: Floats, weights: Floats) -> Rows:
    """The different rows of positive weight."""
    held = weights > 0
    x, weights = x[held], weights[held]
    order = np.lexsort((weights, *x.T[::-1]))
    x, weights = x[order], weights[order]
    firsts = np.flatnonzero(np.r_[True, (x[1:] != x[:-1]).any(axis=1)][: len(x)])
    x, weights = x[firsts], np.add.reduceat(weights, firsts)
    # rounded, so that weights that differ by a constant only are the same to the last bit
    weights = np.round(weights * (len(weights) / (float(weights.sum()) or 1.0)), 12)
    centre = weights @ x / (float(weights.sum()) or 1.0)
    x = x - centre
    ones = np.column_stack([x, np.ones(len(x))])
    squares = (x * x).sum(axis=1)
    return Rows(
        x,
        weights,
        centre,
        np.ascontiguousarray(ones.T),
        weights[:, None] * ones,
        squares,
        float(weights @ squares),
    )


def _single(rows: Rows) -> Rows:
    """The same rows in single precision."""
    arrays = {
        name: getattr(rows, name).astype(np.float32) for name in ("x", "weights", "extended", "moments", "squares")
    }
    return replace(rows, **arrays)


def search(rows: Rows, k: int, starts: int, rng: np.random.Generator) -> Optimum:
    """The partition of `rows` into `k` with the least weighted sum of squares that `starts` starts find."""
    rough, block = _single(rows), max(1, BLOCK // (len(rows.x) * k))
    centres, objectives = _lloyd_in_blocks(rough, k, starts, block, rng)
    # unique sorts: the finalists are the best, each optimum once
    _, firsts, optimum = np.unique(
        np.round(objectives / (rows.total or 1.0), 6), return_index=True, return_inverse=True
    )
    finalists = centres[firsts[:FINALISTS]]
    blocks = [_exchange(rough, finalists[i : i + block], SETTLED) for i in range(0, len(finalists), block)]
    ends = np.concatenate(blocks).astype(np.float64)
    reached = rows.total - 2 * (_scores(rows, ends).max(axis=1) @ rows.weights)
    same = np.flatnonzero(reached <= reached.min() * (1 + SAME_OPTIMUM) + ROUNDING * rows.total)
    share = float(np.isin(optimum, same).mean())
    best = ends[[reached.argmin()]]
    if share < AGREED and k > 1:
        moved = [
            _moved_about(rough, end[None].astype(np.float32))
            for end in ends[np.argsort(reached)[: 1 + starts // STARTS_A_MOVE]]
        ]
        best = min(moved, key=lambda end: _objective(rough, end)[0]).astype(np.float64)
    polished, _ = _lloyd(rows, _exchange(rows, best, ROUNDING), np.inf, ROUNDING)
    return Optimum(polished[0] + rows.centre, share)


def _moved_about(rows: Rows, best: Floats) -> Floats:
    """A better partition than `best`, shape (1, k, p), as long as giving up one segment and cutting another finds one.

    Optima of many starts differ in where they have one segment too many and one too few, which neither Lloyd's
    iterations nor the exchange of single rows can mend. The TRIALS pairs that promise most are tried at once.
    """
    reached = float(_objective(rows, best)[0])
    for _ in range(ROUNDS):
        tried = _exchange(rows, _lloyd(rows, _promising(rows, best[0]), reached, SETTLED)[0], SETTLED)
        found = _objective(rows, tried)
        if not found.min() < reached - SETTLED * rows.total:
            break
        best, reached = tried[[found.argmin()]], float(found.min())
    return best


def _objective(rows: Rows, centres: Floats) -> Floats:
    """Sum of squares within the segments around `centres`, shape (starts, k, p); shape (starts,)."""
    return np.asarray(rows.total - 2 * (_scores(rows, centres).max(axis=1) @ rows.weights))


def _promising(rows: Rows, centres: Floats) -> Floats:
    """Centres with one segment given up and another one cut in two, the best of all pairs by what they would cost."""
    scores = _scores(rows, centres[None])[0]
    order = np.argsort(scores, axis=0)
    nearest, second = order[-1], order[-2]
    each = np.arange(len(nearest))
    costs = np.bincount(nearest, 2 * rows.weights * (scores[nearest, each] - scores[second, each]), len(centres))
    halves, gains = zip(*(_halved(rows, nearest == segment) for segment in range(len(centres))), strict=True)
    saved = np.array(gains)[:, None] - costs
    np.fill_diagonal(saved, -np.inf)
    cut, lost = np.unravel_index(np.argsort(-saved, axis=None, kind="stable")[:TRIALS], saved.shape)
    trials = np.repeat(centres[None], len(cut), axis=0)
    for trial, i, j in zip(trials, cut, lost, strict=True):
        trial[i], trial[j] = halves[i]
    return np.asarray(trials[cut != lost])


def _halved(rows: Rows, members: Flags) -> tuple[Floats, float]:
    """The centres of both halves of a segment, cut across its longest axis, shape (2, p), and the gain of the cut."""
    x, weights = rows.x[members], rows.weights[members]
    whole = weights.sum()
    if len(x) < 2:
        return np.repeat(rows.x[members][:1] if len(x) else rows.x[:1], 2, axis=0), -np.inf
    centred = x - weights @ x / whole
    axis = np.linalg.eigh((centred * weights[:, None]).T @ centred)[1][:, -1]
    upper = centred @ axis > 0
    held = weights[upper].sum()
    if not 0 < held < whole:
        return np.repeat(x[:1], 2, axis=0), -np.inf
    high, low = (weights[side] @ x[side] / weights[side].sum() for side in (upper, ~upper))
    return np.array([high, low]), float(held * (whole - held) / whole * ((high - low) ** 2).sum())


def _lloyd_in_blocks(rows: Rows, k: int, starts: int, block: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    centres, objectives, best = [], [], np.inf
    for begun in range(0, starts, block):
        found, reached = _lloyd(rows, seeds(rows, k, min(block, starts - begun), rng), best, SETTLED)
        best = min(best, float(reached.min()))
        centres.append(found)
        objectives.append(reached)
    return np.concatenate(centres), np.concatenate(objectives)


def seeds(rows: Rows, k: int, starts: int, rng: np.random.Generator) -> Floats:
    """Greedy k-means++ seeds, shape (starts, k, p): each far from those before it, by its squared distance."""
    each = np.arange(starts)
    chosen = np.empty((starts, k), dtype=np.int64)
    cumulated = np.cumsum(rows.weights)
    chosen[:, 0] = _drawn(np.tile(cumulated, (starts, 1)), rng.random((starts, 1)))[:, 0]
    nearest = _distances(rows, chosen[:, 0])
    for j in range(1, k):
        cumulated = np.cumsum(nearest * rows.weights, axis=1)
        drawn = _drawn(cumulated, rng.random((starts, CANDIDATES)))
        closer = np.minimum(_distances(rows, drawn.ravel()).reshape(starts, CANDIDATES, -1), nearest[:, None, :])
        best = (closer @ rows.weights).argmin(axis=1)
        chosen[:, j], nearest = drawn[each, best], closer[each, best]
    return rows.x[chosen]


def _drawn(cumulated: Floats, uniform: Floats) -> NDArray[np.int64]:
    """Positions drawn in proportion to what `cumulated` cumulates, one per column of `uniform`."""
    targets = (uniform * cumulated[:, -1:]).astype(cumulated.dtype)
    columns = [(cumulated <= targets[:, [j]]).sum(axis=1) for j in range(uniform.shape[1])]
    return np.asarray(np.minimum(np.column_stack(columns), cumulated.shape[1] - 1), dtype=np.int64)


def _distances(rows: Rows, chosen: NDArray[np.int64]) -> Floats:
    """Squared distances of all rows from the `chosen` ones, shape (len(chosen), m)."""
    distances = rows.squares[chosen][:, None] + rows.squares - 2 * (rows.x[chosen] @ rows.x.T)
    return np.maximum(distances, 0.0)


def _lloyd(rows: Rows, centres: Floats, best: float, settled: float) -> tuple[Floats, Floats]:
    """Lloyd's iterations from `centres`, shape (starts, k, p): where each ends, and its objective.

    `best` is an objective already reached: starts that will not come to it, nor to the best among them, are given up.
    """
    centres, objectives = centres.copy(), np.full(len(centres), np.inf)
    live = np.arange(len(centres))
    for _ in range(ITERATIONS):
        scores = _scores(rows, centres[live])
        nearest = scores.max(axis=1)
        reached = rows.total - 2 * (nearest @ rows.weights)
        gains, objectives[live] = objectives[live] - reached, reached
        centres[live] = _means(rows, _first_largest(scores, nearest), nearest)
        best = min(best, float(reached.min()))
        live = live[(gains > settled * rows.total) & (reached - PATIENCE * gains <= best)]
        if not len(live):
            break
    return centres, objectives


def _scores(rows: Rows, centres: Floats) -> Floats:
    """x · c − ½|c|², largest for the nearest centre, shape (starts, k, m)."""
    halves = -0.5 * (centres * centres).sum(axis=2, keepdims=True)
    extended = np.concatenate([centres, halves], axis=2).reshape(-1, centres.shape[2] + 1)
    return (extended @ rows.extended).reshape(*centres.shape[:2], -1)


def _first_largest(scores: Floats, largest: Floats) -> Flags:
    """Whose score is the largest, one a row: of equal ones the first. Shape (starts, k, m)."""
    members: Flags = scores == largest[:, None, :]
    return _first(members) if np.count_nonzero(members) > largest.size else members


def _first(members: Flags) -> Flags:
    """Of several segments of a row the first."""
    return np.asarray(members & (np.cumsum(members, axis=1) == 1))


def _sums(rows: Rows, members: Flags) -> tuple[Floats, Floats]:
    """Weighted sums, shape (starts, k, p), and weights, shape (starts, k, 1), of the segments."""
    starts, k, m = members.shape
    sums = (members.reshape(-1, m).astype(rows.moments.dtype) @ rows.moments).reshape(starts, k, -1)
    return sums[:, :, :-1], sums[:, :, -1:]


def _means(rows: Rows, members: Flags, nearest: Floats) -> Floats:
    """Weighted means of the segments; empty ones are put at the rows that are farthest from their centre."""
    sums, held = _sums(rows, members)
    centres = sums / np.where(held > 0, held, 1.0)
    for start in np.flatnonzero((held <= 0).any(axis=(1, 2))):
        empty = np.flatnonzero(held[start, :, 0] <= 0)
        distances = rows.squares - 2 * nearest[start]
        centres[start, empty] = rows.x[np.argsort(distances, kind="stable")[-len(empty) :]]
    return centres


def _exchange(rows: Rows, centres: Floats, settled: float) -> Floats:
    """Where Hartigan's exchange ends from `centres`, shape (starts, k, p).

    All rows of a round move at once, as long as the sum of squares falls. A row of weight w costs its own segment, of
    weight n, d² · n / (n − w), and would cost another d² · n / (n + w).
    """
    best, objectives = centres.copy(), np.full(len(centres), np.inf)
    live = np.arange(len(centres))
    scores = _scores(rows, centres)
    members = _first_largest(scores, scores.max(axis=1))
    for _ in range(ITERATIONS):
        sums, held = _sums(rows, members)
        means = sums / np.where(held > 0, held, 1.0)
        reached = rows.total - (sums * means).sum(axis=(1, 2))
        better = (reached < objectives[live] - settled * rows.total) & (held > 0).all(axis=(1, 2))
        live = live[better]
        if not len(live):
            break
        best[live], objectives[live] = means[better], reached[better]
        if not better.all():
            members, means, held = members[better], means[better], held[better]
        members = _moved(rows, members, means, held)
    return best


def _moved(rows: Rows, members: Flags, means: Floats, held: Floats) -> Flags:
    """Where each row costs least; a segment's last row stays."""
    costs = _scores(rows, means)
    costs *= -2
    costs += rows.squares
    shifts = np.where(members, -rows.weights, rows.weights)
    shifts /= held
    shifts += 1
    if held.min() <= rows.heaviest:
        last = members & (held <= rows.weights * (1 + SAME_OPTIMUM))
        costs[last], shifts[last] = -np.inf, 1.0
    costs /= shifts
    least = costs.min(axis=1)
    nearest: Flags = costs == least[:, None, :]
    return _first(nearest) if np.count_nonzero(nearest) > least.size else nearest
