"""Ward's tree on weighted points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import Floats

Labels = NDArray[np.int64]


def ward_cut(x: Floats, weights: Floats, k: int) -> Labels:
    """Labels 0 … k − 1 of points `x`, shape (m, p), where Ward's tree has k branches; `weights`, shape (m,), positive.

    Joining two branches costs w₁w₂ / (w₁ + w₂) · |c₁ − c₂|², the sum of squares that it adds (Ward 1963); a point of
    weight two is two points. `stats::hclust(method = "ward.D2")` in R, whose heights are the roots of twice these.
    """
    joined = _joins(x, weights)
    order = np.argsort(np.array([cost for _, _, cost in joined]), kind="stable")[: len(x) - k]
    branch = np.arange(len(x))
    for step in sorted(order):  # a branch is joined after those that it consists of
        kept, lost, _ = joined[step]
        branch[branch == branch[lost]] = branch[kept]
    return np.asarray(np.unique(branch, return_inverse=True)[1].reshape(-1), dtype=np.int64)


def _joins(x: Floats, weights: Floats) -> list[tuple[int, int, float]]:
    """All joins, by the chain of nearest neighbours: one point of either branch, and what the join costs.

    Follow from any branch its nearest one, from that its own nearest, until two are each other's nearest: these are
    joined, in whatever order, as in the tree (Murtagh 1983; Müllner 2011). Centres suffice; there is no matrix of
    distances.
    """
    centres, held, alive = x.copy(), weights.astype(np.float64), np.ones(len(x), dtype=bool)
    joins: list[tuple[int, int, float]] = []
    chain: list[int] = []
    while len(joins) < len(x) - 1:
        if not chain:
            chain = [int(alive.argmax())]
        tip = chain[-1]
        costs = ((centres - centres[tip]) ** 2).sum(axis=1) * (held * held[tip] / (held + held[tip]))
        costs[~alive] = np.inf
        costs[tip] = np.inf
        nearest = int(costs.argmin())
        if len(chain) > 1 and costs[chain[-2]] <= costs[nearest]:
            kept, lost = sorted(chain[-2:])
            joins.append((kept, lost, float(costs[chain[-2]])))
            both = held[kept] + held[lost]
            centres[kept] = (held[kept] * centres[kept] + held[lost] * centres[lost]) / both
            held[kept], alive[lost] = both, False
            del chain[-2:]
        else:
            chain.append(nearest)
    return joins
