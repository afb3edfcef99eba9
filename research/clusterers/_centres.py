"""Segments around centres, and everyone at the nearest one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import Fit, Floats
from research.clusterers._search import Rows

SMALLEST_SPREAD = 1e-12
"""Share of the total variance below which the spread within segments is rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Centres:
    """Segments as spheres of equal size and share around their centres.

    Memberships are the posterior probabilities of a normal mixture with one variance for all segments and columns
    and equal shares: p ∝ exp(−d² / 2σ²). That is the mixture whose classification likelihood k-means maximises
    (Celeux & Govaert 1992, A classification EM algorithm); equal shares make the most probable segment the one with
    the nearest centre, everywhere.

    Attributes:
        centres: shape (k, p).
        spread: σ², the mean squared distance per column from the own centre.
    """

    centres: Floats
    spread: float

    @property
    def k(self) -> int:
        return len(self.centres)

    def memberships(self, x: Floats) -> Floats:
        """Probability per segment, shape (n, k), for any rows `x` of shape (n, p)."""
        distances = self.distances(x)
        behind = distances - distances.min(axis=1, keepdims=True)
        likelihoods = np.exp(-behind / (2 * self.spread))
        return np.asarray(likelihoods / likelihoods.sum(axis=1, keepdims=True))

    def distances(self, x: Floats) -> Floats:
        """Squared distance from each centre, shape (n, k); a row's does not depend on the rows beside it."""
        return np.column_stack([((x - centre) ** 2).sum(axis=1) for centre in self.centres])

    def parameters(self) -> Mapping[str, NDArray[Any]]:
        """`centres`, shape (k, p), and `spread`, shape (1,)."""
        return {"centres": self.centres, "spread": np.array([self.spread])}


def placed_at(centres: Floats, rows: Rows, x: Floats, weights: Floats, reached: float) -> Fit:
    """The fit in which everyone of `x`, shape (n, p), is at the nearest of `centres`, shape (k, p).

    `rows` are the different ones of `x`; `reached` is the share of the starts that came to these centres.
    """
    within = Centres(centres, 1.0).distances(x).min(axis=1) @ weights
    scale = rows.total / len(rows.x) / x.shape[1]
    spread = max(within / weights.sum() / x.shape[1], SMALLEST_SPREAD * scale) or 1.0
    model = Centres(centres, float(spread))
    return Fit(model, model.memberships(x).argmax(axis=1), float(within), reached)
