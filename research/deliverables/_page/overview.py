"""The top of the page: the question, the answer, a card a segment."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from research.charts.badges import badges_of
from research.charts.colours import segment_variable
from research.charts.sizes import by_size
from research.charts.themes import themes_by_separation
from research.deliverables._page.concepts import Leader, leaders
from research.deliverables._page.messages import to_say
from research.domain.personas import Persona, Personas, Section, Statement, decisions
from research.domain.results import Results
from research.domain.waves import WaveComparison
from research.wording.english import English
from research.wording.sentences import TONES

_MOST_ANSWERS, _MOST_TARGETS, _MOST_MESSAGES, _MOST_CHANGES = 5, 2, 2, 2


@dataclass(frozen=True, slots=True)
class Masthead:
    eyebrow: tuple[str, ...]
    title: str
    facts: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Card:
    """One segment in brief: what is most telling of it with its figure; the best concept with its own; the decision."""

    badge: str
    anchor: str
    name: str
    hue: str
    share: str
    between: str
    people: str
    line: str
    figure: str
    market: str
    concept: str
    concept_says: str
    decision: str
    pursue: bool


def masthead(results: Results, words: English) -> Masthead:
    brief = results.brief
    wave = words.dated(brief.wave_label) if results.waves else ""
    return Masthead(
        tuple(part for part in (brief.branding.client, brief.title if brief.objective else "", wave) if part),
        brief.objective or brief.title,
        tuple(words.masthead(brief, results.n, results.weighting)),
        _verdict(results, words),
    )


def _verdict(results: Results, words: English) -> str:
    """What kind of segments these are; empty where there are none."""
    if results.rules:
        return words.rules_verdict(results.rules)
    return words.verdict(results.segmentation, results.validation) if results.segmentation else ""


def answers(results: Results, personas: Personas, words: English) -> list[str]:
    """Up to five sentences, each a finding with its number, the first what answers the question of the study."""
    first = [_decision(personas, results.tables.small_base, words), *_messages(personas, words)]
    return [*first, *islice(_findings(results, personas, words), _MOST_ANSWERS - len(first))]


def _findings(results: Results, personas: Personas, words: English) -> Iterator[str]:
    ordered = by_size(personas)
    if results.rules:
        yield words.answer_rules(results.rules)
    if results.segmentation:
        yield words.answer_segments(results.segmentation)
    sizes = [words.answer_sizes(ordered[0], ordered[-1]), *changes(results.waves, words).values()]
    yield " ".join(sizes)
    yield from _concepts(leaders(personas), words)
    yield from _apart(personas, words)
    first = telling(ordered[0], ("wants", "thinks"))
    if first is not None:
        yield words.answer_first(ordered[0].name, first)


def _decision(personas: Personas, small_base: int, words: English) -> str:
    """Which segments to go for, or that this is left open."""
    ordered = by_size(personas)
    found = decisions(ordered)
    if found.taken:
        chosen = [(persona, _liked(persona, small_base, words)) for persona in found.chosen]
        return words.answer_pursue(chosen, found.left, found.undecided)
    return words.answer_open(ordered[0], keenest(ordered))


def keenest(personas: Sequence[Persona]) -> tuple[Persona, Statement] | None:
    """The segment in which a concept does best of all, with that concept; None without concepts."""
    liked = [(persona, best) for persona in personas if (best := best_concept(persona)) is not None]
    return max(liked, key=lambda pair: pair[1].value, default=None)


def _liked(persona: Persona, small_base: int, words: English) -> str:
    """What its best concept reaches: `72 % would buy Pea Puffs, market 41 %`."""
    best = best_concept(persona)
    if best is None:
        return ""
    return f"{words.value(best, best.value)} {words.picture(best)}{words.few(best, small_base)}"


def changes(waves: WaveComparison | None, words: English) -> dict[int, str]:
    """Of segments that clearly grew or shrank since the wave before how far, the largest change first."""
    if waves is None or len(waves.waves) < 2:
        return {}
    before, now = (
        {figure.segment: figure for figure in waves.figures if figure.topic == "size" and figure.wave == wave}
        for wave in waves.waves[-2:]
    )
    moved = [figure for figure in now.values() if figure.change in ("up", "down") and figure.segment in before]
    moved.sort(key=lambda figure: -abs(figure.value - before[figure.segment].value))
    since = words.dated(waves.labels[-2])
    return {one.segment: words.answer_change(one, before[one.segment], since) for one in moved[:_MOST_CHANGES]}


def _messages(personas: Personas, words: English) -> Iterator[str]:
    """What to say to the targets, and where."""
    for persona in decisions(by_size(personas)).chosen[:_MOST_TARGETS]:
        told = to_say(persona, words)[:_MOST_MESSAGES]
        openings = [words.opening(one.subject, one.value, one.market) for one in told]
        if openings:
            yield words.answer_message(persona, openings, telling(persona, ("reached",)))


def _apart(personas: Personas, words: English) -> Iterator[str]:
    for j in themes_by_separation(personas)[:1]:
        standing = [persona for persona in personas.personas if math.isfinite(persona.factor_means[j].mean)]
        standing.sort(key=lambda persona: persona.factor_means[j].mean)
        if len(standing) > 1:
            yield words.answer_apart(standing[-1].factor_means[j].name, standing[-1].name, standing[0].name)


def _concepts(found: Sequence[Leader], words: English) -> Iterator[str]:
    if len(found) == 1:
        best = found[0].best
        yield words.answer_one_concept(found[0].concept, found[0].measure, best[0].name, best[1])
    elif found:
        yield words.answer_concepts([(leader.concept, leader.names) for leader in found], found[0].measure)


def beyond_rules(personas: Personas) -> Personas:
    """The personas without what their rules say already, which is no finding."""
    return replace(
        personas,
        personas=tuple(
            replace(persona, statements=tuple(told for told in persona.statements if not told.defines))
            for persona in personas.personas
        ),
    )


def cards(personas: Personas, small_base: int, words: English) -> list[Card]:
    """A card a segment, the largest first."""
    letters, decided = badges_of(personas.personas), decisions(personas.personas).taken
    return [
        _card(persona, letters[persona.segment], words.pursue(persona.pursue) if decided else "", small_base, words)
        for persona in by_size(personas)
    ]


def _card(persona: Persona, badge: str, decision: str, small_base: int, words: English) -> Card:
    line = telling(persona, ("wants", "thinks", "does", "is", "reached"))
    concept = best_concept(persona)
    return Card(
        badge,
        anchor(persona),
        persona.name,
        segment_variable(persona.segment),
        words.numbers.percentage(persona.share),
        words.between(persona.share_low, persona.share_high),
        words.about_people(persona.people) if persona.people is not None else "",
        words.finding(line) if line else "",
        words.value(line, line.value) if line else "",
        words.beside_market(line) if line else "",
        words.value(concept, concept.value) if concept else "",
        words.picture(concept) + words.few(concept, small_base) if concept else "",
        decision,
        persona.pursue is True,
    )


def anchor(persona: Persona) -> str:
    """The id of a persona's page."""
    return f"segment-{persona.segment}"


def best_concept(persona: Persona) -> Statement | None:
    """The concept that the segment likes best on the first measure."""
    scored = [statement for statement in persona.section("concepts") if statement.statistic == "share"]
    lead = [statement for statement in scored if statement.table == scored[0].table]
    return max(lead, key=lambda statement: statement.value, default=None)


def telling(persona: Persona, sections: Sequence[Section]) -> Statement | None:
    """What there is clearly more of, in the first section that has any; else the strongest that sets it apart."""
    told = [statement for section in sections for statement in persona.section(section)]
    clearly_up = [statement for statement in told if statement.comparison in ("far_more", "more")]
    apart = [statement for statement in told if TONES[statement.comparison] != "flat"]
    return next(iter((*clearly_up, *apart)), None)
