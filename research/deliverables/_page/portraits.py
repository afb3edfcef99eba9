"""A page per persona."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from research.charts.badges import badges_of
from research.charts.colours import segment_variable
from research.charts.statements import statement_dots
from research.charts.themes import profile
from research.deliverables._page.messages import Message, to_avoid, to_say
from research.deliverables._page.overview import anchor, best_concept
from research.domain.personas import SECTIONS, Persona, Personas, Section, Statement, Verbatim
from research.domain.results import Results
from research.domain.tables import Tables
from research.wording.english import English
from research.wording.sentences import TONES, Sentence, Tone
from research.wording.statements_en import LONGEST_QUESTION

_TONES: tuple[Tone, ...] = ("up", "down", "flat")

_CLEARLY = ("far_more", "more", "less", "far_less")
_MOST_BESIDE_DOTS = 3
"""Sentences beside dots that show all of the statements."""
_MOST_BESIDE = 4
"""Sentences beside the dots of the first measure: prices, and what differs most on the other measures."""
_ROOMY, _DENSE = 1750, 2900
"""Letters that a printed page holds in type of the usual size, and in smaller type."""
_LETTERS_OF_A_FIGURE = 300
"""Letters that would stand where a figure stands."""
_LETTERS_OF_A_MARKET = 20


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences under the question that they share, where it is not told in each."""

    question: str
    sentences: tuple[Sentence, ...]

    @property
    def defines(self) -> bool:
        """All of them stand on what the segment was formed on, which their question then says once."""
        return bool(self.question) and all(sentence.defines for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Topic:
    """One section: what it is about, its finding, its sentences, and a figure where there is one."""

    section: Section
    eyebrow: str
    finding: str
    lines: tuple[Lines, ...]
    defines: bool = False
    source: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A statement in figures."""

    section: str
    subject: str
    question: str
    value: str
    interval: str
    market: str
    rest: str
    true: str
    comparison: str
    base: str
    effective_base: str
    defines: bool


@dataclass(frozen=True, slots=True)
class Portrait:
    segment: int
    badge: str
    anchor: str
    name: str
    hue: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    profile: str
    beside: Section | None
    topics: dict[Section, Topic]
    say: tuple[Message, ...]
    avoid: tuple[Message, ...]
    verbatims: tuple[Verbatim, ...]
    actions: tuple[tuple[str, str], ...]
    pursue: bool | None
    because: str
    sure: tuple[str, ...]
    numbers: tuple[NumberRow, ...]

    @property
    def fit(self) -> Literal["roomy", "dense", "packed"]:
        """How small the type must be for all that there is to read to stand on one printed page."""
        topics = self.topics.values()
        lines = [lines for topic in topics for lines in topic.lines]
        told = sum(len(line.question) + sum(len(sentence.plain) for sentence in line.sentences) for line in lines)
        told += sum(len(verbatim.text) for verbatim in self.verbatims)
        told += sum(len(message.subject) + _LETTERS_OF_A_MARKET for message in (*self.say, *self.avoid))
        told += sum(_LETTERS_OF_A_FIGURE for topic in topics if topic.figure)
        return "roomy" if told <= _ROOMY else "dense" if told <= _DENSE else "packed"


def portraits(results: Results, personas: Personas, words: English) -> list[Portrait]:
    """Every persona in the order of the segments' numbers."""
    asked = [section for section in SECTIONS if any(persona.section(section) for persona in personas.personas)]
    return [_portrait(results, personas, persona, asked, words) for persona in personas.personas]


def _portrait(
    results: Results, personas: Personas, persona: Persona, asked: Sequence[Section], words: English
) -> Portrait:
    questions = [verbatim.question for verbatim in persona.verbatims]
    return Portrait(
        persona.segment,
        badges_of(personas.personas)[persona.segment],
        anchor(persona),
        persona.name,
        segment_variable(persona.segment),
        words.persona_lead(persona),
        tuple(_facts(persona, words)),
        profile(personas, persona, words) if persona.factor_means else "",
        next((section for section in ("thinks", "does", "is", "reached") if section in asked), None),
        {section: _topic(persona, section, results.tables, words) for section in asked},
        to_say(persona, words),
        to_avoid(persona, words),
        tuple(sorted(persona.verbatims, key=lambda verbatim: questions.index(verbatim.question))),
        tuple((words.team(team), what) for team, what in persona.action.items()),
        persona.pursue,
        persona.because,
        tuple(_sure(persona, results, words)),
        tuple(_numbers(statement, words) for statement in persona.statements),
    )


def _facts(persona: Persona, words: English) -> list[tuple[str, str]]:
    facts = [
        (
            words.numbers.percentage(persona.share),
            f"{words.of_the_market}, {words.between(persona.share_low, persona.share_high)}",
        )
    ]
    if persona.people is not None:
        facts.append((words.numbers.people(persona.people), words.people))
    facts.append((words.numbers.figure(persona.base), words.interviews))
    return facts


def _topic(persona: Persona, section: Section, tables: Tables, words: English) -> Topic:
    statements = sorted(persona.section(section), key=lambda statement: _TONES.index(TONES[statement.comparison]))
    if section == "concepts":
        return _concepts(persona, statements, tables, words)
    if not statements:
        return _nothing(persona, section, tables.min_base, words)
    drawn = section == "wants"
    return Topic(
        section,
        words.sections[section],
        words.finding(statements[0]),
        _lines(statements[:_MOST_BESIDE_DOTS] if drawn else statements, words),
        all(statement.defines for statement in statements),
        _source(statements, tables, words),
        statement_dots(persona, statements, tables.small_base, f"wants-{persona.segment}", words) if drawn else "",
    )


def _lines(statements: Sequence[Statement], words: English) -> tuple[Lines, ...]:
    """What is told, question by question; short questions that have one line each stand in that line."""
    asked: dict[str, list[Statement]] = {}
    for statement in statements:
        asked.setdefault(statement.question, []).append(statement)
    if len(asked) == 1:
        return (Lines("", tuple(words.statement(statement) for statement in statements)),)
    if all(len(own) == 1 and len(words.topic(question)) <= LONGEST_QUESTION for question, own in asked.items()):
        return (Lines("", tuple(words.statement(statement, statement.question) for statement in statements)),)
    return tuple(
        Lines(
            "" if all(statement.subject == question for statement in own) else words.topic(question),
            tuple(words.statement(statement) for statement in own),
        )
        for question, own in asked.items()
    )


def _nothing(persona: Persona, section: Section, min_base: int, words: English) -> Topic:
    """A section without statements: too few to say, or nothing that stands out."""
    if persona.base < min_base:
        told, finding = words.too_few(persona), words.too_few_title
    else:
        told, finding = words.nothing_clear, words.nothing_apart[section]
    return Topic(section, words.sections[section], finding, (Lines("", (Sentence.of(told),)),))


def _concepts(persona: Persona, statements: Sequence[Statement], tables: Tables, words: English) -> Topic:
    """The first measure as dots, the other figures as sentences."""
    best = best_concept(persona)
    lead = sorted(
        (statement for statement in statements if best is not None and statement.table == best.table),
        key=lambda statement: -statement.value,
    )
    prices = [statement for statement in statements if statement.statistic == "mean"]
    others = [s for s in statements if s not in (*lead, *prices) and s.comparison in _CLEARLY]
    others = sorted(others, key=lambda statement: -abs(statement.difference))
    return Topic(
        "concepts",
        words.sections["concepts"],
        _best_finding(best or statements[0], tables, words) if statements else words.nothing_apart["concepts"],
        (Lines("", tuple(words.statement(s, s.question) for s in (*prices, *others)[:_MOST_BESIDE])),),
        False,
        _source(lead, tables, words),
        statement_dots(persona, lead, tables.small_base, f"concepts-{persona.segment}", words),
    )


def _best_finding(best: Statement, tables: Tables, words: English) -> str:
    return words.finding(best) + words.few(best, tables.small_base)


def _source(statements: Sequence[Statement], tables: Tables, words: English) -> str:
    """The question behind the statements, where they share one."""
    names = list(dict.fromkeys(statement.table for statement in statements))
    if len(names) != 1:
        return ""
    table = tables.table(names[0])
    first = statements[0]
    counted = words.counted(first.answers, first.other_answers)
    source = words.section_source(table.wording, table.title, table.base_text, counted)
    few = any(statement.base < tables.small_base for statement in statements)
    return f"{source} · {words.star_key(tables.small_base)}" if few else source


def _sure(persona: Persona, results: Results, words: English) -> list[str]:
    names, rules = results.names, results.rules.rules if results.rules else ()
    sure = [words.sure_base(persona)]
    if persona.base < results.tables.min_base:
        sure.append(words.too_few(persona))
    sure += [words.sure_rule(rule) for rule in rules if rule.segment == persona.segment]
    if math.isfinite(persona.certainty) and not rules:
        sure.append(words.sure_certainty(persona))
    if persona.named_by == "suggested":
        named = [name for name in (names.names if names else ()) if name.segment == persona.segment]
        sure.append(words.sure_name(named[0].candidates if named else ()))
    return sure


def _numbers(statement: Statement, words: English) -> NumberRow:
    n = words.numbers
    return NumberRow(
        words.sections[statement.section],
        statement.subject,
        statement.question,
        words.value(statement, statement.value),
        words.interval(statement),
        words.value(statement, statement.market),
        words.value(statement, statement.rest),
        words.true_of(statement),
        words.degree(statement.comparison),
        n.figure(statement.base),
        n.figure(statement.effective_base),
        statement.defines,
    )
