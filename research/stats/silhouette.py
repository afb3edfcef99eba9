"""How much nearer respondents are to their own segment than to the next."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from research.stats.agreement import Labels
from research.stats.dispersion import segment_means

Floats = NDArray[np.float64]

_CHUNK = 2**21
"""Distances that are held at a time: 16 megabytes."""


def silhouette_widths(x: Floats, labels: Labels, weights: Floats | None = None) -> Floats:
    """(b − a) / max(a, b) per respondent, shape (n,), from all Euclidean distances.

    a: mean distance to the others of the own segment; b: to the members of the other segment where that is least
    (Rousseeuw 1987, Silhouettes); `cluster::silhouette` in R. 0 for whoever is alone in a segment. With weights the
    means are weighted, over others: equal weights change nothing. Takes time in n², so that beyond some ten thousand
    respondents `simplified_silhouette_widths` is the one to use.

    Args:
        x: shape (n, p), without gaps; labels: 0 … k − 1, shape (n,); weights: shape (n,).

    Raises:
        ValueError: fewer than two segments.
    """
    weights = np.ones(len(x)) if weights is None else weights
    held = _held(labels, weights)
    sums = np.concatenate([cdist(x[rows], x) @ held for rows in _chunks(len(x))])
    mass = held.sum(axis=0)
    own = np.arange(len(x)), labels
    a = _mean(sums[own], mass[labels] - weights)
    b = np.divide(sums, mass, out=np.full_like(sums, np.inf), where=mass > 0)
    b[own] = np.inf
    alone = np.bincount(labels)[labels] < 2
    return np.where(alone, 0.0, _widths(a, b.min(axis=1)))


def simplified_silhouette_widths(x: Floats, labels: Labels, weights: Floats | None = None) -> Floats:
    """The same with distances to the segments' means in place of those to their members: time in n · k.

    Hruschka, de Castro & Campello (2004, Evolutionary algorithms for clustering gene-expression data). Higher than
    `silhouette_widths`, of which it is no estimate; the two order solutions much alike.

    Args:
        x: shape (n, p), without gaps; labels: 0 … k − 1, shape (n,); weights: shape (n,), weigh the means.

    Raises:
        ValueError: fewer than two segments.
    """
    weights = np.ones(len(x)) if weights is None else weights
    held = _held(labels, weights).sum(axis=0)
    distances = cdist(x, segment_means(x, labels, weights))
    distances[:, held <= 0] = np.inf
    own = np.arange(len(x)), labels
    a = distances[own]
    distances[own] = np.inf
    return _widths(a, distances.min(axis=1))


def mean_width(widths: Floats, weights: Floats | None = None) -> float:
    """The average silhouette width, weighted."""
    return float(np.average(widths, weights=weights))


def _held(labels: Labels, weights: Floats) -> Floats:
    """The weight of every respondent in the own segment's column, shape (n, k)."""
    held = np.asarray((labels[:, None] == np.arange(labels.max() + 1)) * weights[:, None])
    if np.count_nonzero(held.sum(axis=0)) < 2:
        raise ValueError("a silhouette needs two segments or more")
    return held


def _chunks(n: int) -> list[slice]:
    rows = max(_CHUNK // n, 1)
    return [slice(start, start + rows) for start in range(0, n, rows)]


def _mean(sums: Floats, mass: Floats) -> Floats:
    return np.divide(sums, mass, out=np.zeros_like(sums), where=mass > 0)


def _widths(a: Floats, b: Floats) -> Floats:
    larger = np.maximum(a, b)
    return np.divide(b - a, larger, out=np.zeros_like(a), where=larger > 0)
