"""Careless respondents: one answer down the grid, or any answer anywhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def straight_line(rng: np.random.Generator, answers: Ints, who: Flags, points: int) -> Ints:
    """`answers`, shape (n, p), in which each of `who`, shape (n,), gives one answer of 1 … `points` throughout."""
    changed = answers.copy()
    changed[who] = rng.integers(1, points + 1, size=(int(who.sum()), 1))
    return changed


def answer_at_random(rng: np.random.Generator, answers: Ints, who: Flags, points: int) -> Ints:
    """`answers`, shape (n, p), in which each of `who`, shape (n,), picks any of 1 … `points` for every item."""
    changed = answers.copy()
    changed[who] = rng.integers(1, points + 1, size=(int(who.sum()), answers.shape[1]))
    return changed
