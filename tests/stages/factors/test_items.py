"""What of a battery can be factored: what stands in the way is named and left out."""

from __future__ import annotations

import numpy as np
import pytest

from research.stages.factors import FactorPlan, factor
from research.stats.moments import effective_n
from research.wording.notes_en import CAVEATS
from tests.batteries import SEED, codes, looked_at, one_battery, only, usable
from tests.factories import OFF_SCALE, make_questionnaire, make_responses, make_sample, make_scale, planted_answers


def with_gaps(answers: np.ndarray, rows: slice, columns: slice) -> np.ndarray:
    gappy = answers.copy()
    gappy[rows, columns] = np.nan
    return gappy


def test_whoever_answered_something_takes_part_or_only_who_answered_everything(planted: np.ndarray) -> None:
    gappy = with_gaps(with_gaps(planted, slice(0, 30), slice(0, 1)), slice(0, 10), slice(0, 8))
    sample = one_battery(gappy)
    assert usable(sample).taking_part.sum() == 390
    complete = usable(sample, FactorPlan(missing="complete"))
    assert complete.taking_part.sum() == 370
    np.testing.assert_array_equal(complete.answers, planted[30:])


def test_off_scale_answers_and_traps_take_no_part(planted: np.ndarray) -> None:
    questionnaire = make_questionnaire({"needs": 8}, scale=make_scale(7), traps={"needs": {"trap": 4}})
    unsure = planted.copy()
    unsure[:5, 3] = OFF_SCALE
    found = usable(make_sample(make_responses(questionnaire, {"needs": unsure, "trap": np.full(400, 4.0)})))
    assert "trap" not in found.block.items
    np.testing.assert_array_equal(np.isnan(found.answers), np.isnan(with_gaps(planted, slice(5), slice(3, 4))))


def test_useless_items_are_left_out_each_with_its_reason(planted: np.ndarray) -> None:
    n = len(planted)
    nearly, mirrored = planted[:, 0].copy(), 8 - planted[:, 5]
    nearly[0] = 8 - nearly[0]
    answers = np.column_stack([planted, np.full(n, 4.0), np.full(n, np.nan), nearly, mirrored])
    found, caveats = looked_at(one_battery(answers))
    assert found is not None
    assert found.block.items == tuple(f"needs_{i + 1}" for i in range(8))
    np.testing.assert_array_equal(found.answers, planted)
    assert caveats == {
        "unanswered_items": {"battery": "Needs", "items": "needs_10"},
        "constant_items": {"battery": "Needs", "items": "needs_9"},
        "duplicate_items": {"battery": "Needs", "items": "needs_11, needs_12"},
    }


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        (planted_answers(300, 1, 2), "too_few_items"),
        (planted_answers(19, 1, 6), "too_few_respondents"),
        (planted_answers(30, 3, 10), "too_few_respondents"),
        (with_gaps(planted_answers(40, 1, 6), slice(0, 25), slice(0, 5)), "too_few_respondents"),
        (np.full((50, 5), np.nan), "unanswered_items"),
        (np.full((50, 5), 3.0), "constant_items"),
        (np.repeat(planted_answers(50, 1, 1), 4, axis=1), "duplicate_items"),
    ],
    ids=["two items", "few respondents", "fewer respondents than items", "gaps", "no answers", "constant", "copies"],
)
def test_batteries_that_cannot_be_factored_are_left_out(answers: np.ndarray, code: str) -> None:
    solution = factor(one_battery(answers), FactorPlan(), SEED)
    assert solution.batteries == ()
    assert solution.scores.shape == (len(answers), 0)
    assert code in codes(solution)


@pytest.mark.parametrize("weight", [0.1, 0.7, 1.0, 3.3])
def test_twenty_respondents_of_one_weight_are_enough(weight: float) -> None:
    found, caveats = looked_at(one_battery(planted_answers(20, 1, 6), np.full(20, weight)))
    assert found is not None, caveats


def test_items_answered_with_few_others_are_left_out_at_once(planted: np.ndarray) -> None:
    gappy = with_gaps(with_gaps(planted, slice(15, None), slice(0, 1)), slice(0, 395), slice(1, 2))
    found, caveats = looked_at(one_battery(gappy))
    assert caveats == {"unpaired_items": {"battery": "Needs", "items": "needs_1, needs_2"}}
    assert found is not None
    np.testing.assert_array_equal(found.answers, planted[:, 2:])


def test_two_forms_of_a_questionnaire_leave_one_of_them(planted: np.ndarray) -> None:
    forms = with_gaps(with_gaps(planted, slice(0, 250), slice(0, 4)), slice(250, None), slice(4, 8))
    found, caveats = looked_at(one_battery(forms))
    assert found is not None
    assert found.block.items == ("needs_5", "needs_6", "needs_7", "needs_8")  # which more answered
    assert caveats["unpaired_items"]["items"] == "needs_1, needs_2, needs_3, needs_4"


@pytest.mark.parametrize("centre", ["none", "person"])
def test_an_item_that_only_those_with_one_answer_were_asked_is_left_out(planted: np.ndarray, centre: str) -> None:
    # All who were asked the second item had answered 5 to the first, which therefore correlates with nothing there.
    routed = planted.copy()
    routed[planted[:, 0] != 5, 1] = np.nan
    found, caveats = looked_at(one_battery(routed), FactorPlan(centre=centre))
    assert caveats == {"unpaired_items": {"battery": "Needs", "items": "needs_2"}}
    assert found is not None
    assert len(found.block.items) == 7


def test_a_constant_item_with_gaps_is_told_as_constant(planted: np.ndarray) -> None:
    answers = planted.copy()
    answers[:, 2] = np.where(np.arange(400) % 7, 3.0, np.nan)
    assert looked_at(one_battery(answers))[1] == {"constant_items": {"battery": "Needs", "items": "needs_3"}}


def test_an_item_that_is_constant_before_it_is_centred_is_left_out(planted: np.ndarray) -> None:
    answers = planted.copy()
    answers[:, 0] = 4.0
    solution = factor(one_battery(answers), FactorPlan(centre="person"), SEED)
    assert codes(solution)["constant_items"] == {"battery": "Needs", "items": "needs_1"}
    assert only(solution).items == tuple(f"needs_{i + 1}" for i in range(1, 8))


def test_points_shared_out_are_left_out_and_named() -> None:
    points = np.random.default_rng(2).integers(1, 3, (200, 4))
    free = np.random.default_rng(3).integers(1, 10, (200, 1))
    shared = np.column_stack([points, 12 - points.sum(axis=1), free]).astype(float)
    found, caveats = looked_at(one_battery(shared, points=9))
    assert found is None
    assert caveats == {"dependent_items": {"battery": "Needs", "items": "needs_1, needs_2, needs_3, needs_4, needs_5"}}
    shared[0, 0] = np.nan
    assert "dependent_items" in looked_at(one_battery(shared, points=9))[1]


def test_heavy_weights_can_leave_too_few_respondents() -> None:
    answers = planted_answers(100, 1, 5)
    weights = np.where(np.arange(100) < 10, 1000.0, 1.0)
    found, caveats = looked_at(one_battery(answers, weights))
    assert found is None
    (said,) = caveats.values()
    assert set(caveats) == {"too_few_effective"} and (said["respondents"], said["needed"]) == (100, 20)
    assert 5 < said["effective"] <= effective_n(weights) < 20
    assert "tell as much as" in CAVEATS["too_few_effective"].format(**said)


def test_complete_answers_can_be_too_few_where_answers_are_not(planted: np.ndarray) -> None:
    gappy = with_gaps(planted, slice(0, 390), slice(0, 1))
    found, caveats = looked_at(one_battery(gappy), FactorPlan(missing="complete"))
    assert found is None
    figures = {"battery": "Needs", "items": 8, "complete": 10, "answered": 400, "needed": 20}
    assert caveats == {"too_few_complete": figures}
    assert looked_at(one_battery(gappy))[0] is not None


def test_a_weight_of_zero_is_not_being_there(planted: np.ndarray) -> None:
    weights = np.where(np.arange(400) < 12, 1.0, 0.0)
    assert "too_few_effective" in looked_at(one_battery(planted, weights))[1]
    alike = planted.copy()
    alike[:100, 0] = 4.0
    assert "constant_items" in looked_at(one_battery(alike, np.where(np.arange(400) < 100, 1.0, 0.0)))[1]


def test_factors_of_few_complete_answers_say_so(planted: np.ndarray) -> None:
    gappy = with_gaps(with_gaps(planted, slice(0, 150), slice(0, 1)), slice(350, None), slice(0, 8))
    few = {"few_complete": {"battery": "Needs", "complete": 200, "answered": 350}}
    assert looked_at(one_battery(gappy), FactorPlan(missing="complete"))[1] == few
    assert looked_at(one_battery(gappy))[1] == {}


def test_a_questionnaire_without_such_batteries_has_no_factors() -> None:
    questionnaire = make_questionnaire({"usage": 4}, roles={"usage": "behavioural"})
    sample = make_sample(make_responses(questionnaire, {"usage": np.ones((30, 4))}))
    assert codes(factor(sample, FactorPlan(), SEED)) == {"no_factor_batteries": {}}
