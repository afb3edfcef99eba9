"""`apply_rules`: everybody of a wave into the segments that were written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from research.domain.allocation import NOT_ASSIGNED, Allocation, small_segments
from research.domain.arrays import Codes, Flags, sealed
from research.domain.caveats import Caveat
from research.domain.conditions import names_in, parse_condition
from research.domain.questionnaire import Questionnaire
from research.domain.responses import Responses
from research.domain.routing import Answers
from research.domain.rules import RuleSegmentation, SegmentRule
from research.domain.verdicts import Verdict, judge
from research.errors import Fault, raise_faults
from research.stages.rules.plan import LEFT_OUT, RulePlan, RulesPlan
from research.stages.rules.sources import rule_sources
from research.wording.english import English
from research.wording.languages import speak


@dataclass(frozen=True, slots=True, eq=False)
class _Sorting:
    """What the rules did.

    Attributes:
        verdicts: one a rule.
        segments: by the first rule that certainly holds where no rule before it is undecided, shape (n,).
        undecided: whom a rule that is open stopped, shape (n,).
        left: whom every rule fails, shape (n,); they are in the last segment where `otherwise` names one.
    """

    verdicts: tuple[Verdict, ...]
    segments: Codes
    undecided: Flags
    left: Flags


def apply_rules(
    plan: RulesPlan, lines: Sequence[str], responses: Responses, wave: str, language: str = "en"
) -> tuple[RuleSegmentation, Allocation]:
    """Segments of all respondents by the first rule that holds, memberships 1 and 0, NaN for whom none is decided.

    Whoever lacks an answer that a rule needs before any other holds is in no segment, nor is whom every rule fails,
    unless `otherwise` names a segment for the latter.

    Args:
        plan: without faults.
        lines: where each rule stands, and `otherwise` after them, for faults.
        wave: the one that defines the segments.
        language: of the conditions in words.

    Raises:
        ResearchError: the wave lacks what a rule asks about, or nobody in it is in a segment.
    """
    raise_faults(lacking_faults(plan, lines, responses))
    sorting = _sort(plan, responses)
    raise_faults(_nobody(sorting, responses))
    rules = tuple(_rules(plan, sorting, responses.questionnaire, speak(language)))
    segmentation = _segmentation(plan, rules, sorting, responses, wave)
    return segmentation, _allocation(sorting, segmentation.k, responses)


def reword(rules: RuleSegmentation, plan: RulesPlan, questionnaire: Questionnaire, language: str) -> RuleSegmentation:
    """`rules` under the names that `plan` now gives, with their conditions in the words of `language`."""
    reads = [*(_reads(rule, questionnaire, speak(language)) for rule in plan.rules), ""]
    told = (
        replace(rule, name=name, reads=words) for rule, name, words in zip(rules.rules, plan.names, reads, strict=False)
    )
    return replace(rules, rules=tuple(told))


def idle_faults(plan: RulesPlan, lines: Sequence[str], responses: Responses) -> Iterator[Fault]:
    """Rules that cut nothing in the wave that defines the segments: met by nobody, by all, or only by others' members.

    Args:
        plan: without faults.
        lines: where each rule stands, and `otherwise` after them.
    """
    lacking = list(lacking_faults(plan, lines, responses))
    if lacking:
        yield from lacking
        return
    sorting = _sort(plan, responses)
    for number, (rule, where, verdict) in enumerate(zip(plan.rules, lines, sorting.verdicts, strict=False), start=1):
        yield from _idle(rule.name, where, verdict.holds, sorting.segments == number, responses)
    if plan.otherwise != LEFT_OUT and not sorting.left.any():
        yield Fault(
            f"`segments.otherwise` names the segment `{plan.otherwise}`, and nobody is left for it",
            lines[-1],
            found=f"the rules take or leave undecided all {responses.n} respondents of the wave `{responses.wave}`",
            why="a segment without members can be told nothing of",
            remedy="take `otherwise` out, or narrow a rule",
        )


def _idle(name: str, where: str, holds: Flags, own: Flags, responses: Responses) -> Iterator[Fault]:
    wave, fit = responses.wave, int(holds.sum())
    if not fit:
        yield Fault(
            f"nobody fits the rule `{name}`",
            where,
            found=f"none of {responses.n} respondents of the wave `{wave}`, which defines the segments",
            why="a segment without members can be told nothing of",
            remedy="check the codes in its `if` against the questionnaire, or take the rule out",
        )
    elif fit == responses.n:
        yield Fault(
            f"everybody fits the rule `{name}`",
            where,
            found=f"all {responses.n} respondents of the wave `{wave}`, which defines the segments",
            why="a condition that all meet divides nobody from anybody; rules after it could take no one",
            remedy=f"narrow its `if`, or, where it is meant for those who are left, write `otherwise: {name}`",
        )
    elif not own.any():
        yield Fault(
            f"the rule `{name}` takes nobody, as rules before it come first for all who fit it",
            where,
            found=f"{fit} of {responses.n} respondents of the wave `{wave}` fit it",
            why="the first rule that holds takes the respondent",
            remedy="move it up, before the wider rule, or narrow the rules before it",
        )


def _sort(plan: RulesPlan, responses: Responses) -> _Sorting:
    answers = Answers.of(responses)
    verdicts = tuple(judge(answers, parse_condition(rule.condition)) for rule in plan.rules)
    segments = np.full(responses.n, NOT_ASSIGNED, dtype=np.int16)
    waiting, undecided = np.ones(responses.n, dtype=bool), np.zeros(responses.n, dtype=bool)
    for number, verdict in enumerate(verdicts, start=1):
        segments[waiting & verdict.holds] = number
        undecided |= waiting & verdict.undecided
        waiting &= verdict.fails
    if plan.otherwise != LEFT_OUT:
        segments[waiting] = len(plan.names)
    return _Sorting(verdicts, segments, undecided, waiting)


def _segmentation(
    plan: RulesPlan, rules: tuple[SegmentRule, ...], sorting: _Sorting, responses: Responses, wave: str
) -> RuleSegmentation:
    overlaps = int((np.sum([verdict.holds for verdict in sorting.verdicts], axis=0) > 1).sum())
    undecided = int(sorting.undecided.sum())
    left = int((sorting.left & (sorting.segments == NOT_ASSIGNED)).sum())
    return RuleSegmentation(
        wave,
        rules,
        rule_sources(plan, responses.questionnaire),
        responses.n,
        overlaps,
        undecided,
        left,
        tuple(_caveats(rules, responses.n, overlaps, undecided, left)),
    )


def _rules(plan: RulesPlan, sorting: _Sorting, questionnaire: Questionnaire, words: English) -> Iterator[SegmentRule]:
    took = [int((sorting.segments == number).sum()) for number in range(1, len(plan.names) + 1)]
    for number, (rule, verdict) in enumerate(zip(plan.rules, sorting.verdicts, strict=True), start=1):
        reads = _reads(rule, questionnaire, words)
        fits = int(verdict.holds.sum())
        yield SegmentRule(number, plan.names[number - 1], rule.condition.strip(), reads, fits, took[number - 1])
    if plan.otherwise != LEFT_OUT:
        yield SegmentRule(len(plan.names), plan.names[-1], "", "", took[-1], took[-1])


def _reads(rule: RulePlan, questionnaire: Questionnaire, words: English) -> str:
    return words.condition(parse_condition(rule.condition), questionnaire)


def _caveats(rules: Sequence[SegmentRule], n: int, overlaps: int, undecided: int, left: int) -> Iterator[Caveat]:
    if overlaps:
        yield Caveat("rules_overlap", {"respondents": overlaps, "of": n})
    if undecided:
        yield Caveat("rules_undecided", {"respondents": undecided, "of": n})
    if left:
        yield Caveat("rules_left_over", {"respondents": left, "of": n})
    yield from small_segments(np.array([rule.took for rule in rules]))


def _allocation(sorting: _Sorting, k: int, responses: Responses) -> Allocation:
    memberships = (sorting.segments[:, np.newaxis] == np.arange(1, k + 1)).astype(np.float64)
    memberships[sorting.undecided] = np.nan
    return Allocation(responses.ids, sealed(sorting.segments), sealed(memberships), k)


def lacking_faults(plan: RulesPlan, lines: Sequence[str], responses: Responses) -> Iterator[Fault]:
    """Rules that ask about what the wave does not hold, or holds no answer to; arguments as for `idle_faults`."""
    for rule, where in zip(plan.rules, lines, strict=False):
        names = names_in(parse_condition(rule.condition))
        silent = [name for name in names if not _answered(name, responses)]
        if silent:
            yield Fault(
                f"the wave `{responses.wave}` has no answers to what the rule `{rule.name}` asks about",
                where,
                found=f"nobody answered {', '.join(f'`{name}`' for name in silent)}",
                why="the same rules put the respondents of every wave into segments",
                remedy="check the column and its missing codes in this wave, or write rules on what every wave asks",
            )


def _answered(name: str, responses: Responses) -> bool:
    questions = {question.name: question.variables for question in responses.questionnaire.questions}
    held = responses.codes.keys() | responses.numbers.keys()
    return any(responses.asked(member).any() for member in questions.get(name, (name,)) if member in held)


def _nobody(sorting: _Sorting, responses: Responses) -> Iterator[Fault]:
    if not (sorting.segments != NOT_ASSIGNED).any():
        yield Fault(
            f"nobody in the wave `{responses.wave}` fits any of the rules",
            found=f"of {responses.n} respondents {int(sorting.undecided.sum())} lack an answer that a rule needs",
            why="without members no segment can be told of",
            remedy="check the codes and the missing codes of what the rules ask about in this wave",
        )
