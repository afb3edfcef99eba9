"""Reliability of a scale with intervals: weights, gaps, coverage, bfi."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.omega import omega
from research.stats.reliability import cronbach_alpha, omega_estimates, reliability
from tests import bfi
from tests.reliability_oracle import bfi_scale, oracle

ISSUE = 1e-5


def planted(n: int, seed: int, p: int = 9, general: float = 0.55, group: float = 0.45) -> np.ndarray:
    """Answers to p items of three groups with one general factor."""
    rng = np.random.default_rng(seed)
    groups = rng.standard_normal((n, 3))[:, np.arange(p) * 3 // p]
    noise = rng.standard_normal((n, p)) * (1 - general**2 - group**2) ** 0.5
    return general * rng.standard_normal((n, 1)) + group * groups + noise


def test_weights_are_frequencies() -> None:
    x = np.random.default_rng(3).integers(1, 6, (50, 4)).astype(float)
    w = np.random.default_rng(4).integers(1, 4, 50)
    assert cronbach_alpha(x, w.astype(float)) == pytest.approx(cronbach_alpha(np.repeat(x, w, axis=0)))
    assert cronbach_alpha(x, np.full(50, 3.0)) == pytest.approx(cronbach_alpha(x))


def test_rows_with_gaps_are_left_out_of_alpha() -> None:
    x = planted(60, 1, p=3)
    gappy = np.vstack([x, [[1.0, np.nan, 2.0]]])
    assert cronbach_alpha(gappy, np.ones(61)) == pytest.approx(cronbach_alpha(x))


def test_there_is_no_alpha_below_two_items_without_rows_or_without_variance() -> None:
    assert np.isnan(cronbach_alpha(np.ones((10, 1))))
    assert np.isnan(cronbach_alpha(np.empty((10, 0))))
    assert np.isnan(cronbach_alpha(np.full((4, 2), np.nan)))
    assert np.isnan(cronbach_alpha(np.ones((10, 3))))


def test_every_figure_lies_in_its_interval() -> None:
    found = reliability(planted(400, 2), np.ones(400), np.random.default_rng(1))
    omegas = (found.omega.total, found.omega.hierarchical, found.omega.one_factor)
    for one in (found.alpha, found.standardised_alpha, *omegas):
        assert 0 < one.low < one.value < one.high < 1
    assert found.base == pytest.approx(400)
    assert (found.omega.resamples, found.omega.determined) == (200, True)


def test_weights_move_figures_like_repeated_answers_and_widen_intervals() -> None:
    x, w = planted(300, 3), np.random.default_rng(4).choice([1.0, 5.0], 300)
    weighted = reliability(x, w, np.random.default_rng(1))
    repeated = reliability(np.repeat(x, w.astype(int), axis=0), np.ones(int(w.sum())), np.random.default_rng(1))
    assert weighted.alpha.value == pytest.approx(repeated.alpha.value)
    assert weighted.omega.hierarchical.value == pytest.approx(repeated.omega.hierarchical.value)
    assert weighted.mean_correlation == pytest.approx(repeated.mean_correlation)
    assert weighted.alpha.high - weighted.alpha.low > repeated.alpha.high - repeated.alpha.low
    assert weighted.omega.total.high - weighted.omega.total.low > repeated.omega.total.high - repeated.omega.total.low


def test_gaps_cost_nobody_a_place() -> None:
    x = planted(500, 5)
    gappy = np.where(np.random.default_rng(6).random(x.shape) < 0.15, np.nan, x)
    whole, holed = (reliability(y, np.ones(500), np.random.default_rng(1)) for y in (x, gappy))
    assert holed.alpha.value == pytest.approx(whole.alpha.value, abs=0.03)
    assert holed.omega.total.value == pytest.approx(whole.omega.total.value, abs=0.03)
    assert 300 < holed.base < 400


def test_the_intervals_cover_planted_omegas() -> None:
    groups = np.arange(9) // 3
    truth = omega(0.55**2 + 0.45**2 * (groups[:, None] == groups) + (1 - 0.55**2 - 0.45**2) * np.eye(9))
    found = [omega_estimates(planted(500, seed), np.ones(500), np.random.default_rng(seed)) for seed in range(5)]
    total = [one.total.low <= truth.total <= one.total.high for one in found]
    hierarchical = [one.hierarchical.low <= truth.hierarchical <= one.hierarchical.high for one in found]
    assert sum(total) >= 4
    assert sum(hierarchical) >= 4


def test_two_and_three_items_have_no_hierarchical_omega() -> None:
    for p in (2, 3):
        found = omega_estimates(planted(300, 7, p=p), np.ones(300), np.random.default_rng(1))
        assert np.isnan(found.hierarchical.value) and np.isnan(found.hierarchical.low)
        assert found.total.low < found.total.value < found.total.high


def test_an_item_that_is_the_sum_of_others_leaves_omega_undefined_and_alpha_as_it_is() -> None:
    x = planted(200, 8, p=3)
    found = reliability(np.column_stack([x, x.sum(axis=1)]), np.ones(200), np.random.default_rng(1))
    assert np.isnan([found.omega.total.value, found.omega.hierarchical.value, found.omega.one_factor.high]).all()
    assert found.omega.resamples == 0
    assert found.alpha.low < found.alpha.value


def test_the_same_generator_gives_the_same_intervals() -> None:
    one, other = (omega_estimates(planted(200, 9), np.ones(200), np.random.default_rng(3)) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("x", "message"),
    [(planted(50, 1)[:, :1], "two items"), (np.column_stack([planted(50, 1), np.ones(50)]), "alike")],
)
def test_what_has_no_reliability_is_refused(x: np.ndarray, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        reliability(x, np.ones(50), np.random.default_rng(1))


@bfi.needs_bfi
def test_alpha_of_the_bfi_scales_equals_psych() -> None:
    for scale, expected in bfi.oracle()["alpha"].items():
        assert cronbach_alpha(bfi_scale(scale)) == pytest.approx(expected, abs=1e-6)
    raw = bfi.items().dropna()
    assert cronbach_alpha(raw[[item for item in raw if item.startswith("E")]].to_numpy()) < 0


@bfi.needs_bfi
def test_reliability_of_a_bfi_scale_equals_psych() -> None:
    x, expected = bfi_scale("N"), oracle()["bfi"]["scales"]["N"]
    found = reliability(x, np.ones(len(x)), np.random.default_rng(1))
    assert found.alpha.value == pytest.approx(expected["alpha"]["raw"], abs=ISSUE)
    assert found.omega.total.value == pytest.approx(expected["omegas"][1]["total"], abs=ISSUE)
    assert found.omega.hierarchical.value == pytest.approx(expected["omegas"][1]["hierarchical"], abs=ISSUE)
    assert found.omega.one_factor.value == pytest.approx(expected["omegas"][1]["one_factor"], abs=ISSUE)
    assert found.omega.hierarchical.high - found.omega.hierarchical.low < 0.1
    assert not found.omega.determined
