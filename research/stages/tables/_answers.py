"""Answers as a plan writes them: a code, a label, the name of an answer, several joined by plus, or a condition."""

from __future__ import annotations

import re

from research.domain.conditions import Clause, Condition, parse_condition
from research.domain.questionnaire import Question, Questionnaire
from research.stages.tables._plan import Answer

Part = str | tuple[Answer, ...]
"""A condition, or answers."""

_TESTS = re.compile(r"[<>=]|\b(in|any|none)\b")
"""What a condition has and an answer has not."""


def part_of(written: Answer | tuple[Answer, ...]) -> Part:
    """A condition as it is, answers one by one."""
    return written if isinstance(written, str) and _TESTS.search(written) else split(written)


def split(written: Answer | tuple[Answer, ...]) -> tuple[Answer, ...]:
    """`1+2` as 1 and 2."""
    if isinstance(written, tuple):
        return tuple(answer for one in written for answer in split(one))
    return tuple(text.strip() for text in written.split("+")) if isinstance(written, str) else (written,)


def condition_of(name: str, part: Part, questionnaire: Questionnaire) -> Condition:
    """The condition that `part` stands for: one of its answers was given to the question `name`.

    Raises:
        ConditionError: a condition that cannot be read.
    """
    if isinstance(part, str):
        return parse_condition(part)
    values = tuple(_value(answer) for answer in part)
    return Clause(name, "in" if multiple(name, questionnaire) is None else "any", values)


def codes_of(name: str, part: Part, questionnaire: Questionnaire) -> tuple[int, ...]:
    """The codes of the answers in `part` to a variable with categories; none where it is a condition."""
    if isinstance(part, str) or name not in questionnaire.variables:
        return ()
    labels = {label.casefold(): code for code, label in questionnaire.variables[name].categories.items()}
    values = [_value(answer) for answer in part]
    return tuple(int(v) if isinstance(v, float) else labels.get(v.casefold(), _NO_CODE) for v in values)


def label_of(name: str, part: Part, questionnaire: Questionnaire) -> str:
    """The answers of `part` in the words of the questionnaire."""
    question, variables = multiple(name, questionnaire), questionnaire.variables
    if isinstance(part, str):
        return part
    if question is None:
        categories = variables[name].categories
        codes = codes_of(name, part, questionnaire)
        return " + ".join(categories.get(code, str(answer)) for code, answer in zip(codes, part, strict=True))
    return " + ".join(variables[member_of(question, answer)].label for answer in part)


def member_of(question: Question, answer: Answer) -> str:
    """The variable of an answer to a multiple question, by its own name or by what follows the question's."""
    return str(answer) if str(answer) in question.variables else f"{question.name}.{answer}"


def plain(part: Part) -> str:
    """`part` as it was written."""
    return part if isinstance(part, str) else " + ".join(str(answer) for answer in part)


def multiple(name: str, questionnaire: Questionnaire) -> Question | None:
    """The multiple question called `name`, if it is one."""
    questions = {question.name: question for question in questionnaire.questions}
    question = questions.get(name)
    return question if question is not None and question.kind == "multiple" else None


_NO_CODE = -1


def _value(answer: Answer) -> float | str:
    text = str(answer)
    return float(text) if text.lstrip("-").isdigit() else text
