"""The elbow of the scree plot, by figures instead of by eye."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def acceleration_factor(eigenvalues: Floats) -> int:
    """How many eigenvalues come before the sharpest bend, that is the largest second difference.

    Raîche, Walls, Magis, Riopel & Blais 2013, Methodology 9; R: nFactors::nScree, naf. As there, only bends that follow
    an eigenvalue of one or more count. It tells where one factor dominates, and says one for most batteries.

    Args:
        eigenvalues: of correlations, descending, shape (p,), p at least 3.
    """
    bends = np.diff(eigenvalues, 2)
    counted = np.where(eigenvalues[:-2] >= 1.0, bends, -np.inf)
    return int(np.argmax(counted)) + 1
