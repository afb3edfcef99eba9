"""ScreeningPlan: what counts as careless, and what the questionnaire must know for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from research.domain.conditions import ConditionError, names_in, parse_condition
from research.domain.questionnaire import Questionnaire
from research.errors import Fault
from research.yaml_source import STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedingPlan:
    """Faster than this share of the median duration; a `hard` sign flags by itself."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    below_median_share: float = 1 / 3
    hard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionPlan:
    """Trap items answered wrongly; None takes every trap of the questionnaire."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    items: tuple[str, ...] | None = None
    hard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StraightLiningPlan:
    """The same answer to every item of a battery with at least so many; None looks at every battery."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    batteries: tuple[str, ...] | None = None
    min_items: int = 6
    hard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPlan:
    """More than this share of the battery items left without an answer."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    above_share: float = 0.5
    hard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicPlan:
    """Answers that contradict each other."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    name: str
    condition: Annotated[str, Field(alias="if")]
    hard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningPlan:
    """What counts as a careless interview, and what is done about it.

    Attributes:
        signs: different signs that flag a respondent together.
        action: `flag` keeps everyone, `drop` leaves flagged respondents out of the analysis.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    speeding: SpeedingPlan = field(default_factory=SpeedingPlan)
    attention: AttentionPlan = field(default_factory=AttentionPlan)
    straight_lining: StraightLiningPlan = field(default_factory=StraightLiningPlan)
    missing: MissingPlan = field(default_factory=MissingPlan)
    logic: tuple[LogicPlan, ...] = ()
    signs: int = 2
    action: Literal["flag", "drop"] = "flag"


def plan_faults(plan: ScreeningPlan, questionnaire: Questionnaire) -> list[Fault]:
    """Items, batteries and conditions of the plan that the questionnaire does not know."""
    faults = []
    for item in plan.attention.items or ():
        variable = questionnaire.variables.get(item)
        if variable is None or variable.attention is None:
            faults.append(Fault(f"`quality.attention`: `{item}` is no item with an `attention` code"))
    names = {battery.name for battery in questionnaire.batteries}
    for name in plan.straight_lining.batteries or ():
        if name not in names:
            faults.append(
                Fault(
                    f"`quality.straight_lining`: there is no battery `{name}`",
                    remedy="known here: " + ", ".join(sorted(names)),
                )
            )
    for rule in plan.logic:
        faults += _logic_faults(rule, questionnaire)
    return faults


def _logic_faults(rule: LogicPlan, questionnaire: Questionnaire) -> list[Fault]:
    try:
        condition = parse_condition(rule.condition)
    except ConditionError as error:
        return [Fault(f"`quality.logic`: {error}")]
    known = {*questionnaire.variables, *(question.name for question in questionnaire.questions)}
    return [
        Fault(f"`quality.logic`: there is no question `{name}`") for name in names_in(condition) if name not in known
    ]
