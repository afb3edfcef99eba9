"""TargetPlan: the criteria of a target, and what cannot be one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from research.domain.portfolio import REACH, SHARE, Bound
from research.domain.questionnaire import Question, Questionnaire, Variable
from research.errors import Fault, did_you_mean

_BOUND = re.compile(r"\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)\s*(%?)\s*")
ANSWER = "/"
"""Between a question and the answer whose share is meant."""
YES_OR_NO = frozenset({1, 0})
"""The codes of an answer whose figure is the share of yes."""
Weight = Annotated[float, Field(strict=True)]
"""A number; true and false are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPlan:
    """What makes a segment worth going for.

    Attributes:
        criteria: how much each counts, by name: `share` (of the market), `reach` (of the segment, by its best channel),
            a concept measure (the concept that does best), a question or derived variable (mean, top box or yes), or
            `question/answer` (the share of the answer, or of those who rank it first).
        knock_out: what a target must reach on a criterion, such as `>= 10 %`; whoever does not is out first.
        value: the criterion that says what a segment is worth; else the heaviest beside the share.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    criteria: Mapping[str, Weight] = field(default_factory=dict)
    knock_out: Mapping[str, str] = field(default_factory=dict)
    value: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every criterion that is named, those that count first."""
        return tuple(dict.fromkeys((*self.criteria, *self.knock_out, *((self.value,) if self.value else ()))))


def bound_of(text: str) -> Bound | None:
    """The bound that `>= 10 %`, `>= 0.10` or `< 3` stands for; None where the text cannot be read."""
    found = _BOUND.fullmatch(text)
    if found is None:
        return None
    return Bound(found.group(1), float(found.group(2)) / (100.0 if found.group(3) else 1.0))  # type: ignore[arg-type]


def target_faults(plan: TargetPlan, questionnaire: Questionnaire) -> Iterator[Fault]:
    """Criteria that the questionnaire lacks or that have no single figure, weights and bounds that cannot be read."""
    for name in plan.names:
        yield from _name_faults(name, questionnaire)
    for name, weight in plan.criteria.items():
        if not 0 < weight < math.inf:
            yield Fault(
                f"the criterion `{name}` of the target counts {weight:g}",
                why="criteria are multiplied, and each counts for something or is left out",
                remedy="write a number above 0, or take it out",
            )
    for name, bound in plan.knock_out.items():
        if bound_of(bound) is None:
            yield Fault(
                f"the bound of `{name}` in `target.knock_out` cannot be read",
                found=bound,
                remedy='write it as ">= 10 %", ">= 0.10" or "< 3"',
            )


def _name_faults(name: str, questionnaire: Questionnaire) -> Iterator[Fault]:
    asked, _, answer = name.partition(ANSWER)
    media = any(
        question.role == "media" and _names_answers(question, questionnaire) for question in questionnaire.questions
    )
    measures = questionnaire.concept_test.measures if questionnaire.concept_test else ()
    known = [
        *(SHARE, REACH),
        *(f"concepts.{measure.name}" for measure in measures),
        *(question.name for question in questionnaire.questions),
        *questionnaire.variables,
    ]
    if name == REACH and not media:
        yield Fault(
            "the target is judged by `reach`, and no question of the role `media` names channels",
            why="points of a scale are no channels",
            remedy="give the question on channels `role: media`, or take `reach` out",
        )
    if asked not in known:
        yield Fault(
            f"the criterion `{asked}` of the target is not in the questionnaire",
            remedy=did_you_mean(asked, list(dict.fromkeys(known))),
        )
    else:
        yield from _asked_faults(asked, answer, questionnaire)


def _asked_faults(asked: str, answer: str, questionnaire: Questionnaire) -> Iterator[Fault]:
    """What is wrong with a name that the questionnaire has: whether it has a figure, and whether the answer is one."""
    holder = _holder(asked, questionnaire)
    variable = _variable(asked, questionnaire)
    if variable is not None and variable.kind == "text":
        yield Fault(
            f"the criterion `{asked}` of the target is an open-ended question, which has no figure",
            remedy="code its answers as a question of kind single or multiple and name one of these, or take it out",
        )
    elif variable is not None and variable.attention is not None:
        yield Fault(
            f"the criterion `{asked}` of the target is an attention item, which is analysed nowhere",
            remedy="name what people were asked in earnest, or take it out",
        )
    elif holder is not None:
        yield Fault(
            f"the criterion `{asked}` of the target is an answer to `{holder.name}`",
            remedy=f"write `{holder.name}{ANSWER}{_short(asked, holder)}`",
        )
    else:
        yield from _answer_faults(asked, answer, questionnaire)


def _names_answers(question: Question, questionnaire: Questionnaire) -> bool:
    if question.kind in ("multiple", "ranking"):
        return True
    variable = questionnaire.variables.get(question.variables[0])
    return question.kind == "single" and variable is not None and variable.kind == "nominal"


def _answer_faults(asked: str, answer: str, questionnaire: Questionnaire) -> Iterator[Fault]:
    answers = answers_of(asked, questionnaire)
    if not answer and answers and not _yes_or_no(asked, questionnaire):
        yield Fault(
            f"the criterion `{asked}` of the target has several answers, none of which is its figure",
            remedy=f"say whose share counts, as in `{asked}{ANSWER}{answers[0]}`",
        )
    if answer and answers and answer not in answers:
        yield Fault(f"`{asked}` has no answer `{answer}`", remedy=did_you_mean(answer, answers))
    if answer and not answers:
        yield Fault(
            f"the criterion `{asked}{ANSWER}{answer}` of the target names an answer where there is one figure",
            remedy=f"write `{asked}`",
        )


def answers_of(name: str, questionnaire: Questionnaire) -> tuple[str, ...]:
    """The answers of which one may be named; none where a mean or a top box is the figure."""
    question = _question(name, questionnaire)
    if question is not None and question.kind in ("multiple", "ranking"):
        return tuple(_short(variable, question) for variable in question.variables)
    variable = _variable(name, questionnaire)
    return tuple(map(str, variable.categories)) if variable is not None and variable.kind == "nominal" else ()


def _yes_or_no(name: str, questionnaire: Questionnaire) -> bool:
    """Whether the share of yes is the figure, as of a derived variable with `yes_if`."""
    variable = _variable(name, questionnaire)
    return variable is not None and frozenset(variable.categories) == YES_OR_NO


def _question(name: str, questionnaire: Questionnaire) -> Question | None:
    return next((question for question in questionnaire.questions if question.name == name), None)


def _variable(name: str, questionnaire: Questionnaire) -> Variable | None:
    """The one variable that `name` stands for; None where it stands for several, or for none."""
    question = _question(name, questionnaire)
    if question is not None and len(question.variables) != 1:
        return None
    return questionnaire.variables.get(question.variables[0] if question else name)


def _holder(name: str, questionnaire: Questionnaire) -> Question | None:
    """The question of several variables that the variable `name` is one answer to."""
    parts = (question for question in questionnaire.questions if question.kind in ("multiple", "ranking"))
    return next((question for question in parts if name in question.variables and name != question.name), None)


def _short(variable: str, question: Question) -> str:
    """An answer to a question of several variables as the study names it."""
    return variable.removeprefix(f"{question.name}.")
