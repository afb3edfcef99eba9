"""Whom a table counts: everyone, or those who meet the conditions of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from research.domain.arrays import Flags
from research.domain.condition_checks import condition_faults, unreadable
from research.domain.conditions import ConditionError, Conjunction, parse_condition
from research.domain.questionnaire import Questionnaire
from research.domain.responses import Responses
from research.domain.routing import Answers
from research.errors import Fault
from research.stages.tables._plan import TablePlan
from research.stages.tables._stub import Stub, named_by
from research.wording.conditions_en import condition_text


@dataclass(frozen=True, slots=True, eq=False)
class Filter:
    """Who is counted, shape (n,), None for everyone; and the condition in words."""

    within: Flags | None
    text: str


def filters_of(plan: TablePlan, responses: Responses) -> Mapping[str, Filter]:
    """The filter of each table that has one of its own, by name, and of all others by the empty name."""
    return {name: _filter([plan.filter, text], responses) for name, text in (("", ""), *plan.filters.items())}


def filter_for(stub: Stub, filters: Mapping[str, Filter]) -> str:
    """The name of the stub's filter: its own before that of its battery or question, else the empty one."""
    return next(iter(named_by(stub, filters)), "")


def filter_faults(plan: TablePlan, questionnaire: Questionnaire) -> Iterator[Fault]:
    """Conditions that cannot be read, or ask what the questionnaire lacks."""
    named = [(f"the filter of `{name}`", text) for name, text in plan.filters.items()]
    for subject, text in [("the filter of the tables", plan.filter), *named]:
        if not text.strip():
            continue
        try:
            condition = parse_condition(text)
        except ConditionError as error:
            yield unreadable(subject, "", error)
            continue
        yield from condition_faults(subject, "", condition, questionnaire)


def filter_faults_in(responses: Responses, plan: TablePlan) -> Iterator[Fault]:
    """Filters of the plan, which has no other fault, that leave nobody of `responses`."""
    yield from empty_filters(filters_of(plan, responses))


def empty_filters(filters: Mapping[str, Filter]) -> Iterator[Fault]:
    """Filters that leave nobody."""
    for name, one in filters.items():
        if one.within is not None and not one.within.any():
            yield Fault(
                f"the filter of {f'`{name}`' if name else 'the tables'} leaves nobody",
                found=f"no respondent fits: {one.text}",
                why="a table of nobody has no figures",
                remedy="widen the condition, or take the filter out",
            )


def _filter(texts: Sequence[str], responses: Responses) -> Filter:
    conditions = tuple(parse_condition(text) for text in texts if text.strip())
    if not conditions:
        return Filter(None, "")
    condition = conditions[0] if len(conditions) == 1 else Conjunction(conditions)
    return Filter(Answers.of(responses).holds(condition), condition_text(condition, responses.questionnaire))
