"""How many factors: every rule's vote, the choice with its reason, and the fit of every number."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from research.domain.factor_evidence import Retention
from research.domain.sample import Sample
from research.errors import ResearchError
from research.stages.factors import FactorPlan, factor
from research.stages.factors.retaining import adequacy, retain
from research.stats.factor_fit import fit_indices
from research.stats.factoring import fit_factors
from tests.batteries import (
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

SEARCH = 1e-5
"""Two searches for the same minimum."""
SIMULATED = 0.03
"""Percentiles of 500 and of 100 random matrices."""


def retained(sample: Sample, seed: int = SEED, **settings: object) -> Retention:
    plan = FactorPlan(**settings)
    found = usable(sample, plan)
    with threadpool_limits(1):
        return retain(found, evidence_of(found, plan), plan, np.random.default_rng(seed))


@pytest.fixture(scope="module")
def doubtful() -> Sample:
    """Two correlated groups of three items, a pair, and two items that go with nothing."""
    loadings = np.zeros((10, 3))
    loadings[:3, 0], loadings[3:6, 1], loadings[6:8, 2] = 0.7, 0.6, 0.8
    return one_battery(seven_points(latent_answers(300, loadings, phi=0.4, seed=6)))


def test_as_many_are_kept_as_stand_out(planted: np.ndarray) -> None:
    found = retained(one_battery(planted))
    assert (found.number, found.stand_out, found.reason) == (2, 2, "stands_out")
    assert {vote.rule: vote.number for vote in found.votes} == {
        "parallel_components": 2,
        "parallel_factors": 2,
        "minimum_average_partial": 2,
        "empirical_kaiser": 2,
        "kaiser": 2,
        "acceleration_factor": 2,
    }
    assert (found.random, found.draws) == ("normal", 500)


def test_a_factor_without_items_of_its_own_is_not_kept(doubtful: Sample) -> None:
    found = retained(doubtful)
    assert (found.number, found.stand_out, found.reason) == (2, 4, "own_items")


def test_more_factors_than_the_items_determine_are_not_kept() -> None:
    # Two pairs: two dimensions stand out, and four items determine one factor.
    found = retained(one_battery(planted_answers(500, 2, 2, loading=0.9, phi=0.0)))
    assert (found.number, found.stand_out, found.reason) == (1, 2, "determined")


def test_items_of_which_no_three_share_a_theme_have_no_factor() -> None:
    # Seven unrelated items and one that is a little of each: what stands out is that one alone.
    own = np.random.default_rng(1).standard_normal((1000, 8))
    own[:, 7] = 0.25 * own[:, :7].sum(axis=1) + np.sqrt(1 - 7 * 0.25**2) * own[:, 7]
    sample = one_battery(seven_points(own))
    assert retained(sample).reason == "no_own_items"
    solution = factor(sample, FactorPlan(), SEED)
    assert solution.batteries == ()
    assert codes(solution) == {"no_own_items": {"battery": "Needs", "items": 8}}


def test_items_with_nothing_in_common_have_no_factor_unless_one_is_asked_for() -> None:
    sample = one_battery(np.random.default_rng(5).integers(1, 8, (300, 6)).astype(float))
    assert retained(sample).reason == "nothing_stands_out"
    solution = factor(sample, FactorPlan(), SEED)
    assert solution.batteries == ()
    assert solution.scores.shape == (300, 0)
    assert codes(solution) == {"no_common_factor": {"battery": "Needs", "items": 6}}
    asked = retained(sample, number=1)
    assert (asked.number, asked.reason, asked.stand_out) == (1, "study", 0)


@pytest.mark.parametrize(
    "rule",
    ["parallel_components", "parallel_factors", "minimum_average_partial", "empirical_kaiser", "kaiser"],
)
def test_the_study_s_rule_has_the_say(doubtful: Sample, rule: str) -> None:
    found = retained(doubtful, retention=rule)
    assert found.reason == rule
    assert found.number == {vote.rule: vote.number for vote in found.votes}[rule]


def test_the_rules_differ_on_some_battery(doubtful: Sample) -> None:
    found = retained(doubtful)
    votes = {vote.rule: vote.number for vote in found.votes}
    assert votes["minimum_average_partial"] < votes["parallel_components"] < votes["parallel_factors"]
    assert votes["parallel_factors"] < votes["empirical_kaiser"]
    assert found.number != votes["empirical_kaiser"]
    noise = np.random.default_rng(5).integers(1, 8, (300, 6)).astype(float)
    votes = {vote.rule: vote.number for vote in retained(one_battery(noise)).votes}
    assert votes["kaiser"] > votes["empirical_kaiser"] == 0


def test_a_rule_s_number_is_at_most_what_the_items_determine() -> None:
    sample = one_battery(planted_answers(500, 2, 2, loading=0.9, phi=0.0))
    assert retained(sample, retention="kaiser").number == 1
    assert retained(sample, retention="kaiser", extraction="components").number == 2


def test_how_factors_are_rotated_for_the_reader_does_not_change_their_number() -> None:
    # One strong general factor: unrotated, or before the groups, all items load on it most.
    sample = one_battery(planted_answers(400, 3, 4, phi=0.5))
    for rotation in ("oblimin", "varimax", "none", "bifactor"):
        found = retained(sample, rotation=rotation)
        assert found.stand_out == 3
        assert (found.number, found.reason) == ((4, "general_factor") if rotation == "bifactor" else (3, "stands_out"))


def test_the_number_is_one_for_all_or_a_battery_s_own(planted: np.ndarray) -> None:
    sample = one_battery(planted)
    for number, expected in ((3, (3, "study")), ({"needs": 1}, (1, "study")), ("auto", (2, "stands_out"))):
        found = retained(sample, number=number)
        assert (found.number, found.reason) == expected


def test_more_factors_than_determined_cannot_be_asked_for(planted: np.ndarray) -> None:
    with pytest.raises(ResearchError, match="asks for 5 factors of `needs`") as caught:
        factor(one_battery(planted), FactorPlan(number=5), SEED)
    assert "8 items determine at most 4 factors" in str(caught.value)
    with pytest.raises(ResearchError, match="at most 8 factors"):
        factor(one_battery(planted), FactorPlan(number=9, extraction="components"), SEED)


def test_permuted_answers_are_as_random_as_normal_ones(planted: np.ndarray) -> None:
    sample = one_battery(planted)
    normal, permuted = retained(sample), retained(sample, random="permutation")
    assert (permuted.random, permuted.draws) == ("permutation", 100)
    assert normal.votes == permuted.votes
    for one, other in ((normal.components, permuted.components), (normal.factors, permuted.factors)):
        np.testing.assert_array_equal(one.observed, other.observed)
        np.testing.assert_allclose(one.random_95, other.random_95, atol=SIMULATED)
        np.testing.assert_allclose(one.random_05, other.random_05, atol=SIMULATED)


def test_permuted_answers_without_a_correlation_are_told() -> None:
    # Few were asked two of the items, and of the first nearly all gave one answer: shuffled, often all in a pair do.
    answers = planted_answers(300, 1, 5)
    answers[:, 0] = np.where(np.arange(300) % 60, 4.0, 7.0)
    answers[:, 1] = np.where(np.arange(300) % 60 < 10, answers[:, 1], np.nan)
    with pytest.raises(ResearchError, match="`needs` cannot be compared with random ones") as caught:
        retained(one_battery(answers), random="permutation")
    assert "`factors.random` to `normal`" in str(caught.value)
    assert retained(one_battery(answers)).draws == 500


def test_the_seed_moves_the_random_eigenvalues_only(planted: np.ndarray) -> None:
    sample = one_battery(planted)
    one, again, other = (retained(sample, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.components.random_95, again.components.random_95)
    assert (one.components.random_95 != other.components.random_95).any()
    assert one.votes == other.votes
    assert one.fits == other.fits


def test_every_number_has_its_fit(planted: np.ndarray) -> None:
    plan = FactorPlan()
    found = usable(one_battery(planted), plan)
    made = evidence_of(found)
    fits = retain(found, made, plan, np.random.default_rng(1)).fits
    assert [fit.factors for fit in fits] == [1, 2, 3, 4]
    for fit in fits[:2]:
        solved = fit_factors(made.matrix, fit.factors)
        expected = fit_indices(made.matrix, solved.pattern, solved.phi, 400)
        figures = {name: value for name, value in asdict(fit).items() if name != "factors"}
        assert figures == pytest.approx({name: getattr(expected, name) for name in figures}, rel=SEARCH)
    assert fits[1].rmsea < 0.05 < fits[0].rmsea
    assert fits[1].p > 0.01 > fits[0].p


def test_with_weights_chance_and_fit_rest_on_the_effective_number(planted: np.ndarray) -> None:
    weights = np.random.default_rng(2).lognormal(0, 0.7, 400)
    base = weights.sum() ** 2 / (weights**2).sum()
    found = usable(one_battery(planted, weights))
    made = evidence_of(found)
    assert made.base == pytest.approx(base)
    chi2 = -np.linalg.slogdet(made.matrix)[1] * (base - 1 - (2 * 8 + 5) / 6)
    assert adequacy(made).bartlett_chi2 == pytest.approx(chi2)
    weighted = retain(found, made, FactorPlan(), np.random.default_rng(1))
    plain = retained(one_battery(planted), seed=1)
    solved = fit_factors(made.matrix, 2)
    assert weighted.fits[1].chi2 == pytest.approx(
        fit_indices(made.matrix, solved.pattern, solved.phi, base).chi2, SEARCH
    )
    assert weighted.components.random_95[0] > plain.components.random_95[0] + 0.03


def test_the_number_of_a_polychoric_battery_is_found_too() -> None:
    answers = cut(latent_answers(500, groups_of(4, 4), phi=0.3, seed=4), 0.3, 0.9, 1.5)
    solution = factor(one_battery(answers, points=4), FactorPlan(number=2), SEED)
    assert only(solution).correlations.method == "polychoric"
    assert retained(one_battery(answers, points=4)).number == 2
