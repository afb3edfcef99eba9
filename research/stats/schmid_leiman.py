"""The Schmid-Leiman transformation: correlated factors as one general factor and what is left of each group's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.extraction import extract

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

UNCORRELATED = 1e-6
"""Factors that correlate less than this have nothing in common."""


@dataclass(frozen=True, slots=True, eq=False)
class SchmidLeiman:
    """Orthogonal loadings of p items on one general and k group factors.

    Attributes:
        general: loadings on the general factor, shape (p,).
        group: loadings on the group factors, shape (p, k).
        uniquenesses: 1 − communality of the oblique solution, shape (p,). With more than three group factors the
            general one need not reproduce their correlations: general² + Σ group² need not equal the communality.
        second_order: loadings of the group factors on the general one, shape (k,).
        heywood: group factors that the general one explains completely, shape (k,): nothing is left of them.
    """

    general: Floats
    group: Floats
    uniquenesses: Floats
    second_order: Floats
    heywood: Flags


def schmid_leiman(pattern: Floats, phi: Floats) -> SchmidLeiman:
    """Schmid-Leiman transformation (Schmid & Leiman 1957; R: psych::schmid) of an oblique solution.

    The general factor is one minres factor of the factor correlations; with two factors, which do not determine it,
    both load on it by √|phi|.

    Args:
        pattern: shape (p, k), k at least 2.
        phi: factor correlations, shape (k, k).

    Raises:
        ValueError: one factor, above which there is no general one; factors that correlate perfectly.
    """
    k = pattern.shape[1]
    if k < 2:
        raise ValueError("one factor has no general factor above it")
    second_order, heywood = _general_of(phi)
    group = pattern * np.sqrt(np.maximum(1 - second_order**2, 0.0))
    communalities = (pattern @ phi * pattern).sum(axis=1)
    return SchmidLeiman(pattern @ second_order, group, 1 - communalities, second_order, heywood)


def _general_of(phi: Floats) -> tuple[Floats, Flags]:
    """Loadings of the factors on one general factor, and which of them met the bound; both of shape (k,)."""
    k = len(phi)
    if np.abs(phi - np.eye(k)).max() < UNCORRELATED:
        return np.zeros(k), np.zeros(k, dtype=bool)
    if k == 2:
        root = np.sqrt(abs(phi[0, 1]))
        return np.array([root, np.sign(phi[0, 1]) * root]), np.zeros(k, dtype=bool)
    found = extract(phi, 1, "minres")
    return found.loadings[:, 0], found.heywood
