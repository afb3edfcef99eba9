"""The rules of a study with their lines, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator

from research.domain.responses import Responses
from research.errors import Fault, ResearchError, raise_faults
from research.stages.basis import BasisPlan
from research.stages.rules import RulesPlan, idle_faults, lacking_faults
from research.stages.rules.checking import outcome_faults, persona_faults, plan_faults
from research.study.opening import Study, gather, told_at
from research.study.segments_file import SEGMENTS_FILE


def rule_lines(study: Study, plan: RulesPlan) -> tuple[str, ...]:
    """Where each rule stands in study.yaml, and `otherwise` after them."""
    places = [("segments", "rules", position) for position in range(len(plan.rules))]
    return (*(study.source.where(*place) for place in places), study.source.where("segments", "otherwise"))


def rules_plan_faults(study: Study, plan: RulesPlan) -> list[Fault]:
    """What is wrong with the rules and with what stands beside them, whatever the data."""
    sections = {
        "segments": plan_faults(plan, rule_lines(study, plan), study.questionnaire),
        "outcomes": outcome_faults(plan, study.questionnaire, study.plan.outcomes),
        "personas": persona_faults(plan, study.plan.personas),
        "basis": _beside(study),
    }
    return [fault for section, found in sections.items() for fault in _at(study, section, found)]


def rules_data_faults(study: Study, plan: RulesPlan, responses: Responses) -> list[Fault]:
    """Rules that a wave cannot answer, or that cut nothing in the one that defines the segments.

    None are told where the plan has faults already.

    Args:
        responses: the respondents of the wave who are analysed.
    """
    lines = rule_lines(study, plan)
    if list(plan_faults(plan, lines, study.questionnaire)):
        return []
    defines = responses.wave == next(iter(study.plan.waves))
    return _at(study, "segments", (idle_faults if defines else lacking_faults)(plan, lines, responses))


def refuse_fixing(study: Study) -> None:
    """ResearchError where the segments are rules: they hold for every run as they stand."""
    if isinstance(study.plan.segments, RulesPlan):
        raise ResearchError(
            Fault(
                "the segments of this study are rules, and there is nothing to fix",
                study.source.where("segments", "rules"),
                why="every run applies the rules as they are written, and numbers follow the order in which they stand",
                remedy="change the rules themselves, or write `methods` and `k` instead to find segments and fix those",
            )
        )


def _beside(study: Study) -> Iterator[Fault]:
    """Settings that have no use where segments are rules."""
    if study.plan.basis != BasisPlan():
        yield Fault(
            "`basis` has no use beside `segments.rules`",
            why="rules are conditions on answers; nothing is cut on a basis",
            remedy="take `basis` out, or `segments.rules`",
        )
    if study.frozen:
        yield Fault(
            f"`{SEGMENTS_FILE}` fixes other segments than `segments.rules` writes",
            study.source.where("segments", "rules"),
            found=f"found {study.frozen.name} beside study.yaml",
            remedy=f"take `{SEGMENTS_FILE}` away, or the rules",
        )


def _at(study: Study, section: str, faults: Iterator[Fault]) -> list[Fault]:
    """`faults` at their own line, else at that of their section."""

    def tell() -> None:
        with told_at(study.source, section):
            raise_faults(faults)

    return gather(tell)
