"""Segments by rules: first match wins, missing answers decide nothing, idle rules and unknown names are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from research.domain.conditions import parse_condition
from research.domain.naming import PersonaPlan
from research.domain.questionnaire import Flag, Question, Questionnaire, Variable
from research.domain.responses import Responses
from research.errors import Fault, ResearchError
from research.stages.naming import names_of_rules
from research.stages.rules import RulePlan, RulesPlan, apply_rules, idle_faults
from research.stages.rules.checking import outcome_faults, persona_faults, plan_faults
from tests.factories import make_questionnaire, make_responses

NAN = np.nan


def asked() -> Questionnaire:
    """Whether they buy, how often, which brands, age, a flag of the first two, and an open question."""
    made = make_questionnaire(
        {"att": 2},
        multiple={"brands": ["Greenbite", "Podsnap", "None"]},
        ordinal={"freq": 5},
        nominal={"buys": ["Yes", "No"], "keen": ["Yes"]},
        numeric=["age"],
        labels={"buys": "Buys it", "freq": "How often"},
    )
    variables = {**made.variables, "why": Variable("why", "Why", "text", "open_end")}
    variables["keen"] = replace(variables["keen"], categories={1: "Yes", 0: "No"}, missing={9: "No answer"})
    questions = (
        *(question for question in made.questions if question.name != "keen"),
        Question("why", "open_end", "open_end", "Why?", ("why",), ("why",)),
    )
    flag = Flag("keen", parse_condition("buys == 1 and freq >= 4"))
    return replace(made, variables=variables, questions=questions, flags=(flag,))


def answered(**answers: Sequence[float]) -> Responses:
    """Responses to `asked()`; `brands` has a row a respondent."""
    return make_responses(asked(), answers)


def plan(*rules: tuple[str, str], otherwise: str = "not_assigned") -> RulesPlan:
    made = tuple(RulePlan(name=name, condition=condition) for name, condition in rules)
    return RulesPlan(rules=made, otherwise=otherwise)


def lines(made: RulesPlan) -> list[str]:
    return [f"study.yaml:{10 + number}" for number in range(len(made.rules) + 1)]


def told(faults: Sequence[Fault]) -> str:
    return "\n".join(map(str, faults))


BUYERS = plan(("Heavy", "buys == 1 and freq in [4, 5]"), ("Light", "buys == 1"), ("Others", "buys == 2"))
SIX = {"buys": [1, 1, 2, NAN, 1, NAN], "freq": [5, 1, 5, 5, NAN, 1]}
"""Heavy, light, other; nobody knows whether he buys; buys and nobody knows how often; no buyer for all we know."""


def test_the_first_rule_that_holds_takes_the_respondent() -> None:
    rules, allocation = apply_rules(BUYERS, lines(BUYERS), answered(**SIX), "w1")
    assert allocation.segments.tolist() == [1, 2, 3, 0, 0, 0]
    assert allocation.k == 3
    np.testing.assert_array_equal(allocation.memberships[:3], np.eye(3))
    assert np.isnan(allocation.memberships[3:]).all()
    assert [(rule.name, rule.fits, rule.took) for rule in rules.rules] == [
        ("Heavy", 1, 1),
        ("Light", 3, 1),
        ("Others", 1, 1),
    ]
    assert (rules.overlaps, rules.undecided, rules.left) == (1, 3, 0)


def test_an_undecided_rule_stops_those_after_it_and_a_failing_one_does_not() -> None:
    made = plan(("Often", "freq >= 4"), ("Buyers", "buys == 1"))
    responses = answered(buys=[1, 1, NAN], freq=[NAN, 1, 5])
    rules, allocation = apply_rules(made, lines(made), responses, "w1")
    assert allocation.segments.tolist() == [0, 2, 1]
    assert rules.undecided == 1, "who is in a segment already is not undecided, whatever later rules lack"


def test_what_holds_or_fails_whatever_is_missing_is_decided() -> None:
    made = plan(("Either", "buys == 1 or freq >= 4"), ("Rest", "not (buys == 1 or freq >= 4)"))
    responses = answered(buys=[1, NAN, NAN, 2], freq=[NAN, 5, 1, 1])
    _, allocation = apply_rules(made, lines(made), responses, "w1")
    assert allocation.segments.tolist() == [1, 1, 0, 2]


def test_those_whom_every_rule_fails_are_a_segment_where_it_has_a_name() -> None:
    responses = answered(buys=[1, 2, NAN], freq=[5, 1, 1])
    unnamed = plan(("Heavy", "buys == 1"), ("Often", "buys == 2 and freq == 5"))
    rules, allocation = apply_rules(unnamed, lines(unnamed), responses, "w1")
    assert allocation.segments.tolist() == [1, 0, 0]
    np.testing.assert_array_equal(allocation.memberships, [[1, 0], [0, 0], [NAN, NAN]])
    assert allocation.market.tolist() == [True, True, False]
    assert allocation.tidy()["share"].tolist() == [0.5, 0.0]
    assert (rules.left, rules.undecided) == (1, 1)
    named = plan(("Heavy", "buys == 1"), otherwise="Everyone else")
    rules, allocation = apply_rules(named, lines(named), responses, "w1")
    assert allocation.segments.tolist() == [1, 2, 0]
    assert (rules.left, rules.undecided) == (0, 1)
    assert [(rule.name, rule.condition, rule.took) for rule in rules.rules][-1] == ("Everyone else", "", 1)


def test_overlaps_the_undecided_and_those_left_are_caveats() -> None:
    made = plan(("Heavy", "buys == 1 and freq >= 4"), ("Light", "buys == 1"))
    rules, _ = apply_rules(made, lines(made), answered(buys=[1, 1, 2, NAN], freq=[5, 1, 1, 1]), "w1")
    figures = {caveat.code: dict(caveat.figures) for caveat in rules.caveats}
    assert figures["rules_overlap"] == {"respondents": 1, "of": 4}
    assert figures["rules_undecided"] == {"respondents": 1, "of": 4}
    assert figures["rules_left_over"] == {"respondents": 1, "of": 4}
    assert figures["segment_below_100"] == {"segments": "1, 2", "smallest": 1}


def test_tidy_and_glance_tell_what_the_rules_did() -> None:
    rules, _ = apply_rules(BUYERS, lines(BUYERS), answered(**SIX), "w1")
    tidy = rules.tidy()
    assert tidy["fits_elsewhere"].tolist() == [0, 2, 0]
    assert tidy["reads"].tolist()[1] == "Buys it: Yes"
    assert rules.glance().iloc[0].to_dict() == {
        "segments": 3,
        "respondents": 6,
        "overlaps": 1,
        "undecided": 3,
        "left": 0,
    }


def test_the_rules_rest_on_what_flags_and_questions_are_made_of() -> None:
    made = plan(("Keen", "keen == 1"), ("Aware", "brands any [brands_1]"))
    responses = answered(keen=[1, 0], buys=[1, 2], freq=[5, 1], brands=[[0, 0, 1], [1, 0, 0]])
    rules, _ = apply_rules(made, lines(made), responses, "w1")
    assert set(rules.variables) == {"keen", "buys", "freq", "brands", "brands_1", "brands_2", "brands_3"}


def test_a_wave_without_answers_to_a_rule_is_refused_with_its_line() -> None:
    with pytest.raises(ResearchError) as caught:
        apply_rules(BUYERS, lines(BUYERS), answered(buys=[1, 2], freq=[NAN, NAN]), "w1")
    assert "study.yaml:10: the wave `w1` has no answers to what the rule `Heavy` asks about" in str(caught.value)
    assert "`freq`" in str(caught.value)


def test_a_wave_in_which_nobody_fits_is_refused() -> None:
    made = plan(("Heavy", "buys == 1 and freq == 5"), ("Light", "buys == 1 and freq == 4"))
    with pytest.raises(ResearchError, match="nobody in the wave `w1` fits any of the rules"):
        apply_rules(made, lines(made), answered(buys=[1, 2], freq=[1, 1]), "w1")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (plan(("Heavy", "freq == 3"), ("Light", "buys == 1")), "study.yaml:10: nobody fits the rule `Heavy`"),
        (plan(("Buyers", "buys == 1"), ("All", "age > 1")), "study.yaml:11: everybody fits the rule `All`"),
        (
            plan(("Light", "buys == 1"), ("Heavy", "buys == 1 and freq == 5")),
            "study.yaml:11: the rule `Heavy` takes nobody, as rules before it come first",
        ),
        (
            plan(("Buyers", "buys == 1"), ("Others", "buys == 2"), otherwise="Rest"),
            "study.yaml:12: `segments.otherwise` names the segment `Rest`, and nobody is left",
        ),
    ],
)
def test_rules_that_cut_nothing_are_told_with_their_line(made: RulesPlan, said: str) -> None:
    responses = answered(buys=[1, 1, 2], freq=[5, 1, 1], age=[20, 30, 40])
    faults = list(idle_faults(made, lines(made), responses))
    assert len(faults) == 1
    assert said in told(faults)


def test_rules_that_cut_leave_no_fault() -> None:
    assert not list(idle_faults(BUYERS, lines(BUYERS), answered(**SIX)))


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("buy == 1", "asks about `buy`, which the questionnaire does not have\n  did you mean `buys`?"),
        ("buys == 1 and", "cannot be read"),
        ("buys == 7", "`buys` has no answer `7`\n  its answers are 1 (Yes), 2 (No)"),
        ("buys in [1, 'Mabe']", "`buys` has no answer `Mabe`"),
        ("keen == 9", "9 is a missing code"),
        ("freq >= often", "`freq` is compared with the word `often`"),
        ("age == old", "`age` is compared with the word `old`"),
        ("brands == 1", "`brands` has several answers"),
        ("brands any [brands_4]", "`brands` has no answer `brands_4`\n  did you mean `brands_"),
        ("buys any [1]", "`any` asks about a multiple question, and `buys` is none"),
        ("why == 1", "`why` is an open-ended question"),
    ],
)
def test_conditions_that_nobody_can_answer_are_told(condition: str, said: str) -> None:
    made = plan(("One", condition), ("Two", "buys == 2"))
    faults = list(plan_faults(made, lines(made), asked()))
    assert len(faults) == 1, told(faults)
    assert said in told(faults)
    assert faults[0].where == "study.yaml:10"


@pytest.mark.parametrize(
    "condition",
    ["buys == yes", "keen in [0, 1]", "brands_1 == 0", "brands not any [brands_1]", "brands not none", "age < 3.5"],
)
def test_conditions_that_can_be_answered_are_not(condition: str) -> None:
    made = plan(("One", condition), ("Two", "buys == 2"))
    assert not told(list(plan_faults(made, lines(made), asked())))


def test_names_stand_once_and_segments_are_two_at_least() -> None:
    twice = plan(("Buyers", "buys == 1"), ("buyers ", "buys == 2"), otherwise=" ")
    said = told(list(plan_faults(twice, lines(twice), asked())))
    assert "2 segments are called `Buyers`" in said
    assert "study.yaml:12: a segment has no name" in said
    alone = plan(("Buyers", "buys == 1"))
    assert "makes fewer than two segments" in told(list(plan_faults(alone, lines(alone), asked())))


def test_a_persona_may_not_call_a_segment_otherwise() -> None:
    fitting = {"heavy": PersonaPlan(1, "Heavy"), "light": PersonaPlan(2)}
    assert not list(persona_faults(BUYERS, fitting))
    said = told(list(persona_faults(BUYERS, {"heavy": PersonaPlan(1, "Champions"), "extra": PersonaPlan(4)})))
    assert "the rule calls it `Heavy`, the persona `heavy` calls it `Champions`" in said
    assert "`extra` stands for segment 4, which no rule makes" in said


def test_names_are_those_of_the_rules_under_the_keys_of_the_personas() -> None:
    rules, _ = apply_rules(BUYERS, lines(BUYERS), answered(**SIX), "w1")
    names = names_of_rules(rules, {"light": PersonaPlan(2)})
    assert [(name.key, name.name, name.named_by) for name in names.names] == [
        ("segment_1", "Heavy", "study"),
        ("light", "Light", "study"),
        ("segment_3", "Others", "study"),
    ]


def test_outcomes_that_the_rules_rest_on_are_refused() -> None:
    assert not list(outcome_faults(BUYERS, asked(), ["age"]))
    (fault,) = outcome_faults(BUYERS, asked(), ["keen", "age"])
    assert fault.message == "the outcome `keen` is part of the rules"
