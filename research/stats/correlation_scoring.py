"""Maximum-likelihood correlations by Fisher scoring, many at once, each inside its own bracket."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Slopes = Callable[[Floats, Ints], tuple[Floats, Floats]]
"""Slope of the log-likelihood and expected information at these correlations of the pairs with these numbers."""

BOUND = 0.9999
"""Where a search for a perfect correlation ends (R: polycor's maxcor)."""
START = 0.9
TOLERANCE = 1e-10
_SCORING_STEPS = 25
_STEPS = 80
"""Bisection alone needs 35 for the tolerance."""


def scored_correlations(slopes: Slopes, start: Floats) -> Floats:
    """The correlation at which each pair's likelihood is greatest, between −BOUND and BOUND; shape (m,).

    The sign of every slope narrows the bracket around its root. A step that leaves the bracket is replaced by its
    middle, and so are all steps after the first few, so that the search always ends. Searches that have ended drop out.

    Args:
        start: first guesses, shape (m,); taken from −START to START.
    """
    rho = np.clip(start, -START, START)
    low, high = np.full_like(rho, -BOUND), np.full_like(rho, BOUND)
    active = np.arange(len(rho))
    for step in range(_STEPS):
        at = rho[active]
        slope, information = slopes(at, active)
        low[active] = np.where(slope > 0, at, low[active])
        high[active] = np.where(slope > 0, high[active], at)
        proposed = at + slope / np.maximum(information, np.finfo(np.float64).tiny)
        inside = (proposed > low[active]) & (proposed < high[active]) & (step < _SCORING_STEPS)
        rho[active] = np.where(inside, proposed, (low[active] + high[active]) / 2)
        active = active[np.abs(rho[active] - at) > TOLERANCE]
        if active.size == 0:
            break
    return rho


def at_bound(rho: Floats) -> int:
    """How many correlations ran into the bound, so that no likelihood held them back."""
    return int((np.abs(rho) > BOUND - 1e3 * TOLERANCE).sum())
