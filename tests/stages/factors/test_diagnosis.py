"""Every item's diagnosis: what to do with it and why, as it was keyed."""

from __future__ import annotations

import math

import numpy as np
import pytest

from research.domain.factors import BatteryFactors, FactorSolution
from research.domain.measurement import ItemDiagnosis
from research.stages.factors import FactorPlan, factor
from research.stages.factors.diagnosing import diagnose, scale_reliability, scales_of
from research.stats.factoring import fit_factors
from tests.batteries import (
    EXACT,
    SEED,
    codes,
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

ROUNDING = 1e-9


def item(battery: BatteryFactors, number: int) -> ItemDiagnosis:
    return battery.diagnosis[number - 1]


@pytest.fixture(scope="module")
def spoilt() -> FactorSolution:
    """Five items of a factor, the second reversed in wording alone, and one that hardly goes with them."""
    return factor(one_battery(spoilt_answers()), FactorPlan(), SEED)


def spoilt_answers() -> np.ndarray:
    loadings = np.array([[0.75], [-0.75], [0.75], [0.75], [0.75], [0.2]])
    return seven_points(latent_answers(400, loadings, seed=3))


def test_an_item_keyed_wrongly_is_found_and_told(spoilt: FactorSolution) -> None:
    wrong = item(only(spoilt), 2)
    assert (wrong.advice, wrong.reason) == ("reverse", "not_reversed")
    assert wrong.loading < -0.5
    assert wrong.figure == pytest.approx(-wrong.item_rest)
    assert codes(spoilt)["wrongly_keyed_items"] == {"battery": "Needs", "items": "needs_2"}


def test_an_item_that_loads_nowhere_is_found_and_told(spoilt: FactorSolution) -> None:
    stray = item(only(spoilt), 6)
    assert (stray.advice, stray.reason) == ("drop", "loads_nowhere")
    assert math.isnan(stray.item_rest)
    assert math.isnan(stray.alpha_if_dropped)
    assert stray.figure == pytest.approx(abs(stray.loading))
    assert stray.floor == pytest.approx(np.mean(spoilt_answers()[:, 5] == 1))
    assert codes(spoilt)["weak_items"] == {"battery": "Needs", "items": "needs_6"}


def test_sound_items_are_kept_for_their_loading(spoilt: FactorSolution) -> None:
    for number in (1, 3, 4, 5):
        sound = item(only(spoilt), number)
        assert (sound.advice, sound.reason) == ("keep", "sound")
        assert sound.figure == sound.loading > 0.5
        assert sound.item_rest > 0.5
        assert 0.6 < sound.alpha_if_dropped < 0.95


def test_one_factor_has_no_second(spoilt: FactorSolution) -> None:
    first = item(only(spoilt), 1)
    assert (first.factor, first.second_factor) == ("needs.F1", "")
    assert math.isnan(first.cross_loading)
    assert first.complexity == pytest.approx(1.0)


def test_figures_are_those_of_the_solution(solution: FactorSolution) -> None:
    battery = only(solution)
    for i, one in enumerate(battery.diagnosis):
        strongest, second = np.argsort(-np.abs(battery.pattern[i]))
        assert (one.item, one.factor) == (battery.items[i], battery.keys[strongest])
        assert (one.loading, one.cross_loading) == (battery.pattern[i, strongest], battery.pattern[i, second])
        assert one.second_factor == battery.keys[second]
        assert (one.communality, one.msa) == (battery.communalities[i], battery.adequacy.msa[i])


def test_item_rest_and_alpha_are_within_the_item_s_scale(planted: np.ndarray, solution: FactorSolution) -> None:
    rest = planted[:, 1:4].sum(axis=1)
    first = item(only(solution), 1)
    assert first.item_rest == pytest.approx(np.corrcoef(planted[:, 0], rest)[0, 1])
    covariance = np.cov(planted[:, 1:4].T)
    assert first.alpha_if_dropped == pytest.approx(3 / 2 * (1 - np.trace(covariance) / covariance.sum()))


def test_means_and_ends_are_as_keyed_and_weighted() -> None:
    answers = np.column_stack([planted_answers(60, 1, 4), np.repeat([1.0, 4.0, 7.0], [30, 10, 20])])
    answers[:, 0] = 8 - answers[:, 0]
    weights = np.repeat([1.0, 2.0, 3.0], [30, 10, 20])
    battery = only(factor(one_battery(answers, weights, reversed=["needs_1"]), FactorPlan(number=1), SEED))
    mirrored = 8 - answers[:, 0]
    assert item(battery, 1).mean == pytest.approx(np.average(mirrored, weights=weights))
    assert item(battery, 1).floor == pytest.approx(np.average(mirrored == 1, weights=weights))
    assert item(battery, 1).ceiling == pytest.approx(np.average(mirrored == 7, weights=weights))
    last = item(battery, 5)
    assert (last.floor, last.ceiling) == (pytest.approx(30 / 110), pytest.approx(60 / 110))
    assert last.mean == pytest.approx((30 + 2 * 40 + 3 * 140) / 110)
    assert last.sd == pytest.approx(np.sqrt(np.average((answers[:, 4] - last.mean) ** 2, weights=weights)))


def test_ends_of_an_item_that_runs_against_its_factor_are_as_keyed(spoilt: FactorSolution) -> None:
    answers = spoilt_answers()[:, 1]
    assert item(only(spoilt), 2).floor == pytest.approx(np.mean(answers == 1), abs=EXACT)
    assert item(only(spoilt), 2).ceiling == pytest.approx(np.mean(answers == 7), abs=EXACT)


def test_an_item_that_nearly_all_answer_alike_is_to_be_reworded() -> None:
    latent = latent_answers(300, groups_of(5, loading=0.8), seed=3)
    answers = np.column_stack([cut(latent[:, :1], 1.1, 1.5, 1.9, 2.3), cut(latent[:, 1:], -1.2, -0.4, 0.4, 1.2)])
    first = item(only(factor(one_battery(answers, points=5), FactorPlan(number=1), SEED)), 1)
    assert (first.advice, first.reason) == ("reword", "floor")
    assert first.figure == first.floor == pytest.approx(np.mean(answers[:, 0] == 1))


def test_an_item_with_little_adequacy_is_dropped_though_it_loads() -> None:
    pair = planted_answers(500, 1, 2, loading=0.9, seed=8)
    answers = np.column_stack([planted_answers(500, 1, 4), pair])
    solution = factor(one_battery(answers), FactorPlan(number=2), SEED)
    battery = only(solution)
    low = [one for one in battery.diagnosis if one.msa < 0.5]
    assert {one.item for one in low} <= {"needs_5", "needs_6"}
    assert low
    assert all((one.advice, one.reason, one.figure) == ("drop", "inadequate", one.msa) for one in low)
    assert all(abs(one.loading) > 0.30 for one in battery.diagnosis)
    assert codes(solution)["weak_items"] == {"battery": "Needs", "items": ", ".join(one.item for one in low)}


def test_a_scale_of_two_items_has_no_alpha_without_one_of_them() -> None:
    pair = planted_answers(500, 1, 2, loading=0.9, seed=8)
    sample = one_battery(np.column_stack([planted_answers(500, 1, 4), pair]))
    found = usable(sample)
    made = evidence_of(found)
    fit = fit_factors(made.matrix, 2)
    scales = scales_of(fit.pattern)
    keys = ("needs.F1", "needs.F2")
    assert sorted(map(len, scales)) == [2, 4]
    variables = [sample.responses.questionnaire.variables[item] for item in found.block.items]
    told = diagnose(found, fit, np.full(6, 0.9), keys, scales, variables)
    for one in told[4:]:
        assert math.isnan(one.alpha_if_dropped)
        assert one.item_rest == pytest.approx(made.matrix[4, 5], abs=ROUNDING)
    reliable = scale_reliability(found, made, fit, keys, scales, np.random.default_rng(1))
    short = next(scale for scale in reliable if len(scale.items) == 2)
    assert short.alpha.low < short.alpha.value < short.alpha.high
    assert math.isnan(short.omega_hierarchical.value)


def test_a_factor_without_items_of_its_own_has_an_empty_scale() -> None:
    latent = latent_answers(60, groups_of(7, loading=0.9), seed=2)
    plan = FactorPlan(number=2, rotation="none")
    battery = only(factor(one_battery(seven_points(latent)), plan, SEED))
    empty = battery.reliability[1]
    assert len(empty.items) < 2
    for estimate in (empty.alpha, empty.ordinal_alpha, empty.omega_total, empty.omega_hierarchical):
        assert math.isnan(estimate.value)
    assert {one.factor for one in battery.diagnosis} == {"needs.F1"}
    assert battery.style[1].balance == 0.0
