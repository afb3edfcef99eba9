"""Polyserial correlations against R, and against planted truth."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, special, stats

from research.stats.correlation_scoring import BOUND
from research.stats.polychoric import polychoric
from research.stats.polyserial import polyserial
from tests.bfi import items, needs_bfi
from tests.correlation_figures import ages, figures, repeated_weights, with_gaps

TWO_STEP = 1e-7
"""R's optimize() with its tightest tolerance."""
FULL_ML = 5e-4
"""Full maximum likelihood moves the thresholds too; two steps are within a fraction of a standard error, 0.02."""


def _numbers_and_items(n: int, rho: float = 0.6) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(4)
    z = rng.standard_normal((n, 3))
    latent = rho * z[:, :1] + np.sqrt(1 - rho**2) * z[:, 1:]
    return 50 + 12 * z[:, :1], np.column_stack([np.digitize(latent[:, 0], [-1, 0, 1.5]), latent[:, 1] > 1]).astype(
        float
    )


@needs_bfi
def test_age_with_bfi_items_equals_two_step_maximum_likelihood_and_not_the_ad_hoc_formula() -> None:
    rows = items().iloc[:, :5].notna().all(axis=1).to_numpy()
    numbers, answers = ages()[rows, None], items().iloc[:, :5].to_numpy()[rows]
    found = polyserial(numbers, answers, np.ones(len(answers)))
    np.testing.assert_allclose(found.matrix[0], figures()["polyserial_two_step"], atol=TWO_STEP)
    np.testing.assert_allclose(found.matrix[0], figures()["polyserial_ml"], atol=FULL_ML)
    assert np.abs(found.matrix[0] - figures()["polyserial_ad_hoc"]).max() > 10 * FULL_ML
    assert found.bounded == 0


def test_planted_correlations_are_found() -> None:
    numbers, answers = _numbers_and_items(40_000)
    np.testing.assert_allclose(polyserial(numbers, answers, np.ones(40_000)).matrix, 0.6, atol=0.015)


def test_a_number_cut_finely_correlates_as_its_polychoric() -> None:
    numbers, answers = _numbers_and_items(3000)
    cut = np.digitize(numbers[:, 0], np.quantile(numbers, np.arange(1, 20) / 20)).astype(float)
    fine = polychoric(np.column_stack([cut, answers[:, 0]]), np.ones(3000)).matrix[0, 1]
    assert polyserial(numbers, answers, np.ones(3000)).matrix[0, 0] == pytest.approx(fine, abs=0.01)


def test_a_weight_of_two_equals_answering_twice_and_a_constant_factor_changes_nothing() -> None:
    numbers, answers = _numbers_and_items(300)
    numbers, answers, weights = with_gaps(numbers), with_gaps(answers), repeated_weights(300)
    found = polyserial(numbers, answers, weights).matrix
    again = np.repeat(np.arange(300), weights.astype(int))
    np.testing.assert_allclose(found, polyserial(numbers[again], answers[again], np.ones(len(again))).matrix, atol=1e-8)
    np.testing.assert_allclose(found, polyserial(numbers, answers, 0.01 * weights).matrix, atol=1e-8)
    assert np.abs(found - polyserial(numbers, answers, np.ones(300)).matrix).max() > 0.01


def test_numbers_may_tie() -> None:
    numbers, answers = _numbers_and_items(2000)
    rounded = polyserial(np.round(numbers), answers, np.ones(2000)).matrix
    np.testing.assert_allclose(rounded, polyserial(numbers, answers, np.ones(2000)).matrix, atol=0.005)


def test_a_perfect_relation_is_held_at_the_bound_and_one_contradiction_holds_it_back() -> None:
    number = np.random.default_rng(1).standard_normal(400)
    item = (number > np.sort(number)[300]).astype(float)
    perfect = polyserial(number[:, None], -item[:, None], np.ones(400))
    assert perfect.matrix[0, 0] == pytest.approx(-BOUND, abs=1e-6)
    assert perfect.bounded == 1
    item[np.argmin(number)] = 1.0
    contradicted = polyserial(number[:, None], item[:, None], np.ones(400))
    assert contradicted.bounded == 0
    assert 0.5 < contradicted.matrix[0, 0] < 0.99


@pytest.mark.parametrize(("size", "tolerance"), [(12.0, 1e-7), (45.0, 1e-3)])
@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_an_outlier_that_contradicts_counts_however_unlikely(size: float, tolerance: float, sign: float) -> None:
    numbers, answers = _numbers_and_items(6000, 0.9)
    number, item = (numbers[:, 0] - 50) / 12, answers[:, 1]
    number[0], item[0] = sign * size, float(sign < 0)
    z, threshold = (number - number.mean()) / number.std(), stats.norm.ppf(1 - item.mean())

    def misfit(rho: float) -> float:
        side = np.where(item == 1, -1.0, 1.0)
        return -float(special.log_ndtr(side * (threshold - rho * z) / np.sqrt(1 - rho**2)).sum())

    best = optimize.minimize_scalar(misfit, bounds=(0, 0.99), method="bounded", options={"xatol": 1e-9}).x
    found = polyserial(number[:, None], item[:, None], np.ones(6000)).matrix[0, 0]
    assert found == pytest.approx(best, abs=tolerance)
    assert found < 0.89


def test_what_has_no_correlation_is_refused() -> None:
    numbers, answers = _numbers_and_items(50)
    with pytest.raises(ValueError, match=r"constant columns.*\[0\]"):
        polyserial(np.full((50, 1), 3.0), answers, np.ones(50))
    with pytest.raises(ValueError, match=r"fewer than two categories.*\[1\]"):
        polyserial(numbers, np.column_stack([answers[:, 0], np.ones(50)]), np.ones(50))
    numbers[:25], answers[25:] = np.nan, np.nan
    with pytest.raises(ValueError, match="nobody answered both"):
        polyserial(numbers, answers, np.ones(50))
