"""What a rotation makes small: criteria of simple structure, with their slopes.

Each takes loadings of several candidates, shape (s, p, k), and gives their values, shape (s,), and the derivatives by
every loading, shape (s, p, k). R: the vgQ functions of GPArotation (Bernaards & Jennrich 2005).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Criterion = Callable[[Floats], tuple[Floats, Floats]]

GEOMIN_EPSILON = 0.01
"""Added to squared loadings, so that one loading of zero does not settle a whole item (Browne 2001)."""


def quartimin(loadings: Floats) -> tuple[Floats, Floats]:
    """Σ λ²ᵢⱼ λ²ᵢₘ over pairs of factors j ≠ m, ÷ 4 (Carroll 1953): direct oblimin with gamma 0."""
    squares = loadings**2
    others = squares.sum(axis=-1, keepdims=True) - squares
    return (squares * others).sum(axis=(-2, -1)) / 4, loadings * others


def varimax(loadings: Floats) -> tuple[Floats, Floats]:
    """Minus the variance of the squared loadings within factors, × p/4 (Kaiser 1958)."""
    squares = loadings**2
    deviations = squares - squares.mean(axis=-2, keepdims=True)
    return -(deviations**2).sum(axis=(-2, -1)) / 4, -loadings * deviations


def geomin(loadings: Floats) -> tuple[Floats, Floats]:
    """Σ over items of the geometric mean of λ² + ε over factors (Yates 1987; Browne 2001)."""
    k = loadings.shape[-1]
    squares = loadings**2 + GEOMIN_EPSILON
    means = squares.prod(axis=-1, keepdims=True) ** (1 / k)
    return means.sum(axis=(-2, -1)), loadings / squares * (2 / k * means)


def biquartimin(loadings: Floats) -> tuple[Floats, Floats]:
    """Quartimin of all factors but the first, on which every item may load (Jennrich & Bentler 2011)."""
    values, slopes = quartimin(loadings[..., 1:])
    return values, np.concatenate([np.zeros_like(loadings[..., :1]), slopes], axis=-1)
