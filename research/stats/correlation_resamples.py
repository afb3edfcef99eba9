"""Correlations as other samples of respondents would have given them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from research.stats.moments import means

Floats = NDArray[np.float64]

DRAWS = 200
BLOCKS = 500
"""More respondents are drawn in this many blocks, put together at random: what a draw costs stops growing with them."""


def bootstrap_correlations(x: Floats, weights: Floats, rng: np.random.Generator, draws: int = DRAWS) -> Floats:
    """Pearson correlations of bootstrap samples of respondents, shape (draws, p, p).

    Respondents are drawn with their weights (Efron 1979); nothing is assumed of how answers are distributed. Every
    correlation rests on those who answered both items; it is NaN where a sample has none such, or all alike.

    Args:
        x: answers, shape (n, p), NaN for none.
        weights: shape (n,).

    Raises:
        ValueError: fewer than two respondents.
    """
    if len(x) < 2:
        raise ValueError(f"a bootstrap needs at least two respondents, not {len(x)}")
    sums = _block_sums(x - means(x, weights), weights, rng)
    blocks, p = sums.shape[1], x.shape[1]
    counts = rng.multinomial(blocks, np.full(blocks, 1 / blocks), size=draws).astype(np.float64)
    weight, first, second, cross = ((counts @ part.reshape(blocks, -1)).reshape(draws, p, p) for part in sums)
    with np.errstate(invalid="ignore", divide="ignore"):
        centres = first / weight
        variances = second / weight - centres**2
        found = cross / weight - centres * np.swapaxes(centres, 1, 2)
        found /= np.sqrt(variances * np.swapaxes(variances, 1, 2))
    return np.asarray(np.where(np.eye(p, dtype=np.bool_) & np.isfinite(found), 1.0, np.clip(found, -1.0, 1.0)))


def _block_sums(deviations: Floats, weights: Floats, rng: np.random.Generator) -> Floats:
    """Σw, Σwd_i, Σwd_i² and Σwd_i d_j over those of each block who answered both items, shape (4, blocks, p, p)."""
    order = rng.permutation(len(deviations))
    blocks = np.array_split(order, min(len(order), BLOCKS))
    sums = _gappy_sums if np.isnan(deviations).any() else _complete_sums
    return np.stack([sums(deviations[block], weights[block]) for block in blocks], axis=1)


def _complete_sums(deviations: Floats, weights: Floats) -> Floats:
    cross = (deviations * weights[:, None]).T @ deviations
    first = np.broadcast_to((weights @ deviations)[:, None], cross.shape)
    second = np.broadcast_to(np.diag(cross)[:, None], cross.shape)
    return np.stack([np.full_like(cross, weights.sum()), first, second, cross])


def _gappy_sums(deviations: Floats, weights: Floats) -> Floats:
    answered = (~np.isnan(deviations)).astype(np.float64)
    filled, weighted = np.nan_to_num(deviations), answered * weights[:, None]
    cross = (filled * weights[:, None]).T @ filled
    return np.stack([answered.T @ weighted, filled.T @ weighted, (filled**2).T @ weighted, cross])
