"""Ward's tree by a chain of nearest neighbours, on centroids: no matrix of distances is held.

Murtagh 1983, A survey of recent advances in hierarchical clustering algorithms, Computer Journal 26. Ward's costs are
reducible: two groups that are nearest to each other stay so whatever else is joined, so that they can be joined at
once, and the joinings put in order of their cost afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from research.clusterers._contract import Floats


@dataclass(frozen=True, slots=True, eq=False)
class WardTree:
    """All joinings, in order of their cost.

    Attributes:
        pairs: a row of each of the two groups that are joined, shape (m − 1, 2).
        costs: what the joining adds to the weighted sum of squares within groups, w₁w₂ / (w₁ + w₂) · |c₁ − c₂|²,
            rising, shape (m − 1,); half the square of the heights of `scipy.cluster.hierarchy.ward`, and of R's
            `hclust(method = "ward.D2")`.
    """

    pairs: NDArray[np.int64]
    costs: Floats

    def cut(self, k: int) -> NDArray[np.int64]:
        """Labels 0 … k − 1 in order of the rows in which they first occur, shape (m,)."""
        m = len(self.pairs) + 1
        first, second = self.pairs[: m - k].T
        joined = coo_array((np.ones(m - k), (first, second)), shape=(m, m))
        return np.asarray(connected_components(joined, directed=False)[1], dtype=np.int64)


def grow(x: Floats, weights: Floats) -> WardTree:
    """The tree of the rows `x`, shape (m, p), which count with `weights`, shape (m,)."""
    centres, sizes = np.array(x, dtype=np.float64), np.array(weights, dtype=np.float64)
    gone = np.zeros(len(x))
    pairs: list[tuple[int, int]] = []
    costs: list[float] = []
    chain = [0]
    while len(pairs) < len(x) - 1:
        tip = chain[-1]
        apart = _costs(centres, sizes, tip) + gone
        apart[tip] = np.inf
        nearest = int(apart.argmin())
        if len(chain) > 1 and apart[chain[-2]] <= apart[nearest]:
            kept, lost = chain[-2], tip
            pairs.append((kept, lost))
            costs.append(apart[kept])
            both = sizes[kept] + sizes[lost]
            centres[kept] = (sizes[kept] * centres[kept] + sizes[lost] * centres[lost]) / both
            sizes[kept], gone[lost] = both, np.inf
            chain = chain[:-2] or [int(gone.argmin())]
        else:
            chain.append(nearest)
    order = np.argsort(costs, kind="stable")
    return WardTree(np.array(pairs, dtype=np.int64).reshape(-1, 2)[order], np.array(costs, dtype=np.float64)[order])


def _costs(centres: Floats, sizes: Floats, of: int) -> Floats:
    """What joining each group with the group `of` costs, shape (m,)."""
    away = centres - centres[of]
    return np.asarray(np.einsum("ij,ij->i", away, away) * (sizes * sizes[of] / (sizes + sizes[of])))
