"""Cuts of one half of a sample, found in the other half."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from research.clusterers._contract import Clusterer, ColumnKind, Floats
from research.stats.agreement import adjusted_rand_index


def cut_halves(
    clusterer: Clusterer,
    x: Floats,
    kinds: Sequence[ColumnKind],
    weights: Floats,
    k: int,
    splits: int,
    seed: Sequence[int],
) -> Floats:
    """How well a half's own segments agree with those that the other half's model gives it, shape (≤ splits,).

    Both halves are cut; each is placed by the model of the other, and the two partitions of it are compared by the
    adjusted Rand index; a split's figure is the mean of both directions (McIntyre & Blashfield 1980, Multivariate
    Behavioral Research 15; Breckenridge 1989, ibid. 24). Splits in which a half cannot be cut into `k` are left out.
    """
    found = [_split(clusterer, x, kinds, weights, k, np.random.default_rng((*seed, split))) for split in range(splits)]
    return np.array([agreement for agreement in found if agreement is not None])


def _split(
    clusterer: Clusterer,
    x: Floats,
    kinds: Sequence[ColumnKind],
    weights: Floats,
    k: int,
    rng: np.random.Generator,
) -> float | None:
    half = rng.permutation(len(x)) < len(x) // 2
    sides = [(x[side], weights[side]) for side in (half, ~half)]
    try:
        with threadpool_limits(1):
            fits = [clusterer.fit(own, kinds, w, k, rng) for own, w in sides]
    except ValueError:
        return None
    placed = [
        adjusted_rand_index(fit.labels, other.model.memberships(own).argmax(axis=1), w)
        for fit, other, (own, w) in zip(fits, fits[::-1], sides, strict=True)
    ]
    return float(np.mean(placed))
