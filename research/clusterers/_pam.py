"""Partitioning around medoids: the rows that stand for all with the least sum of dissimilarities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import Floats

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

ROUNDING = 1e-12


def build(d: Floats, weights: Floats, may: Flags, k: int) -> Ints:
    """The first medoids, shape (k,): each the row that lowers the sum most (Kaufman & Rousseeuw 1990)."""
    medoids = [int(np.where(may, weights @ d, np.inf).argmin())]
    nearest = d[:, medoids[0]]
    while len(medoids) < k:
        gains = weights @ np.maximum(nearest[:, None] - d, 0.0)
        gains[medoids] = gains[~may] = -np.inf
        medoids.append(int(gains.argmax()))
        nearest = np.minimum(nearest, d[:, medoids[-1]])
    return np.array(medoids, dtype=np.int64)


def swap(d: Floats, weights: Floats, may: Flags, medoids: Ints) -> tuple[Ints, float]:
    """Medoids from which no exchange of one for another row lowers the sum any more, and that sum.

    The best of all n · k exchanges at a time, all of them weighed in one pass over the rows (FastPAM1: Schubert &
    Rousseeuw 2021, Fast and eager k-medoids clustering, eq. 10); the steps are those of `cluster::pam` in R.

    Args:
        d: dissimilarities, shape (n, n); weights: shape (n,); may: which rows may be medoids, shape (n,).
    """
    medoids = medoids.copy()
    while True:
        order = np.argsort(d[:, medoids], axis=1, kind="stable")
        own = np.take_along_axis(d[:, medoids], order, axis=1)
        first, nearest = own[:, 0], order[:, 0]
        second = own[:, 1] if len(medoids) > 1 else np.full(len(d), np.inf)
        changes = _changes(d, weights, nearest, first, second, len(medoids))
        changes[medoids] = changes[~may] = np.inf
        row, lost = np.unravel_index(changes.argmin(), changes.shape)
        total = float(weights @ first)
        if not changes[row, lost] < -ROUNDING * max(total, ROUNDING):
            return medoids, total
        medoids[lost] = row


def _changes(d: Floats, weights: Floats, nearest: Ints, first: Floats, second: Floats, k: int) -> Floats:
    """What the sum changes by when a row takes the place of a medoid, shape (n, k)."""
    if k == 1:
        return (weights @ d - weights @ first)[:, None]
    members = (nearest[:, None] == np.arange(k)) * weights[:, None]
    closer = np.minimum(d - first[:, None], 0.0)
    taken = np.minimum(d, second[:, None]) - first[:, None] - closer
    return np.asarray((weights @ closer)[:, None] + taken.T @ members)
