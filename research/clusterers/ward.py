"""Ward's method: segments that grow together from single respondents, always where that costs least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from research.clusterers._centres import Centres, placed_at
from research.clusterers._contract import AS_NUMBERS, CLUSTERERS, ColumnKind, Fit, Floats
from research.clusterers._search import Rows, rows_for
from research.clusterers._ward_tree import ward_cut


@CLUSTERERS.register("ward")
@dataclass(frozen=True, slots=True, kw_only=True)
class Ward:
    """Ward's tree, weighted, cut at k (`stats::hclust(method = "ward.D2")` in R).

    Everyone, of the sample and of later waves, is placed at the nearest centre of the cut: a tree alone places nobody
    new. That moves those at the edges of their branch.

    Attributes:
        cells: different rows above which the tree grows on as many cells of near ones, so that its cost stays linear in
            respondents.
    """

    cells: int = 1_200
    uses_weights: ClassVar[bool] = True
    takes: ClassVar[frozenset[ColumnKind]] = AS_NUMBERS
    takes_gaps: ClassVar[bool] = False

    def fit(self, x: Floats, kinds: Sequence[ColumnKind], weights: Floats, k: int, rng: np.random.Generator) -> Fit:
        """Cut `x`, shape (n, p), into `k` segments; binary and ordinal columns count as numbers.

        Raises:
            ValueError: k < 1, or fewer different rows of positive weight than k.
        """
        rows = rows_for(k, x, weights)
        with _threads().limit(limits=1):
            points, held = self._points(rows, k, rng)
            labels = ward_cut(points, held, k)
        members = (labels == np.arange(k)[:, None]) * held
        centres = members @ points / members.sum(axis=1, keepdims=True)
        return placed_at(centres + rows.centre, rows, x, weights, 1.0)

    def restore(self, parameters: Mapping[str, NDArray[Any]]) -> Centres:
        """The model whose `parameters()` these are."""
        return Centres(parameters["centres"], float(parameters["spread"][0]))

    def _points(self, rows: Rows, k: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """The rows, or the means of cells of near ones, with their weights."""
        x, weights = np.asarray(rows.x, dtype=np.float64), np.asarray(rows.weights, dtype=np.float64)
        if len(x) <= max(self.cells, k):
            return x, weights
        from sklearn.cluster import MiniBatchKMeans  # here, so that worker processes start without scikit-learn

        seed, cells = int(rng.integers(1 << 31)), max(self.cells, k)
        near = MiniBatchKMeans(cells, init="random", n_init=1, max_iter=5, batch_size=8_192, random_state=seed)
        cell = np.unique(near.fit_predict(x, sample_weight=weights), return_inverse=True)[1]
        held = np.bincount(cell, weights).astype(np.float64)
        sums = np.column_stack([np.bincount(cell, weights * column) for column in x.T])
        return sums / held[:, None], held


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()
