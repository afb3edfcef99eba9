"""How far two partitions of the same respondents agree, and which of their segments belong together."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.integer[Any]]


def cross_table(a: Labels, b: Labels, weights: Floats | None = None) -> Floats:
    """Weight in label i of `a` and label j of `b`; labels are 0, 1, …, of shape (n,).

    Raises:
        ValueError: the two are not of one length.
    """
    if a.shape != b.shape:
        raise ValueError(f"partitions of {len(a)} and of {len(b)} respondents cannot be compared")
    rows, columns = (int(labels.max(initial=-1)) + 1 for labels in (a, b))
    return np.bincount(a * columns + b, weights, rows * columns).astype(np.float64).reshape(rows, columns)


def adjusted_rand_index(a: Labels, b: Labels, weights: Floats | None = None) -> float:
    """The share of pairs on which two partitions agree, corrected for chance: 1 the same, about 0 unrelated.

    Hubert & Arabie (1985, Comparing partitions, eq. 5); `mclust::adjustedRandIndex` in R. A pair of respondents counts
    with the product of their `weights`, shape (n,), so that unit weights, or any others that are equal, change nothing.
    Two partitions that put everyone together, or everyone apart, agree: 1.
    """
    table, squares = cross_table(a, b, weights), cross_table(a, b, None if weights is None else weights**2)
    together = _pairs(table, squares)
    in_a, in_b = _pairs(table.sum(axis=1), squares.sum(axis=1)), _pairs(table.sum(axis=0), squares.sum(axis=0))
    everyone = _pairs(table.sum(), squares.sum())
    by_chance = in_a * in_b / everyone if everyone > 0 else 0.0
    most = (in_a + in_b) / 2
    return 1.0 if np.isclose(most, by_chance, rtol=1e-12) else float((together - by_chance) / (most - by_chance))


def mutual_agreement(partitions: Labels, weights: Floats | None = None) -> Floats:
    """Adjusted Rand index of every pair of `partitions`, shape (m, n); shape (m (m − 1) / 2,), in order of the first.

    As `adjusted_rand_index`, all cross tables at once: the product of the memberships, a column a label, with itself.
    """
    weights = np.ones(partitions.shape[1]) if weights is None else weights
    k = int(partitions.max(initial=0)) + 1
    members = (partitions[:, None, :] == np.arange(k)[:, None]).reshape(-1, partitions.shape[1])
    tables = _cross_tables(members, weights, len(partitions), k)
    squares = _cross_tables(members, weights**2, len(partitions), k)
    together = _cell_pairs(tables, squares).sum(axis=(2, 3))
    own = np.diagonal(together)
    everyone = _pairs(weights.sum(), (weights**2).sum())
    by_chance = np.outer(own, own) / everyone if everyone > 0 else np.zeros_like(together)
    most = (own[:, None] + own) / 2
    same = np.isclose(most, by_chance, rtol=1e-12)
    index = np.where(same, 1.0, (together - by_chance) / np.where(same, 1.0, most - by_chance))
    return np.asarray(index[np.triu_indices(len(partitions), 1)])


def _cross_tables(members: NDArray[np.bool_], weights: Floats, m: int, k: int) -> Floats:
    """Weight in label i of partition a and label j of b, shape (m, m, k, k)."""
    held = members.astype(np.float64)
    return np.asarray((held * weights @ held.T).reshape(m, k, m, k).transpose(0, 2, 1, 3))


def _cell_pairs(sums: Floats, squares: Floats) -> Floats:
    return np.asarray((sums * sums - squares) / 2)


def _pairs(sums: Floats | np.floating[Any], squares: Floats | np.floating[Any]) -> float:
    """Σ over pairs within a cell of the product of weights, ((Σw)² − Σw²) ÷ 2, over all cells."""
    return float(np.sum(_cell_pairs(np.asarray(sums), np.asarray(squares))))


def match_labels(a: Labels, b: Labels, k: int) -> NDArray[np.int64]:
    """The label of `a` that each label 0 … k − 1 of `b` stands for, shape (k,): the most respondents agree.

    The Hungarian method on the cross table (`clue::solve_LSAP` in R). `match_labels(a, b, k)[b]` is `b` in the
    labels of `a`.
    """
    from scipy.optimize import linear_sum_assignment  # here, so that worker processes start without SciPy

    table = np.zeros((k, k))
    found = cross_table(a, b)
    table[: found.shape[0], : found.shape[1]] = found
    of_b, of_a = linear_sum_assignment(table.T, maximize=True)
    return np.asarray(of_a[np.argsort(of_b)], dtype=np.int64)
