"""The answer in a few short lines: what is decided first, else what speaks for which segment."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice

from research.charts.sizes import by_size
from research.charts.themes import themes_by_separation
from research.deliverables._page.concepts import leaders
from research.deliverables._page.messages import to_say
from research.deliverables._page.overview import best_concept, changes, keenest, telling
from research.deliverables.deck._setting import Setting
from research.domain.personas import Persona, Personas, decisions
from research.wording.sentences import TONES

_MOST, _MOST_TARGETS = 4, 2


def answer_lines(setting: Setting, personas: Personas) -> list[str]:
    """Four at most; how firm the segments are is told beside them."""
    ordered = by_size(personas)
    targets = decisions(ordered).chosen[:_MOST_TARGETS]
    first = [_target(setting, persona) for persona in targets]
    rest = list(_rest(setting, ordered))
    fillers = _of_target(setting, targets[0]) if len(targets) == 1 else _of_market(setting, personas)
    return [*first, *islice(fillers, _MOST - len(first) - len(rest)), *rest]


def _target(setting: Setting, persona: Persona) -> str:
    return setting.words.answer_target(persona, best_concept(persona), setting.results.tables.small_base)


def _rest(setting: Setting, ordered: list[Persona]) -> Iterator[str]:
    """Which segments not to go for, and which are open, where any is decided on."""
    found = decisions(ordered)
    if found.taken and (found.left or found.undecided):
        yield setting.words.answer_rest([one.name for one in found.left], [one.name for one in found.undecided])


def _of_target(setting: Setting, persona: Persona) -> Iterator[str]:
    """What to say to the target, where, and whether it grows."""
    words = setting.words
    for message in to_say(persona, words)[:1]:
        yield words.answer_message(persona, [words.opening(message.subject, message.value, message.market)], None)
    reached = telling(persona, ("reached",))
    if reached is not None and TONES[reached.comparison] == "up":
        yield words.target_line(words.sections["reached"], reached)
    yield from (told for segment, told in _changes(setting).items() if segment == persona.segment)


def _of_market(setting: Setting, personas: Personas) -> Iterator[str]:
    """What speaks for which segment where none is a target; growth, concepts, themes."""
    words, ordered = setting.words, by_size(personas)
    if not decisions(ordered).chosen:
        yield words.answer_speaks(ordered[0], keenest(ordered), setting.results.tables.small_base)
    yield from list(_changes(setting).values())[:1]
    found = leaders(personas)
    if found:
        told = words.concepts_finding([(leader.concept, leader.names) for leader in found], len(ordered))
        yield f"{words.concepts}: {told}."
    yield from _apart(setting, personas)


def _changes(setting: Setting) -> dict[int, str]:
    return changes(setting.results.waves, setting.words)


def _apart(setting: Setting, personas: Personas) -> Iterator[str]:
    """Where the segments stand on the theme that separates them most."""
    for j in themes_by_separation(personas)[:1]:
        standing = [persona for persona in personas.personas if math.isfinite(persona.factor_means[j].mean)]
        standing.sort(key=lambda persona: persona.factor_means[j].mean)
        if len(standing) > 1:
            theme = standing[-1].factor_means[j].name
            yield setting.words.answer_apart(theme, standing[-1].name, standing[0].name)
