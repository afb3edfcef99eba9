"""One factor of many correlation matrices at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST = 0.995**0.5
"""Loadings are bounded where uniquenesses are 0.005, as in R's psych::fa."""
SETTLED = 1e-7
_ROUNDS = 200
_DAMPING = 1e-3


def one_factor_loadings(correlations: Floats, axes: Floats) -> Floats:
    """Loadings l that come nearest to each matrix off its diagonal, min Σ (r_ij − l_i l_j)²; shape (m, p).

    The minimum residual solution (Harman & Jones 1966; R: psych::fa(R, 1, fm = "minres")), found by damped Newton
    steps (Levenberg 1944) from the leading axis. Near unrelated items there are several minima: as in R, the one
    nearest to the axis counts.

    Args:
        correlations: shape (m, p, p), p at least 3.
        axes: the leading eigenvector of each, shape (m, p).

    Raises:
        ValueError: fewer than three items, whose loadings no correlations determine.
    """
    if correlations.shape[-1] < 3:
        raise ValueError(f"one factor needs at least three items, not {correlations.shape[-1]}")
    hollow = correlations * (1 - np.eye(correlations.shape[-1]))
    loadings = _scaled(hollow, axes)
    damping = np.full(len(hollow), _DAMPING)
    searching = np.arange(len(hollow))
    for _ in range(_ROUNDS):
        here, matrices = loadings[searching], hollow[searching]
        there = _newton(matrices, here, damping[searching])
        better = _misfit(matrices, there) <= _misfit(matrices, here)
        loadings[searching[better]] = there[better]
        damping[searching] *= np.where(better, 0.1, 10.0)
        searching = searching[~(better & (np.abs(there - here).max(axis=1) < SETTLED))]
        if len(searching) == 0:
            break
    return loadings


def _scaled(hollow: Floats, axes: Floats) -> Floats:
    """`axes` at the length that fits best."""
    pairs = (axes**2).sum(axis=1) ** 2 - (axes**4).sum(axis=1)
    squared = (axes * _times(hollow, axes)).sum(axis=1) / np.maximum(pairs, SETTLED)
    return np.asarray(np.clip(axes * np.sqrt(np.maximum(squared, SETTLED))[:, None], -MOST, MOST))


def _newton(hollow: Floats, loadings: Floats, damping: Floats) -> Floats:
    """Loadings after one step; those that press against their bound stay there."""
    others = (loadings**2).sum(axis=1, keepdims=True) - loadings**2
    slopes = loadings * others - _times(hollow, loadings)
    held = (np.abs(loadings) >= MOST) & (slopes * loadings < 0)
    curvature = 2 * loadings[:, :, None] * loadings[:, None, :] - hollow
    curvature[held] = 0.0
    curvature.transpose(0, 2, 1)[held] = 0.0
    diagonal = np.arange(loadings.shape[1])
    curvature[:, diagonal, diagonal] = others + damping[:, None] * others.mean(axis=1, keepdims=True)
    steps = np.linalg.solve(curvature, np.where(held, 0.0, slopes)[:, :, None])[:, :, 0]
    return np.asarray(np.clip(loadings - steps, -MOST, MOST))


def _misfit(hollow: Floats, loadings: Floats) -> Floats:
    """Half the sum of squared residuals, up to a constant of the matrix."""
    squares = loadings**2
    return np.asarray(
        (squares.sum(axis=1) ** 2 - (squares**2).sum(axis=1)) / 2 - (loadings * _times(hollow, loadings)).sum(axis=1)
    )


def _times(matrices: Floats, vectors: Floats) -> Floats:
    return np.asarray((matrices @ vectors[:, :, None])[:, :, 0])
