"""How different segments are on what they were cut on: from everyone else, and from the one next to them.

Segments that were cut on these columns differ on them by construction, in data without segments too. These figures
describe how far apart they lie; they test nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.agreement import Labels
from research.stats.dispersion import segment_means, within_ss

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Distinctness:
    """Profiles of k segments on p columns.

    Attributes:
        effects: mean of a segment less that of everyone else, in standard deviations within segments, shape (k, p).
        separations: distance of every two centres, in standard deviations within segments along the line between
            them, shape (k, k), 0 on the diagonal.
        explained: share of the variance, all columns together, that lies between segments: 1 − within ÷ total.
    """

    effects: Floats
    separations: Floats
    explained: float

    @property
    def distinctness(self) -> Floats:
        """Mean of the absolute effects over the columns, shape (k,)."""
        return np.asarray(np.abs(self.effects).mean(axis=1))

    @property
    def nearest(self) -> Positions:
        """The segment that lies nearest, shape (k,)."""
        return np.asarray(self._others.argmin(axis=1))

    @property
    def separation(self) -> Floats:
        """Distance to the nearest segment, shape (k,); infinite for one segment alone."""
        return np.asarray(self._others.min(axis=1))

    @property
    def _others(self) -> Floats:
        return self.separations + np.diag(np.full(len(self.separations), np.inf))


def distinctness(x: Floats, labels: Labels, weights: Floats) -> Distinctness:
    """How far apart the segments' profiles lie.

    An effect is Cohen's (1988) d with the deviation pooled within all segments. Separation is Mahalanobis' (1936)
    distance of the centres with the covariance pooled within segments (the root of `stats::mahalanobis` in R): two
    normal clouds of one shape that lie D apart overlap by 2Φ(−D / 2). Columns that do not vary within segments take no
    part in either; an empty segment is NaN.

    Args:
        x: shape (n, p), without gaps; labels: 0 … k − 1, shape (n,); weights: shape (n,), of any sum.
    """
    sums = np.bincount(labels, weights).astype(np.float64)
    means = segment_means(x, labels, weights)
    means[sums <= 0] = np.nan
    apart = x - means[labels]
    pooled = (apart * weights[:, None]).T @ apart / weights.sum()
    total = within_ss(x, np.zeros_like(labels), weights)
    explained = 1.0 - within_ss(x, labels, weights) / total if total > 0 else 0.0
    return Distinctness(_effects(means, sums, np.sqrt(np.diag(pooled))), _separations(means, pooled), explained)


def _effects(means: Floats, sums: Floats, sds: Floats) -> Floats:
    everyone = np.nan_to_num(means) * sums[:, None]
    rest = (sums.sum() - sums)[:, None]
    others = np.divide(everyone.sum(axis=0) - everyone, rest, out=np.full_like(means, np.nan), where=rest > 0)
    return np.asarray(np.divide(means - others, sds, out=np.zeros_like(means), where=sds > 0))


def _separations(means: Floats, pooled: Floats) -> Floats:
    """Every difference of centres in the metric of the pooled covariance, by its generalised inverse."""
    apart = means[:, None] - means
    squares = np.einsum("abi,ij,abj->ab", apart, np.linalg.pinv(pooled, hermitian=True), apart)
    return np.asarray(np.sqrt(np.maximum(squares, 0.0)))
