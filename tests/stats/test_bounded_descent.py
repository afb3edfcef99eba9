"""L-BFGS-B within bounds: known minima, bounds that bind, and SciPy's revision of it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize, rosen, rosen_der

from research.stats.bounded_descent import minimise_within

NEAR = 1e-3
"""The search ends at a relative gain of 2e-9, which leaves the place of a minimum this uncertain."""


def bowl(centre: np.ndarray):
    curvature = np.array([[2.0, 0.6, 0.0], [0.6, 1.0, 0.3], [0.0, 0.3, 4.0]])

    def function(x: np.ndarray) -> tuple[float, np.ndarray]:
        return float((x - centre) @ curvature @ (x - centre)) / 2, curvature @ (x - centre)

    return function


def valley(x: np.ndarray) -> tuple[float, np.ndarray]:
    return float(rosen(x)), np.asarray(rosen_der(x))


def test_a_minimum_inside_is_found() -> None:
    centre = np.array([0.3, -0.2, 0.5])
    assert minimise_within(bowl(centre), np.zeros(3), np.full(3, -1.0), np.ones(3)) == pytest.approx(centre, abs=NEAR)


def test_a_curved_valley_is_followed() -> None:
    found = minimise_within(valley, np.array([-1.2, 1.0]), np.full(2, -5.0), np.full(2, 5.0))
    assert found == pytest.approx([1, 1], abs=NEAR)


@pytest.mark.parametrize("seed", range(8))
def test_where_bounds_bind_it_ends_where_scipys_revision_does(seed: int) -> None:
    rng = np.random.default_rng(seed)
    function, start = bowl(rng.normal(0, 1.5, 3)), rng.uniform(-1, 1, 3)
    peer = minimize(function, start, jac=True, method="L-BFGS-B", bounds=[(-1, 1)] * 3).x
    found = minimise_within(function, start, np.full(3, -1.0), np.ones(3))
    assert found == pytest.approx(peer, abs=NEAR)
    assert (np.abs(found) <= 1).all()


def test_a_start_outside_is_moved_to_the_bound_first() -> None:
    found = minimise_within(bowl(np.zeros(3)), np.full(3, 9.0), np.full(3, 0.5), np.ones(3))
    assert found == pytest.approx([0.5, 0.5, 0.5])


def test_a_start_at_the_minimum_stays() -> None:
    assert (minimise_within(bowl(np.zeros(3)), np.zeros(3), -np.ones(3), np.ones(3)) == 0).all()


def test_slopes_that_promise_what_the_value_does_not_keep_end_the_search() -> None:
    assert minimise_within(lambda x: (float(x[0]), -np.ones(1)), np.zeros(1), -np.ones(1), np.ones(1)) == 0
