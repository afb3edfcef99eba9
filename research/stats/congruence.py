"""Are two sets of factors the same: Tucker's congruence after matching and reflecting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Congruence:
    """Two sets of factors of the same items, matched.

    Attributes:
        matrix: congruence of every factor of the first set (rows) with every one of the second, shape (k, m).
        order: factor of the second set that matches factor i of the first, shape (k,).
        signs: 1 or −1: whether the match must be reflected, shape (k,).
        matched: congruence of the matched factors after reflection, shape (k,).
    """

    matrix: Floats
    order: Integers
    signs: Floats
    matched: Floats

    def aligned(self, loadings: Floats) -> Floats:
        """Loadings of the second set, shape (p, m), in the order and with the signs of the first; shape (p, k)."""
        return np.asarray(loadings[:, self.order] * self.signs)

    def aligned_phi(self, phi: Floats) -> Floats:
        """Factor correlations of the second set, shape (m, m), in the order and with the signs of the first."""
        return np.asarray(phi[np.ix_(self.order, self.order)] * np.outer(self.signs, self.signs))


def tucker(first: Floats, second: Floats) -> Floats:
    """Σ ab ÷ √(Σa² Σb²) of every column of `first`, (p, k), with every one of `second`, (p, m); shape (k, m).

    Tucker 1951; R: psych::factor.congruence. A column of zeros has congruence 0.
    """
    sizes = np.outer(np.linalg.norm(first, axis=0), np.linalg.norm(second, axis=0))
    return np.divide(first.T @ second, sizes, out=np.zeros_like(sizes), where=sizes > 0)


def congruence(first: Floats, second: Floats) -> Congruence:
    """Match every factor of `first`, shape (p, k), with one of `second`, shape (p, m), m ≥ k.

    The matching has the largest sum of absolute congruence (Hungarian method).

    Raises:
        ValueError: the item numbers differ, or `second` has fewer factors.
    """
    if len(first) != len(second) or first.shape[1] > second.shape[1]:
        raise ValueError(f"loadings of shapes {first.shape} and {second.shape} cannot be matched")
    matrix = tucker(first, second)
    rows, order = linear_sum_assignment(-np.abs(matrix))
    signs = np.where(matrix[rows, order] < 0, -1.0, 1.0)
    return Congruence(matrix, np.asarray(order, dtype=np.int64), signs, matrix[rows, order] * signs)
