"""Maximum likelihood by Fisher scoring, damped (Levenberg 1944; Marquardt 1963), within bounds (Bertsekas 1982)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_STEEP = 1e-7
"""The search ends where no slope is steeper; χ² of n respondents is then right to about n · 1e-14."""
_FLAT = 1e-5
"""A slope that rounding keeps above `_STEEP` but below this is a minimum all the same."""
_STEPS = 200
_SOFTEST, _STIFFEST = 1e-4, 1e10


@dataclass(frozen=True, slots=True, eq=False)
class Minimum:
    """Where the search ended.

    Attributes:
        values: of the parameters, shape (m,).
        bounded: parameters held by their bound, shape (m,).
        converged: no free parameter has a slope left.
    """

    values: Floats
    bounded: Flags
    converged: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """A point of the search, its height, and what the ground looks like there."""

    values: Floats
    height: float
    gradient: Floats
    information: Floats
    bounded: Flags

    @property
    def steepness(self) -> float:
        return float(np.abs(self.gradient[~self.bounded]).max(initial=0.0))

    def step(self, damping: float) -> Floats:
        """Scoring step of the parameters that no bound holds; of least length where several are as good."""
        free = ~self.bounded
        stiff = self.information[np.ix_(free, free)]
        stiff = stiff + damping * np.diag(np.diag(stiff))
        step = np.zeros_like(self.values)
        try:
            step[free] = -np.linalg.solve(stiff, self.gradient[free])
        except np.linalg.LinAlgError:
            step[free] = -np.linalg.lstsq(stiff, self.gradient[free], rcond=None)[0]
        return step


def minimise(
    value: Callable[[Floats], float],
    derivatives: Callable[[Floats], tuple[Floats, Floats]],
    start: Floats,
    lower: Floats,
) -> Minimum:
    """Least `value` from `start`, every parameter at or above `lower`, all of shape (m,).

    Args:
        value: infinite where the parameters make no model; finite at `start`.
        derivatives: gradient, shape (m,), and expected second derivatives, shape (m, m).
    """
    values, height, damping = start, value(start), 0.0
    for _ in range(_STEPS):
        gradient, information = derivatives(values)
        place = _Place(values, height, gradient, information, (values <= lower) & (gradient > 0))
        if place.steepness < _STEEP:
            return Minimum(values, place.bounded, True)
        values, height, damping = _descent(value, place, lower, damping)
        if damping > _STIFFEST:
            return Minimum(values, place.bounded, place.steepness < _FLAT)
    return Minimum(values, values <= lower, False)


def _descent(
    value: Callable[[Floats], float], place: _Place, lower: Floats, damping: float
) -> tuple[Floats, float, float]:
    """The next lower point, its height, and the damping to go on with; above `_STIFFEST` there is none."""
    while damping <= _STIFFEST:
        values = np.maximum(place.values + place.step(damping), lower)
        height = value(values)
        if height < place.height:
            return values, height, damping / 10 if damping > _SOFTEST else 0.0
        damping = max(damping * 10, _SOFTEST)
    return place.values, place.height, damping
