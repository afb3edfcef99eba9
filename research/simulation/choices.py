"""Choices with known probabilities: one of a list, any of a list, the first few of a list."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def choose_one(rng: np.random.Generator, probabilities: Floats) -> Ints:
    """The option 0 … m − 1 that each respondent picks, shape (n,).

    Args:
        probabilities: shape (n, m), non-negative, rows in any proportion.
    """
    edges = np.cumsum(probabilities, axis=1)
    return np.asarray(np.sum(rng.random((len(edges), 1)) * edges[:, -1:] >= edges, axis=1), dtype=np.int64)


def choose_each(rng: np.random.Generator, probabilities: Floats) -> Flags:
    """Which options each respondent ticks, each with its own probability of shape (n, m); shape (n, m)."""
    return np.asarray(rng.random(probabilities.shape) < probabilities)


def choose_several(rng: np.random.Generator, appeal: Floats, counts: Ints, most: int) -> Ints:
    """The first `counts[i]` options that respondent i names, without repeats, −1 beyond; shape (n, most).

    Each option is named next with a probability in proportion to its `appeal`, shape (n, m), among those not yet
    named (Plackett-Luce, drawn with Gumbel noise).
    """
    keys = np.log(appeal) - np.log(-np.log(rng.random(appeal.shape)))
    named = np.argsort(-keys, axis=1)[:, :most]
    return np.asarray(np.where(np.arange(most) < counts[:, None], named, -1))
