"""Reliability of every factor's scale, and of the whole block, with intervals."""

from __future__ import annotations

import math

import numpy as np
import pytest

from research.domain.factors import BatteryFactors, FactorSolution
from research.domain.measurement import Estimate
from research.stages.factors import FactorPlan, factor
from research.stages.factors.diagnosing import general_factor, scale_reliability
from research.stats.alpha import alpha, alpha_estimate
from research.stats.factoring import fit_factors
from research.stats.omega import omega
from tests.batteries import (
    SEED,
    cut,
    evidence_of,
    groups_of,
    latent_answers,
    one_battery,
    only,
    seven_points,
    usable,
)
from tests.factories import planted_answers

GENERATOR = np.random.default_rng


@pytest.fixture(scope="module")
def weighted() -> tuple[np.ndarray, np.ndarray, BatteryFactors]:
    answers = planted_answers(300, 1, 4)
    answers[:, 3] = 8 - answers[:, 3]
    weights = GENERATOR(3).lognormal(0, 0.5, 300)
    return answers, weights, only(factor(one_battery(answers, weights), FactorPlan(number=1), SEED))


def ordered(estimate: Estimate) -> bool:
    return estimate.low < estimate.value < estimate.high


def test_planted_scales_are_as_reliable_as_they_were_made(solution: FactorSolution) -> None:
    for key, scale in zip(("needs.F1", "needs.F2"), only(solution).reliability, strict=True):
        assert (scale.factor, len(scale.items)) == (key, 4)
        assert abs(scale.alpha.value - 0.83) < 0.04  # four items of loading .75, less what rounding costs
        assert abs(scale.omega_total.value - scale.alpha.value) < 0.02  # equal loadings
        assert ordered(scale.alpha)
        assert ordered(scale.omega_total)


def test_numbers_have_no_ordinal_alpha_and_short_scales_no_general_factor(solution: FactorSolution) -> None:
    for scale in only(solution).reliability:
        assert math.isnan(scale.ordinal_alpha.value)
        assert math.isnan(scale.omega_hierarchical.value)


def test_alpha_turns_items_that_run_against_the_factor_and_is_weighted(
    weighted: tuple[np.ndarray, np.ndarray, BatteryFactors],
) -> None:
    answers, weights, battery = weighted
    turned = answers * [1, 1, 1, -1]
    expected = alpha(np.cov(turned.T, aweights=weights))
    assert battery.reliability[0].alpha.value == pytest.approx(expected)
    base = weights.sum() ** 2 / (weights**2).sum()
    interval = alpha_estimate(np.cov(turned.T, aweights=weights), base)
    assert battery.reliability[0].alpha.low == pytest.approx(interval.low)


def test_ordinal_alpha_is_that_of_the_polychoric_correlations() -> None:
    answers = cut(latent_answers(400, groups_of(5), seed=5), -0.4, 0.9)
    sample = one_battery(answers, points=3)
    battery = only(factor(sample, FactorPlan(number=1), SEED))
    scale = battery.reliability[0]
    matrix = battery.correlations.matrix
    assert battery.correlations.method == "polychoric"
    assert scale.ordinal_alpha.value == pytest.approx(5 / 4 * (1 - 5 / matrix.sum()))
    assert scale.ordinal_alpha.value > scale.alpha.value + 0.03
    assert abs(scale.ordinal_alpha.value - 0.865) < 0.03  # five items of loading .75
    assert ordered(scale.ordinal_alpha)


def test_nine_items_have_a_general_factor_above_their_groups() -> None:
    loadings = np.hstack([np.full((9, 1), 0.6), groups_of(3, 3, 3, loading=0.4)])
    sample = one_battery(seven_points(latent_answers(500, loadings, seed=6)))
    found = usable(sample)
    made = evidence_of(found)
    fit = fit_factors(made.matrix, 1)
    (scale,) = scale_reliability(found, made, fit, ("needs.F1",), [list(range(9))], GENERATOR(1))
    assert ordered(scale.omega_hierarchical)
    assert abs(scale.omega_hierarchical.value - 0.74) < 0.06  # 5.4² of 29.16 + 4.32 + 4.32 + 1.56
    assert scale.omega_hierarchical.value < scale.omega_total.value


def test_the_whole_block_has_a_general_factor_where_it_has_several(solution: FactorSolution) -> None:
    battery = only(solution)
    expected = omega(battery.correlations.matrix, 2).hierarchical
    assert battery.omega_hierarchical.value == pytest.approx(expected)
    assert ordered(battery.omega_hierarchical)
    assert battery.omega_hierarchical.value < 0.5  # two factors that correlate .2


def test_one_factor_has_no_general_one_above_it() -> None:
    found = usable(one_battery(planted_answers(60, 1, 4)))
    fit = fit_factors(evidence_of(found).matrix, 1)
    assert math.isnan(general_factor(found, fit, GENERATOR(1)).value)
