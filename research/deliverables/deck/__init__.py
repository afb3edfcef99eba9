"""The deck: slides with native charts and tables that can be edited, on the client's template where there is one."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace

from research.deliverables._contract import DELIVERABLES
from research.deliverables._office import settle
from research.deliverables.deck._apart import apart
from research.deliverables.deck._base import base_of
from research.deliverables.deck._choose import choose
from research.deliverables.deck._concepts import concepts
from research.deliverables.deck._deeds import deeds
from research.deliverables.deck._everyone import everyone, why
from research.deliverables.deck._map import map_page
from research.deliverables.deck._method import caveat_pages, method_pages
from research.deliverables.deck._opening import answer, cover
from research.deliverables.deck._parts import Page
from research.deliverables.deck._persona import persona_pages
from research.deliverables.deck._printing import print_cover, print_page
from research.deliverables.deck._setting import Setting
from research.deliverables.deck._side_by_side import side_by_side
from research.deliverables.deck._sizing import sizing
from research.deliverables.deck._waves import wave_pages
from research.domain.personas import Personas
from research.domain.results import Results
from research.wording.in_words import in_words
from research.wording.languages import speak
from research.wording.sentences import shortened

FILE = "deck.pptx"
_LONGEST_NAME = 44


@DELIVERABLES.register("deck")
class DeckOfSlides:
    """Renders `deck.pptx`."""

    def render(self, results: Results) -> Mapping[str, bytes]:
        """The slides; where there are no segments, why, and what everyone answered."""
        base = base_of(results.brief.branding)
        words = speak(results.brief.branding.language)
        setting = Setting(in_words(results, words), words, base.frame)
        foot = setting.words.who(results.brief)
        print_cover(base, cover(setting), foot)
        for page in _pages(setting):
            print_page(base, page, foot)
        written = io.BytesIO()
        base.deck.save(written)
        return {FILE: settle(written.getvalue())}


def _pages(setting: Setting) -> Iterator[Page]:
    personas = setting.results.personas
    yield from _of_segments(setting, _short(personas)) if personas else _of_everyone(setting)


def _on_the_work(setting: Setting) -> Iterator[Page]:
    yield from method_pages(setting)
    yield from caveat_pages(setting)


def _short(personas: Personas) -> Personas:
    """The personas under names that a chart can hold."""
    named = (replace(persona, name=shortened(persona.name, _LONGEST_NAME)) for persona in personas.personas)
    return replace(personas, personas=tuple(named))


def _of_segments(setting: Setting, personas: Personas) -> Iterator[Page]:
    yield answer(setting, personas)
    yield sizing(setting, personas)
    yield from apart(setting, personas)
    yield from map_page(setting)
    yield from persona_pages(setting, personas)
    yield from side_by_side(setting, personas)
    yield from concepts(setting, personas)
    yield from wave_pages(setting)
    yield from choose(setting, personas)
    yield from deeds(setting, personas)
    yield from _on_the_work(setting)


def _of_everyone(setting: Setting) -> Iterator[Page]:
    yield why(setting)
    yield from everyone(setting)
    yield from _on_the_work(setting)
