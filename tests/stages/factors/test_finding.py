"""Planted factors are found, whichever way items are asked and respondents are counted or ordered."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.domain.factors import BatteryFactors, FactorSolution
from research.errors import ResearchError
from research.stages.factors import FactorPlan, factor
from research.stages.factors import fitting as fitting_stage
from research.stats.factoring import FactorFit
from tests.batteries import (
    EXACT,
    ROUNDING,
    SEED,
    codes,
    groups_of,
    latent_answers,
    one_battery,
    only,
    own_factor,
    seven_points,
)
from tests.factories import make_questionnaire, make_responses, make_sample, make_scale, planted_answers

FIGURES = ("pattern", "phi", "structure", "communalities", "variance", "score_weights", "means", "sds", "covariance")


@pytest.fixture(scope="module")
def twofold() -> tuple[BatteryFactors, BatteryFactors]:
    """Respondents of whom some weigh twice as much, and the same with those standing there twice."""
    answers = planted_answers(300, 1, 4)
    weights = np.random.default_rng(1).integers(1, 3, 300).astype(float)
    twice = np.repeat(answers, weights.astype(int), axis=0)
    plan = FactorPlan(number=1)
    return only(factor(one_battery(answers, weights), plan, SEED)), only(factor(one_battery(twice), plan, SEED))


def assert_same(one: BatteryFactors, other: BatteryFactors, tolerance: float = ROUNDING) -> None:
    for name in FIGURES:
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), atol=tolerance, err_msg=name)
    np.testing.assert_allclose(one.correlations.matrix, other.correlations.matrix, atol=tolerance)
    np.testing.assert_allclose(one.adequacy.msa, other.adequacy.msa, atol=tolerance)
    alphas = [[scale.alpha.value for scale in battery.reliability] for battery in (one, other)]
    np.testing.assert_allclose(*alphas, atol=tolerance)
    assert [item.advice for item in one.diagnosis] == [item.advice for item in other.diagnosis]


def test_planted_factors_are_found_and_every_item_on_its_own(solution: FactorSolution) -> None:
    battery = only(solution)
    assert battery.k == 2
    assert own_factor(battery) in ([0] * 4 + [1] * 4, [1] * 4 + [0] * 4)
    assert battery.retention.reason == "stands_out"
    assert (battery.n, battery.correlations.method) == (400, "pearson")
    own = np.abs(battery.pattern).max(axis=1)
    assert (np.abs(own - 0.75) < 0.1).all()  # less what rounding costs, and chance
    assert abs(battery.phi[0, 1] - 0.2) < 0.12
    assert codes(solution) == {}


def test_factors_come_by_variance_with_keys_and_positive_sums(solution: FactorSolution) -> None:
    battery = only(solution)
    assert solution.keys == ("needs.F1", "needs.F2")
    assert (np.diff(battery.variance) <= 0).all()
    assert (battery.pattern.sum(axis=0) > 0).all()
    np.testing.assert_allclose(battery.structure, battery.pattern @ battery.phi, atol=EXACT)
    np.testing.assert_allclose(battery.communalities, (battery.structure * battery.pattern).sum(axis=1), atol=EXACT)
    assert battery.variance.sum() == pytest.approx(battery.communalities.mean())


def test_arrays_are_sealed(solution: FactorSolution) -> None:
    battery = only(solution)
    arrays = [getattr(battery, name) for name in (*FIGURES, "determinacy", "weighted_congruence")]
    arrays += [solution.scores, battery.adequacy.msa, battery.correlations.matrix]
    arrays += [battery.retention.components.observed, battery.retention.factors.random_95]
    assert not any(array.flags.writeable for array in arrays)


def test_reversed_items_are_mirrored(planted: np.ndarray, solution: FactorSolution) -> None:
    as_asked = planted.copy()
    as_asked[:, 1] = 8 - as_asked[:, 1]
    mirrored = factor(one_battery(as_asked, reversed=["needs_2"]), FactorPlan(), SEED)
    assert_same(only(mirrored), only(solution), EXACT)
    np.testing.assert_allclose(mirrored.scores, solution.scores, atol=EXACT)
    assert only(mirrored).reversed == (False, True) + (False,) * 6


def test_a_scale_with_its_favourable_end_low_gives_the_same_factors() -> None:
    answers, plan = planted_answers(300, 1, 4), FactorPlan(number=1)
    upside_down = make_questionnaire({"needs": 4}, scale=make_scale(7, top=1))
    sample = make_sample(make_responses(upside_down, {"needs": 8 - answers}))
    np.testing.assert_array_equal(factor(sample, plan, 1).scores, factor(one_battery(answers), plan, 1).scores)


def test_equal_weights_change_nothing(planted: np.ndarray, solution: FactorSolution) -> None:
    equal = factor(one_battery(planted, np.full(400, 4.0)), FactorPlan(), SEED)
    assert_same(only(equal), only(solution))
    np.testing.assert_allclose(equal.scores, solution.scores, atol=ROUNDING)


def test_a_weight_of_two_is_answering_twice(twofold: tuple[BatteryFactors, BatteryFactors]) -> None:
    weighted, twice = twofold
    assert_same(weighted, twice)
    assert weighted.n == 300
    assert twice.n > 400
    assert weighted.correlations.base < 300  # for tests of significance it counts as less than 300
    assert weighted.adequacy.bartlett_chi2 < twice.adequacy.bartlett_chi2


def test_the_same_seed_gives_the_same_bytes(planted: np.ndarray, solution: FactorSolution) -> None:
    again = factor(one_battery(planted), FactorPlan(), SEED)
    assert again.scores.tobytes() == solution.scores.tobytes()
    frames = ("tidy", "items", "retention", "votes", "fits", "factors", "glance", "augment", "invariance", "congruence")
    for name in frames:
        assert getattr(again, name)().to_csv() == getattr(solution, name)().to_csv()


def test_the_order_of_respondents_does_not_matter(planted: np.ndarray, solution: FactorSolution) -> None:
    order = np.random.default_rng(3).permutation(400)
    shuffled = factor(one_battery(planted[order]), FactorPlan(), SEED)
    assert_same(only(shuffled), only(solution))
    np.testing.assert_allclose(shuffled.scores, solution.scores[order], atol=ROUNDING)
    assert only(shuffled).retention.votes == only(solution).retention.votes


def test_the_order_of_items_only_permutes(planted: np.ndarray, solution: FactorSolution) -> None:
    order = np.array([6, 0, 3, 7, 1, 5, 2, 4])
    names = [f"needs_{i + 1}" for i in order]
    questionnaire = make_questionnaire({"needs": names}, scale=make_scale(7))
    shuffled = factor(make_sample(make_responses(questionnaire, {"needs": planted[:, order]})), FactorPlan(), SEED)
    one, other = only(shuffled), only(solution)
    for name in ("pattern", "structure", "communalities", "score_weights", "means"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name)[order], atol=ROUNDING, err_msg=name)
    np.testing.assert_allclose(shuffled.scores, solution.scores, atol=ROUNDING)
    assert [vote.number for vote in one.retention.votes] == [vote.number for vote in other.retention.votes]
    assert one.adequacy.kmo == pytest.approx(other.adequacy.kmo)


def test_an_item_that_is_explained_completely_is_named() -> None:
    # r12 r13 / r23 = 1.125: the communality of the first item would have to be above 1.
    correlations = np.array([[1.0, 0.75, 0.75], [0.75, 1.0, 0.5], [0.75, 0.5, 1.0]])
    rows = np.random.default_rng(6).standard_normal((2000, 3)) @ np.linalg.cholesky(correlations).T
    found = factor(one_battery(seven_points(rows)), FactorPlan(), SEED)
    assert codes(found) == {"improper_solution": {"battery": "Needs", "items": "needs_1"}}
    assert np.isfinite(only(found).pattern).all()
    assert np.isfinite(found.scores).all()


def test_a_search_that_stopped_early_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    fit_factors = fitting_stage.fit_factors

    def stopped(*settings: object) -> FactorFit:
        return replace(fit_factors(*settings), converged=False)

    monkeypatch.setattr(fitting_stage, "fit_factors", stopped)
    found = factor(one_battery(planted_answers(60, 1, 4)), FactorPlan(number=1), SEED)
    assert codes(found)["factors_not_converged"] == {"battery": "Needs"}


def test_a_rotation_without_a_solution_names_the_battery_and_what_to_try() -> None:
    latent = latent_answers(60, groups_of(6), seed=2)
    with pytest.raises(ResearchError, match="`needs` cannot be factored") as caught:
        factor(one_battery(seven_points(latent)), FactorPlan(number=2, rotation="bifactor"), SEED)
    assert "needs_1, needs_2, needs_3, needs_4, needs_5, needs_6" in str(caught.value)
    assert "another number of factors under `factors.number`" in str(caught.value)
