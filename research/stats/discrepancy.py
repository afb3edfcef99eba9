"""How far k common factors are from correlations, and the uniquenesses that bring them nearest.

Given the uniquenesses, the best loadings of both measures are eigenvectors, so that only p uniquenesses are searched
(Jöreskog 1967; Harman & Jones 1966), with exact slopes and within bounds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]

LEAST_UNIQUENESS = 0.005
"""Uniquenesses are not searched below this, as in R's psych::fa and stats::factanal."""
STATIONARY = 1e-5
"""A search has ended where no free uniqueness has a steeper slope than this."""
_SEARCH = {"maxiter": 1000, "maxcor": 20, "ftol": 1e-15, "gtol": 1e-9}


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """The best loadings for given uniquenesses.

    Attributes:
        value: discrepancy of model and correlations.
        slopes: its derivative by every uniqueness, shape (p,).
        loadings: unrotated, strongest factor first, shape (p, k).
    """

    value: float
    slopes: Floats
    loadings: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Descent:
    """Where a search ended: `value` and `loadings` as in Fitted, `uniquenesses` of shape (p,)."""

    value: float
    loadings: Floats
    uniquenesses: Floats
    converged: bool


Measure = Callable[[Floats, Floats, int], Fitted]
"""A discrepancy of (correlations, uniquenesses, k)."""


def least_squares(correlations: Floats, uniquenesses: Floats, k: int) -> Fitted:
    """Σ(R − ΛΛ' − Ψ)² / 2, half the squared residuals: minres, unweighted least squares (Harman & Jones 1966)."""
    reduced = correlations - np.diag(uniquenesses)
    loadings = leading_axes(reduced, k)
    residuals = reduced - loadings @ loadings.T
    return Fitted(float((residuals**2).sum()) / 2, -np.diag(residuals), loadings)


def likelihood(correlations: Floats, uniquenesses: Floats, k: int) -> Fitted:
    """ln|Σ| + tr(RΣ⁻¹) − ln|R| − p with Σ = ΛΛ' + Ψ: maximum likelihood (Jöreskog 1967). R must not be singular."""
    spread = np.sqrt(uniquenesses)
    values, vectors = np.linalg.eigh(correlations / np.outer(spread, spread))
    strong = np.sqrt(np.maximum(values[::-1][:k] - 1, 0.0))
    loadings = vectors[:, ::-1][:, :k] * strong * spread[:, None]
    rest = values[: len(values) - k]
    slopes = ((loadings**2).sum(axis=1) + uniquenesses - 1) / uniquenesses**2
    return Fitted(float((rest - np.log(rest) - 1).sum()), slopes, loadings)


def leading_axes(matrix: Floats, k: int) -> Floats:
    """Eigenvectors of the k largest eigenvalues, scaled by their roots (0 for a negative one), shape (p, k)."""
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray(vectors[:, ::-1][:, :k] * np.sqrt(np.maximum(values[::-1][:k], 0.0)))


def descend(correlations: Floats, k: int, measure: Measure, start: Floats) -> Descent:
    """The uniquenesses of least discrepancy that are found from `start`, shape (p,), within [0.005, 1]."""

    def value_and_slopes(uniquenesses: Floats) -> tuple[float, Floats]:
        at = measure(correlations, uniquenesses, k)
        return at.value, at.slopes

    bounds = [(LEAST_UNIQUENESS, 1.0)] * len(correlations)
    first = np.clip(start, LEAST_UNIQUENESS, 1.0)
    found = minimize(value_and_slopes, first, jac=True, method="L-BFGS-B", bounds=bounds, options=_SEARCH)
    end = measure(correlations, found.x, k)
    step = np.clip(found.x - end.slopes, LEAST_UNIQUENESS, 1.0) - found.x
    return Descent(end.value, end.loadings, np.asarray(found.x), bool(np.abs(step).max() < STATIONARY))
