"""Omega in resampled correlations: how far it would have been from what it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.discrepancy import LEAST_UNIQUENESS
from research.stats.extraction import SINGULAR
from research.stats.omega import Omega, common_share, general_share, one_factor_share, shared_equally
from research.stats.psych_minres import first_uniquenesses
from research.stats.psych_oblimin import psych_oblimin

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

ROUNDS = 300
SETTLED = 1e-5
"""Uniquenesses have settled where none changes by more; sampling moves them by a hundred times as much."""
ROTATION_STEPS = 200
_LENGTHS = (1.0, 100.0)


@dataclass(frozen=True, slots=True, eq=False)
class OmegaDraws:
    """Omegas of resamples, each of shape (usable resamples,)."""

    total: Floats
    hierarchical: Floats
    one_factor: Floats


def omega_draws(resamples: Floats, found: Omega) -> OmegaDraws:
    """Omegas of `resamples`, shape (s, p, p), with the keys and the number of group factors of the sample's.

    The same steps as `omega`, all resamples at once; the searches go down by the slope alone, and end sooner. Resamples
    with gaps, or in which an item is determined by the others, are left out.
    """
    keyed = resamples[_usable(resamples)] * np.outer(found.keys, found.keys)
    one = _upright(stacked_minres(keyed, 1)[:, :, 0])
    if found.group_factors == 1:
        return OmegaDraws(common_share(keyed, one**2), np.full(len(keyed), np.nan), one_factor_share(one))
    loadings = stacked_minres(keyed, found.group_factors)
    pattern, phi = psych_oblimin(loadings, ROTATION_STEPS)
    second_order = shared_equally(phi) if found.group_factors == 2 else stacked_minres(phi, 1)[:, :, 0]
    general = (pattern @ second_order[:, :, None])[:, :, 0]
    total = common_share(keyed, (loadings**2).sum(axis=2))
    return OmegaDraws(total, general_share(keyed, general), one_factor_share(one))


def stacked_minres(correlations: Floats, k: int) -> Floats:
    """Unrotated minres loadings of every matrix, shape (s, p, k), of `correlations`, shape (s, p, p).

    Down the slope of the squared residuals from squared multiple correlations, in spectral steps (Barzilai & Borwein
    1988) from bound to bound.
    """
    uniquenesses = np.clip(first_uniquenesses(correlations), LEAST_UNIQUENESS, 1.0)
    moving, lengths = np.arange(len(correlations)), np.ones(len(correlations))
    x, slopes = uniquenesses.copy(), _slopes(correlations, uniquenesses, k)
    for _ in range(ROUNDS):
        after = np.clip(x - lengths[:, None] * slopes, LEAST_UNIQUENESS, 1.0)
        uniquenesses[moving] = after
        going = np.asarray(np.abs(after - x).max(axis=1) > SETTLED)
        moving, move = moving[going], (after - x)[going]
        if not len(moving):
            break
        x, before = after[going], slopes[going]
        slopes = _slopes(correlations[moving], x, k)
        lengths = _spectral(move, slopes - before)
    return _axes(correlations, uniquenesses, k)


def _usable(resamples: Floats) -> Flags:
    whole = np.asarray(np.isfinite(resamples).all(axis=(1, 2)))
    smallest = np.linalg.eigvalsh(np.where(whole[:, None, None], resamples, np.eye(resamples.shape[1])))[:, 0]
    return np.asarray(whole & (smallest > SINGULAR))


def _upright(loadings: Floats) -> Floats:
    return np.asarray(loadings * np.where(loadings.sum(axis=1, keepdims=True) < 0, -1.0, 1.0))


def _axes(correlations: Floats, uniquenesses: Floats, k: int) -> Floats:
    reduced = correlations - uniquenesses[:, :, None] * np.eye(correlations.shape[1])
    values, vectors = np.linalg.eigh(reduced)
    return np.asarray(vectors[:, :, -k:] * np.sqrt(np.maximum(values[:, None, -k:], 0.0)))


def _slopes(correlations: Floats, uniquenesses: Floats, k: int) -> Floats:
    return np.asarray((_axes(correlations, uniquenesses, k) ** 2).sum(axis=2) + uniquenesses - 1)


def _spectral(moved: Floats, changed: Floats) -> Floats:
    curvature = (moved * changed).sum(axis=1)
    lengths = np.divide((moved**2).sum(axis=1), curvature, out=np.ones(len(moved)), where=curvature > 0)
    return np.asarray(np.clip(lengths, *_LENGTHS))
