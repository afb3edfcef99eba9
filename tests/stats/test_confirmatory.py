"""Confirmatory factor analysis of one group: R's figures, planted models, improper solutions."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from research.stats.confirmatory import confirm, fit_of
from research.stats.factor_model import Equality, multigroup_layout, slots_of
from research.stats.group_moments import GroupMoments, group_moments
from research.stats.multigroup import LEAST_RESIDUAL, pooled_sample, solve, starting_values
from tests import bfi
from tests.invariance_cases import ESTIMATE_TOLERANCE, assert_fit, oracle, schools, simple_structure

EXACT = 1e-5
"""Of the truth, from the moments that the truth implies: the search ends at slopes of 1e-7."""
ABILITIES = simple_structure(3, 3)


def implied(loadings: np.ndarray, phi: np.ndarray) -> np.ndarray:
    """Correlations of standardised items."""
    correlations = loadings @ phi @ loadings.T
    np.fill_diagonal(correlations, 1.0)
    return correlations


@pytest.fixture
def planted() -> tuple[np.ndarray, np.ndarray]:
    """Loadings (9, 3), of both signs, and factor correlations (3, 3)."""
    sizes = np.array([0.8, 0.7, -0.6, -0.5, 0.7, 0.8, 0.6, 0.6, 0.9])
    return ABILITIES * sizes[:, None], np.array([[1.0, 0.3, -0.2], [0.3, 1.0, 0.0], [-0.2, 0.0, 1.0]])


def test_a_planted_model_is_recovered_in_the_items_own_units(planted: tuple[np.ndarray, np.ndarray]) -> None:
    loadings, phi = planted
    scales, means = np.linspace(0.5, 30, 9), np.linspace(-5, 5, 9)
    found = confirm(GroupMoments(300.0, means, implied(loadings, phi) * np.outer(scales, scales)), ABILITIES)
    group = found.groups[0]
    np.testing.assert_allclose(group.loadings, loadings * scales[:, None], rtol=0, atol=30 * EXACT)
    np.testing.assert_allclose(group.standardised, loadings, atol=EXACT)
    np.testing.assert_allclose(group.covariances, phi, atol=EXACT)
    np.testing.assert_allclose(group.residuals / scales**2, 1 - (loadings**2).sum(axis=1), atol=EXACT)
    np.testing.assert_allclose(group.intercepts, means)
    assert found.measures.chi2 == pytest.approx(0, abs=1e-8)
    assert (found.converged, found.identified, group.proper, group.heywood.any()) == (True, True, True, False)


def test_factors_point_where_their_loadings_sum_to_more_than_nothing() -> None:
    loadings = ABILITIES * np.array([-0.8, -0.7, 0.6, -0.5, -0.7, -0.8, 0.6, 0.6, 0.9])[:, None]
    phi = np.array([[1.0, 0.3, -0.2], [0.3, 1.0, 0.1], [-0.2, 0.1, 1.0]])
    found = confirm(GroupMoments(300.0, np.zeros(9), implied(loadings, phi)), ABILITIES).groups[0]
    signs = np.array([-1.0, -1.0, 1.0])
    np.testing.assert_allclose(found.loadings, loadings * signs, atol=EXACT)
    np.testing.assert_allclose(found.covariances, phi * np.outer(signs, signs), atol=EXACT)


def test_a_solution_found_upside_down_is_turned_round_whole() -> None:
    sample, slots, every, none = pooled_sample(schools()), slots_of(ABILITIES), np.ones(9, bool), np.zeros(9, bool)
    layout = multigroup_layout(slots, 2, Equality(every, every, none))
    found = solve(sample, layout, starting_values(sample, slots))
    turned = found.expanded.copy()
    turned[:, slots.loadings] *= np.where(slots.factor == 1, -1, 1)
    turned[:, slots.covariances] *= np.where((slots.rows == 1) != (slots.columns == 1), -1, 1)
    turned[:, slots.means] *= [1, -1, 1]
    upright, reversed_ = (
        fit_of(solution, sample).groups for solution in (found, dataclasses.replace(found, expanded=turned))
    )
    for one, other in zip(upright, reversed_, strict=True):
        for field in ("loadings", "standardised", "covariances", "means", "means_se"):
            np.testing.assert_allclose(getattr(one, field), getattr(other, field), atol=1e-10)


@bfi.needs_bfi
def test_the_five_factors_of_bfi_fit_as_lavaan_says() -> None:
    x = bfi.complete()
    found = confirm(group_moments(x, np.ones(len(x))), simple_structure(5, 5))
    expected = oracle()["bfi_single"]
    assert_fit(found.measures, expected["fit"])
    assert found.converged
    signs = np.sign((found.groups[0].standardised * expected["std"]).sum(axis=0))
    np.testing.assert_allclose(found.groups[0].standardised * signs, expected["std"], atol=ESTIMATE_TOLERANCE)
    np.testing.assert_allclose(
        found.groups[0].covariances * np.outer(signs, signs), expected["phi"], atol=ESTIMATE_TOLERANCE
    )


def test_weights_change_by_a_constant_without_changing_anything() -> None:
    rng = np.random.default_rng(4)
    x, weights = rng.multivariate_normal(schools()[0].means, schools()[0].covariance, 200), rng.uniform(0.2, 3, 200)
    one, ten = (confirm(group_moments(x, factor * weights), ABILITIES) for factor in (1, 10))
    for field in dataclasses.fields(one.measures):
        assert getattr(one.measures, field.name) == pytest.approx(getattr(ten.measures, field.name), rel=1e-6)
    np.testing.assert_allclose(one.groups[0].loadings, ten.groups[0].loadings, rtol=1e-6)


def test_a_heywood_case_meets_the_bound_and_is_named() -> None:
    correlations = np.array([[1.0, 0.9, 0.9], [0.9, 1.0, 0.7], [0.9, 0.7, 1.0]])
    found = confirm(GroupMoments(100.0, np.zeros(3), correlations), simple_structure(1, 3))
    assert found.converged
    assert found.groups[0].heywood.tolist() == [True, False, False]
    assert found.groups[0].residuals[0] == pytest.approx(LEAST_RESIDUAL)
    assert found.measures.chi2 > 1


def test_three_items_of_one_factor_fit_exactly_and_say_so() -> None:
    correlations = implied(np.array([[0.8], [0.7], [0.6]]), np.eye(1))
    found = confirm(GroupMoments(100.0, np.zeros(3), correlations), simple_structure(1, 3))
    assert (found.measures.df, found.measures.p, found.measures.cfi) == (0, 1.0, 1.0)
    np.testing.assert_allclose(found.groups[0].loadings[:, 0], [0.8, 0.7, 0.6], atol=EXACT)


@pytest.mark.parametrize(("correlation", "identified"), [(0.4, True), (0.0, False)])
def test_a_factor_of_two_items_is_determined_only_beside_one_it_correlates_with(
    correlation: float, identified: bool
) -> None:
    mask = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [0, 1]], dtype=bool)
    phi = np.array([[1.0, correlation], [correlation, 1.0]])
    found = confirm(GroupMoments(300.0, np.zeros(5), implied(mask * 0.7, phi)), mask)
    assert found.identified is identified


def test_factors_that_correlate_more_than_perfectly_are_improper() -> None:
    # Items correlate more between the two factors than within them.
    correlations = np.full((6, 6), 0.55)
    correlations[:3, :3] = correlations[3:, 3:] = 0.4
    np.fill_diagonal(correlations, 1.0)
    found = confirm(GroupMoments(300.0, np.zeros(6), correlations), simple_structure(2, 3))
    assert found.converged
    assert not found.groups[0].proper
