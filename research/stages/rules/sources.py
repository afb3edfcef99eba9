"""What the rules rest on: the variables that they name, and those that these are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from research.domain.conditions import names_in, parse_condition
from research.domain.questionnaire import Questionnaire
from research.stages.rules.plan import RulesPlan


def rule_sources(plan: RulesPlan, questionnaire: Questionnaire) -> tuple[str, ...]:
    """Every name that the rules of `plan` rest on, sorted; ConditionError where one is no condition."""
    named = (name for rule in plan.rules for name in names_in(parse_condition(rule.condition)))
    return tuple(sorted(sources(named, questionnaire)))


def sources(names: Iterable[str], questionnaire: Questionnaire) -> frozenset[str]:
    """`names` with the answers of their questions and what their bands, flags and measures are made of."""
    made_of = _made_of(questionnaire)
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += made_of.get(name, ())
    return frozenset(found)


def _made_of(questionnaire: Questionnaire) -> Mapping[str, tuple[str, ...]]:
    test = questionnaire.concept_test
    return {
        **{question.name: question.variables for question in questionnaire.questions},
        **{bands.variable: (bands.source,) for bands in questionnaire.bands},
        **{score.variable: score.items for score in questionnaire.scores},
        **{flag.variable: names_in(flag.condition) for flag in questionnaire.flags},
        **{
            f"concepts.{measure.name}": tuple(measure.variables.values()) for measure in (test.measures if test else ())
        },
    }
