"""Conditions in words: `buyer == 1 and freq in [1, 2]` as a reader who knows the questions would say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import ge, gt, le, lt

from research.domain.conditions import Clause, Condition, Conjunction, Negation, Value
from research.domain.questionnaire import Questionnaire, Variable
from research.wording.numbers import NumberStyle
from research.wording.sentences import shortened

_NUMBERS = {
    "==": "{}",
    "!=": "not {}",
    "<": "less than {}",
    "<=": "at most {}",
    ">": "more than {}",
    ">=": "at least {}",
}
_ORDERS: Mapping[str, Callable[[float, float], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_LONGEST = 90
"""Letters of a question in a condition."""


def condition_text(condition: Condition, questionnaire: Questionnaire) -> str:
    """`Bought it: Yes; and How often: Daily or Weekly`."""
    if isinstance(condition, Clause):
        return _clause(condition, questionnaire)
    if isinstance(condition, Negation):
        return f"not ({condition_text(condition.inner, questionnaire)})"
    word = "and" if isinstance(condition, Conjunction) else "or"
    return f"; {word} ".join(_part(part, questionnaire) for part in condition.parts)


def _part(part: Condition, questionnaire: Questionnaire) -> str:
    told = condition_text(part, questionnaire)
    return told if isinstance(part, Clause | Negation) else f"({told})"


def _clause(clause: Clause, questionnaire: Questionnaire) -> str:
    question = {question.name: question for question in questionnaire.questions}.get(clause.name)
    word = clause.comparator.removeprefix("not ")
    if question is not None and word in ("any", "none"):
        asked = shortened(question.wording, _LONGEST)
        return f"{asked}: {_chosen(clause, question.name, questionnaire)}"
    variable = questionnaire.variables[question.variables[0] if question else clause.name]
    return f"{_asked(variable, questionnaire)}: {_answers(clause, variable)}"


def _asked(variable: Variable, questionnaire: Questionnaire) -> str:
    """What the variable asks; an answer of a multiple question and a concept say their question too."""
    label = shortened(variable.label, _LONGEST)
    for question in questionnaire.questions:
        if variable.name in question.variables and len(question.variables) > 1:
            return f"{shortened(question.wording, _LONGEST)}: {label}"
    for measure in questionnaire.concept_test.measures if questionnaire.concept_test else ():
        if variable.name in measure.variables.values():
            return f"{measure.label}, {label}"
    return label


def _chosen(clause: Clause, question: str, questionnaire: Questionnaire) -> str:
    if clause.comparator == "none":
        return "none of these"
    if clause.comparator == "not none":
        return "at least one"
    names = [_shown(value) for value in clause.values]
    members = [name if name in questionnaire.variables else f"{question}.{name}" for name in names]
    listed = _either([questionnaire.variables[name].label for name in members])
    return f"none of {listed}" if clause.comparator == "not any" else listed


def _answers(clause: Clause, variable: Variable) -> str:
    if variable.scale is not None and clause.comparator in _ORDERS:
        return _either(_on_scale(clause, variable)) or "no answer"
    if clause.comparator not in _NUMBERS:
        listed = _either([_answer(value, variable) for value in clause.values])
        return listed if clause.comparator == "in" else f"not {listed}"
    return _NUMBERS[clause.comparator].format(_answer(clause.values[0], variable))


def _on_scale(clause: Clause, variable: Variable) -> Sequence[str]:
    """The answers of the scale that an order takes in."""
    limit, labels = float(clause.values[0]), variable.scale.labels if variable.scale else {}
    compare = _ORDERS[clause.comparator]
    return [text for code, text in labels.items() if compare(code, limit)]


def _answer(value: Value, variable: Variable) -> str:
    if isinstance(value, str):
        return value
    if variable.kind == "numeric":
        decimals = max(variable.decimals, len(_shown(value).partition(".")[2]))
        return NumberStyle().measured(value, variable.unit, decimals)
    if variable.kind == "binary":
        return "chosen" if value == 1 else "not chosen"
    return variable.categories.get(int(value), _shown(value)) if value.is_integer() else _shown(value)


def _either(answers: Sequence[str]) -> str:
    return answers[0] if len(answers) == 1 else f"{', '.join(answers[:-1])} or {answers[-1]}" if answers else ""


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:g}"
