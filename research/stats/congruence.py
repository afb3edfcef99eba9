"""Are two sets of factors the same: Tucker's congruence after matching and reflecting, or after target rotation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

Similarity = Literal["equal", "fair", "different"]
Target = Literal["orthogonal", "oblique"]

EQUAL, FAIR = 0.95, 0.85
"""Factors count as equal from the first, as fairly similar from the second (Lorenzo-Seva & ten Berge 2006, Methodology
2)."""


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


@dataclass(frozen=True, slots=True, eq=False)
class TargetCongruence:
    """A second set of factors rotated as near to the first as it goes.

    Attributes:
        pattern: loadings of the second set after rotation, shape (p, k); `phi` its factor correlations, (k, k).
        factors: congruence of each factor with its target, shape (k,).
        items: congruence of each item's loadings with its target's, shape (p,).
    """

    pattern: Floats
    phi: Floats
    factors: Floats
    items: Floats


def similarity(value: float) -> Similarity:
    """What a congruence says by Lorenzo-Seva & ten Berge's thresholds."""
    if value >= EQUAL:
        return "equal"
    return "fair" if value >= FAIR else "different"


def congruence_after_target(
    first: Floats, second: Floats, rotation: Target = "orthogonal", phi: Floats | None = None
) -> TargetCongruence:
    """Congruence of `second`, shape (p, k), with `first`, (p, k), after rotating it towards that.

    Asks whether the groups' factors span the same space; `congruence` asks whether they are the same where simple
    structure has put them, and is the stricter question: among few items a rotation makes even unrelated factors look
    alike (Paunonen 1997, Educational and Psychological Measurement 57).

    Args:
        rotation: `orthogonal` by Schönemann 1966 (R: psych::Procrustes), for targets that do not correlate; `oblique`
            by Hurley & Cattell 1962 (R: psych::target.rot).
        phi: factor correlations of `second`, shape (k, k); None: they do not correlate.

    Raises:
        ValueError: the shapes differ, or `second` has fewer dimensions than the target.
    """
    if first.shape != second.shape:
        raise ValueError(f"loadings of shape {second.shape} cannot be rotated to a target of shape {first.shape}")
    axes = second if phi is None else second @ np.linalg.cholesky(phi)
    turned = _turn_orthogonal(axes, first) if rotation == "orthogonal" else _turn_oblique(axes, first)
    pattern = axes @ turned
    return TargetCongruence(
        pattern=pattern,
        phi=np.asarray(np.linalg.inv(turned.T @ turned), dtype=np.float64),
        factors=np.diag(tucker(first, pattern)),
        items=np.diag(tucker(first.T, pattern.T)),
    )


def _turn_orthogonal(axes: Floats, target: Floats) -> Floats:
    """Orthogonal T, shape (k, k), with least Σ(axes T − target)²."""
    left, _, right = np.linalg.svd(axes.T @ target)
    return np.asarray(left @ right)


def _turn_oblique(axes: Floats, target: Floats) -> Floats:
    """T, shape (k, k), with least Σ(axes T − target)², rescaled so that the factors have variance one."""
    turn = np.linalg.lstsq(axes, target, rcond=None)[0]
    if np.linalg.matrix_rank(turn) < len(turn):
        raise ValueError("these loadings have fewer dimensions than their target")
    return np.asarray(turn * np.sqrt(np.diag(np.linalg.inv(turn.T @ turn))))
