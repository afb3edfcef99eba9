"""The directions along which groups lie furthest apart: linear discriminants, or those of the means alone; weighted.

Fisher 1936, Rao 1948; R: `MASS::lda`, scikit-learn: `LinearDiscriminantAnalysis(solver="eigen")`, up to the divisor of
the covariance, which is the sum of the weights here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh

from research.stats.agreement import Labels

Floats = NDArray[np.float64]

RIDGE = 1e-9
"""Of the mean variance, added to every within-group variance, so that columns that depend on each other do no harm."""


@dataclass(frozen=True, slots=True, eq=False)
class Discriminants:
    """Directions, the strongest first.

    Attributes:
        directions: shape (p, axes), each with a variance of 1 within the groups.
        strengths: variance between ÷ variance within along each, shape (axes,); 0 beyond the k − 1 that separate.
        shown: share of all separation that these directions show, from 0 to 1; NaN where nothing separates.
    """

    directions: Floats
    strengths: Floats
    shown: float


def discriminants(values: Floats, labels: Labels, weights: Floats, axes: int) -> Discriminants:
    """The first `axes` discriminants of `values`, shape (n, p), for groups `labels` 0 … k − 1 of shape (n,).

    With fewer than `axes` + 1 groups the last directions do not separate them: of all that are uncorrelated with those
    before within the groups, they are those along which people differ most.

    Raises:
        ValueError: fewer columns than axes.
    """
    if values.shape[1] < axes:
        raise ValueError(f"{values.shape[1]} columns have no {axes} directions")
    within, between = _scatter(values, labels, weights)
    within += np.eye(len(within)) * RIDGE * max(float(np.trace(within)) / len(within), np.finfo(float).tiny)
    strengths, directions = eigh(between, within)
    strengths, directions = np.maximum(strengths[::-1], 0.0), directions[:, ::-1]
    separating = min(axes, len(np.unique(labels)) - 1)
    chosen = np.column_stack(
        [directions[:, :separating], _along(directions[:, separating:], within, axes - separating)]
    )
    kept = np.r_[strengths[:separating], np.zeros(axes - separating)]
    total = strengths.sum()
    return Discriminants(chosen, kept, float(kept.sum() / total) if total > 0 else float("nan"))


def between_classes(values: Floats, labels: Labels, weights: Floats, axes: int) -> Discriminants:
    """The first `axes` principal directions of the means of groups: between-class analysis (Dolédec & Chessel 1987; R:
    `ade4::bca`).

    Unlike `discriminants` they are not led by a column in which a group happens to agree entirely, as of yes and no.
    They are scaled by one number, so that the groups have a variance of 1 within on average of the directions; with
    fewer than `axes` + 1 groups the last are those at a right angle along which people differ most within groups.

    Raises:
        ValueError: fewer columns than axes.
    """
    if values.shape[1] < axes:
        raise ValueError(f"{values.shape[1]} columns have no {axes} directions")
    within, between = _scatter(values, labels, weights)
    strengths, directions = np.linalg.eigh(between)
    strengths, directions = np.maximum(strengths[::-1], 0.0), directions[:, ::-1]
    separating = min(axes, len(np.unique(labels)) - 1)
    free = directions[:, separating:]
    _, turned = np.linalg.eigh(free.T @ within @ free)
    chosen = np.column_stack([directions[:, :separating], (free @ turned[:, ::-1])[:, : axes - separating]])
    scale = float(np.sqrt(np.mean(np.einsum("ja,jk,ka->a", chosen, within, chosen)))) or 1.0
    kept, total = np.r_[strengths[:separating], np.zeros(axes - separating)], strengths.sum()
    return Discriminants(chosen / scale, kept / scale**2, float(kept.sum() / total) if total > 0 else float("nan"))


def _scatter(values: Floats, labels: Labels, weights: Floats) -> tuple[Floats, Floats]:
    """Weighted covariance within groups and of their means, shape (p, p) each."""
    w = weights / weights.sum()
    groups = np.unique(labels)
    shares = np.array([w[labels == group].sum() for group in groups])
    means = np.array([w[labels == group] @ values[labels == group] for group in groups]) / shares[:, None]
    residuals = values - means[np.searchsorted(groups, labels)]
    centred = means - shares @ means
    return (residuals * w[:, None]).T @ residuals, (centred * shares[:, None]).T @ centred


def _along(free: Floats, within: Floats, axes: int) -> Floats:
    """Of the span of `free`, whose columns have a within-group variance of 1, the `axes` longest directions."""
    if not axes:
        return np.empty((len(free), 0))
    raw = within @ free
    _, turned = np.linalg.eigh(raw.T @ raw)
    return np.asarray(free @ turned[:, ::-1][:, :axes])


def structure(values: Floats, scores: Floats, weights: Floats) -> Floats:
    """Weighted correlations of columns, shape (n, p), with scores, shape (n, axes): shape (p, axes); 0 of constants."""
    w = weights / weights.sum()
    x, z = values - w @ values, scores - w @ scores
    spread = np.sqrt(np.outer(w @ x**2, w @ z**2))
    covariance = (x * w[:, None]).T @ z
    return np.asarray(np.divide(covariance, spread, out=np.zeros_like(covariance), where=spread > 0))
