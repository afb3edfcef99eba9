"""`screen`: how carefully each interview was answered. Flags; nothing is dropped unless the study says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import ConfigDict, Field

from research.domain.arrays import Flags, Floats, sealed
from research.domain.caveats import Caveat
from research.domain.conditions import Condition, ConditionError, names_in, parse_condition
from research.domain.questionnaire import Battery, Questionnaire
from research.domain.responses import NOT_ASKED, Responses
from research.domain.routing import Answers
from research.domain.screening import Screening
from research.errors import Fault, raise_faults
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


def screen(responses: Responses, plan: ScreeningPlan) -> Screening:
    """Quality indices, signs and flags of every respondent.

    Speeding is judged against the median duration; straight-lining is the same answer, as given, to every answered
    item of a battery; the longest run of equal answers (careless::longstring) is an index of fixed-order batteries.

    Raises:
        ResearchError: items, batteries or conditions that the questionnaire does not know; nobody left.
    """
    raise_faults(_faults(plan, responses.questionnaire))
    indices: dict[str, Floats] = {}
    flags: dict[str, Flags] = {}
    hard: set[str] = set()
    _speeding(responses, plan.speeding, indices, flags)
    _attention(responses, plan.attention, indices, flags)
    _straight_lining(responses, plan.straight_lining, indices, flags)
    _missing(responses, plan.missing, indices, flags)
    for number, rule in enumerate(plan.logic, start=1):
        flags[f"logic_{number}"] = Answers.of(responses).holds(parse_condition(rule.condition))
        hard |= {f"logic_{number}"} if rule.hard else set()
    for name in ("speeding", "attention", "straight_lining", "missing"):
        hard |= {name} if getattr(plan, name).hard else set()
    flagged = _flagged(flags, hard, plan.signs, responses.n)
    kept = ~flagged if plan.action == "drop" else np.ones(responses.n, dtype=bool)
    _check_left(kept)
    return Screening(
        responses.ids,
        {name: sealed(index) for name, index in indices.items()},
        {name: sealed(flag) for name, flag in flags.items()},
        sealed(flagged),
        sealed(kept),
        plan.action,
        _caveats(flagged, plan.action, responses),
    )


def _flagged(flags: Mapping[str, Flags], hard: set[str], signs: int, n: int) -> Flags:
    if not flags:
        return np.zeros(n, dtype=bool)
    count = np.sum(list(flags.values()), axis=0)
    alone = np.any([flags[name] for name in flags if name in hard] or [np.zeros(n, dtype=bool)], axis=0)
    return np.asarray((count >= signs) | alone, dtype=bool)


def _speeding(responses: Responses, plan: SpeedingPlan, indices: dict[str, Floats], flags: dict[str, Flags]) -> None:
    if responses.durations is None or np.isnan(responses.durations).all():
        return
    indices["duration_seconds"] = responses.durations
    limit = plan.below_median_share * float(np.nanmedian(responses.durations))
    flags["speeding"] = np.asarray(np.nan_to_num(responses.durations, nan=np.inf) < limit, dtype=bool)


def _attention(responses: Responses, plan: AttentionPlan, indices: dict[str, Floats], flags: dict[str, Flags]) -> None:
    variables = responses.questionnaire.variables
    traps = plan.items if plan.items is not None else tuple(n for n, v in variables.items() if v.attention is not None)
    if not traps:
        return
    failed = np.column_stack(
        [(responses.codes[n] > NOT_ASKED) & (responses.codes[n] != (variables[n].attention or 0)) for n in traps]
    )
    indices["attention_failed"] = failed.sum(axis=1).astype(np.float64)
    flags["attention"] = failed.any(axis=1)


def _straight_lining(
    responses: Responses, plan: StraightLiningPlan, indices: dict[str, Floats], flags: dict[str, Flags]
) -> None:
    judged = [battery for battery in _judged(responses.questionnaire, plan) if len(battery.items) >= plan.min_items]
    if not judged:
        return
    lines, runs = [], []
    for battery in judged:
        answers = responses.given(battery.items)
        answered = (~np.isnan(answers)).sum(axis=1)
        same = np.array([len(set(row[~np.isnan(row)])) == 1 for row in answers])
        lines.append(same & (answered >= plan.min_items))
        if battery.order == "fixed":
            runs.append(longest_run(answers))
    indices["straight_lined_batteries"] = np.sum(lines, axis=0).astype(np.float64)
    if runs:
        indices["longest_run"] = np.max(runs, axis=0).astype(np.float64)
    flags["straight_lining"] = np.asarray(np.any(lines, axis=0), dtype=bool)


def longest_run(answers: Floats) -> Floats:
    """Length of the longest run of equal neighbouring answers per row of `answers`, shape (n, p); blanks end a run."""
    n, items = answers.shape
    longest = np.zeros(n)
    run = np.zeros(n)
    for j in range(items):
        here = ~np.isnan(answers[:, j])
        again = here & (answers[:, j] == answers[:, j - 1]) if j else np.zeros(n, dtype=bool)
        run = np.where(again, run + 1, here.astype(float))
        longest = np.maximum(longest, run)
    return longest


def _judged(questionnaire: Questionnaire, plan: StraightLiningPlan) -> list[Battery]:
    names = plan.batteries if plan.batteries is not None else tuple(b.name for b in questionnaire.batteries)
    return [questionnaire.battery(name) for name in names]


def _missing(responses: Responses, plan: MissingPlan, indices: dict[str, Floats], flags: dict[str, Flags]) -> None:
    items = [item for battery in responses.questionnaire.batteries for item in battery.items]
    if not items:
        return
    codes = np.column_stack([responses.codes[item] for item in items])
    asked = codes != NOT_ASKED
    blank = (codes < NOT_ASKED) & asked
    share = blank.sum(axis=1) / np.maximum(asked.sum(axis=1), 1)
    indices["missing_share"] = share
    flags["missing"] = np.asarray(share > plan.above_share, dtype=bool)


def _check_left(kept: Flags) -> None:
    if not kept.any():
        raise_faults([Fault("every respondent was dropped", remedy="set `action: flag` under `quality`")])


def _caveats(flagged: Flags, action: str, responses: Responses) -> tuple[Caveat, ...]:
    if not flagged.any():
        return ()
    code = "flagged_dropped" if action == "drop" else "flagged_kept"
    share = round(100 * float(flagged.mean()), 1)
    return (Caveat(code, {"respondents": int(flagged.sum()), "share": share}),)


def _faults(plan: ScreeningPlan, questionnaire: Questionnaire) -> list[Fault]:
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
        condition: Condition = parse_condition(rule.condition)
    except ConditionError as error:
        return [Fault(f"`quality.logic`: {error}")]
    known = {*questionnaire.variables, *(question.name for question in questionnaire.questions)}
    return [
        Fault(f"`quality.logic`: there is no question `{name}`") for name in names_in(condition) if name not in known
    ]
