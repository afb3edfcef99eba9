"""Covariances of a scale's items, of everyone who answered two of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.chunked_sums import pair_sums
from research.stats.moments import CONSTANT_SD, pair_bases

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ScaleCovariance:
    """Weighted covariances of p items.

    Attributes:
        matrix: shape (p, p); not positive definite, maybe, where there are gaps.
        base: effective number of respondents: Kish's, harmonic mean over pairs of items (of a single item, its own).
    """

    matrix: Floats
    base: float

    @property
    def correlations(self) -> Floats:
        """Shape (p, p), from the variances of all who answered an item."""
        spread = np.sqrt(np.diag(self.matrix))
        return np.asarray(self.matrix / np.outer(spread, spread))


def scale_covariance(x: Floats, weights: Floats) -> ScaleCovariance:
    """Covariances of the columns of `x`, shape (n, p), each of those who answered both, with weights of shape (n,).

    R: stats::cov(x, use = "pairwise.complete.obs"), divided by Σw rather than Σw − 1.

    Raises:
        ValueError: no items; an item that nobody answered, or all alike; a pair that nobody answered.
    """
    if x.shape[1] == 0:
        raise ValueError("a scale needs at least one item")
    sums = pair_sums(x, weights)
    if not (sums.weight > 0).all():
        raise ValueError(f"nobody answered both of these columns: {np.argwhere(sums.weight <= 0).tolist()}")
    first = sums.first / sums.weight
    matrix = sums.cross / sums.weight - first * first.T
    constant = np.diag(matrix) < CONSTANT_SD**2
    if constant.any():
        raise ValueError(f"columns in which all answers are alike: {np.flatnonzero(constant).tolist()}")
    return ScaleCovariance((matrix + matrix.T) / 2, _base(pair_bases(x, weights)))


def _base(bases: Floats) -> float:
    pairs = bases[np.triu_indices(len(bases), 1)] if len(bases) > 1 else bases.ravel()
    return float(len(pairs) / (1 / pairs).sum())
