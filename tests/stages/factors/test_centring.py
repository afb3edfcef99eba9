"""Answers relative to each respondent's own mean: what singular correlations do, and that style is gone."""

from __future__ import annotations

import numpy as np
import pytest

from research.domain.factors import FactorSolution
from research.domain.recipe import factor_recipe
from research.domain.sample import Sample
from research.errors import ResearchError
from research.stages.factors import FactorPlan, factor, score_factors
from tests.batteries import (
    EXACT,
    PROMISE,
    SEED,
    codes,
    groups_of,
    latent_answers,
    one_battery,
    only,
    own_factor,
    seven_points,
    usable,
)
from tests.factories import make_questionnaire, make_responses, make_sample, make_scale, planted_answers

CENTRED = FactorPlan(centre="person")
REVERSED = tuple(f"needs_{i + 1}" for i in range(1, 12, 2))
SIGNS = np.where(np.arange(12) % 2, -1.0, 1.0)


def agreeing(sd: float, n: int = 400) -> np.ndarray:
    """Two unrelated groups of six items, every second reversed; respondents agree more or less, by `sd` points."""
    latent = latent_answers(n, groups_of(6, 6, loading=0.7), seed=2) * SIGNS
    return seven_points(latent, sd * np.random.default_rng(102).standard_normal((n, 1)))


@pytest.fixture(scope="module")
def styled() -> Sample:
    return one_battery(agreeing(0.6), reversed=REVERSED)


@pytest.fixture(scope="module")
def centred(styled: Sample) -> FactorSolution:
    return factor(styled, CENTRED, SEED)


def test_centring_takes_the_factor_of_agreeing_away(styled: Sample, centred: FactorSolution) -> None:
    battery = only(centred)
    assert battery.k == 2
    assert own_factor(battery) in ([0] * 6 + [1] * 6, [1] * 6 + [0] * 6)
    plain = only(factor(styled, FactorPlan(), SEED))
    assert plain.k == 3
    assert plain.retention.stand_out == 3
    assert codes(centred) == {}


def test_centred_answers_are_differences_from_the_mean_before_reversing(styled: Sample) -> None:
    found = usable(styled, CENTRED)
    given = agreeing(0.6)
    np.testing.assert_allclose(found.answers, (given - given.mean(axis=1, keepdims=True)) * SIGNS, atol=EXACT)
    np.testing.assert_array_equal(found.uncentred, np.where(SIGNS > 0, given, 8 - given))


def test_singular_correlations_are_handled(centred: FactorSolution) -> None:
    battery = only(centred)
    eigenvalues = np.linalg.eigvalsh(battery.correlations.matrix)
    assert eigenvalues[0] < 1e-9 < 0.1 < eigenvalues[1]
    assert (battery.correlations.reason, battery.correlations.smoothed) == ("centred", 0.0)
    assert np.isnan(battery.adequacy.bartlett_chi2)
    assert np.isnan(battery.adequacy.bartlett_p)
    assert battery.adequacy.bartlett_df == 66
    assert 0.5 < battery.adequacy.kmo < 1
    assert np.isfinite(battery.adequacy.msa).all()
    assert all(np.isnan(fit.chi2) and np.isfinite(fit.srmr) for fit in battery.retention.fits)
    for figures in (battery.pattern, battery.phi, battery.score_weights, battery.determinacy, battery.communalities):
        assert np.isfinite(figures).all()


def test_scores_rebuild_by_the_recipe_and_do_not_depend_on_how_high_one_answers(
    styled: Sample, centred: FactorSolution
) -> None:
    recipe = factor_recipe(only(centred), centred.min_answered)
    np.testing.assert_allclose(recipe.apply(styled.responses), centred.scores, atol=PROMISE)
    np.testing.assert_allclose(centred.scores.std(axis=0), 1.0, atol=PROMISE)
    later = np.clip(agreeing(0.6, 50), 1, 6)
    low, high = (one_battery(answers, reversed=REVERSED) for answers in (later, later + 1))
    scores = score_factors(centred, low).scores
    np.testing.assert_allclose(score_factors(centred, high).scores, scores, atol=PROMISE)
    alone = recipe.apply(low.responses.rows(np.arange(50) == 9))
    np.testing.assert_allclose(alone[0], scores[9], atol=PROMISE)


def test_gaps_in_centred_answers_are_filled_the_same_for_everyone(centred: FactorSolution) -> None:
    gappy = agreeing(0.6, 40)
    gappy[0, :2], gappy[1, :4], gappy[2] = np.nan, np.nan, np.nan
    sample = one_battery(gappy, reversed=REVERSED)
    scores = score_factors(centred, sample).scores
    assert np.flatnonzero(np.isnan(scores).all(axis=1)).tolist() == [1, 2]
    alone = score_factors(centred, make_sample(sample.responses.rows(np.arange(40) == 0))).scores
    np.testing.assert_allclose(alone[0], scores[0], atol=PROMISE)
    found = factor(sample, CENTRED, SEED)
    assert np.isfinite(only(found).pattern).all()


def test_random_answers_are_centred_too() -> None:
    # Unrelated items that were centred have one eigenvalue of zero, and the others above one: none of them stands out.
    noise = np.random.default_rng(4).integers(1, 8, (300, 6)).astype(float)
    found = factor(one_battery(noise), CENTRED, SEED)
    assert codes(found) == {"no_common_factor": {"battery": "Needs", "items": 6}}
    asked = only(factor(one_battery(noise), FactorPlan(centre="person", number=1), SEED)).retention
    assert asked.components.random_95[0] > 1.2
    assert asked.components.random_95[-1] == pytest.approx(0, abs=1e-6)
    assert asked.components.observed[-1] == pytest.approx(0, abs=1e-6)
    assert asked.components.observed[:5].mean() == pytest.approx(1.2, abs=1e-6)


def test_no_item_is_told_to_be_keyed_wrongly_because_its_answers_are_relative() -> None:
    # Two groups of items: whoever prefers one group has, relative to his mean, lower answers to the other.
    found = factor(one_battery(planted_answers(300, 2, 3, phi=0.0)), FactorPlan(centre="person", number=1), SEED)
    pattern = only(found).pattern[:, 0]
    assert (pattern[:3] * pattern[3:] < -0.2).all()
    assert "wrongly_keyed_items" not in codes(found)


def test_batteries_on_other_scales_are_centred_apart() -> None:
    questionnaire = make_questionnaire({"needs": 4, "habits": 3}, scale=make_scale(7))
    batteries = list(questionnaire.batteries)
    object.__setattr__(batteries[1], "scale", make_scale(5, name="often"))
    answers = {"needs": planted_answers(50, 1, 4), "habits": planted_answers(50, 1, 3, points=5)}
    found = usable(make_sample(make_responses(questionnaire, answers)), FactorPlan(centre="person", together=True))
    np.testing.assert_allclose(found.answers[:, :4].sum(axis=1), 0.0, atol=EXACT)
    np.testing.assert_allclose(found.answers[:, 4:].sum(axis=1), 0.0, atol=EXACT)
    assert found.block.centred == ("scale7",) * 4 + ("often",) * 3


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"extraction": "ml"}, "`factors.extraction: ml` cannot be used on answers that are centred"),
        ({"correlation": "polychoric"}, "`factors.correlation: polychoric` cannot be used on answers that are centred"),
        ({"correlation": "mixed"}, "`factors.correlation: mixed` cannot be used"),
    ],
)
def test_what_centred_answers_do_not_allow_is_a_fault(styled: Sample, setting: dict[str, str], message: str) -> None:
    with pytest.raises(ResearchError, match=message):
        factor(styled, FactorPlan(centre="person", **setting), SEED)


def test_reliability_and_item_figures_are_of_the_answers_as_they_are(styled: Sample, centred: FactorSolution) -> None:
    battery = only(centred)
    keyed = usable(styled).answers
    np.testing.assert_allclose([item.mean for item in battery.diagnosis], keyed.mean(axis=0), atol=EXACT)
    scale = battery.reliability[0]
    own = keyed[:, [battery.items.index(item) for item in scale.items]]
    covariance = np.cov(own.T)
    alpha = 6 / 5 * (1 - np.trace(covariance) / covariance.sum())
    assert scale.alpha.value == pytest.approx(alpha)
    assert np.isnan(battery.omega_hierarchical.value)
