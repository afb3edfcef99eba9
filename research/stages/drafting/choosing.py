"""What to cut segments on, what they should differ in, and what stands in the banner."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from research.domain.questionnaire import Battery, Question, Role, Variable
from research.domain.survey_file import SurveyFile

FEWEST_BASIS_ITEMS = 4
FEWEST_ORDINAL_QUESTIONS = 3
_ANSWERED_BY = 0.5
"""A basis must have been asked of at least this share of respondents."""
_MOST_BANNER, _MOST_CATEGORIES = 4, 8
_MOST_OUTCOMES = 8
_MOST_STAND_INS = 3
_NEEDS_AND_ATTITUDES: tuple[Role, ...] = ("needs", "psychographic", "values")
_MAY_CUT: tuple[Role, ...] = (*_NEEDS_AND_ATTITUDES, "behavioural", "media", "technographic")
"""Outcomes never cut segments, nor does who people are."""
_FIRST_IN_BANNER = (re.compile(r"\b(?:sex|gender)\b"), re.compile(r"\b(?:rec)?age\b"))


@dataclass(frozen=True, slots=True, eq=False)
class Inventory:
    """What a drafted questionnaire holds, with the data behind it."""

    file: SurveyFile
    batteries: Sequence[Battery]
    questions: Sequence[Question]
    variables: Mapping[str, Variable]

    def share_answered(self, columns: Sequence[str]) -> float:
        """Mean share of respondents with something in `columns`."""
        filled = [[value is not None and value == value for value in self.file.column(name).values] for name in columns]
        return float(np.mean(filled)) if filled and self.file.rows else 0.0

    def is_widely_answered(self, part: Battery | Question) -> bool:
        return self.share_answered(part.items if isinstance(part, Battery) else part.columns) >= _ANSWERED_BY

    def is_ordinal(self, question: Question) -> bool:
        return question.kind == "single" and self.variables[question.variables[0]].kind == "ordinal"

    def in_words(self, names: Sequence[str]) -> str:
        """What batteries and questions ask, for a sentence."""
        parts: list[Battery | Question] = [*self.batteries, *self.questions]
        wordings = {part.name: part.wording for part in parts}
        return "; ".join(wordings[name] or name for name in names)


def choose_basis(inventory: Inventory) -> tuple[str, tuple[str, ...]]:
    """The rung of the ladder that holds, and the names of its parts: the first of

    needs and psychographic batteries, any batteries, multiple-response questions, ordered single questions.
    Outcomes are never part of it, nor what was asked of few.
    """
    rungs: tuple[tuple[str, Callable[[Inventory], tuple[str, ...]]], ...] = (
        ("batteries", lambda held: _batteries(held, _NEEDS_AND_ATTITUDES, FEWEST_BASIS_ITEMS)),
        ("ordinal_batteries", lambda held: _batteries(held, _MAY_CUT, 1)),
        ("multiple", _multiples),
        ("ordinal_questions", _ordinal_questions),
    )
    for kind, rung in rungs:
        names = rung(inventory)
        if names:
            return kind, names
    return "none", ()


def _batteries(inventory: Inventory, roles: Collection[Role], fewest: int) -> tuple[str, ...]:
    kept = [
        battery for battery in inventory.batteries if battery.role in roles and inventory.is_widely_answered(battery)
    ]
    items = sum(len(battery.items) for battery in kept)
    return tuple(battery.name for battery in kept) if items >= fewest else ()


def _multiples(inventory: Inventory) -> tuple[str, ...]:
    kept = [
        question
        for question in inventory.questions
        if question.kind == "multiple" and question.role in _MAY_CUT and inventory.is_widely_answered(question)
    ]
    answers = sum(len(question.variables) - (question.none is not None) for question in kept)
    return tuple(question.name for question in kept) if answers >= FEWEST_BASIS_ITEMS else ()


def _ordinal_questions(inventory: Inventory) -> tuple[str, ...]:
    kept = [
        question
        for question in inventory.questions
        if inventory.is_ordinal(question) and question.role in _MAY_CUT and inventory.is_widely_answered(question)
    ]
    return tuple(question.name for question in kept) if len(kept) >= FEWEST_ORDINAL_QUESTIONS else ()


def choose_outcomes(inventory: Inventory, basis: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Questions with the role of an outcome; else a few about behaviour, and then False."""
    named = [question.name for question in inventory.questions if question.role == "outcome"]
    named += [battery.name for battery in inventory.batteries if battery.role == "outcome"]
    if named:
        return tuple(named[:_MOST_OUTCOMES]), True
    stand_ins = [
        question.name
        for question in inventory.questions
        if question.role == "behavioural" and question.name not in basis and inventory.is_ordinal(question)
    ]
    return tuple(stand_ins[:_MOST_STAND_INS]), False


def choose_banner(
    questions: Sequence[Question], variables: Mapping[str, Variable], derived: Sequence[str]
) -> tuple[str, ...]:
    """Up to four demographic questions with two to eight answers, sex and age first."""
    singles = [question.name for question in questions if question.kind == "single"]
    fitting = [
        variables[name]
        for name in (*singles, *derived)
        if variables[name].role in ("demographic", "geographic")
        and 2 <= len(variables[name].categories) <= _MOST_CATEGORIES
    ]
    fitting.sort(key=_banner_rank)
    return tuple(variable.name for variable in fitting[:_MOST_BANNER])


def _banner_rank(variable: Variable) -> tuple[int, bool]:
    said = f"{variable.name} {variable.label}".casefold().replace("_", " ")
    rank = next((rank for rank, words in enumerate(_FIRST_IN_BANNER) if words.search(said)), len(_FIRST_IN_BANNER))
    return rank, variable.role == "geographic"
