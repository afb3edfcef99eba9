"""Discrepancies have the slopes they claim, and their searches end at planted uniquenesses."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats import discrepancy
from research.stats.discrepancy import LEAST_UNIQUENESS, descend, leading_axes, least_squares, likelihood

MEASURES = (least_squares, likelihood)
STEP = 1e-5
SLOPE_TOLERANCE = 1e-6
"""Central differences of this step err by its square, and by rounding over the step."""
FOUND = 1e-6


def planted(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Correlations of ten items with two factors, and their uniquenesses."""
    loadings = np.random.default_rng(seed).uniform(-0.6, 0.6, (10, 2))
    uniquenesses = 1 - (loadings**2).sum(axis=1)
    return loadings @ loadings.T + np.diag(uniquenesses), uniquenesses


@pytest.mark.parametrize("measure", MEASURES)
def test_slopes_are_the_differences_of_values(measure: discrepancy.Measure) -> None:
    correlations, _ = planted()
    at = np.random.default_rng(1).uniform(0.2, 0.9, 10)
    for i, slope in enumerate(measure(correlations, at, 2).slopes):
        step = STEP * np.eye(10)[i]
        rise = measure(correlations, at + step, 2).value - measure(correlations, at - step, 2).value
        assert slope == pytest.approx(rise / (2 * STEP), abs=SLOPE_TOLERANCE)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_model_that_holds_is_found_without_discrepancy(measure: discrepancy.Measure) -> None:
    correlations, uniquenesses = planted()
    end = descend(correlations, 2, measure, np.full(10, 0.5))
    assert end.converged
    assert end.value == pytest.approx(0, abs=FOUND)
    np.testing.assert_allclose(end.uniquenesses, uniquenesses, atol=FOUND)
    np.testing.assert_allclose(end.loadings @ end.loadings.T + np.diag(uniquenesses), correlations, atol=FOUND)


@pytest.mark.parametrize("measure", MEASURES)
def test_uniquenesses_stay_within_bounds_from_any_start(measure: discrepancy.Measure) -> None:
    heywood = np.array([[1.0, 0.75, 0.75], [0.75, 1.0, 0.5], [0.75, 0.5, 1.0]])
    for start in (-3.0, 0.5, 7.0):
        end = descend(heywood, 1, measure, np.full(3, start))
        assert end.converged
        assert end.uniquenesses[0] == LEAST_UNIQUENESS


def test_likelihood_is_that_of_the_formula() -> None:
    correlations, _ = planted(2)
    uniquenesses = np.random.default_rng(3).uniform(0.3, 0.9, 10)
    at = likelihood(correlations, uniquenesses, 3)
    ratio = np.linalg.solve(at.loadings @ at.loadings.T + np.diag(uniquenesses), correlations)
    assert at.value == pytest.approx(np.trace(ratio) - np.linalg.slogdet(ratio)[1] - 10)


def test_axes_of_negative_eigenvalues_are_empty() -> None:
    axes = leading_axes(np.diag([4.0, -1.0, -2.0]), 2)
    np.testing.assert_array_equal(np.abs(axes), [[2.0, 0.0], [0.0, 0.0], [0.0, 0.0]])


def test_a_search_that_is_cut_short_has_not_converged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(discrepancy._SEARCH, "maxiter", 1)
    assert not descend(planted()[0], 2, likelihood, np.full(10, 0.9)).converged
