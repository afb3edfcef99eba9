"""The bivariate standard normal distribution, for many pairs of limits and correlations at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, owens_t

Floats = NDArray[np.float64]

NOUGHT = 1e-100
"""Stands for a limit of zero, at which Owen's formula divides by it."""


def bivariate_cdf(h: Floats, k: Floats, rho: Floats) -> Floats:
    """P(X < h, Y < k) of standard normals that correlate with rho, −1 < rho < 1; shapes broadcast.

    Owen 1956, Annals of Mathematical Statistics 27, equation 2.1; R: mvtnorm::pmvnorm. Right to about 1e-15.
    """
    h, k = np.where(h == 0, NOUGHT, h), np.where(k == 0, NOUGHT, k)
    spread = np.sqrt((1 - rho) * (1 + rho))
    tails = owens_t(h, (k - rho * h) / (h * spread)) + owens_t(k, (h - rho * k) / (k * spread))
    return np.asarray((ndtr(h) + ndtr(k)) / 2 - tails - np.where(h * k < 0, 0.5, 0.0))


def bivariate_density(h: Floats, k: Floats, rho: Floats) -> Floats:
    """Density at (h, k), which is also the derivative of `bivariate_cdf` in rho (Plackett 1954, Biometrika 41)."""
    free = (1 - rho) * (1 + rho)
    return np.asarray(np.exp(-(h * h - 2 * rho * h * k + k * k) / (2 * free)) / (2 * np.pi * np.sqrt(free)))
