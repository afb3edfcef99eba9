"""How big segments are, with intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.agreement import Labels
from research.stats.moments import effective_n
from research.stats.proportions import wilson_interval

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class SegmentSizes:
    """Weighted shares and their intervals, each of shape (k,); NaN where nobody has a weight."""

    shares: Floats
    low: Floats
    high: Floats


def segment_sizes(labels: Labels, weights: Floats, k: int, level: float = 95.0) -> SegmentSizes:
    """Shares of segments 0 … k − 1, each with Wilson's interval on Kish's effective base of all who were placed.

    Args:
        labels: shape (n,); weights: shape (n,).
        level: confidence in per cent, of one segment at a time.
    """
    held = np.bincount(labels, weights, k).astype(np.float64)
    base = effective_n(weights)
    shares = held / held.sum() if base > 0 else np.full(k, np.nan)
    low, high = wilson_interval(shares, base, level)
    return SegmentSizes(shares, low, high)


def simultaneous_level(k: int, level: float = 95.0) -> float:
    """The `level` for `segment_sizes` at which all k intervals hold together: 100 − (100 − level) / k.

    Wilson's interval at that level is that of Goodman (1965, On simultaneous confidence intervals for multinomial
    proportions); `DescTools::MultinomCI(method = "goodman")` in R.
    """
    return 100.0 - (100.0 - level) / k
