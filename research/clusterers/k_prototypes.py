"""k-prototypes: k-means for numbers and names together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from research.clusterers._contract import ALL_KINDS, CLUSTERERS, ColumnKind, Fit, Floats
from research.clusterers._latent_items import Patterns, patterns_of
from research.clusterers._prototypes import Layout, layout_of

ITERATIONS = 200
SAME_OPTIMUM = 1e-6
ROWS_AT_ONCE = 65_536
SMALLEST_SPREAD = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Prototypes:
    """Segments around prototypes.

    Memberships are p ∝ exp(−d² / 2σ²), as those of k-means, with the distance d² that k-prototypes makes least and its
    mean per answered column σ². A gap adds nothing to a distance; a row of gaps has the sizes of the segments.

    Attributes:
        layout: of the columns.
        means: shape (k, q); modes: 1 for the category that stands for the segment, shape (k, c).
        sizes: shape (k,), sum to one; spread: σ².
    """

    layout: Layout
    means: Floats
    modes: Floats
    sizes: Floats
    spread: float

    @property
    def k(self) -> int:
        return len(self.means)

    def memberships(self, x: Floats) -> Floats:
        """Probability per segment, shape (n, k), for any rows `x` of shape (n, p), with NaN for gaps."""
        portions = [self._memberships(x[start : start + ROWS_AT_ONCE]) for start in range(0, len(x), ROWS_AT_ONCE)]
        return np.concatenate([np.empty((0, self.k)), *portions])

    def _memberships(self, x: Floats) -> Floats:
        distances = self.distances(x)
        likelihoods = np.exp((distances.min(axis=1, keepdims=True) - distances) / (2 * self.spread))
        likelihoods[np.isnan(x).all(axis=1)] = self.sizes
        return np.asarray(likelihoods / likelihoods.sum(axis=1, keepdims=True))

    def distances(self, x: Floats) -> Floats:
        """d² from each prototype, shape (n, k); a row's does not depend on the rows beside it."""
        numbers, layout = x[:, self.layout.numeric], self.layout
        named = (~np.isnan(x[:, layout.nominal])).sum(axis=1)
        columns = []
        for mean, mode in zip(self.means, self.modes, strict=True):
            apart = np.nan_to_num(numbers - mean)
            same = (x[:, layout.items[mode > 0]] == layout.categories[mode > 0]).sum(axis=1)
            columns.append((apart * apart).sum(axis=1) + layout.mismatch * (named - same))
        return np.column_stack(columns)

    def parameters(self) -> Mapping[str, NDArray[Any]]:
        """The attributes of the layout and the model by name, numbers as arrays of shape (1,)."""
        layout = self.layout
        return {
            "numeric": layout.numeric,
            "nominal": layout.nominal,
            "items": layout.items,
            "categories": layout.categories,
            "mismatch": np.array([layout.mismatch]),
            "means": self.means,
            "modes": self.modes,
            "sizes": self.sizes,
            "spread": np.array([self.spread]),
        }


@CLUSTERERS.register("k_prototypes")
@dataclass(frozen=True, slots=True, kw_only=True)
class KPrototypes:
    """Weighted k-prototypes from many starts (Huang 1997, 1998; `clustMixType::kproto` in R).

    Numbers, codes in order, and yes or no count by squared distance as they stand; names by whether they are those of
    the prototype.

    Attributes:
        starts: how many random starts; the best end counts.
        mismatch: λ, what another name counts; None makes names and numbers count about alike.
    """

    starts: int = 20
    mismatch: float | None = None
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
        rows = Patterns(rows.x[answered], rows.weights[answered], rows.answered)
        layout = layout_of(rows.x, rows.weights, kinds, self.mismatch)
        with _threads().limit(limits=1):
            means, modes, reached = _search(rows, layout, k, self.starts, rng)
        return _fit(layout, means, modes, x, weights, reached)

    def restore(self, parameters: Mapping[str, NDArray[Any]]) -> Prototypes:
        """The model whose `parameters()` these are."""
        layout = Layout(
            parameters["numeric"].astype(np.int64),
            parameters["nominal"].astype(np.int64),
            parameters["items"].astype(np.int64),
            parameters["categories"],
            float(parameters["mismatch"][0]),
        )
        spread = float(parameters["spread"][0])
        return Prototypes(layout, parameters["means"], parameters["modes"], parameters["sizes"], spread)


def _fit(layout: Layout, means: Floats, modes: Floats, x: Floats, weights: Floats, reached: float) -> Fit:
    counted = np.where(np.isnan(x).all(axis=1), 0.0, weights)
    distances = Prototypes(layout, means, modes, np.ones(len(means)), 1.0).distances(x)
    sizes = np.bincount(distances.argmin(axis=1), counted, len(means)) / counted.sum()
    within = float(counted @ distances.min(axis=1))
    answers = float(counted @ (~np.isnan(x)).sum(axis=1))
    model = Prototypes(layout, means, modes, sizes, max(within / answers, SMALLEST_SPREAD))
    return Fit(model, model.memberships(x).argmax(axis=1), within, reached)


def _search(
    rows: Patterns, layout: Layout, k: int, starts: int, rng: np.random.Generator
) -> tuple[Floats, Floats, float]:
    """Means and modes of the best end, and the share of the starts that came to it: Lloyd's iterations."""
    g, constant = layout.statistics(rows.x)
    total = float(constant @ rows.weights)
    means, modes = _prototypes(g, _drawn(g, constant, rows.weights, layout, k, starts, rng), layout)
    objectives = np.full(starts, np.inf)
    ends = means.copy(), modes.copy()
    for _ in range(ITERATIONS):
        scores = layout.slopes(means, modes) @ g.T
        nearest = scores.argmin(axis=1)
        least = np.take_along_axis(scores, nearest[:, None], axis=1)[:, 0]
        reached = total + least @ rows.weights
        better = reached < objectives - 1e-12 * abs(total)
        if not better.any():
            break
        objectives = np.where(better, reached, objectives)
        ends[0][better], ends[1][better] = means[better], modes[better]
        members = (nearest[:, None] == np.arange(k)[:, None]) * rows.weights
        far = (constant + least).argmax(axis=1)
        means, modes = _prototypes(g, _with_nobody_empty(members, far, rows.weights), layout)
    best = int(objectives.argmin())
    share = float((objectives <= objectives[best] * (1 + SAME_OPTIMUM) + 1e-12).mean())
    return ends[0][best], ends[1][best], share


def _with_nobody_empty(members: Floats, far: NDArray[np.intp], weights: Floats) -> Floats:
    """`members`, shape (starts, k, m), an empty segment being given the row that is farthest from its prototype."""
    starts, segments = np.nonzero(~members.any(axis=2))
    members[starts, segments, far[starts]] = weights[far[starts]]
    return members


def _prototypes(g: Floats, members: Floats, layout: Layout) -> tuple[Floats, Floats]:
    """Means, shape (starts, k, q), and modes, shape (starts, k, c), of the rows that `members` holds."""
    sums, q = members @ g, len(layout.numeric)
    totals, given = sums[..., :q], sums[..., q : 2 * q]
    means = np.divide(totals, given, out=np.zeros_like(totals), where=given > 0)
    counts, modes = sums[..., 2 * q :], np.zeros_like(sums[..., 2 * q :])
    for j in layout.nominal:
        own = np.flatnonzero(layout.items == j)
        if len(own):
            most = own[counts[..., own].argmax(axis=-1)]
            np.put_along_axis(modes, most[..., None], 1.0, axis=-1)
    return means, modes


def _drawn(
    g: Floats, constant: Floats, weights: Floats, layout: Layout, k: int, starts: int, rng: np.random.Generator
) -> Floats:
    """Rows that each start begins with, shape (starts, k, m): drawn by their distance from those before (k-means++)."""
    members = np.zeros((starts, k, len(g)))
    far = np.ones((starts, len(g)))
    for segment in range(k):
        chances = np.cumsum(far * weights, axis=1)
        chances += np.where(chances[:, -1:] > 0, 0.0, np.cumsum(weights))
        drawn = (chances < rng.random((starts, 1)) * chances[:, -1:]).sum(axis=1)
        members[np.arange(starts), segment, np.minimum(drawn, len(g) - 1)] = 1.0
        means, modes = _prototypes(g, members[:, segment : segment + 1], layout)
        distances = np.maximum((layout.slopes(means, modes) @ g.T)[:, 0] + constant, 0.0)
        far = distances if segment == 0 else np.minimum(far, distances)
    return members


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()
