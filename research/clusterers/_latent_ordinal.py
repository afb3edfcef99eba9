"""Ordinal items of latent class analysis: classes shift along the item's scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.clusterers._latent_blocks import TINY, Floats

STEPS = 1
"""Newton steps a time: the step before was close by, and EM needs no more than an ascent."""
LONGEST = 4.0
"""How far a step may change a log odds; beyond, the quadratic is no guide."""
HALVINGS = 4
RIDGE = 1e-6
"""Added to the information, relatively: categories that hardly anybody chose tell it apart from singular."""


@dataclass(frozen=True, slots=True, eq=False)
class OrderedCategories:
    """Ordinal items of equally many categories, at least three.

    P(m | c) ∝ exp(β_m + γ_c s_m): the log odds of neighbouring categories differ between classes by γ_c times the
    distance of their scores (adjacent-category logit with class effects, Goodman 1979; Magidson & Vermunt 2001, the
    ordinal indicators of Latent GOLD). An item of M categories has M − 1 + k − 1 parameters instead of k(M − 1).

    The M-step is Newton's, β_1 and β_M being held: from the former solution, which has the same form, a few steps
    suffice; zeros begin with equal probabilities. Statistics are the counts of the categories, item by item.

    Attributes:
        scores: s_m of each item, from 0 to 1, shape (items, M).
    """

    scores: NDArray[np.float64]

    @property
    def width(self) -> int:
        return int(np.prod(self.scores.shape))

    @property
    def counts(self) -> NDArray[np.bool_]:
        return np.ones(self.width, dtype=bool)

    def parameters(self, k: int) -> int:
        items, categories = map(int, self.scores.shape)
        return items * (categories - 1 + k - 1)

    def coefficients(self, expected: Floats, previous: Floats) -> Floats:
        """Log probabilities of the categories."""
        by_item = (*expected.shape[:2], *self.scores.shape)
        counts, logs = np.maximum(expected, 0.0).reshape(by_item), _normalised(previous.reshape(by_item))
        for _ in range(STEPS):
            logs = _climbed(counts, logs, self._step(counts, logs))
        return np.asarray(logs.reshape(expected.shape))

    def _step(self, counts: Floats, logs: Floats) -> Floats:
        """Newton's change of the log odds; the class effects are eliminated first. Shape as `counts`.

        With N answers of a class, p its probabilities and d the scores around their mean: the information is
        Σ_c N(diag p − pp′) for β, N Σ p d² for γ_c, and N p d between them.
        """
        p = np.exp(logs)
        held = counts.sum(axis=3, keepdims=True) * p
        residuals = counts - held
        centred = self.scores - (p * self.scores).sum(axis=3, keepdims=True)
        information = (held * centred * centred).sum(axis=3) + TINY
        slopes = (residuals * self.scores).sum(axis=3)
        inner = slice(1, -1)
        cross = (held * centred)[..., inner]
        across = cross / information[..., None]
        hessian = -np.einsum("ckjm,ckjl->cjml", held[..., inner], p[..., inner])
        hessian -= np.einsum("ckjm,ckjl->cjml", across, cross)
        diagonal = np.arange(hessian.shape[-1])
        hessian[..., diagonal, diagonal] += held[..., inner].sum(axis=1) * (1 + RIDGE) + TINY
        gradient = residuals[..., inner].sum(axis=1) - (across * slopes[..., None]).sum(axis=1)
        levels = np.linalg.solve(hessian, gradient[..., None])[..., 0]
        shifts = (slopes - (cross * levels[:, None]).sum(axis=3)) / information
        change = shifts[..., None] * self.scores
        change[..., inner] += levels[:, None]
        return np.asarray(change)


def _climbed(counts: Floats, logs: Floats, change: Floats) -> Floats:
    """Where a step leads that is halved, item by item, until the likelihood no longer falls."""
    length = np.abs(change).max(axis=(1, 3), keepdims=True)
    change = change * np.minimum(1.0, LONGEST / np.maximum(length, TINY))
    before = (counts * logs).sum(axis=(1, 3), keepdims=True)
    moved = _normalised(logs + change)
    for _ in range(HALVINGS):
        fallen = (counts * moved).sum(axis=(1, 3), keepdims=True) < before - TINY * np.abs(before)
        if not fallen.any():
            return moved
        change = np.where(fallen, change / 2, change)
        moved = _normalised(logs + change)
    fallen = (counts * moved).sum(axis=(1, 3), keepdims=True) < before
    return np.where(fallen, logs, moved)


def _normalised(logs: Floats) -> Floats:
    """Logs of probabilities that sum to one over the last axis."""
    logs = logs - logs.max(axis=3, keepdims=True)
    return np.asarray(logs - np.log(np.exp(logs).sum(axis=3, keepdims=True)))
