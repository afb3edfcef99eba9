"""Does each segment come back: Jaccard's coefficient with the segments of resamples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.agreement import Labels, cross_table

Floats = NDArray[np.float64]

DISSOLVED, DOUBTFUL, VALID, HIGHLY_STABLE = 0.5, 0.6, 0.75, 0.85
"""Jaccard coefficients: up to the first a segment is gone in a resample; means below the second should not be trusted,
from the third on a segment is valid, from the last on highly stable (Hennig 2007; `fpc::clusterboot` in R)."""


@dataclass(frozen=True, slots=True, eq=False)
class SegmentStability:
    """How each segment fares in resamples.

    Attributes:
        jaccard: of every resample and segment, shape (resamples, k): with the most alike segment of the resample.
    """

    jaccard: Floats

    @property
    def mean(self) -> Floats:
        """Mean per segment, shape (k,)."""
        return np.asarray(self.jaccard.mean(axis=0))

    @property
    def dissolved(self) -> Floats:
        """Share of the resamples in which the segment is gone, shape (k,)."""
        return np.asarray((self.jaccard <= DISSOLVED).mean(axis=0))


def best_jaccard(a: Labels, b: Labels, weights: Floats | None = None) -> Floats:
    """For every segment 0 … k − 1 of `a`, the largest Jaccard coefficient with a segment of `b`; shape (k,).

    |A ∩ B| ÷ |A ∪ B|, with respondents counted by their `weights`, shape (n,). R: fpc::clujaccard.
    """
    both = cross_table(a, b, weights)
    either = both.sum(axis=1, keepdims=True) + both.sum(axis=0) - both
    return np.asarray(np.divide(both, either, out=np.zeros_like(both), where=either > 0).max(axis=1))


def found_again(labels: Labels, partition: Labels, drawn: Floats, weights: Floats | None = None) -> Floats:
    """Jaccard coefficients of the segments `labels` with those of a `partition` of a resample; shape (k,).

    As `fpc::clusterboot(bootmethod = "boot")` compares: on the respondents that were drawn, each once. `drawn` says how
    often each was, shape (n,); a segment of whom nobody was drawn is gone, 0.
    """
    there = drawn > 0
    jaccard = best_jaccard(labels[there], partition[there], None if weights is None else weights[there])
    return np.pad(jaccard, (0, int(labels.max()) + 1 - len(jaccard)))
