"""Are the factors the same in groups of respondents, and in a later wave."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.domain.factors import FactorSolution
from research.domain.measurement import GroupComparison
from research.domain.questionnaire import Bands, Variable
from research.errors import ResearchError
from research.stages.factors import FactorPlan, compared_with_wave, factor
from research.stages.factors.blocks import plan_faults
from research.stages.factors.comparing import compare_groups, compare_wave, differing
from tests.batteries import SEED, codes, groups_of, latent_answers, one_battery, only, seven_points, told
from tests.factories import make_questionnaire, planted_answers

N = 500
COUNTRIES = np.random.default_rng(1).integers(1, 3, N).astype(float)
SPAIN = COUNTRIES == 2


@pytest.fixture(scope="module")
def answers() -> np.ndarray:
    """Answers that have nothing to do with the country."""
    return planted_answers(N, 2, 4)


@pytest.fixture(scope="module")
def found(answers: np.ndarray) -> FactorSolution:
    """The factors of everyone, compared between the countries."""
    return factor(one_battery(answers, groups=COUNTRIES), FactorPlan(compare=("country",)), SEED)


def compared(found: FactorSolution, answers: np.ndarray, groups: np.ndarray = COUNTRIES) -> GroupComparison:
    (comparison,) = compare_groups(found, one_battery(answers, groups=groups), ("country",))
    return comparison


def verdicts(comparison: GroupComparison) -> dict[str, str]:
    return {level.level: level.verdict for level in comparison.levels}


def test_groups_that_answer_alike_have_the_same_factors(found: FactorSolution) -> None:
    (comparison,) = found.comparisons
    assert (comparison.battery, comparison.by, comparison.groups) == ("needs", "country", ("Italy", "Spain"))
    assert comparison.ns == (int((~SPAIN).sum()), int(SPAIN.sum()))
    assert [one.factor for one in comparison.congruence] == ["needs.F1", "needs.F2"]
    assert {one.group for one in comparison.congruence} == {"Spain"}
    assert all(0.98 < one.congruence <= 1 for one in comparison.congruence)
    assert verdicts(comparison) == {"configural": "fits", "metric": "holds", "scalar": "holds"}
    assert all(level.breaking == () and level.holds for level in comparison.levels)
    assert comparison.obstacle == ""
    assert codes(found) == {}
    assert len(found.invariance()) == 3
    assert len(found.congruence()) == 2


def test_an_item_that_one_group_answers_higher_breaks_equal_intercepts(
    found: FactorSolution, answers: np.ndarray
) -> None:
    shifted = answers.copy()
    shifted[SPAIN, 2] = np.clip(shifted[SPAIN, 2] + 1.5, 1, 7)
    comparison = compared(found, shifted)
    assert verdicts(comparison) == {"configural": "fits", "metric": "holds", "scalar": "fails"}
    scalar = comparison.levels[-1]
    assert scalar.breaking == ("needs_3",)
    assert scalar.delta_cfi < -0.01
    assert scalar.p < 0.001
    assert not scalar.holds
    assert all(one.congruence > 0.97 for one in comparison.congruence)


def test_an_item_that_one_group_understands_otherwise_breaks_equal_loadings(
    found: FactorSolution, answers: np.ndarray
) -> None:
    other = answers.copy()
    other[SPAIN, 3] = np.random.default_rng(2).integers(1, 8, SPAIN.sum())
    comparison = compared(found, other)
    assert verdicts(comparison)["metric"] == "fails"
    assert comparison.levels[1].breaking == ("needs_4",)


def test_factors_that_are_others_in_a_group_are_told(found: FactorSolution, answers: np.ndarray) -> None:
    other = answers.copy()
    other[SPAIN] = other[SPAIN][:, [0, 4, 1, 5, 2, 6, 3, 7]]
    comparison = compared(found, other)
    assert all(one.congruence < 0.75 for one in comparison.congruence)
    assert told(tuple(differing(found, [comparison]))) == {
        "factors_differ": {"battery": "Needs", "by": "country", "factors": ", ".join(found.names)}
    }


def test_congruence_is_told_of_the_whole_sample_s_factors_whatever_their_order_in_a_group() -> None:
    # The first factor of all is the second one in Italy, and in Spain the other one is made of noise.
    own = [latent_answers(N, groups_of(4, 4) * loadings, seed=7) for loadings in ([0.8, 1.1], [1.25, 0.7])]
    answers = seven_points(np.where(SPAIN[:, None], own[1], own[0]))
    answers[SPAIN, 4:6] = np.random.default_rng(3).integers(1, 8, (SPAIN.sum(), 2))
    found = factor(one_battery(answers, groups=COUNTRIES), FactorPlan(number=2), SEED)
    assert only(found).diagnosis[0].factor == "needs.F1"
    first, second = compared(found, answers).congruence
    assert (first.factor, second.factor) == ("needs.F1", "needs.F2")
    assert first.congruence > 0.95 > 0.9 > second.congruence


def test_small_groups_take_no_part(found: FactorSolution, answers: np.ndarray) -> None:
    groups = np.where(np.arange(N) < 100, 3.0, COUNTRIES)
    assert compared(found, answers, groups).groups == ("Italy", "Spain", "Malta")
    assert len(compared(found, answers, groups).congruence) == 4  # each of two against the first
    groups[0] = 1.0
    assert compared(found, answers, groups).groups == ("Italy", "Spain")
    nearly_all = np.where(np.arange(N) < 450, 1.0, 2.0)
    assert compare_groups(found, one_battery(answers, groups=nearly_all), ("country",)) == ()


def test_groups_count_by_their_weights(found: FactorSolution, answers: np.ndarray) -> None:
    weights = np.where(np.arange(N) % 50 == 0, 40.0, 1.0)
    sample = one_battery(answers, weights, groups=COUNTRIES)
    assert compare_groups(found, sample, ("country",)) == ()


def test_who_answered_nothing_or_not_the_question_is_in_no_group(found: FactorSolution, answers: np.ndarray) -> None:
    gappy, groups = answers.copy(), COUNTRIES.copy()
    gappy[:20], groups[20:40] = np.nan, np.nan
    comparison = compared(found, gappy, groups)
    assert sum(comparison.ns) == N - 40


def test_a_group_whose_answers_cannot_be_factored_takes_no_part(found: FactorSolution, answers: np.ndarray) -> None:
    alike = answers.copy()
    alike[SPAIN, 0] = 4.0
    assert compare_groups(found, one_battery(alike, groups=COUNTRIES), ("country",)) == ()


def test_centred_answers_have_congruence_but_no_measurement_model(answers: np.ndarray) -> None:
    plan = FactorPlan(centre="person", number=1, compare=("country",))
    (comparison,) = factor(one_battery(answers, groups=COUNTRIES), plan, SEED).comparisons
    assert (comparison.levels, comparison.obstacle) == ((), "centred")
    assert comparison.congruence[0].congruence > 0.95


def test_too_few_items_have_no_measurement_model(found: FactorSolution, answers: np.ndarray) -> None:
    battery = only(found)
    pattern = np.where(np.arange(8)[:, None] < 2, [[0.8, 0.1]], [[0.1, 0.2]])
    few = replace(found, batteries=(replace(battery, pattern=pattern),))
    comparison = compared(few, answers)
    assert (comparison.levels, comparison.obstacle) == ((), "too_few_items")


def test_the_same_answers_in_a_later_wave_have_the_same_factors(found: FactorSolution) -> None:
    later = one_battery(planted_answers(400, 2, 4, seed=5))
    (comparison,) = compare_wave(found, "2024", later, "2025")
    assert (comparison.by, comparison.groups, comparison.ns) == ("wave", ("2024", "2025"), (N, 400))
    assert all(one.congruence > 0.98 for one in comparison.congruence)
    assert verdicts(comparison) == {"configural": "fits", "metric": "holds", "scalar": "holds"}


def test_a_wave_beside_itself_is_the_same(found: FactorSolution, answers: np.ndarray) -> None:
    (comparison,) = compare_wave(found, "w1", one_battery(answers), "again")
    assert [one.congruence for one in comparison.congruence] == pytest.approx([1.0, 1.0], abs=1e-8)
    assert comparison.levels[1].delta_cfi == pytest.approx(0, abs=1e-6)


def test_changed_loadings_show_in_a_later_wave_and_are_told(found: FactorSolution) -> None:
    changed = planted_answers(400, 2, 4, seed=5)[:, [0, 4, 1, 5, 2, 6, 3, 7]]
    later = compared_with_wave(found, "w1", one_battery(changed), "w2")
    (comparison,) = later.comparisons
    assert all(one.congruence < 0.8 for one in comparison.congruence)
    assert codes(later)["factors_differ"]["by"] == "wave"
    assert later.batteries is found.batteries


def test_a_wave_too_small_is_not_compared(found: FactorSolution) -> None:
    assert compare_wave(found, "w1", one_battery(planted_answers(99, 2, 4)), "w2") == ()


def test_groups_are_answers_to_questions_with_one_answer_or_bands(answers: np.ndarray) -> None:
    with pytest.raises(ResearchError, match=r"`factors\.compare` names `contry`, which is no question") as caught:
        factor(one_battery(answers), FactorPlan(compare=("contry",)), SEED)
    assert "did you mean `country`?" in str(caught.value)
    asked = make_questionnaire({"needs": 4}, numeric=["age"], multiple={"media": ["TV", "Radio"]})
    banded = Variable("age_band", "Age", "nominal", "demographic", {1: "Young", 2: "Old"})
    asked = replace(
        asked,
        variables={**asked.variables, "age_band": banded},
        bands=(Bands("age_band", "age", ((18, 39), (40, 99))),),
    )
    faults = list(plan_faults(asked, FactorPlan(compare=("age_band", "age", "media"))))
    assert [fault.message.split("`")[3] for fault in faults] == ["age", "media"]


def test_a_comparison_that_groups_are_too_small_for_is_told(answers: np.ndarray) -> None:
    few = np.where(np.arange(N) < 20, 2.0, 1.0)
    lone = factor(one_battery(answers, groups=few), FactorPlan(compare=("country",)), SEED)
    assert lone.comparisons == ()
    assert codes(lone)["not_compared"] == {"battery": "Needs", "by": "country", "needed": 100}


def test_levels_after_one_that_fails_are_not_tested(found: FactorSolution, answers: np.ndarray) -> None:
    other = answers.copy()
    other[SPAIN, 3] = np.random.default_rng(2).integers(1, 8, SPAIN.sum())
    scalar = compared(found, other).levels[2]
    assert (scalar.verdict, scalar.breaking, scalar.holds) == ("not_tested", (), False)
    assert np.isnan([scalar.delta_cfi, scalar.delta_rmsea, scalar.p]).all()


def test_factors_without_items_of_their_own_are_named(found: FactorSolution, answers: np.ndarray) -> None:
    battery = only(found)
    pattern = np.array(battery.pattern)
    pattern[np.abs(pattern).argmax(axis=1) == 1] = 0.1
    weak = replace(found, batteries=(replace(battery, pattern=pattern),))
    assert compared(weak, answers).left_out == (battery.keys[1],)
    assert compared(found, answers).left_out == ()
