"""The model of several groups: its slopes are those of its values, its layouts count what they should."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.factor_model import (
    Equality,
    covariance_layout,
    discrepancy,
    multigroup_layout,
    parameters,
    score_and_information,
    slots_of,
)
from tests.invariance_cases import simple_structure

SLOPE_TOLERANCE = 1e-7
"""Central differences of step 1e-5 are right to about this."""
MASK = simple_structure(2, 3)


def values(seed: int) -> np.ndarray:
    """A regular model of six items on two factors, as slots."""
    rng, slots = np.random.default_rng(seed), slots_of(MASK)
    made = np.zeros(slots.size)
    made[slots.loadings], made[slots.residuals] = rng.uniform(0.4, 0.9, 6), rng.uniform(0.3, 0.8, 6)
    made[slots.covariances] = [1.2, 0.3, 0.9]
    made[slots.intercepts], made[slots.means] = rng.standard_normal(6), rng.standard_normal(2)
    return made


def data(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Means and covariances of some answers, shapes (6,) and (6, 6)."""
    x = np.random.default_rng(seed).standard_normal((50, 6))
    return x.mean(axis=0), np.cov(x.T, bias=True)


def test_the_score_is_the_slope_of_the_discrepancy() -> None:
    slots, at, (means, covariance) = slots_of(MASK), values(1), data(2)
    score, _ = score_and_information(slots, parameters(slots, at), means, covariance)
    steps = 1e-5 * np.eye(slots.size)
    slopes = [
        (
            discrepancy(parameters(slots, at + step), means, covariance)
            - discrepancy(parameters(slots, at - step), means, covariance)
        )
        / 2e-5
        for step in steps
    ]
    np.testing.assert_allclose(score, slopes, atol=SLOPE_TOLERANCE)


def test_the_information_is_the_slope_of_the_score_where_the_model_is_true() -> None:
    slots, at = slots_of(MASK), values(3)
    true = parameters(slots, at)
    moments = true.implied_means(), true.implied_covariance()
    score, information = score_and_information(slots, true, *moments)
    np.testing.assert_allclose(score, 0, atol=1e-12)
    slopes = [
        (
            score_and_information(slots, parameters(slots, at + step), *moments)[0]
            - score_and_information(slots, parameters(slots, at - step), *moments)[0]
        )
        / 2e-5
        for step in 1e-5 * np.eye(slots.size)
    ]
    np.testing.assert_allclose(information, slopes, atol=SLOPE_TOLERANCE)


def test_the_discrepancy_is_nothing_for_the_truth_and_endless_for_no_model() -> None:
    slots, at = slots_of(MASK), values(4)
    true = parameters(slots, at)
    assert discrepancy(true, true.implied_means(), true.implied_covariance()) == pytest.approx(0, abs=1e-14)
    at[slots.residuals] = -5.0
    assert discrepancy(parameters(slots, at), *data(1)) == float("inf")


def test_levels_count_their_parameters() -> None:
    # Six items on two factors, three groups. Configural: 6 + 6 + 6 + 1 a group. Metric: 6 loadings fewer in two
    # groups, 2 variances more. Scalar: 6 intercepts fewer, 2 means more. Strict: 6 residual variances fewer.
    slots, all_items, none = slots_of(MASK), np.ones(6, dtype=bool), np.zeros(6, dtype=bool)
    levels = [
        (none, none, none),
        (all_items, none, none),
        (all_items, all_items, none),
        (all_items, all_items, all_items),
    ]
    free = [multigroup_layout(slots, 3, Equality(*level)).free for level in levels]
    assert free == [57, 49, 41, 29]
    single = covariance_layout(slots)
    assert (single.free, single.models_means) == (13, False)


def test_slots_survive_the_way_to_free_parameters_and_back() -> None:
    slots = slots_of(MASK)
    equal = np.array([True, True, False, True, True, True])
    layout = multigroup_layout(slots, 2, Equality(equal, np.zeros(6, dtype=bool), np.zeros(6, dtype=bool)))
    free = np.random.default_rng(5).standard_normal(layout.free)
    expanded = layout.expand(free)
    np.testing.assert_allclose(layout.gather(expanded), free)
    loadings = expanded[:, slots.loadings]
    assert (loadings[0] == loadings[1]).tolist() == equal.tolist()
    np.testing.assert_array_equal(expanded[0, slots.variances], 1.0)
    np.testing.assert_array_equal(expanded[:, slots.means], 0.0)
