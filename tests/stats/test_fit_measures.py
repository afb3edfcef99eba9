"""Fit indices at their edges; their agreement with R is tested where models are fitted."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ncx2

from research.stats.fit_measures import baseline, fit_measures, p_value, standardised_residuals

COVARIANCE = np.array([[1.0, 0.5, 0.3], [0.5, 2.0, 0.4], [0.3, 0.4, 1.5]])


def test_a_perfect_fit_has_perfect_indices() -> None:
    found = fit_measures(0.0, 4, 10, 0.0, baseline([200.0], [COVARIANCE]))
    assert (found.cfi, found.rmsea, found.rmsea_low, found.rmsea_high, found.p) == (1, 0, 0, 0, 1)
    assert found.tli > 1


def test_a_model_without_degrees_of_freedom_fits() -> None:
    found = fit_measures(0.0, 0, 6, 0.0, baseline([200.0], [COVARIANCE]))
    assert (found.p, found.cfi, found.tli, found.rmsea, found.rmsea_high) == (1, 1, 1, 0, 0)
    assert p_value(0.0, 0) == 1.0


def test_independent_items_are_their_own_baseline() -> None:
    base = baseline([150.0, 90.0], [np.diag([1.0, 2.0, 3.0])] * 2)
    assert base.chi2 == pytest.approx(0.0, abs=1e-9)
    assert base.df == 6
    found = fit_measures(base.chi2, base.df, 6, 0.0, base)
    assert (found.cfi, found.tli) == (1.0, 0.0)


def test_the_saturated_likelihood_is_that_of_the_normal_density() -> None:
    x = np.random.default_rng(3).standard_normal((40, 3)) @ np.linalg.cholesky(COVARIANCE).T
    s = np.cov(x.T, bias=True)
    d = x - x.mean(axis=0)
    densities = -0.5 * (3 * np.log(2 * np.pi) + np.linalg.slogdet(s)[1] + (d @ np.linalg.inv(s) * d).sum(axis=1))
    assert baseline([40.0], [s]).saturated == pytest.approx(densities.sum())


@pytest.mark.parametrize(("chi2", "df", "n"), [(60.0, 24, 300.0), (4000.0, 500, 2000.0), (5e6, 500, 1e6)])
def test_the_interval_of_rmsea_bounds_the_noncentrality(chi2: float, df: int, n: float) -> None:
    found = fit_measures(chi2, df, 20, 0.05, baseline([n / 2, n / 2], [COVARIANCE] * 2))
    assert found.rmsea_low < found.rmsea < found.rmsea_high
    low, high = (rmsea**2 * df * n / 2 for rmsea in (found.rmsea_low, found.rmsea_high))
    assert ncx2.cdf(chi2, df, low) == pytest.approx(0.95, abs=1e-6)
    assert ncx2.cdf(chi2, df, high) == pytest.approx(0.05, abs=1e-6)


def test_residuals_are_in_standard_deviations_and_each_pair_counts_once() -> None:
    implied = COVARIANCE.copy()
    implied[0, 1] = implied[1, 0] = 0.5 - np.sqrt(2) * 0.1
    found = standardised_residuals(COVARIANCE, implied)
    assert len(found) == 6
    np.testing.assert_allclose(np.sort(found), [0, 0, 0, 0, 0, 0.1], atol=1e-12)
