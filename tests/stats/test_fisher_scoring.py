"""The search: known minima, bounds, and places that have none."""

from __future__ import annotations

import numpy as np

from research.stats.fisher_scoring import minimise

CURVES = np.array([[2.0, 0.8], [0.8, 1.0]])
TOP = np.array([1.0, -2.0])
FREE = np.full(2, -np.inf)


def bowl(values: np.ndarray) -> float:
    return float((values - TOP) @ CURVES @ (values - TOP) / 2)


def slope(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return CURVES @ (values - TOP), CURVES


def test_the_minimum_of_a_bowl_is_found() -> None:
    found = minimise(bowl, slope, np.zeros(2), FREE)
    assert found.converged
    assert not found.bounded.any()
    np.testing.assert_allclose(found.values, TOP, atol=1e-6)


def test_a_bound_holds_and_the_rest_moves_to_its_best() -> None:
    found = minimise(bowl, slope, np.zeros(2), np.array([-np.inf, -1.0]))
    assert found.converged
    assert found.bounded.tolist() == [False, True]
    # With the second at -1, the first solves 2 (a − 1) + 0.8 (−1 + 2) = 0.
    np.testing.assert_allclose(found.values, [0.6, -1.0], atol=1e-6)


def test_steps_too_long_are_shortened() -> None:
    # Curvature said to be a hundredth of what it is: full steps climb.
    found = minimise(bowl, lambda values: (slope(values)[0], CURVES / 100), np.zeros(2), FREE)
    assert found.converged
    np.testing.assert_allclose(found.values, TOP, atol=1e-6)


def test_directions_without_curvature_do_no_harm() -> None:
    flat = np.diag([1.0, 0.0])
    found = minimise(
        lambda values: float(values[0] - 3) ** 2 / 2,
        lambda values: (np.array([values[0] - 3, 0.0]), flat),
        np.zeros(2),
        FREE,
    )
    assert found.converged
    np.testing.assert_allclose(found.values, [3.0, 0.0], atol=1e-6)


def test_an_endless_descent_is_said_to_be_one() -> None:
    found = minimise(
        lambda values: float(-values[0]), lambda values: (np.array([-1.0, 0.0]), np.eye(2)), np.zeros(2), FREE
    )
    assert not found.converged
