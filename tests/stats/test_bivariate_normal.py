"""The bivariate normal distribution against known values and against numerical integration."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from research.stats.bivariate_normal import bivariate_cdf, bivariate_density

EXACT = 1e-14
"""A few roundings of numbers below one."""
LIMITS = (-6.0, -1.3, -0.2, 0.0, 0.0001, 0.7, 1.3, 6.0, 40.0)


@pytest.mark.parametrize("rho", [-0.9999, -0.5, 0.0, 0.3, 0.9, 0.9999])
def test_at_the_centre_sheppards_formula_holds(rho: float) -> None:
    zero = np.zeros(1)
    assert bivariate_cdf(zero, zero, np.array([rho]))[0] == pytest.approx(
        0.25 + np.arcsin(rho) / (2 * np.pi), abs=EXACT
    )


@pytest.mark.parametrize("rho", [-0.9999, -0.6, 0.2, 0.95, 0.9999])
def test_the_distribution_function_equals_numerical_integration(rho: float) -> None:
    reference = stats.multivariate_normal([0, 0], [[1, rho], [rho, 1]], allow_singular=True)
    for h in LIMITS:
        for k in LIMITS:
            found = bivariate_cdf(np.array(h), np.array(k), np.array(rho))
            assert found == pytest.approx(reference.cdf([h, k]), abs=1e-12), (h, k)


def test_without_correlation_it_is_the_product() -> None:
    h = np.array(LIMITS)
    product = np.outer(stats.norm.cdf(h), stats.norm.cdf(h))
    np.testing.assert_allclose(bivariate_cdf(h[:, None], h, np.zeros(())), product, atol=EXACT)


def test_the_density_is_the_derivative_in_the_correlation() -> None:
    h, k, rho, step = np.array([0.4, -1.0]), np.array([-0.7, -1.2]), np.array([0.35, -0.8]), 1e-6
    slope = (bivariate_cdf(h, k, rho + step) - bivariate_cdf(h, k, rho - step)) / (2 * step)
    np.testing.assert_allclose(bivariate_density(h, k, rho), slope, atol=1e-9)
    covariance = [[1, 0.35], [0.35, 1]]
    assert bivariate_density(h, k, rho)[0] == pytest.approx(
        stats.multivariate_normal([0, 0], covariance).pdf([0.4, -0.7])
    )
