"""What is wrong with the rules whatever the data: names, conditions, and what they ask about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from research.domain.condition_checks import condition_faults, unreadable
from research.domain.conditions import ConditionError, names_in, parse_condition
from research.domain.naming import PersonaPlan
from research.domain.questionnaire import Questionnaire
from research.errors import Fault
from research.stages.rules.plan import RulePlan, RulesPlan
from research.stages.rules.sources import sources


def plan_faults(plan: RulesPlan, lines: Sequence[str], questionnaire: Questionnaire) -> Iterator[Fault]:
    """Names that are blank or stand twice, conditions that cannot be read, or ask what the questionnaire lacks.

    Args:
        lines: where each rule stands, and `otherwise` after them.
    """
    if len(plan.names) < 2:
        yield Fault(
            "`segments.rules` makes fewer than two segments",
            found=f"found {len(plan.rules)} rules",
            why="segments are told of by what sets them apart from each other",
            remedy="add a rule, or name those who are left: `otherwise: Everyone else`",
        )
    yield from _name_faults(plan, lines)
    for rule, where in zip(plan.rules, lines, strict=False):
        yield from _rule_faults(rule, where, questionnaire)


def persona_faults(plan: RulesPlan, personas: Mapping[str, PersonaPlan]) -> Iterator[Fault]:
    """Personas that call a segment otherwise than its rule does, or stand for no rule."""
    for key, persona in personas.items():
        if not 1 <= persona.segment <= len(plan.names):
            yield Fault(
                f"the persona `{key}` stands for segment {persona.segment}, which no rule makes",
                found=f"`segments.rules` makes the segments 1 to {len(plan.names)}",
                remedy="give it the number of a rule, which is its place in the list",
            )
            continue
        own, given = plan.names[persona.segment - 1], persona.name.strip()
        if given and given != own:
            yield Fault(
                f"segment {persona.segment} has two names",
                found=f"the rule calls it `{own}`, the persona `{key}` calls it `{given}`",
                why="nobody could tell which of the two the report should use",
                remedy=f"take `name` out of the persona `{key}`, or give the rule that name",
            )


def outcome_faults(plan: RulesPlan, questionnaire: Questionnaire, outcomes: Sequence[str]) -> Iterator[Fault]:
    """Outcomes that the rules rest on, by their own name or through what they are made of."""
    for outcome in outcomes:
        reached = [rule.name for rule in plan.rules if _rests_on(rule, outcome, questionnaire)]
        if reached:
            yield Fault(
                f"the outcome `{outcome}` is part of the rules",
                found=f"found it in the rules {', '.join(f'`{name}`' for name in reached)}",
                why="segments made of an outcome differ on it by construction, which proves nothing",
                remedy=f"take `{outcome}` out of `outcomes`, or write the rules without it",
            )


def _rests_on(rule: RulePlan, outcome: str, questionnaire: Questionnaire) -> bool:
    try:
        named = names_in(parse_condition(rule.condition))
    except ConditionError:
        return False
    return bool(sources(named, questionnaire) & sources([outcome], questionnaire))


def _name_faults(plan: RulesPlan, lines: Sequence[str]) -> Iterator[Fault]:
    uses = Counter(name.casefold() for name in plan.names)
    for name, where in zip(plan.names, lines, strict=False):
        if not name:
            yield Fault("a segment has no name", where, remedy="write a `name` as readers should see it")
        elif uses[name.casefold()] > 1:
            yield Fault(
                f"{uses[name.casefold()]} segments are called `{name}`",
                where,
                why="readers tell segments apart by their names",
                remedy="give each a name of its own, or join their conditions with `or`",
            )
            uses[name.casefold()] = 0


def _rule_faults(rule: RulePlan, where: str, questionnaire: Questionnaire) -> Iterator[Fault]:
    try:
        condition = parse_condition(rule.condition)
    except ConditionError as error:
        yield unreadable(f"the condition of the rule `{rule.name}`", where, error)
        return
    yield from condition_faults(f"the rule `{rule.name}`", where, condition, questionnaire)
