"""Whether the questionnaire can answer what a condition asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from research.domain.conditions import Clause, Condition, ConditionError, Value, clauses_in, names_in
from research.domain.questionnaire import Question, Questionnaire, Variable
from research.errors import Fault

_ORDERED = ("<", "<=", ">", ">=")
_LISTED = 12
"""Names or answers that a fault lists."""


def condition_faults(subject: str, where: str, condition: Condition, questionnaire: Questionnaire) -> Iterator[Fault]:
    """Names that the questionnaire lacks, answers that a question does not have, tests that do not fit its kind.

    Args:
        subject: whose condition it is, as faults call it: "the rule `buyers`".
    """
    questions = {question.name: question for question in questionnaire.questions}
    known = [*dict.fromkeys((*questionnaire.variables, *questions))]
    for name in names_in(condition):
        if name not in known:
            yield Fault(
                f"{subject} asks about `{name}`, which the questionnaire does not have",
                where,
                remedy=_nearest(name, known),
            )
    for clause in clauses_in(condition):
        if clause.name in known:
            for fault in _clause_faults(clause, questionnaire, questions.get(clause.name)):
                yield Fault(f"{subject}: {fault.message}", where, fault.found, fault.why, fault.remedy)


def unreadable(subject: str, where: str, error: ConditionError) -> Fault:
    """That `subject` is no condition."""
    remedy = 'write it as in `buyer == 1 and place in [1, 2]`; the guide has the whole grammar under "Routing"'
    return Fault(f"{subject} cannot be read", where, found=str(error), remedy=remedy)


def _clause_faults(clause: Clause, questionnaire: Questionnaire, question: Question | None) -> Iterator[Fault]:
    word = clause.comparator.removeprefix("not ")
    if word in ("any", "none"):
        yield from _chosen_faults(clause, question)
    elif question is not None and question.kind in ("multiple", "ranking"):
        yield Fault(
            f"`{clause.name}` has several answers, and `{clause.comparator}` asks about one",
            remedy="write `any [...]` with the answers of a multiple question, or name one column: "
            + _some(question.variables),
        )
    else:
        variable = questionnaire.variables[question.variables[0] if question else clause.name]
        yield from _value_faults(clause, word, variable)


def _chosen_faults(clause: Clause, question: Question | None) -> Iterator[Fault]:
    if question is None or question.kind != "multiple":
        yield Fault(
            f"`{clause.comparator}` asks about a multiple question, and `{clause.name}` is none",
            remedy="write `==` or `in [...]`",
        )
        return
    for value in clause.values:
        text = _shown(value)
        if not {text, f"{question.name}.{text}"} & set(question.variables):
            answers = [name.removeprefix(f"{question.name}.") for name in question.variables]
            yield Fault(f"`{clause.name}` has no answer `{text}`", remedy=_nearest(text, answers))


def _value_faults(clause: Clause, word: str, variable: Variable) -> Iterator[Fault]:
    if variable.kind == "text":
        yield Fault(
            f"`{clause.name}` is an open-ended question, and conditions ask about codes and numbers",
            remedy="code the answers, and ask about the codes",
        )
        return
    for value in clause.values:
        if isinstance(value, str) and (not variable.categories or word in _ORDERED):
            yield Fault(
                f"`{clause.name}` is compared with the word `{value}`",
                why="a word is neither above nor below a number, and no number is equal to it",
                remedy="write a number, without quotes",
            )
        elif word not in _ORDERED and not _defined(value, variable):
            yield Fault(
                f"`{clause.name}` has no answer `{_shown(value)}`",
                found=_missing(value, variable) or f"its answers are {_answers(variable)}",
                why="nobody could give it, so the condition would say something else than it seems to",
                remedy="write a code of the questionnaire, or the answer's own words",
            )


def _defined(value: Value, variable: Variable) -> bool:
    if isinstance(value, str):
        return value.casefold() in {text.casefold() for text in variable.categories.values()}
    if variable.kind in ("numeric", "rank"):
        return True
    return value in variable.categories or (variable.kind == "binary" and value in (0, 1))


def _missing(value: Value, variable: Variable) -> str:
    """That the code stands for no answer, where it does."""
    return f"{_shown(value)} is a missing code, which counts as no answer" if value in variable.missing else ""


def _answers(variable: Variable) -> str:
    answers = {0: "not chosen", 1: "chosen"} if variable.kind == "binary" else variable.categories
    return _some([str(code) if text == str(code) else f"{code} ({text})" for code, text in answers.items()])


def _nearest(name: str, known: Sequence[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"did you mean `{close[0]}`?" if close else f"known here: {_some(known)}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:g}"
