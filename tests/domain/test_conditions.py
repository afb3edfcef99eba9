"""The grammar of conditions, and whom they hold for."""

from __future__ import annotations

import numpy as np
import pytest

from research.domain.conditions import (
    Clause,
    ConditionError,
    Conjunction,
    Disjunction,
    Negation,
    names_in,
    parse_condition,
)
from research.domain.questionnaire import Question, Variable
from research.domain.responses import NO_ANSWER, NOT_ASKED
from research.domain.routing import Answers
from research.domain.scales import Scale


def test_and_binds_closer_than_or() -> None:
    found = parse_condition("a == 1 or b == 2 and c == 3")
    assert found == Disjunction(
        (Clause("a", "==", (1.0,)), Conjunction((Clause("b", "==", (2.0,)), Clause("c", "==", (3.0,)))))
    )


def test_brackets_and_not_and_quoted_names() -> None:
    found = parse_condition("not (`Hiphop, Rap` >= 4 and sex not in [1, 'Other'])")
    assert found == Negation(
        Conjunction((Clause("Hiphop, Rap", ">=", (4.0,)), Clause("sex", "not in", (1.0, "Other"))))
    )
    assert names_in(found) == ("Hiphop, Rap", "sex")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a", "the end"),
        ("a == ", "expected a value"),
        ("a in 3", r"expected `\["),
        ("(a == 1", r"expected `\)`"),
        ("a == 1 b == 2", "`b` was not expected"),
        ("__import__('os')", "after `__import__`"),
        ("a == 1; b", "cannot be read"),
        ("", "expected the name"),
        ("(" * 3000 + "a == 1" + ")" * 3000, "too many brackets"),
    ],
)
def test_what_is_no_condition_is_told(text: str, told: str) -> None:
    with pytest.raises(ConditionError, match=told):
        parse_condition(text)


ANSWERS = Answers(
    4,
    {
        "freq": Variable("freq", "How often", "nominal", "behavioural", {1: "Daily", 2: "Weekly"}),
        "a1": Variable("a1", "Greenbite", "binary", "behavioural", {1: "Greenbite"}),
        "a9": Variable("a9", "None", "binary", "behavioural", {1: "None"}),
        "age": Variable("age", "Age", "numeric", "demographic"),
    },
    {"aware": Question("aware", "multiple", "behavioural", "Aware", ("a1", "a9"), ("a1", "a9"), none="a9")},
    {
        "freq": np.array([1, 2, NO_ANSWER, NOT_ASKED], dtype=np.int16),
        "a1": np.array([1, 0, 0, NO_ANSWER], dtype=np.int16),
        "a9": np.array([0, 1, 0, NO_ANSWER], dtype=np.int16),
    },
    {"age": np.array([20, 40, np.nan, 60], dtype=np.float32)},
)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("freq == 1", [1, 0, 0, 0]),
        ("freq == daily", [1, 0, 0, 0]),
        ("freq != 1", [0, 1, 0, 0]),
        ("not freq == 1", [0, 1, 1, 1]),
        ("freq not in [1]", [0, 1, 0, 0]),
        ("aware any [a1]", [1, 0, 0, 0]),
        ("aware none", [0, 1, 1, 0]),
        ("aware not none", [1, 0, 0, 0]),
        ("age >= 40", [0, 1, 0, 1]),
        ("age < 40 or aware none", [1, 1, 1, 0]),
    ],
)
def test_whom_a_condition_holds_for(text: str, holds: list[int]) -> None:
    np.testing.assert_array_equal(ANSWERS.holds(parse_condition(text)), np.array(holds, dtype=bool))


def test_who_left_a_question_unanswered() -> None:
    np.testing.assert_array_equal(ANSWERS.unanswered(parse_condition("freq == 1")), [False, False, True, False])


def test_answers_off_the_scale_are_neither_above_nor_below() -> None:
    scale = Scale("agree", {1: "No", 2: "Yes"}, 2, {98: "Don't know"})
    variable = Variable("p1", "I plan", "ordinal", "psychographic", {**scale.labels, **scale.off_scale}, scale=scale)
    codes = {"p1": np.array([1, 2, 98], dtype=np.int16)}
    answers = Answers(3, {"p1": variable}, {}, codes, {})
    for text, holds in (
        ("p1 >= 2", [0, 1, 0]),
        ("p1 < 99", [1, 1, 0]),
        ("p1 == 98", [0, 0, 1]),
        ("p1 != 1", [0, 1, 1]),
    ):
        np.testing.assert_array_equal(answers.holds(parse_condition(text)), np.array(holds, dtype=bool))
