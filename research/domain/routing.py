"""Whether a condition holds, respondent by respondent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from research.domain.arrays import Codes, Flags, Floats
from research.domain.conditions import Clause, Condition, Conjunction, Negation, Value, names_in
from research.domain.questionnaire import Question, Variable
from research.domain.responses import NO_ANSWER, NOT_ASKED, Responses

_ORDERED = ("<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Answers:
    """Coded answers that conditions are asked of, by variable name; `questions` by question name."""

    n: int
    variables: Mapping[str, Variable]
    questions: Mapping[str, Question]
    codes: Mapping[str, Codes]
    numbers: Mapping[str, Floats]

    @classmethod
    def of(cls, responses: Responses) -> Answers:
        """The answers of coded responses."""
        questionnaire = responses.questionnaire
        questions = {question.name: question for question in questionnaire.questions}
        return cls(responses.n, questionnaire.variables, questions, responses.codes, responses.numbers)

    def holds(self, condition: Condition) -> Flags:
        """Who meets `condition`, shape (n,). Someone without an answer meets no clause."""
        if isinstance(condition, Clause):
            return self._clause(condition)
        if isinstance(condition, Negation):
            return ~self.holds(condition.inner)
        parts = [self.holds(part) for part in condition.parts]
        combine = np.logical_and if isinstance(condition, Conjunction) else np.logical_or
        return np.asarray(combine.reduce(parts), dtype=bool)

    def unanswered(self, condition: Condition) -> Flags:
        """Who was asked something that `condition` needs and gave no answer, shape (n,)."""
        missing = np.zeros(self.n, dtype=bool)
        for name in names_in(condition):
            for member in self._members(name):
                missing |= self.codes[member] == NO_ANSWER if member in self.codes else np.isnan(self.numbers[member])
        return missing

    def unsettled(self, clause: Clause) -> Flags:
        """Who was asked and whose missing answer could decide `clause` either way, shape (n,)."""
        word = clause.comparator.removeprefix("not ")
        if word not in ("any", "none"):
            return self._blank(self._members(clause.name)[0])
        none = self.questions[clause.name].none if clause.name in self.questions else None
        listed = [member for member in self._members(clause.name) if member != none]
        if word == "any":
            listed = [self._member(clause.name, value) for value in clause.values]
        codes = np.column_stack([self.codes[member] for member in listed])
        return np.asarray((codes == NO_ANSWER).any(axis=1) & ~(codes == 1).any(axis=1), dtype=bool)

    def _blank(self, name: str) -> Flags:
        """Who was asked `name` and gave no answer; an option left out of a ranking that was made is an answer."""
        home = next((question for question in self.questions.values() if name in question.variables), None)
        if name in self.numbers:
            blank = np.isnan(self.numbers[name])
            return blank & self.holds(home.asked_if) if home and home.asked_if else blank
        blank = self.codes[name] == NO_ANSWER
        if home is None or home.kind != "ranking":
            return np.asarray(blank, dtype=bool)
        return np.asarray(np.all([self.codes[member] == NO_ANSWER for member in home.variables], axis=0), dtype=bool)

    def _members(self, name: str) -> tuple[str, ...]:
        return self.questions[name].variables if name in self.questions else (name,)

    def _clause(self, clause: Clause) -> Flags:
        word = clause.comparator.removeprefix("not ")
        if word in ("any", "none"):
            met, answered = self._chosen(clause.name, clause.values if word == "any" else None)
        else:
            met, answered = self._compared(clause, word)
        return ~met & answered if clause.comparator.startswith("not ") else met & answered

    def _chosen(self, name: str, values: tuple[Value, ...] | None) -> tuple[Flags, Flags]:
        members = self._members(name)
        codes = np.column_stack([self.codes[member] for member in members])
        answered = np.asarray((codes > NOT_ASKED).any(axis=1), dtype=bool)
        if values is not None:
            wanted = [self._member(name, value) for value in values]
            return (np.column_stack([self.codes[member] for member in wanted]) == 1).any(axis=1), answered
        none = self.questions[name].none if name in self.questions else None
        others = [j for j, member in enumerate(members) if member != none]
        return ~(codes[:, others] == 1).any(axis=1), answered

    def _member(self, name: str, value: Value) -> str:
        text = f"{value:g}" if isinstance(value, float) else value
        return text if text in self.codes else f"{name}.{text}"

    def _compared(self, clause: Clause, word: str) -> tuple[Flags, Flags]:
        name = self._members(clause.name)[0]
        answers, answered = self._numbers(name)
        if word in _ORDERED:
            answers = self._on_scale(name, answers)
        wanted = [self._code(clause.name, value) for value in clause.values]
        if word == "in":
            return np.isin(answers, wanted), answered
        compare = {
            "==": np.equal,
            "!=": np.not_equal,
            "<": np.less,
            "<=": np.less_equal,
            ">": np.greater,
            ">=": np.greater_equal,
        }[word]
        return np.asarray(compare(answers, wanted[0]), dtype=bool), answered

    def _numbers(self, name: str) -> tuple[Floats, Flags]:
        if name in self.numbers:
            return self.numbers[name], ~np.isnan(self.numbers[name])
        return self.codes[name].astype(np.float64), self.codes[name] > NOT_ASKED

    def _on_scale(self, name: str, answers: Floats) -> Floats:
        """Answers off the scale, such as "don't know", are neither above nor below anything: NaN."""
        scale = self.variables[name].scale
        return answers if scale is None else np.where(np.isin(answers, list(scale.off_scale)), np.nan, answers)

    def _code(self, name: str, value: Value) -> float:
        if isinstance(value, float):
            return value
        categories = self.variables[self._members(name)[0]].categories
        return next((float(code) for code, text in categories.items() if text.casefold() == value.casefold()), np.nan)
