"""Questionnaire: what was asked, of whom, and how the answers are coded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

import pandas as pd

from research.domain.conditions import Condition
from research.domain.scales import Scale

Role = Literal[
    "psychographic",
    "needs",
    "behavioural",
    "demographic",
    "geographic",
    "values",
    "technographic",
    "firmographic",
    "account",
    "outcome",
    "concept",
    "media",
    "open_end",
    "system",
]
ROLES: tuple[Role, ...] = get_args(Role)
SEGMENTING_ROLES: tuple[Role, ...] = ("needs", "psychographic", "values")
"""Roles of the batteries that are factored and cut on unless the study names others."""

VariableKind = Literal["ordinal", "nominal", "binary", "numeric", "rank", "text"]
QuestionKind = Literal["single", "multiple", "numeric", "ranking", "open_end"]


@dataclass(frozen=True, slots=True)
class Variable:
    """One coded column of the responses, named as in the data (or derived from it).

    Attributes:
        label: the item's or answer's own text.
        kind: `ordinal` has a scale; `nominal` has categories; `binary` is chosen or not; `rank` is a place, 1 first.
        categories: label per answer code in the order shown, off-scale answers last; empty for numeric, rank, text.
        scale: of an ordinal variable.
        reversed: the item says the opposite of its battery; mirrored in factors, scores and basis only.
        attention: the code that an attentive respondent gives to this trap item.
    """

    name: str
    label: str
    kind: VariableKind
    role: Role
    categories: Mapping[int, str] = field(default_factory=dict)
    missing: Mapping[int, str] = field(default_factory=dict)
    scale: Scale | None = None
    reversed: bool = False
    attention: int | None = None
    valid_range: tuple[float, float] | None = None
    unit: str = ""
    decimals: int = 0
    where: str = ""


@dataclass(frozen=True, slots=True)
class Battery:
    """A grid: items on one shared scale.

    Attributes:
        items: names of the variables that are analysed, in the order of the questionnaire.
        traps: attention items, scored by screening and never analysed.
        order: `randomised` items are judged for straight-lining as a set, not as a sequence.
    """

    name: str
    role: Role
    scale: Scale
    wording: str
    items: tuple[str, ...]
    traps: tuple[str, ...] = ()
    order: Literal["fixed", "randomised"] = "fixed"
    asked_if: Condition | None = None
    base: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question outside the batteries.

    Attributes:
        variables: names of its variables: one for single, numeric and open-ended questions, one an answer for
            multiple questions, one an option for rankings.
        columns: the columns of the data that hold the answers.
        encoding: how a multiple question is stored: a column an answer, or a column a mention.
        counted: the value that means "chosen" in dichotomies.
        none: the variable of a multiple question that means "none of these".
        asked_if: who was asked; None is everyone.
        base: who was asked, in words.
    """

    name: str
    kind: QuestionKind
    role: Role
    wording: str
    variables: tuple[str, ...]
    columns: tuple[str, ...]
    encoding: Literal["dichotomies", "categories"] = "dichotomies"
    counted: float | str = 1.0
    none: str | None = None
    asked_if: Condition | None = None
    base: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A product idea that respondents judged."""

    number: int
    name: str
    price: float | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing asked of every concept: purchase intent, uniqueness and so on.

    Attributes:
        variables: name of the variable per concept number.
    """

    name: str
    label: str
    role: Role
    scale: Scale
    variables: Mapping[int, str]
    where: str = ""


@dataclass(frozen=True, slots=True)
class ConceptTest:
    """Concepts, what was asked of each, and which respondent saw which.

    Attributes:
        shown: column that says whether a concept was shown, per concept number; empty when all saw all.
        position: column with the place at which a concept was shown, per concept number.
    """

    design: Literal["monadic", "sequential_monadic", "all"]
    concepts: tuple[Concept, ...]
    measures: tuple[Measure, ...]
    shown: Mapping[int, str] = field(default_factory=dict)
    position: Mapping[int, str] = field(default_factory=dict)
    where: str = ""


@dataclass(frozen=True, slots=True)
class Bands:
    """A numeric variable cut into bands, ends included; the variable's codes are 1, 2, … in this order."""

    variable: str
    source: str
    edges: tuple[tuple[float, float], ...]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A variable that is 1 where a condition holds and 0 where it does not."""

    variable: str
    condition: Condition
    where: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """A number made of items, reversed ones mirrored: their mean, of whoever answered half of them, or their sum."""

    variable: str
    items: tuple[str, ...]
    statistic: Literal["mean", "sum"]
    where: str = ""


@dataclass(frozen=True, slots=True)
class SystemColumns:
    """The columns that describe the interview rather than the respondent.

    Attributes:
        duration_seconds: what one unit of the duration column is, in seconds.
        complete: values of the status column that mean a complete interview; empty keeps all.
        drop: columns that are never read any further, such as names and addresses.
    """

    id: str | None = None
    weight: str | None = None
    duration: str | None = None
    duration_seconds: float = 1.0
    date: str | None = None
    status: str | None = None
    complete: tuple[float | str, ...] = ()
    drop: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Questionnaire:
    """What was asked.

    Attributes:
        name: of the study.
        variables: every coded variable by name, in the order of the questionnaire.
    """

    name: str
    language: str
    system: SystemColumns
    variables: Mapping[str, Variable]
    batteries: tuple[Battery, ...] = ()
    questions: tuple[Question, ...] = ()
    concept_test: ConceptTest | None = None
    bands: tuple[Bands, ...] = ()
    flags: tuple[Flag, ...] = ()
    scores: tuple[Score, ...] = ()

    def battery(self, name: str) -> Battery:
        """The battery called `name`; KeyError where there is none."""
        return {battery.name: battery for battery in self.batteries}[name]

    def question(self, name: str) -> Question:
        """The question called `name`; KeyError where there is none."""
        return {question.name: question for question in self.questions}[name]

    def tidy(self) -> pd.DataFrame:
        """One row a variable."""
        return pd.DataFrame(
            [
                {
                    "variable": variable.name,
                    "label": variable.label,
                    "kind": variable.kind,
                    "role": variable.role,
                    "scale": variable.scale.name if variable.scale else "",
                    "reversed": variable.reversed,
                }
                for variable in self.variables.values()
            ]
        )

    def glance(self) -> pd.DataFrame:
        """One row: how many batteries, questions, variables, concepts."""
        return pd.DataFrame(
            [
                {
                    "questionnaire": self.name,
                    "batteries": len(self.batteries),
                    "questions": len(self.questions),
                    "variables": len(self.variables),
                    "concepts": len(self.concept_test.concepts) if self.concept_test else 0,
                }
            ]
        )


def readable(name: str) -> str:
    """A name of a study file as words: `snack_freq` is Snack freq."""
    text = name.replace("_", " ").strip()
    return text[:1].upper() + text[1:]
