"""How large a difference is, whatever its unit: two shares, or a mean from another."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def cohens_h(share_1: ArrayLike, share_2: ArrayLike) -> Floats:
    """2 arcsin √p₁ − 2 arcsin √p₂ (Cohen 1988, chapter 6; R: `pwr::ES.h`), broadcast; .2 is small, .5 medium."""
    p, q = (np.asarray(share, dtype=np.float64) for share in (share_1, share_2))
    return np.asarray(2.0 * np.arcsin(np.sqrt(p)) - 2.0 * np.arcsin(np.sqrt(q)), dtype=np.float64)


def standardised_difference(mean_1: ArrayLike, mean_2: ArrayLike, sd: ArrayLike) -> Floats:
    """(m₁ − m₂) / sd (Cohen's d with a given standard deviation; 1988, chapter 2), NaN where sd is 0; broadcast."""
    apart, spread = np.broadcast_arrays(np.subtract(mean_1, mean_2), np.asarray(sd, dtype=np.float64))
    return np.asarray(np.divide(apart, spread, out=np.full(spread.shape, np.nan), where=spread > 0), dtype=np.float64)
