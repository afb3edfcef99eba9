"""Criteria have the slopes they claim, and are smallest where structure is simple."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.rotation_criteria import Criterion, biquartimin, geomin, quartimin, varimax

CRITERIA = (quartimin, varimax, geomin, biquartimin)
STEP = 1e-6
SLOPE_TOLERANCE = 1e-8
"""Central differences of this step err by its square, and by rounding over the step."""


@pytest.mark.parametrize("criterion", CRITERIA)
def test_slopes_are_the_differences_of_values(criterion: Criterion) -> None:
    loadings = np.random.default_rng(0).uniform(-1, 1, (1, 7, 4))
    slopes = criterion(loadings)[1][0]
    for item, factor in np.ndindex(7, 4):
        step = np.zeros((1, 7, 4))
        step[0, item, factor] = STEP
        rise = criterion(loadings + step)[0] - criterion(loadings - step)[0]
        assert slopes[item, factor] == pytest.approx(float(rise[0]) / (2 * STEP), abs=SLOPE_TOLERANCE)


@pytest.mark.parametrize("criterion", CRITERIA)
def test_candidates_do_not_know_of_each_other(criterion: Criterion) -> None:
    loadings = np.random.default_rng(1).uniform(-1, 1, (3, 6, 3))
    values, slopes = criterion(loadings)
    for one, value, slope in zip(loadings, values, slopes, strict=True):
        np.testing.assert_array_equal(criterion(one[None])[0], value)
        np.testing.assert_array_equal(criterion(one[None])[1][0], slope)


def test_simple_structure_has_no_quartimin_and_a_general_factor_no_biquartimin() -> None:
    simple = np.kron(np.eye(3), [[0.8], [0.6]])[None]
    general = np.concatenate([np.full((1, 6, 1), 0.5), simple], axis=-1)
    assert quartimin(simple)[0] == 0
    assert quartimin(general)[0] > 0
    assert biquartimin(general)[0] == 0


def test_varimax_is_the_variance_of_squared_loadings() -> None:
    loadings = np.random.default_rng(2).uniform(-1, 1, (1, 8, 3))
    assert varimax(loadings)[0][0] == pytest.approx(-2 * (loadings[0] ** 2).var(axis=0).sum())
