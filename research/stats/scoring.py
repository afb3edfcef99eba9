"""Factor scores: weights on standardised items."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from research.stats.discrepancy import LEAST_UNIQUENESS

Floats = NDArray[np.float64]

Scoring = Literal["regression", "bartlett", "tenberge", "unit"]

SALIENT = 0.30
"""An item belongs to a factor's scale from this loading on."""
_NULL = 1e-6
"""Directions of less variance than this in the correlations carry no score."""


def score_weights(pattern: Floats, phi: Floats, correlations: Floats, method: Scoring) -> Floats:
    """Weights w, shape (p, k), of scores z w from standardised items z; R: psych::factor.scores.

    - `regression` (Thurstone 1935): R⁻¹ΛΦ, nearest to the factors; standard deviation below 1.
    - `bartlett` (1937): Ψ⁻¹Λ(Λ'Ψ⁻¹Λ)⁻¹, unbiased; standard deviation above 1. Uniquenesses count at least 0.005.
    - `tenberge` (ten Berge, Krijnen, Wansbeek & Shapiro 1999): nearest to the factors among scores that correlate as
      the factors do; standard deviation 1.
    - `unit`: mean of the items that load highest on the factor and by 0.30 or more, each with the sign of its loading.

    In singular correlations the pseudo-inverse serves: nothing is asked of directions in which nobody differs.

    Args:
        pattern: loadings Λ, shape (p, k).
        phi: factor correlations Φ, shape (k, k).
        correlations: R, shape (p, p).

    Raises:
        ValueError: factors that the items do not tell apart; `unit` with a factor that has no item of its own.
    """
    if method == "regression":
        return _inverse(correlations) @ pattern @ phi
    if method == "bartlett":
        return _bartlett(pattern, phi)
    if method == "tenberge":
        return _tenberge(pattern, phi, correlations)
    return _unit(pattern)


def _bartlett(pattern: Floats, phi: Floats) -> Floats:
    uniquenesses = np.maximum(1 - (pattern @ phi * pattern).sum(axis=1), LEAST_UNIQUENESS)
    scaled = pattern / uniquenesses[:, None]
    return np.asarray(np.linalg.solve(_told_apart(pattern.T @ scaled), scaled.T).T)


def _tenberge(pattern: Floats, phi: Floats, correlations: Floats) -> Floats:
    """R⁻¹ L (L'R⁻¹L)^(−½) Φ^½ with L = ΛΦ^½."""
    root = _power(phi, 0.5)
    loadings = pattern @ root
    projected = _inverse(correlations) @ loadings
    return np.asarray(projected @ _power(_told_apart(loadings.T @ projected), -0.5) @ root)


def _unit(pattern: Floats) -> Floats:
    sizes = np.abs(pattern)
    own = (sizes >= SALIENT) & (sizes == sizes.max(axis=1, keepdims=True))
    empty = np.flatnonzero(~own.any(axis=0))
    if len(empty):
        raise ValueError(f"factors without an item of their own (loading {SALIENT:.2f} or more): {empty.tolist()}")
    return np.asarray(np.where(own, np.sign(pattern), 0.0) / own.sum(axis=0))


def _inverse(correlations: Floats) -> Floats:
    """Moore-Penrose inverse."""
    values, vectors = np.linalg.eigh(correlations)
    kept = values > _NULL
    return np.asarray((vectors[:, kept] / values[kept]) @ vectors[:, kept].T)


def _power(matrix: Floats, exponent: float) -> Floats:
    """Of a symmetric matrix without negative eigenvalues; rounding below zero counts as zero."""
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray((vectors * np.maximum(values, 0.0) ** exponent) @ vectors.T)


def _told_apart(information: Floats) -> Floats:
    """`information` on the factors, shape (k, k), where it tells every one from the others; else ValueError."""
    if np.linalg.eigvalsh(information)[0] < _NULL:
        raise ValueError("these items do not tell the factors apart: score fewer factors")
    return information
