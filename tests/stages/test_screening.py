"""Signs of carelessness, and who is flagged."""

from __future__ import annotations

import numpy as np
import pytest

from research.domain.questionnaire import Battery, Questionnaire, SystemColumns, Variable
from research.domain.responses import NO_ANSWER, Responses
from research.domain.scales import Scale
from research.errors import ResearchError
from research.stages.screening import ScreeningPlan, screen
from research.stages.screening.plan import AttentionPlan, LogicPlan, MissingPlan, SpeedingPlan, StraightLiningPlan
from research.stages.screening.signs import longest_run

SCALE = Scale("agree5", {code: str(code) for code in range(1, 6)}, 5)
ITEMS = tuple(f"p{number}" for number in range(1, 7))
ANSWERS = np.array(
    [
        [1, 2, 3, 4, 5, 1],
        [3, 3, 3, 3, 3, 3],
        [1, NO_ANSWER, NO_ANSWER, NO_ANSWER, NO_ANSWER, 2],
        [5, 4, 4, 4, 4, 1],
    ],
    dtype=np.int16,
)
TRAP = np.array([4, 2, 4, NO_ANSWER], dtype=np.int16)
SECONDS = np.array([300.0, 60.0, 310.0, np.nan])


def responses() -> Responses:
    variables = {name: Variable(name, name, "ordinal", "psychographic", SCALE.labels, scale=SCALE) for name in ITEMS}
    variables["trap"] = Variable("trap", "Select 4", "ordinal", "psychographic", SCALE.labels, scale=SCALE, attention=4)
    battery = Battery("att", "psychographic", SCALE, "Agree?", ITEMS, ("trap",))
    codes = {name: ANSWERS[:, j] for j, name in enumerate(ITEMS)} | {"trap": TRAP}
    questionnaire = Questionnaire("s", "en", SystemColumns(), variables, (battery,))
    return Responses("w1", questionnaire, np.array(["a", "b", "c", "d"]), codes, durations=SECONDS)


def flags(plan: ScreeningPlan, name: str) -> list[bool]:
    return [bool(flag) for flag in screen(responses(), plan).flags[name]]


def test_the_careless_one_is_flagged_and_kept() -> None:
    found = screen(responses(), ScreeningPlan())
    assert found.flagged.tolist() == [False, True, False, False]
    assert found.kept.all()
    assert found.caveats[0].code == "flagged_kept"


def test_dropping_is_asked_for() -> None:
    found = screen(responses(), ScreeningPlan(action="drop"))
    assert found.kept.tolist() == [True, False, True, True]
    assert found.caveats[0].code == "flagged_dropped"


def test_speeding_is_judged_against_the_median() -> None:
    assert flags(ScreeningPlan(), "speeding") == [False, True, False, False]
    assert flags(ScreeningPlan(speeding=SpeedingPlan(below_median_share=0.1)), "speeding") == [False] * 4


def test_an_unanswered_trap_is_no_failure() -> None:
    assert flags(ScreeningPlan(), "attention") == [False, True, False, False]


def test_straight_lining_needs_enough_items() -> None:
    assert flags(ScreeningPlan(), "straight_lining") == [False, True, False, False]
    fewer = ScreeningPlan(straight_lining=StraightLiningPlan(min_items=7))
    assert "straight_lining" not in screen(responses(), fewer).flags


def test_missing_share() -> None:
    found = screen(responses(), ScreeningPlan())
    np.testing.assert_allclose(found.indices["missing_share"], [0, 0, 4 / 6, 0])
    assert flags(ScreeningPlan(), "missing") == [False, False, True, False]
    assert flags(ScreeningPlan(missing=MissingPlan(above_share=0.7)), "missing") == [False] * 4


def test_one_soft_sign_is_not_enough_and_a_hard_one_is() -> None:
    soft = ScreeningPlan(signs=4)
    assert not screen(responses(), soft).flagged.any()
    hard = ScreeningPlan(signs=4, missing=MissingPlan(hard=True))
    assert screen(responses(), hard).flagged.tolist() == [False, False, True, False]
    trap = ScreeningPlan(signs=4, attention=AttentionPlan(hard=True))
    assert screen(responses(), trap).flagged.tolist() == [False, True, False, False]


def test_logic_rules() -> None:
    plan = ScreeningPlan(logic=(LogicPlan(name="both", condition="p1 == 5 and p6 == 1", hard=True),))  # type: ignore[call-arg]
    assert screen(responses(), plan).flagged.tolist() == [False, True, False, True]


def test_the_longest_run_ends_at_a_blank() -> None:
    answers = np.array([[1, 1, 1, 2], [1, np.nan, 1, 1], [np.nan, np.nan, np.nan, np.nan]])
    np.testing.assert_array_equal(longest_run(answers), [3, 2, 0])


def test_unknown_names_are_told_together() -> None:
    plan = ScreeningPlan(
        attention=AttentionPlan(items=("p1",)),
        straight_lining=StraightLiningPlan(batteries=("needs",)),
        logic=(LogicPlan(name="x", condition="zz == 1"),),  # type: ignore[call-arg]
    )
    with pytest.raises(ResearchError) as caught:
        screen(responses(), plan)
    assert len(caught.value.faults) == 3
