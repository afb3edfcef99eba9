"""Answers to scale items: true scores through loadings, cut at thresholds, with a response style on top."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def simple_structure(owners: Sequence[int | None], loadings: ArrayLike, factors: int) -> Floats:
    """Loadings of items that each belong to one factor, shape (len(owners), factors).

    Args:
        owners: factor 0 … `factors` − 1 per item, None for an item that belongs nowhere.
        loadings: of each item on its factor, or one for all; negative for reversed items.
    """
    sizes = np.broadcast_to(np.asarray(loadings, dtype=np.float64), len(owners))
    pattern = np.zeros((len(owners), factors))
    for item, owner in enumerate(owners):
        if owner is not None:
            pattern[item, owner] = sizes[item]
    return pattern


def even_thresholds(points: int, easiness: ArrayLike, reach: float = 1.5) -> Floats:
    """Thresholds of `points`-point items, evenly from −`reach` to `reach`, shape (items, points − 1).

    Args:
        easiness: per item, shape (items,): how far answers lie above the middle, in standard deviations.
    """
    even = np.linspace(-reach, reach, points - 1)
    return np.asarray(even - np.asarray(easiness, dtype=np.float64)[:, None])


def acquiescence(rng: np.random.Generator, n: int, sd: float) -> Floats:
    """How far each respondent agrees with everything, whatever it says: normal with `sd`, shape (n,)."""
    return rng.standard_normal(n) * sd


def ordinal_items(
    rng: np.random.Generator,
    scores: Floats,
    loadings: Floats,
    thresholds: Floats,
    style: ArrayLike = 0.0,
) -> Ints:
    """Answers 1 … points, shape (n, p): the common factor model cut at thresholds (Muthén 1984).

    Args:
        scores: shape (n, f), factors of variance one.
        loadings: shape (p, f); the unique part of an item has variance 1 − Σ loadings².
        thresholds: shape (p, points − 1), ascending.
        style: shape (n,), added to every answer of a respondent before it is cut.

    Raises:
        ValueError: an item's squared loadings sum to more than one.
    """
    unique = 1.0 - np.sum(loadings**2, axis=1)
    if (unique < 0).any():
        raise ValueError(f"items {np.flatnonzero(unique < 0).tolist()} have a communality above one")
    noise = rng.standard_normal((scores.shape[0], loadings.shape[0])) * np.sqrt(unique)
    latent = scores @ loadings.T + noise + np.broadcast_to(style, scores.shape[0])[:, None]
    return np.asarray(1 + np.sum(latent[:, :, None] > thresholds, axis=2), dtype=np.int64)
