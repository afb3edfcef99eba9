"""Conditions in words: `buyer == 1 and freq in [1, 2]` as a reader who knows the questions would say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import ge, gt, le, lt

from research.domain.conditions import Clause, Condition, Conjunction, Negation, Value
from research.domain.questionnaire import Questionnaire, Variable
from research.wording.numbers import NumberStyle
from research.wording.sentences import shortened

_ORDERS: Mapping[str, Callable[[float, float], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_LONGEST = 90
"""Letters of a question in a condition."""


@dataclass(frozen=True, slots=True)
class ConditionWords:
    """The words that hold a condition together; those of English unless another language gives its own.

    Attributes:
        comparisons: what is said of a value, by comparator.
        none_of: of several answers, that none was given.
    """

    comparisons: Mapping[str, str] = field(
        default_factory=lambda: {
            "==": "{}",
            "!=": "not {}",
            "<": "less than {}",
            "<=": "at most {}",
            ">": "more than {}",
            ">=": "at least {}",
        }
    )
    conjunction: str = "and"
    disjunction: str = "or"
    negation: str = "not"
    none_of_these: str = "none of these"
    at_least_one: str = "at least one"
    none_of: str = "none of {}"
    no_answer: str = "no answer"
    chosen: str = "chosen"
    not_chosen: str = "not chosen"
    numbers: NumberStyle = field(default_factory=NumberStyle)


_ENGLISH = ConditionWords()


def condition_text(condition: Condition, questionnaire: Questionnaire, words: ConditionWords = _ENGLISH) -> str:
    """`Bought it: Yes; and How often: Daily or Weekly`."""
    if isinstance(condition, Clause):
        return _clause(condition, questionnaire, words)
    if isinstance(condition, Negation):
        return f"{words.negation} ({condition_text(condition.inner, questionnaire, words)})"
    word = words.conjunction if isinstance(condition, Conjunction) else words.disjunction
    return f"; {word} ".join(_part(part, questionnaire, words) for part in condition.parts)


def _part(part: Condition, questionnaire: Questionnaire, words: ConditionWords) -> str:
    told = condition_text(part, questionnaire, words)
    return told if isinstance(part, Clause | Negation) else f"({told})"


def _clause(clause: Clause, questionnaire: Questionnaire, words: ConditionWords) -> str:
    question = {question.name: question for question in questionnaire.questions}.get(clause.name)
    word = clause.comparator.removeprefix("not ")
    if question is not None and word in ("any", "none"):
        asked = shortened(question.wording, _LONGEST)
        return f"{asked}: {_chosen(clause, question.name, questionnaire, words)}"
    variable = questionnaire.variables[question.variables[0] if question else clause.name]
    return f"{_asked(variable, questionnaire)}: {_answers(clause, variable, words)}"


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


def _chosen(clause: Clause, question: str, questionnaire: Questionnaire, words: ConditionWords) -> str:
    if clause.comparator == "none":
        return words.none_of_these
    if clause.comparator == "not none":
        return words.at_least_one
    names = [_shown(value) for value in clause.values]
    members = [name if name in questionnaire.variables else f"{question}.{name}" for name in names]
    listed = _either([questionnaire.variables[name].label for name in members], words)
    return words.none_of.format(listed) if clause.comparator == "not any" else listed


def _answers(clause: Clause, variable: Variable, words: ConditionWords) -> str:
    if variable.scale is not None and clause.comparator in _ORDERS:
        return _either(_on_scale(clause, variable), words) or words.no_answer
    if clause.comparator not in words.comparisons:
        listed = _either([_answer(value, variable, words) for value in clause.values], words)
        return listed if clause.comparator == "in" else f"{words.negation} {listed}"
    return words.comparisons[clause.comparator].format(_answer(clause.values[0], variable, words))


def _on_scale(clause: Clause, variable: Variable) -> Sequence[str]:
    """The answers of the scale that an order takes in."""
    limit, labels = float(clause.values[0]), variable.scale.labels if variable.scale else {}
    compare = _ORDERS[clause.comparator]
    return [text for code, text in labels.items() if compare(code, limit)]


def _answer(value: Value, variable: Variable, words: ConditionWords) -> str:
    if isinstance(value, str):
        return value
    if variable.kind == "numeric":
        decimals = max(variable.decimals, len(_shown(value).partition(".")[2]))
        return words.numbers.measured(value, variable.unit, decimals)
    if variable.kind == "binary":
        return words.chosen if value == 1 else words.not_chosen
    return variable.categories.get(int(value), _shown(value)) if value.is_integer() else _shown(value)


def _either(answers: Sequence[str], words: ConditionWords) -> str:
    if len(answers) < 2:
        return "".join(answers)
    return f"{', '.join(answers[:-1])} {words.disjunction} {answers[-1]}"


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:g}"
