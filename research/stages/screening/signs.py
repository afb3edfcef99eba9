"""Signs of carelessness: an index per respondent, and whom it points at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from research.domain.arrays import Flags, Floats
from research.domain.conditions import parse_condition
from research.domain.questionnaire import Battery, Questionnaire
from research.domain.responses import NOT_ASKED, Responses
from research.domain.routing import Answers
from research.stages.screening.plan import AttentionPlan, LogicPlan, MissingPlan, SpeedingPlan, StraightLiningPlan


@dataclass(frozen=True, slots=True, eq=False)
class Sign:
    """One kind of carelessness.

    Attributes:
        shown: who shows it, shape (n,).
        hard: it flags by itself.
        indices: raw figures behind it, by name, each of shape (n,).
    """

    name: str
    shown: Flags
    hard: bool
    indices: Mapping[str, Floats] = field(default_factory=dict)


def speeding(responses: Responses, plan: SpeedingPlan) -> Sign | None:
    """Faster than a share of the median; None where no duration is known."""
    if responses.durations is None or np.isnan(responses.durations).all():
        return None
    limit = plan.below_median_share * float(np.nanmedian(responses.durations))
    shown = np.nan_to_num(responses.durations, nan=np.inf) < limit
    return Sign("speeding", _flags(shown), plan.hard, {"duration_seconds": responses.durations})


def attention(responses: Responses, plan: AttentionPlan) -> Sign | None:
    """Trap items answered wrongly; an unanswered trap is no failure. None where the questionnaire has no trap."""
    variables = responses.questionnaire.variables
    traps = plan.items if plan.items is not None else tuple(n for n, v in variables.items() if v.attention is not None)
    if not traps:
        return None
    answers = np.column_stack([responses.codes[name] for name in traps])
    wanted = np.array([variables[name].attention for name in traps])
    failed = (answers > NOT_ASKED) & (answers != wanted)
    failures = failed.sum(axis=1).astype(np.float64)
    return Sign("attention", _flags(failures > 0), plan.hard, {"attention_failed": failures})


def straight_lining(responses: Responses, plan: StraightLiningPlan) -> Sign | None:
    """The same answer, as given, to every answered item of a battery; None where no battery is long enough.

    The longest run of equal neighbours (careless::longstring) is an index of batteries in fixed order only.
    """
    judged = [battery for battery in _judged(responses.questionnaire, plan) if len(battery.items) >= plan.min_items]
    if not judged:
        return None
    answers = {battery.name: responses.given(battery.items) for battery in judged}
    lines = np.sum([straight_lined(given, plan.min_items) for given in answers.values()], axis=0).astype(np.float64)
    runs = [longest_run(answers[battery.name]) for battery in judged if battery.order == "fixed"]
    indices = {"straight_lined_batteries": lines} | ({"longest_run": np.max(runs, axis=0)} if runs else {})
    return Sign("straight_lining", _flags(lines > 0), plan.hard, indices)


def missing(responses: Responses, plan: MissingPlan) -> Sign | None:
    """A large share of the battery items that were asked left without an answer; None without batteries."""
    items = [item for battery in responses.questionnaire.batteries for item in battery.items]
    if not items:
        return None
    codes = np.column_stack([responses.codes[item] for item in items])
    asked = codes != NOT_ASKED
    share = (asked & (codes < NOT_ASKED)).sum(axis=1) / np.maximum(asked.sum(axis=1), 1)
    return Sign("missing", _flags(share > plan.above_share), plan.hard, {"missing_share": share})


def contradiction(responses: Responses, rule: LogicPlan, number: int) -> Sign:
    """Answers that contradict each other."""
    return Sign(f"logic_{number}", Answers.of(responses).holds(parse_condition(rule.condition)), rule.hard)


def straight_lined(answers: Floats, min_items: int) -> Flags:
    """Rows of `answers`, shape (n, p), that hold one answer only, given at least `min_items` times."""
    answered = ~np.isnan(answers)
    highest = np.max(answers, axis=1, initial=-np.inf, where=answered)
    lowest = np.min(answers, axis=1, initial=np.inf, where=answered)
    return _flags((highest == lowest) & (answered.sum(axis=1) >= min_items))


def longest_run(answers: Floats) -> Floats:
    """Length of the longest run of equal neighbouring answers per row of `answers`, shape (n, p); blanks end a run."""
    longest = np.zeros(len(answers))
    run = np.zeros(len(answers))
    before = np.full(len(answers), np.nan)
    for here in answers.T:
        run = np.where(here == before, run + 1, (~np.isnan(here)).astype(np.float64))
        longest = np.maximum(longest, run)
        before = here
    return longest


def _judged(questionnaire: Questionnaire, plan: StraightLiningPlan) -> list[Battery]:
    names = plan.batteries if plan.batteries is not None else tuple(b.name for b in questionnaire.batteries)
    return [questionnaire.battery(name) for name in names]


def _flags(shown: Flags | np.bool_) -> Flags:
    return np.asarray(shown, dtype=bool)
