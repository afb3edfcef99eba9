"""Factor scores: standard, rebuilt by their recipe for anyone, and what becomes of gaps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.domain.factors import FactorSolution
from research.domain.recipe import factor_recipe
from research.domain.sample import Sample
from research.errors import ResearchError
from research.stages.factors import FactorPlan, factor, score_factors
from tests.batteries import EXACT, PROMISE, SEED, cut, groups_of, latent_answers, one_battery, only
from tests.factories import OFF_SCALE, make_sample, planted_answers

METHODS = ("regression", "bartlett", "tenberge", "unit")


@pytest.fixture(scope="module")
def scored() -> dict[str, FactorSolution]:
    """Scores of every kind of 70 respondents: too few to halve, and enough for two factors."""
    return {
        method: factor(one_battery(first_answers()), FactorPlan(number=2, scoring=method), SEED) for method in METHODS
    }


@pytest.fixture(scope="module")
def gappy(planted: np.ndarray) -> np.ndarray:
    answers = planted.copy()
    answers[0, :2], answers[1, :3], answers[2] = np.nan, np.nan, np.nan
    answers[3:60:5, 4] = np.nan
    return answers


@pytest.fixture(scope="module")
def with_gaps(gappy: np.ndarray) -> FactorSolution:
    return factor(one_battery(gappy), FactorPlan(min_answered=0.75), SEED)


def first_answers() -> np.ndarray:
    return planted_answers(70, 2, 4, seed=9)


def later_answers() -> np.ndarray:
    answers = planted_answers(40, 2, 4, seed=10)
    answers[0, 3], answers[1, :6], answers[2] = np.nan, np.nan, np.nan
    return answers


@pytest.mark.parametrize("method", METHODS)
def test_scores_are_standard_and_rebuild_from_the_answers(scored: dict[str, FactorSolution], method: str) -> None:
    solution = scored[method]
    battery = only(solution)
    assert battery.scoring == method
    np.testing.assert_allclose(solution.scores.mean(axis=0), 0.0, atol=PROMISE)
    np.testing.assert_allclose(solution.scores.std(axis=0), 1.0, atol=PROMISE)
    rebuilt = ((first_answers() - battery.means) / battery.sds) @ battery.score_weights
    np.testing.assert_allclose(solution.scores, rebuilt, atol=EXACT)


@pytest.mark.parametrize("method", METHODS)
def test_the_recipe_scores_the_same_and_later_respondents(scored: dict[str, FactorSolution], method: str) -> None:
    solution = scored[method]
    recipe = factor_recipe(only(solution), solution.min_answered)
    same, later = one_battery(first_answers()), one_battery(later_answers())
    np.testing.assert_allclose(recipe.apply(same.responses), solution.scores, atol=PROMISE)
    together = recipe.apply(later.responses)
    np.testing.assert_allclose(score_factors(solution, later).scores, together, atol=PROMISE)
    assert np.isnan(together[1:3]).all()
    assert not np.isnan(together[[0, *range(3, 40)]]).any()
    for row in (0, 1, 7):
        alone = recipe.apply(later.responses.rows(np.arange(40) == row))
        np.testing.assert_allclose(alone[0], together[row], atol=PROMISE)


def test_the_methods_differ(scored: dict[str, FactorSolution]) -> None:
    scores = {method: solution.scores for method, solution in scored.items()}
    for one, other in (("regression", "bartlett"), ("regression", "tenberge"), ("bartlett", "unit")):
        assert np.abs(scores[one] - scores[other]).max() > 0.005


def test_tenberge_scores_correlate_as_the_factors_do(scored: dict[str, FactorSolution]) -> None:
    for method, agrees in (("tenberge", True), ("regression", False), ("unit", False)):
        solution = scored[method]
        same = np.allclose(np.corrcoef(solution.scores.T), only(solution).phi, atol=PROMISE)
        assert same == agrees


def test_unit_scores_are_the_mean_of_the_factor_s_own_items(scored: dict[str, FactorSolution]) -> None:
    solution = scored["unit"]
    battery = only(solution)
    answers = (first_answers() - battery.means) / battery.sds
    for j in range(2):
        own = np.abs(battery.pattern).argmax(axis=1) == j
        mean = answers[:, own].mean(axis=1)
        np.testing.assert_allclose(solution.scores[:, j], mean / mean.std(), atol=PROMISE)


def test_unit_scores_of_a_factor_without_items_are_refused() -> None:
    answers = cut(latent_answers(80, groups_of(7, loading=0.9), seed=2), -1, 0, 1)
    plan = FactorPlan(number=2, scoring="unit", rotation="none", correlation="pearson")
    with pytest.raises(ResearchError, match=r"`needs` has no unit scores: .*without an item of their own") as caught:
        factor(one_battery(answers), plan, SEED)
    assert "`factors.scoring` to `regression`" in str(caught.value)


def test_scores_of_the_answers_have_sd_one_whatever_correlations_the_factors_rest_on() -> None:
    answers = cut(latent_answers(60, groups_of(5), seed=3), -0.3, 0.8)
    weights = np.random.default_rng(4).uniform(0.5, 2.0, 60)
    solution = factor(one_battery(answers, weights), FactorPlan(number=1), SEED)
    assert only(solution).correlations.method == "polychoric"
    mean = np.average(solution.scores[:, 0], weights=weights)
    assert mean == pytest.approx(0, abs=PROMISE)
    assert np.average((solution.scores[:, 0] - mean) ** 2, weights=weights) == pytest.approx(1, abs=PROMISE)


def test_gaps_are_filled_with_what_the_other_answers_let_expect(gappy: np.ndarray, with_gaps: FactorSolution) -> None:
    battery = only(with_gaps)
    there, missing = slice(2, None), slice(None, 2)
    others = np.linalg.solve(battery.covariance[there, there], gappy[0, there] - battery.means[there])
    filled = gappy[0].copy()
    filled[missing] = battery.means[missing] + battery.covariance[missing, there] @ others
    expected = ((filled - battery.means) / battery.sds) @ battery.score_weights
    np.testing.assert_allclose(with_gaps.scores[0], expected, atol=PROMISE)
    assert battery.n == 399  # whoever answered something takes part


def test_who_answered_too_little_has_no_score(gappy: np.ndarray, with_gaps: FactorSolution) -> None:
    unscored = np.isnan(with_gaps.scores).all(axis=1)
    assert np.flatnonzero(unscored).tolist() == [1, 2]
    strict = score_factors(replace(with_gaps, min_answered=0.8), one_battery(gappy))
    assert np.flatnonzero(np.isnan(strict.scores).any(axis=1)).tolist() == [0, 1, 2]
    complete = ~np.isnan(gappy).any(axis=1)
    np.testing.assert_array_equal(strict.scores[complete], with_gaps.scores[complete])


def test_off_scale_answers_are_gaps(gappy: np.ndarray, with_gaps: FactorSolution) -> None:
    unsure = np.where(np.isnan(gappy), OFF_SCALE, gappy)
    np.testing.assert_array_equal(score_factors(with_gaps, one_battery(unsure)).scores, with_gaps.scores)


def test_other_respondents_are_scored_by_the_factors_as_they_were_found(
    gappy: np.ndarray, with_gaps: FactorSolution
) -> None:
    sample = one_battery(gappy)
    few = replace(sample, responses=sample.responses.rows(np.arange(400) % 9 == 0))
    later = score_factors(with_gaps, few)
    np.testing.assert_allclose(later.scores, with_gaps.scores[::9], atol=EXACT)
    assert later.ids.tolist() == with_gaps.ids[::9].tolist()
    assert later.batteries is with_gaps.batteries
    nobody = replace(sample, responses=sample.responses.rows(np.zeros(400, dtype=bool)))
    assert score_factors(with_gaps, nobody).scores.shape == (0, 2)


def test_weights_of_later_respondents_do_not_move_their_scores(with_gaps: FactorSolution) -> None:
    responses = one_battery(later_answers()).responses
    plain: Sample = make_sample(responses)
    weighted = make_sample(responses, np.linspace(0.2, 3, 40))
    np.testing.assert_array_equal(score_factors(with_gaps, plain).scores, score_factors(with_gaps, weighted).scores)
