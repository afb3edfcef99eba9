"""Conditions of three values: what holds, what fails, what a missing answer leaves open."""

from __future__ import annotations

import numpy as np
import pytest

from research.domain.conditions import Clause, parse_condition
from research.domain.questionnaire import Question, Variable
from research.domain.responses import NO_ANSWER, NOT_ASKED
from research.domain.routing import Answers
from research.domain.verdicts import judge

TRUE, FALSE, OPEN = "t", "f", "?"


def codes(*given: int) -> np.ndarray:
    return np.array(given, dtype=np.int16)


def words(text: str, answers: Answers) -> str:
    """The verdict of everyone, a letter each."""
    verdict = judge(answers, parse_condition(text))
    assert not (verdict.holds & verdict.fails).any()
    np.testing.assert_array_equal(verdict.undecided, ~verdict.holds & ~verdict.fails)
    letters = zip(verdict.holds, verdict.fails, strict=True)
    return "".join(TRUE if holds else FALSE if fails else OPEN for holds, fails in letters)


def grid() -> Answers:
    """All nine pairs of 1 (true), 2 (false) and no answer on a and b."""
    a, b = np.repeat(codes(1, 2, NO_ANSWER), 3), np.tile(codes(1, 2, NO_ANSWER), 3)
    variables = {name: Variable(name, name, "nominal", "behavioural", {1: "Yes", 2: "No"}) for name in ("a", "b")}
    return Answers(9, variables, {}, {"a": a, "b": b}, {})


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("a == 1 and b == 1", "tf?fff?f?"),
        ("a == 1 or b == 1", "ttttf?t??"),
        ("not a == 1", "fffttt???"),
        ("a != 1", "fffttt???"),
        ("a not in [1]", "fffttt???"),
        ("not (a == 1 and b == 1)", "ft?ttt?t?"),
    ],
)
def test_the_truth_tables_are_kleene_s(text: str, table: str) -> None:
    assert words(text, grid()) == table


def test_who_was_not_asked_fails_and_leaves_nothing_open() -> None:
    variable = Variable("freq", "How often", "nominal", "behavioural", {1: "Daily"})
    answers = Answers(3, {"freq": variable}, {}, {"freq": codes(1, NOT_ASKED, NO_ANSWER)}, {})
    assert words("freq == 1", answers) == "tf?"
    assert words("not freq == 1", answers) == "ft?"


def test_a_number_is_missing_only_where_it_was_asked() -> None:
    asked_if = Clause("buys", "==", (1.0,))
    variables = {
        "buys": Variable("buys", "Buys", "nominal", "behavioural", {0: "No", 1: "Yes"}),
        "spend": Variable("spend", "Spend", "numeric", "behavioural"),
        "age": Variable("age", "Age", "numeric", "demographic"),
    }
    questions = {
        "spend": Question("spend", "numeric", "behavioural", "Spend", ("spend",), ("spend",), asked_if=asked_if),
        "age": Question("age", "numeric", "demographic", "Age", ("age",), ("age",)),
    }
    numbers = {"spend": np.array([9.0, np.nan, np.nan]), "age": np.array([20.0, 30.0, np.nan])}
    answers = Answers(3, variables, questions, {"buys": codes(1, 1, 0)}, numbers)
    assert words("spend > 5", answers) == "t?f"
    assert words("age > 25", answers) == "ft?"


def test_a_chosen_answer_settles_a_multiple_question_and_a_blank_one_does_not() -> None:
    names = ("m1", "m2", "m9")
    variables = {name: Variable(name, name, "binary", "behavioural", {1: name}) for name in names}
    questions = {"m": Question("m", "multiple", "behavioural", "Which?", names, names, none="m9")}
    held = {"m1": codes(1, 0, NO_ANSWER, 0), "m2": codes(0, 1, NO_ANSWER, 0), "m9": codes(0, 0, NO_ANSWER, 1)}
    answers = Answers(4, variables, questions, held, {})
    assert words("m any [m1]", answers) == "tf?f"
    assert words("m not any [m1]", answers) == "ft?t"
    assert words("m none", answers) == "ff?t"
    assert words("m not none", answers) == "tt?f"


def test_an_option_left_out_of_a_ranking_is_an_answer() -> None:
    names = ("r1", "r2")
    variables = {name: Variable(name, name, "rank", "behavioural") for name in names}
    questions = {"r": Question("r", "ranking", "behavioural", "Rank", names, names)}
    held = {"r1": codes(1, NO_ANSWER, NO_ANSWER), "r2": codes(2, 1, NO_ANSWER)}
    assert words("r1 == 1", Answers(3, variables, questions, held, {})) == "tf?"
