"""Minres by the very search of R's psych, for the factors that agreement with psych::omega hangs on.

Omega's group factors are often more than the items determine (three of five items), and the general factor above them
often explains one of them completely. Then no single answer exists, or the bound on uniquenesses decides, and psych
reports where its search ends: from squared multiple correlations, down a value that leaves the diagonal out with slopes
that do not. Where one answer exists, `extract` gives the same, and says whether it is proper.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from research.stats.bounded_descent import minimise_within
from research.stats.discrepancy import LEAST_UNIQUENESS, leading_axes

Floats = NDArray[np.float64]

SCALE = 0.01
"""The unit in which uniquenesses are searched: R's `parscale`."""


def psych_minres(correlations: Floats, k: int) -> Floats:
    """Unrotated loadings of `k` factors of `correlations`, shape (p, p), strongest first; shape (p, k).

    R: psych::fa(R, k, fm = "minres", rotate = "none"), whose loadings it equals up to the sign of each factor. Any k
    below p is taken, also where the items do not determine so many (Harman & Jones 1966).
    """

    def misfit(scaled: Floats) -> tuple[float, Floats]:
        reduced = correlations - np.diag(SCALE * scaled)
        loadings = leading_axes(reduced, k)
        residuals = loadings @ loadings.T - reduced
        diagonal = np.diag(residuals).copy()
        np.fill_diagonal(residuals, 0.0)
        return float((residuals**2).sum()) / 2, SCALE * diagonal

    bounds = (np.full(len(correlations), bound / SCALE) for bound in (LEAST_UNIQUENESS, 1.0))
    uniquenesses = SCALE * minimise_within(misfit, first_uniquenesses(correlations) / SCALE, *bounds)
    return leading_axes(correlations - np.diag(uniquenesses), k)


def first_uniquenesses(correlations: Floats) -> Floats:
    """1 − squared multiple correlations (Guttman 1956) of one or many matrices, shape (…, p, p); shape (…, p)."""
    return np.asarray(1 / np.diagonal(np.linalg.pinv(correlations, hermitian=True), axis1=-2, axis2=-1))
