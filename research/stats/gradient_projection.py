"""Gradient projection: the rotation that makes a criterion smallest, from several starts at once.

Jennrich (2001) for orthogonal and (2002) for oblique rotation: a step down the slope, projected back onto the rotation
matrices. Step lengths are spectral with a non-monotone line search (Barzilai & Borwein 1988; Birgin, Martínez & Raydan
2000), which takes a fraction of the steps that doubling and halving takes in R's GPArotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from research.stats.rotation_criteria import Criterion

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Integers = NDArray[np.int64]

FLAT = 1e-6
"""A start has arrived where the projected slope is no longer than this; GPArotation stops at 1e-5."""
STEPS = 2000
_HALVINGS = 40
_MEMORY = 6
"""A step must end below the highest of this many earlier values, by this share of the decrease the slope promises:"""
_DECREASE = 1e-4
_ROUNDING = 1e-14
_STEP_BOUNDS = (1e-3, 1e3)


class Surface(Protocol):
    """A set of transformations T, shape (s, k, k), and what they make of loadings A, shape (p, k)."""

    def rotated(self, loadings: Floats, turns: Floats) -> Floats:
        """Rotated loadings, shape (s, p, k)."""

    def projected(self, loadings: Floats, turns: Floats, rotated: Floats, slopes: Floats) -> Floats:
        """The criterion's slope along the surface, shape (s, k, k), from its `slopes` by rotated loading."""

    def nearest(self, matrices: Floats) -> Floats:
        """The transformations nearest to any `matrices`, shape (s, k, k)."""


class Orthogonal:
    """Loadings A T with T'T = I (Jennrich 2001)."""

    def rotated(self, loadings: Floats, turns: Floats) -> Floats:
        return np.asarray(loadings @ turns)

    def projected(self, loadings: Floats, turns: Floats, rotated: Floats, slopes: Floats) -> Floats:
        gradient = loadings.T @ slopes
        inner = _transposed(turns) @ gradient
        return np.asarray(gradient - turns @ (inner + _transposed(inner)) / 2)

    def nearest(self, matrices: Floats) -> Floats:
        left, _, right = np.linalg.svd(matrices)
        return np.asarray(left @ right)


class Oblique:
    """Loadings A (T')⁻¹ with columns of T of length 1; factor correlations are T'T (Jennrich 2002)."""

    def rotated(self, loadings: Floats, turns: Floats) -> Floats:
        return np.asarray(loadings @ _transposed(_inverse(turns)))

    def projected(self, loadings: Floats, turns: Floats, rotated: Floats, slopes: Floats) -> Floats:
        gradient = -_transposed(_transposed(rotated) @ slopes @ _inverse(turns))
        return np.asarray(gradient - turns * (turns * gradient).sum(axis=-2, keepdims=True))

    def nearest(self, matrices: Floats) -> Floats:
        return np.asarray(matrices / np.linalg.norm(matrices, axis=-2, keepdims=True))


@dataclass(frozen=True, slots=True, eq=False)
class Arrivals:
    """Where every start came to.

    Attributes:
        turns: transformations, shape (s, k, k).
        rotated: loadings, shape (s, p, k).
        values: of the criterion, shape (s,).
        arrived: whether the slope is flat there, shape (s,).
    """

    turns: Floats
    rotated: Floats
    values: Floats
    arrived: Flags


def project_gradients(loadings: Floats, starts: Floats, criterion: Criterion, surface: Surface) -> Arrivals:
    """Descend from every one of `starts`, shape (s, k, k), with `loadings`, shape (p, k)."""
    slope = _Slope(loadings, criterion, surface)
    here = slope.at(starts)
    ends, moving = here.only(np.ones(len(starts), dtype=bool)), np.arange(len(starts))
    steps, recent = np.ones(len(starts)), np.full((_MEMORY, len(starts)), -np.inf)
    for i in range(STEPS):
        still = here.steepness > FLAT**2
        ends.put(moving, here)
        moving, here, steps, recent = moving[still], here.only(still), steps[still], recent[:, still]
        if not len(moving):
            break
        recent[i % _MEMORY] = here.values
        there = _search(slope, here, steps, recent.max(axis=0))
        steps = _spectral(there.turns - here.turns, there.gradient - here.gradient)
        here = there
    ends.put(moving, here)
    return Arrivals(ends.turns, ends.rotated, ends.values, ends.steepness <= FLAT**2)


@dataclass(frozen=True, slots=True, eq=False)
class _Points:
    """Several transformations: their loadings, criterion values and projected slopes."""

    turns: Floats
    rotated: Floats
    values: Floats
    gradient: Floats

    @property
    def steepness(self) -> Floats:
        """Squared length of the projected slope, shape (s,)."""
        return np.asarray((self.gradient**2).sum(axis=(-2, -1)))

    def only(self, which: Flags) -> _Points:
        return _Points(self.turns[which], self.rotated[which], self.values[which], self.gradient[which])

    def put(self, where: Integers, others: _Points) -> None:
        self.turns[where], self.rotated[where] = others.turns, others.rotated
        self.values[where], self.gradient[where] = others.values, others.gradient


@dataclass(frozen=True, slots=True, eq=False)
class _Slope:
    """A criterion of these loadings over a surface."""

    loadings: Floats
    criterion: Criterion
    surface: Surface

    def at(self, turns: Floats) -> _Points:
        rotated = self.surface.rotated(self.loadings, turns)
        values, slopes = self.criterion(rotated)
        return _Points(turns, rotated, values, self.surface.projected(self.loadings, turns, rotated, slopes))


def _search(slope: _Slope, here: _Points, steps: Floats, ceiling: Floats) -> _Points:
    """The points that `steps` lead to, each step halved until it ends far enough below `ceiling`."""
    promised = _DECREASE * here.steepness
    for _ in range(_HALVINGS):
        there = slope.at(slope.surface.nearest(here.turns - steps[:, None, None] * here.gradient))
        failed = there.values > ceiling - steps * promised + _ROUNDING * np.abs(ceiling)
        if not failed.any():
            break
        steps = np.where(failed, steps / 2, steps)
    return there


def _spectral(moved: Floats, changed: Floats) -> Floats:
    """Step lengths, shape (s,), from the last move and the change of slope that it brought; 1 where curved upwards."""
    curvature = (moved * changed).sum(axis=(-2, -1))
    curved = curvature > 0
    lengths = (moved**2).sum(axis=(-2, -1)) / np.where(curved, curvature, 1.0)
    return np.where(curved, np.clip(lengths, *_STEP_BOUNDS), 1.0)


def _transposed(matrices: Floats) -> Floats:
    return np.swapaxes(matrices, -1, -2)


def _inverse(matrices: Floats) -> Floats:
    return np.asarray(np.linalg.inv(matrices), dtype=np.float64)
