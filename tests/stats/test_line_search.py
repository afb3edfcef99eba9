"""A sufficient step: decrease and curvature, at most the longest step, none uphill."""

from __future__ import annotations

import pytest

from research.stats.line_search import CURVATURE, DECREASE, sufficient_step

GROUNDS = {
    "bowl far ahead": (lambda s: (s - 30) ** 2, lambda s: 2 * (s - 30)),
    "bowl just ahead": (lambda s: (s - 0.01) ** 2, lambda s: 2 * (s - 0.01)),
    "flat then steep": (lambda s: -s + s**6 / 6, lambda s: -1 + s**5),
    "pole": (lambda s: -s / (s**2 + 2), lambda s: (s**2 - 2) / (s**2 + 2) ** 2),
}


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_step_goes_down_enough_and_leaves_less_slope(ground: str) -> None:
    height, slope = GROUNDS[ground]
    step = sufficient_step(lambda s: (float(height(s)), float(slope(s))), height(0.0), slope(0.0), 1e3)
    assert step is not None
    assert height(step) <= height(0.0) + DECREASE * step * slope(0.0)
    assert abs(slope(step)) <= CURVATURE * abs(slope(0.0))


def test_a_good_first_step_is_taken_at_once() -> None:
    tried: list[float] = []

    def profile(step: float) -> tuple[float, float]:
        tried.append(step)
        return (step - 1) ** 2, 2 * (step - 1)

    assert sufficient_step(profile, 1.0, -2.0, 10.0) == 1
    assert tried == [1]


def test_no_step_is_longer_than_allowed() -> None:
    assert sufficient_step(lambda s: (-s, -1.0), 0.0, -1.0, 3.0) == 3


def test_a_ground_that_only_rises_has_no_step_of_any_length() -> None:
    step = sufficient_step(lambda s: (s, -1.0), 0.0, -1.0, 10.0)
    assert step is None or step < 1e-6
