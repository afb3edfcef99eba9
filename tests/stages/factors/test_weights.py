"""Respondents who count differently: would the factors be others, and what must not pass as a weight."""

from __future__ import annotations

import numpy as np
import pytest

from research.domain.factors import BatteryFactors
from research.domain.survey_file import Column, SurveyFile
from research.errors import ResearchError
from research.stages.coding import code
from research.stages.factors import FactorPlan, factor
from research.stages.factors.plan import PRESETS
from research.stages.factors.replicating import other_weights
from research.stages.weighting import weight
from research.stats.congruence import congruence
from research.study.questionnaire_reading import parse_questionnaire
from tests.batteries import (
    PROMISE,
    SEED,
    codes,
    evidence_of,
    groups_of,
    latent_answers,
    one_battery,
    only,
    seven_points,
    usable,
)
from tests.factories import planted_answers

QUESTIONNAIRE = """\
scales: {agree3: {labels: {1: Disagree, 2: Neither, 3: Agree}, top: 3}}
system: {weight: wt}
batteries: {att: {role: psychographic, scale: agree3, items: {a1: Plan, a2: List, a3: Order}}}
"""


@pytest.fixture(scope="module")
def two_kinds() -> tuple[np.ndarray, np.ndarray]:
    """300 respondents of weight 1 and 100 of weight 12, for whom the same items go together otherwise."""
    light = latent_answers(300, groups_of(4, 4), seed=1)
    heavy = latent_answers(100, groups_of(4, 4), seed=51)[:, [0, 4, 1, 5, 2, 6, 3, 7]]
    return seven_points(np.vstack([light, heavy])), np.repeat([1.0, 12.0], [300, 100])


@pytest.fixture(scope="module")
def changed(two_kinds: tuple[np.ndarray, np.ndarray]) -> BatteryFactors:
    sample = one_battery(*two_kinds)
    solution = factor(sample.unweighted(), FactorPlan(number=2), SEED, sample)
    battery = only(solution)
    assert codes(solution)["weights_change_factors"] == {"battery": "Needs", "factors": ", ".join(battery.names)}
    return battery


def test_factors_that_heavy_respondents_do_not_share_are_told(changed: BatteryFactors) -> None:
    assert (changed.weighted_congruence < 0.7).all()
    assert not changed.weighted_congruence.flags.writeable


def test_the_congruence_is_that_of_the_two_analyses(
    two_kinds: tuple[np.ndarray, np.ndarray], changed: BatteryFactors
) -> None:
    sample = one_battery(*two_kinds)
    weighted = factor(sample, FactorPlan(number=2), SEED, sample.unweighted())
    expected = congruence(changed.pattern, only(weighted).pattern).matched
    np.testing.assert_allclose(changed.weighted_congruence, expected, atol=1e-5)
    np.testing.assert_allclose(np.sort(only(weighted).weighted_congruence), np.sort(expected), atol=1e-5)


def test_weights_that_change_little_are_not_told() -> None:
    sample = one_battery(planted_answers(300, 1, 4), np.random.default_rng(1).uniform(0.5, 1.5, 300))
    solution = factor(sample.unweighted(), FactorPlan(number=1), SEED, sample)
    assert 0.99 < only(solution).weighted_congruence[0] < 1 - PROMISE
    assert codes(solution) == {}


def test_without_another_way_of_weighting_there_is_no_congruence() -> None:
    battery = only(factor(one_battery(planted_answers(60, 1, 4)), FactorPlan(number=1), SEED))
    assert battery.weighted_congruence.shape == (0,)


def test_factors_that_the_other_way_does_not_find_have_no_congruence(planted: np.ndarray) -> None:
    # Only respondents who gave one answer to an item count the other way.
    found = usable(one_battery(planted))
    other = one_battery(planted, np.where(planted[:, 0] == 4, 1.0, 0.0))
    congruences = other_weights(found, evidence_of(found), PRESETS["research"], np.ones((8, 2)), other)
    assert np.isnan(congruences).all()


@pytest.mark.parametrize(
    "weights",
    [[0.0] * 4, [1.0, float("nan"), 1.0, 1.0], [1.0, -1.0, 1.0, 1.0], [1.0, float("inf"), 1.0, 1.0]],
    ids=["zero", "blank", "negative", "infinite"],
)
def test_weights_that_are_none_never_reach_the_analysis(weights: list[float]) -> None:
    columns = [Column("wt", "number", np.array(weights))]
    columns += [Column(name, "number", np.array([1.0, 2.0, 3.0, 1.0])) for name in ("a1", "a2", "a3")]
    with pytest.raises(ResearchError, match=r"column `wt` is blank, zero, negative or infinite for \d respondents"):
        weight(code(SurveyFile("data.csv", tuple(columns), 4), parse_questionnaire(QUESTIONNAIRE, "q.yaml", "s"), "w1"))
