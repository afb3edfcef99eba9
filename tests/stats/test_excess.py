"""What is more than chance, and how often chance alone is."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.excess import excess_over

MANY = 2_000


def test_figures_are_those_of_the_curves() -> None:
    null = np.array([[0.1, 0.4], [0.3, 0.2], [0.2, 0.3]])
    found = excess_over(np.array([0.2, 0.9]), null)
    assert found.excess == pytest.approx([0.0, 0.6])
    assert found.strength == pytest.approx([0.0, 6.0])
    assert found.p == 0.25


def test_chance_is_told_by_its_own_rate_however_many_points_are_looked_at() -> None:
    rng = np.random.default_rng(1)
    curves = rng.normal(size=(MANY, 20, 6)) * np.arange(1, 7)
    ps = np.array([excess_over(every[0], every[1:]).p for every in curves])
    assert ps.min() == 0.05
    assert (ps <= 0.05).mean() == pytest.approx(0.05, abs=3 * np.sqrt(0.05 * 0.95 / MANY))


def test_a_curve_that_never_varies_is_no_evidence() -> None:
    found = excess_over(np.ones(3), np.ones((19, 3)))
    assert (found.excess == 0).all() and (found.strength == 0).all() and found.p == 1.0


def test_one_null_curve_has_no_spread() -> None:
    with pytest.raises(ValueError, match="two null curves"):
        excess_over(np.ones(3), np.ones((1, 3)))
