"""Ward's method: groups are joined, two at a time, always those whose joining costs least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from research.clusterers._cells import cells_of
from research.clusterers._contract import AS_NUMBERS, CLUSTERERS, ColumnKind, Fit, Floats
from research.clusterers._enough import refuse_too_few
from research.clusterers._search import rows_of
from research.clusterers._ward_tree import grow
from research.clusterers.kmeans import Centres, placed_at
from research.stats.one_thread import one_thread


@CLUSTERERS.register("ward")
@dataclass(frozen=True, slots=True, kw_only=True)
class Ward:
    """Ward's (1963) hierarchical tree, weighted, cut at k (`hclust` in R: "ward.D" with `members`).

    Everyone, the sample as well as later waves, is placed at the nearest centre of the cut: some respondents at the
    border of two segments lie nearer to the centre of the one that the tree did not put them in.

    Attributes:
        leaves: different rows above which the tree grows on small cells of neighbouring rows instead.
    """

    leaves: int = 2_000
    uses_weights: ClassVar[bool] = True
    takes: ClassVar[frozenset[ColumnKind]] = AS_NUMBERS
    takes_gaps: ClassVar[bool] = False

    def fit(self, x: Floats, kinds: Sequence[ColumnKind], weights: Floats, k: int, rng: np.random.Generator) -> Fit:
        """Cut `x`, shape (n, p), into `k` segments; there is one tree, and `best_reached` is 1.

        Raises:
            ValueError: k < 1, or fewer different rows of positive weight than k.
        """
        rows = rows_of(x, weights)
        refuse_too_few(len(rows.x), k)
        leaves, sizes = np.asarray(rows.x, dtype=np.float64), np.asarray(rows.weights, dtype=np.float64)
        with one_thread():
            if len(leaves) > self.leaves:
                cells = cells_of(leaves, sizes, rng)
                leaves, sizes = cells.x, cells.weights
            labels = grow(leaves, sizes).cut(k)
        sums = np.array([np.bincount(labels, sizes * column, k) for column in leaves.T])
        centres = (sums / np.bincount(labels, sizes, k)).T + rows.centre
        return placed_at(np.ascontiguousarray(centres), rows, x, weights, 1.0)

    def restore(self, parameters: Mapping[str, NDArray[Any]]) -> Centres:
        """The model whose `parameters()` these are."""
        return Centres(parameters["centres"], float(parameters["spread"][0]))
