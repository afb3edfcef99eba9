"""What stands on the decision sheet: targets, the other segments, what would change the order, how sure, what next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from research.charts.colours import segment_variable
from research.charts.sizes import by_size
from research.deliverables._page.messages import to_say
from research.deliverables._page.overview import changes, telling
from research.domain.naming import TEAMS
from research.domain.personas import Persona, Personas, Section, decisions
from research.domain.portfolio import Portfolio, Standing
from research.domain.results import Results
from research.wording.english import English
from research.wording.sentences import shortened

_TOLD: tuple[Section, ...] = ("wants", "is", "reached")
_RISKS = (
    *("segments_are_style", "segments_are_style_however_cut", "persona_too_small", "segment_below_100"),
    *("changed_item", "names_withheld"),
)
"""Caveats that bear on a decision."""
_MOST_RISKS, _MOST_TARGETS, _MOST_MESSAGES = 3, 2, 2
_LONGEST, _LONGEST_NAME = 150, 60
"""Letters of what the study or the questionnaire says; a sheet has room for no more."""


@dataclass(frozen=True, slots=True)
class Target:
    """A segment to go for; an action is empty where a team's is open."""

    name: str
    hue: str
    decided: bool
    facts: str
    because: str
    reasons: tuple[str, ...]
    actions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Other:
    """A segment that is not gone for, or not yet: why, and what is done for it all the same."""

    name: str
    hue: str
    verdict: str
    why: str
    actions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Turns:
    """What would change the order of targets; `decision`: how that of the study stands to its criteria."""

    decision: str
    head: str
    break_evens: tuple[str, ...]
    trials: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is to read."""

    targets: tuple[Target, ...]
    others: tuple[Other, ...]
    turns: Turns | None
    sure: tuple[str, ...]
    then: tuple[str, ...]


def sheet(results: Results, personas: Personas, words: English) -> Sheet:
    """The sheet of a wave."""
    portfolio, ordered = results.portfolio, by_size(personas)
    aims = _aims(ordered, portfolio)
    held = {persona.segment for persona in aims}
    return Sheet(
        tuple(_target(persona, results, words) for persona in aims),
        tuple(_other(persona, portfolio, words) for persona in ordered if persona.segment not in held),
        _turns(portfolio, ordered, words) if portfolio else None,
        tuple(_sure(results, words)),
        tuple(_next(results, aims, words)),
    )


def _aims(personas: Sequence[Persona], portfolio: Portfolio | None) -> list[Persona]:
    """Those the study goes for; else the one that comes first and that the study has not turned down."""
    chosen = list(decisions(personas).chosen[:_MOST_TARGETS])
    leader = portfolio.leader if portfolio else None
    if chosen or leader is None:
        return chosen
    return [persona for persona in personas if persona.segment == leader.segment and persona.pursue is not False]


def _standing(portfolio: Portfolio | None, segment: int) -> Standing | None:
    return next((one for one in portfolio.standings if one.segment == segment), None) if portfolio else None


def _target(persona: Persona, results: Results, words: English) -> Target:
    portfolio = results.portfolio
    grown = [told for segment, told in changes(results.waves, words).items() if segment == persona.segment]
    teams = dict.fromkeys((*TEAMS, *persona.action))
    return Target(
        shortened(persona.name, _LONGEST_NAME),
        segment_variable(persona.segment),
        persona.pursue is True,
        words.target_facts(persona),
        _because(persona, portfolio, words),
        tuple(shortened(reason, _LONGEST) for reason in (*grown, *_reasons(persona, portfolio, words))),
        tuple((words.team(team), shortened(persona.action.get(team, ""), _LONGEST)) for team in teams),
    )


def _because(persona: Persona, portfolio: Portfolio | None, words: English) -> str:
    """Why the study goes for it, or that it is not decided yet."""
    if persona.because or persona.pursue is True or portfolio is None:
        return shortened(persona.because, _LONGEST)
    return words.not_decided(portfolio)


def _reasons(persona: Persona, portfolio: Portfolio | None, words: English) -> Iterator[str]:
    """How it does on the criteria that count, and what is most telling of it."""
    standing = _standing(portfolio, persona.segment)
    if portfolio and standing:
        for i, criterion in enumerate(portfolio.criteria):
            if criterion.weight and criterion.kind != "size":
                yield words.reason(portfolio, standing, i)
    for section in _TOLD:
        told = telling(persona, (section,))
        if told is not None:
            yield words.target_line(words.sections[section], told)
    yield from _openings(persona, words)


def _openings(persona: Persona, words: English) -> Iterator[str]:
    """What to speak to, as much of it as a line holds."""
    told = [words.opening(one.subject, one.value, one.market) for one in to_say(persona, words)[:_MOST_MESSAGES]]
    lines = [f"{words.speak_to}: {words.listed(told[:most])}" for most in range(len(told), 0, -1)]
    yield from [line for line in lines if len(line) <= _LONGEST][:1] or lines[-1:]


def _other(persona: Persona, portfolio: Portfolio | None, words: English) -> Other:
    why = words.left_out(persona, _standing(portfolio, persona.segment), portfolio)
    verdict = words.verdict_of(persona)
    name = f"{shortened(persona.name, _LONGEST_NAME)} ({words.numbers.percentage(persona.share)})"
    actions = tuple((words.team(team), shortened(what, _LONGEST)) for team, what in persona.action.items())
    return Other(name, segment_variable(persona.segment), verdict, shortened(why, _LONGEST), actions)


def _turns(portfolio: Portfolio, personas: Sequence[Persona], words: English) -> Turns | None:
    break_evens = tuple(words.break_even(*point) for point in portfolio.turning_points)
    turns = Turns(
        words.portfolio_decision(portfolio, decisions(personas)),
        words.break_even_head(portfolio) if break_evens else "",
        break_evens,
        words.portfolio_trials(portfolio),
    )
    return turns if turns.decision or turns.break_evens or turns.trials else None


def _sure(results: Results, words: English) -> Iterator[str]:
    if results.segmentation:
        yield words.found_again(results.segmentation, results.validation)
    if results.portfolio and results.portfolio.leader:
        yield words.surety(results.portfolio)
    risks = [caveat for caveat in results.caveats if caveat.code in _RISKS][:_MOST_RISKS]
    yield from (shortened(words.say(risk), 2 * _LONGEST) for risk in risks)


def _next(results: Results, aims: Sequence[Persona], words: English) -> Iterator[str]:
    """What the study says comes next, else what is left to decide."""
    if results.brief.next_step:
        yield results.brief.next_step
        return
    if not decisions(aims).chosen:
        yield words.decide_target(results.portfolio)
    open_ = [(persona.name, [team for team in TEAMS if team not in persona.action]) for persona in aims]
    yield from words.open_points([(name, teams) for name, teams in open_ if teams])
    suggested = [persona.name for persona in aims if persona.named_by == "suggested"]
    if suggested:
        yield words.name_them(suggested)
