"""A correlation matrix that is not positive definite made so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SMALLEST = 1e-12
"""An eigenvalue below this is zero or negative but for rounding."""
FLOOR = 100 * SMALLEST


@dataclass(frozen=True, slots=True, eq=False)
class Smoothing:
    """A positive definite correlation matrix, and how far it is from the one that was given.

    Attributes:
        largest_change: of any correlation; 0.0 where the matrix was positive definite and is as it was.
        smallest_eigenvalue: of the matrix that was given.
    """

    matrix: Floats
    largest_change: float
    smallest_eigenvalue: float


def smooth(matrix: Floats) -> Smoothing:
    """`matrix`, shape (p, p), with eigenvalues below SMALLEST raised to FLOOR, and rescaled to a unit diagonal.

    Correlations estimated pair by pair need not fit together. R: psych::cor.smooth (eig.tol = 1e-12), which steps in
    below machine precision already; between the two no correlation moves by more than about FLOOR.

    Raises:
        ValueError: the matrix is not finite.
    """
    if not np.isfinite(matrix).all():
        raise ValueError("correlations that are not numbers cannot be smoothed")
    eigenvalues, vectors = np.linalg.eigh(matrix)
    smallest = float(eigenvalues[0])
    if smallest >= SMALLEST:
        return Smoothing(matrix, 0.0, smallest)
    raised = (vectors * np.where(eigenvalues < SMALLEST, FLOOR, eigenvalues)) @ vectors.T
    spread = np.sqrt(np.diag(raised))
    smoothed = raised / np.outer(spread, spread)
    smoothed = (smoothed + smoothed.T) / 2
    np.fill_diagonal(smoothed, 1.0)
    return Smoothing(smoothed, float(np.abs(smoothed - matrix).max()), smallest)
