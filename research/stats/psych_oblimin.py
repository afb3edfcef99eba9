"""Varimax, then oblimin, step by step as psych::omega has it: stats::varimax, then GPArotation::oblimin from there.

On a few items oblimin is so flat that where R stops, at a slope of 1e-5, and where it is lowest differ in the fourth
digit of omega. `rotate` goes to the lowest point, from many starts; this goes where R goes, for many solutions at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.gradient_projection import Oblique
from research.stats.rotation import kaiser_lengths
from research.stats.rotation_criteria import quartimin

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

STEPS = 1000
FLAT = 1e-5
"""GPArotation's maxit and eps; the latter is stats::varimax's as well."""
_TRIES = 11
_OBLIQUE = Oblique()


def psych_oblimin(loadings: Floats, steps: int = STEPS) -> tuple[Floats, Floats]:
    """Pattern, shape (s, p, k), and factor correlations, shape (s, k, k), of `loadings`, shape (s, p, k), k from 2.

    R: GPArotation::oblimin (Jennrich 2002; Bernaards & Jennrich 2005) of psych::fa(rotate = "varimax").
    """
    loadings = _varimax(loadings)
    here = _Point.at(loadings, np.broadcast_to(np.eye(loadings.shape[2]), (len(loadings), *2 * loadings.shape[2:])))
    turns, lengths = here.turns.copy(), np.ones(len(loadings))
    moving = np.arange(len(loadings))
    for _ in range(steps):
        steep = here.steepness > FLAT
        turns[moving[~steep]] = here.turns[~steep]
        moving, lengths, here = moving[steep], lengths[steep], here.chosen(steep)
        if not len(moving):
            break
        here, lengths = _step(loadings[moving], here, 2 * lengths)
    turns[moving] = here.turns
    return _OBLIQUE.rotated(loadings, turns), np.swapaxes(turns, -1, -2) @ turns


@dataclass(frozen=True, slots=True, eq=False)
class _Point:
    """Transformations with the criterion's value and its slope along the surface."""

    turns: Floats
    values: Floats
    gradient: Floats

    @classmethod
    def at(cls, loadings: Floats, turns: Floats) -> _Point:
        rotated = _OBLIQUE.rotated(loadings, turns)
        values, slopes = quartimin(rotated)
        return cls(turns, values, _OBLIQUE.projected(loadings, turns, rotated, slopes))

    @property
    def steepness(self) -> Floats:
        return np.asarray(np.sqrt((self.gradient**2).sum(axis=(-2, -1))))

    def chosen(self, which: Flags) -> _Point:
        return _Point(self.turns[which], self.values[which], self.gradient[which])


def _step(loadings: Floats, here: _Point, lengths: Floats) -> tuple[_Point, Floats]:
    """Downhill by `lengths`, shape (s,), each halved until half of the promised decrease has come."""
    for _ in range(_TRIES):
        turns = _OBLIQUE.nearest(here.turns - lengths[:, None, None] * here.gradient)
        values = quartimin(_OBLIQUE.rotated(loadings, turns))[0]
        short = here.values - values <= here.steepness**2 * lengths / 2
        if not short.any():
            break
        lengths = np.where(short, lengths / 2, lengths)
    return _Point.at(loadings, turns), lengths


def _varimax(loadings: Floats) -> Floats:
    """R: stats::varimax, Kaiser-normalised, of every solution (Kaiser 1958), shape (s, p, k)."""
    lengths = np.stack([kaiser_lengths(one) for one in loadings])[:, :, None]
    normal = loadings / lengths
    turned, moving = normal.copy(), np.arange(len(loadings))
    sums = np.zeros(len(loadings))
    for _ in range(STEPS):
        here = turned[moving]
        pull = here**3 - here * (here**2).mean(axis=1, keepdims=True)
        left, strengths, right = np.linalg.svd(np.swapaxes(normal[moving], -1, -2) @ pull)
        turned[moving] = normal[moving] @ (left @ right)
        before, sums = sums, strengths.sum(axis=-1)
        going = sums >= before * (1 + FLAT)
        moving, sums = moving[going], sums[going]
        if not len(moving):
            break
    return np.asarray(turned * lengths)
