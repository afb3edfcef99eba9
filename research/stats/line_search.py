"""A step that goes down far enough: the line search of Moré & Thuente (1994, ACM TOMS 20), as MINPACK-2 has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

DECREASE = 1e-3
"""A step must bring this share of the decrease that the first slope promises,"""
CURVATURE = 0.9
"""and leave no more than this share of the slope;"""
NARROW = 0.1
"""or the interval that must hold such a step has shrunk to this share of its upper end."""
EVALUATIONS = 20
_GROWTH, _LEAST_GROWTH = 4.0, 1.1
_SHRINKAGE = 0.66

Profile = Callable[[float], tuple[float, float]]
"""Height and slope at a step."""


@dataclass(slots=True)
class _End:
    """A step that was tried, with the height and the slope there."""

    step: float
    height: float
    slope: float

    def tilted(self, slope: float) -> _End:
        """The same step on the ground less a line through the start of that `slope`."""
        return _End(self.step, self.height - self.step * slope, self.slope - slope)


@dataclass(slots=True)
class _Interval:
    """Steps between which a good one lies: the `best` so far, the `other` end, and whether they bracket a minimum."""

    best: _End
    other: _End
    bracketed: bool
    width: float
    width_before: float

    @property
    def inner(self) -> tuple[float, float]:
        low, high = sorted((self.best.step, self.other.step))
        return low, high


def sufficient_step(profile: Profile, height: float, slope: float, longest: float) -> float | None:
    """A step from 0 to `longest`, first tried at 1, down a ground of `height` and (negative) `slope` at 0.

    Returns:
        None where twenty evaluations found no such step.
    """
    start = _End(0.0, height, slope)
    interval = _Interval(start, start, False, longest, 2 * longest)
    test, stage_one, step = DECREASE * slope, True, 1.0
    low, high = 0.0, 1.0 + _GROWTH
    for _ in range(EVALUATIONS):
        tried = _End(step, *profile(step))
        ceiling = height + step * test
        stage_one = stage_one and not (tried.height <= ceiling and tried.slope >= 0)
        if _is_good(tried, ceiling, slope) or _is_last(interval, tried, (low, high), longest, ceiling, test):
            return step
        tilted = stage_one and ceiling < tried.height <= interval.best.height
        step = _narrowed(interval, tried, test if tilted else 0.0, (low, high))
        low, high = _limits(interval, step)
        step = min(max(step, 0.0), longest)
        if interval.bracketed and (not low < step < high or high - low <= NARROW * high):
            step = interval.best.step
    return None


def _is_good(tried: _End, ceiling: float, slope: float) -> bool:
    return tried.height <= ceiling and abs(tried.slope) <= CURVATURE * -slope


def _is_last(
    interval: _Interval, tried: _End, limits: tuple[float, float], longest: float, ceiling: float, test: float
) -> bool:
    """No better step can be told from this one, or none longer is allowed."""
    low, high = limits
    if interval.bracketed and (not low < tried.step < high or high - low <= NARROW * high):
        return True
    return tried.step == longest and tried.height <= ceiling and tried.slope <= test


def _narrowed(interval: _Interval, tried: _End, tilt: float, limits: tuple[float, float]) -> float:
    """The next step to try; `interval` is narrowed by the one `tried`."""
    best, other, here = (end.tilted(tilt) for end in (interval.best, interval.other, tried))
    step, bracketed = _proposed(best, other, here, interval.bracketed, limits)
    if here.height > best.height:
        interval.other = tried
    else:
        if here.slope * best.slope < 0:
            interval.other = interval.best
        interval.best = tried
    interval.bracketed = bracketed
    if bracketed:
        low, high = interval.inner
        if high - low >= _SHRINKAGE * interval.width_before:
            step = interval.best.step + (interval.other.step - interval.best.step) / 2
        interval.width_before, interval.width = interval.width, high - low
    return step


def _limits(interval: _Interval, step: float) -> tuple[float, float]:
    if interval.bracketed:
        return interval.inner
    best = interval.best.step
    return step + _LEAST_GROWTH * (step - best), step + _GROWTH * (step - best)


def _proposed(best: _End, other: _End, here: _End, bracketed: bool, limits: tuple[float, float]) -> tuple[float, bool]:
    """Minimum of a cubic or a parabola through the ends, and whether the ends bracket one now."""
    turned = here.slope * best.slope < 0
    if here.height > best.height:
        cubic = _cubic(best, here, here.step < best.step)
        secant = best.slope / ((best.height - here.height) / (here.step - best.step) + best.slope) / 2
        parabola = best.step + secant * (here.step - best.step)
        nearer = abs(cubic - best.step) < abs(parabola - best.step)
        return (cubic if nearer else cubic + (parabola - cubic) / 2), True
    if turned:
        cubic, parabola = _cubic(here, best, here.step > best.step), _secant(here, best)
        return (cubic if abs(cubic - here.step) > abs(parabola - here.step) else parabola), True
    if abs(here.slope) < abs(best.slope):
        return _flattening(best, other, here, bracketed, limits), bracketed
    if bracketed:
        return _cubic(here, other, here.step > other.step), True
    return (limits[1] if here.step > best.step else limits[0]), False


def _flattening(best: _End, other: _End, here: _End, bracketed: bool, limits: tuple[float, float]) -> float:
    """The slope has the same sign and is less steep: the cubic may have its minimum beyond, or none."""
    parabola = _secant(here, best)
    cubic = _cubic_beyond(here, best, limits)
    nearer = abs(cubic - here.step) < abs(parabola - here.step)
    if not bracketed:
        return min(max(parabola if nearer else cubic, limits[0]), limits[1])
    step = cubic if nearer else parabola
    furthest = here.step + _SHRINKAGE * (other.step - here.step)
    return min(furthest, step) if here.step > best.step else max(furthest, step)


def _secant(here: _End, best: _End) -> float:
    return here.step + here.slope / (here.slope - best.slope) * (best.step - here.step)


def _cubic(a: _End, b: _End, backwards: bool) -> float:
    """Minimum of the cubic that has the heights and slopes of both ends, seen from `a`."""
    theta, gamma = _coefficients(a, b, backwards)
    return a.step + (gamma - a.slope + theta) / (gamma - a.slope + gamma + b.slope) * (b.step - a.step)


def _cubic_beyond(here: _End, best: _End, limits: tuple[float, float]) -> float:
    theta, gamma = _coefficients(here, best, here.step > best.step)
    ratio = (gamma - here.slope + theta) / (gamma + (best.slope - here.slope) + gamma)
    if ratio < 0 and gamma != 0:
        return here.step + ratio * (best.step - here.step)
    return limits[1] if here.step > best.step else limits[0]


def _coefficients(a: _End, b: _End, negative: bool) -> tuple[float, float]:
    theta = 3 * (a.height - b.height) / (b.step - a.step) + a.slope + b.slope
    scale = max(abs(theta), abs(a.slope), abs(b.slope))
    gamma = scale * float(np.sqrt(max(0.0, (theta / scale) ** 2 - a.slope / scale * (b.slope / scale))))
    return theta, -gamma if negative else gamma
