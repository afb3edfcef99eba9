"""L-BFGS-B as first published: the least value of a function of few variables within bounds.

Byrd, Lu, Nocedal & Zhu (1995, SIAM J. Sci. Comput. 16), which R's `optim` runs; SciPy runs the revision of 2011, whose
steps differ once a bound is met. The two end at one place wherever the function has one minimum. Where it has many, as
when more factors are asked for than the items determine, or where slope and value part at a bound, as in R's psych
when a communality meets one, the place is where the search ends, and agreement with R takes R's search. Few variables
allow the approximate second derivatives to stand as a matrix, which makes the method short.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.line_search import sufficient_step

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Function = Callable[[Floats], tuple[float, Floats]]
"""Value and slopes, shape (n,), at a point of shape (n,)."""

MEMORY = 5
STEPS = 100
SETTLED = 1e7 * np.finfo(np.float64).eps
"""The search ends where a step brings a smaller share of the value: R's `factr` of 1e7."""
_FREE = 1e10
_ROUNDING = np.finfo(np.float64).eps


@dataclass(frozen=True, slots=True, eq=False)
class _Point:
    x: Floats
    value: float
    slopes: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Box:
    lower: Floats
    upper: Floats

    def reach(self, x: Floats, direction: Floats) -> Floats:
        """How many times `direction` leads from `x` to a bound, per variable; infinite where it does not move."""
        room = np.where(direction < 0, self.lower - x, self.upper - x)
        return np.divide(room, direction, out=np.full_like(x, np.inf), where=direction != 0)


def minimise_within(function: Function, start: Floats, lower: Floats, upper: Floats) -> Floats:
    """Where the search from `start` ends; all of shape (n,). R: optim(method = "L-BFGS-B"), its defaults."""
    box = _Box(lower, upper)
    x = np.clip(start, lower, upper)
    here, moves, first = _Point(x, *function(x)), _Moves((), ()), True
    for _ in range(STEPS):
        there = _step(function, here, moves, box, first)
        if there is None and not moves.steps:
            break
        if there is None:
            moves = _Moves((), ())
            continue
        if here.value - there.value <= SETTLED * max(abs(here.value), abs(there.value), 1.0):
            return there.x
        here, moves, first = there, moves.after(here, there), False
    return here.x


@dataclass(frozen=True, slots=True)
class _Moves:
    """The last steps and the changes of slope that they brought, each of shape (n,), oldest first."""

    steps: tuple[Floats, ...]
    changes: tuple[Floats, ...]

    def after(self, here: _Point, there: _Point) -> _Moves:
        """With one more, unless the ground curves downwards along it."""
        step, change = there.x - here.x, there.slopes - here.slopes
        if step @ change <= _ROUNDING * -(step @ here.slopes):
            return self
        return _Moves((*self.steps, step)[-MEMORY:], (*self.changes, change)[-MEMORY:])

    def curvature(self, n: int) -> Floats:
        """Approximate second derivatives, shape (n, n): θI − W M W' (Byrd, Nocedal & Schnabel 1994)."""
        if not self.steps:
            return np.eye(n)
        s, y = np.array(self.steps).T, np.array(self.changes).T
        products = s.T @ y
        theta = float(y[:, -1] @ y[:, -1]) / products[-1, -1]
        wide = np.hstack([y, theta * s])
        lower = np.tril(products, -1)
        middle = np.block([[-np.diag(np.diag(products)), lower.T], [lower, theta * (s.T @ s)]])
        return np.asarray(theta * np.eye(n) - wide @ np.linalg.solve(middle, wide.T))


def _step(function: Function, here: _Point, moves: _Moves, box: _Box, first: bool) -> _Point | None:
    """The next point; None where the line search finds none."""
    curvature = moves.curvature(len(here.x))
    target, free = _cauchy_point(here, curvature, box)
    if moves.steps and free.any():
        target = _within_face(here, target, free, curvature, box)
    direction = target - here.x
    slope = float(here.slopes @ direction)
    if slope >= 0:
        return None
    longest = 1.0 if first else min(_FREE, float(box.reach(here.x, direction).min()))
    trail = [here]

    def profile(step: float) -> tuple[float, float]:
        x = target if step == 1 else here.x + step * direction
        trail.append(_Point(x, *function(x)))
        return trail[-1].value, float(trail[-1].slopes @ direction)

    return None if sufficient_step(profile, here.value, slope, longest) is None else trail[-1]


def _cauchy_point(here: _Point, curvature: Floats, box: _Box) -> tuple[Floats, Flags]:
    """The first minimum of the quadratic model down the slope bent at the bounds; which variables are off theirs."""
    direction = -here.slopes
    reach = box.reach(here.x, direction)
    direction = np.where(reach <= 0, 0.0, direction)
    moving, x, gone = direction.copy(), here.x.copy(), 0.0
    for i in np.argsort(reach, kind="stable"):
        if not moving.any():
            break
        bend = moving @ curvature @ moving
        ahead = float(-(here.slopes @ moving + moving @ curvature @ (x - here.x)) / bend)
        if ahead < reach[i] - gone:
            x = x + max(ahead, 0.0) * moving
            break
        if moving[i] != 0:
            x = x + (reach[i] - gone) * moving
            x[i] = box.upper[i] if moving[i] > 0 else box.lower[i]
            moving[i], gone = 0.0, float(reach[i])
    return x, moving != 0


def _within_face(here: _Point, cauchy: Floats, free: Flags, curvature: Floats, box: _Box) -> Floats:
    """From the Cauchy point on to the minimum of the quadratic model over the free variables, or to the first bound."""
    slopes = (here.slopes + curvature @ (cauchy - here.x))[free]
    newton = np.zeros_like(cauchy)
    newton[free] = -np.linalg.solve(curvature[np.ix_(free, free)], slopes)
    reach = box.reach(cauchy, newton)
    stop = int(reach.argmin())
    if reach[stop] >= 1:
        return np.asarray(cauchy + newton)
    target = cauchy + reach[stop] * newton
    target[stop] = box.upper[stop] if newton[stop] > 0 else box.lower[stop]
    return np.asarray(target)
