"""Is what was found more than chance: figures of the data beside those of data that hold nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SMALLEST_SPREAD = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Excess:
    """A curve of figures, such as one per number of segments, beside the same curve of null data.

    Attributes:
        excess: observed less the mean of the null curves, shape (points,).
        strength: the same in standard deviations of the null curves, shape (points,).
        p: probability that null data alone show a point as far above the others' as the farthest of the data.
    """

    excess: Floats
    strength: Floats
    p: float


def excess_over(observed: Floats, null: Floats) -> Excess:
    """How far the curve `observed`, shape (points,), lies above the curves `null`, shape (draws, points).

    The test is by the largest standardised point of a curve, so that looking at many points costs nothing (Westfall &
    Young 1993; the step-down's first step). Every curve, the observed one too, is standardised by the mean and standard
    deviation of all: that makes them exchangeable where the data are one more null draw, and p = (1 + draws at least as
    far out) / (1 + draws) exact (Davison & Hinkley 1997, section 4.2).

    Raises:
        ValueError: fewer than two null curves.
    """
    if len(null) < 2:
        raise ValueError(f"a spread needs two null curves or more, not {len(null)}")
    every = np.vstack([observed, null])
    spread = np.maximum(every.std(axis=0, ddof=1), SMALLEST_SPREAD)
    farthest = ((every - every.mean(axis=0)) / spread).max(axis=1)
    p = float((farthest >= farthest[0] - SMALLEST_SPREAD).mean())
    excess = observed - null.mean(axis=0)
    return Excess(excess, excess / np.maximum(null.std(axis=0, ddof=1), SMALLEST_SPREAD), p)
