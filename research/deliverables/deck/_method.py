"""How it was done, in plain words, and what to keep in mind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from research.deliverables.deck._box import Box
from research.deliverables.deck._fitting import height_of
from research.deliverables.deck._parts import Page, Paragraph, Part, Run, Text, heading, said
from research.deliverables.deck._setting import Setting
from research.domain.results import Results
from research.wording.english import English
from research.wording.sentences import shortened

_HEADS, _GAP = 0.24, 16.0
_MOST_THEMES, _LONGEST_THEME = 12, 60
_CAVEAT = 15.0


@dataclass(frozen=True, slots=True)
class _Step:
    title: str
    text: str


def method_pages(setting: Setting) -> Iterator[Page]:
    """The steps of the work, one beneath the other."""
    words, results = setting.words, setting.results
    k = len(results.personas.personas) if results.personas else 0
    room = _room(setting)
    pages = list(_paged(list(_steps(results, words)), room))
    title = words.method_title(results.n, k)
    notes = [words.inputs_text(len(results.provenance.inputs)), *(words.say(note) for note in results.assumptions)]
    for number, steps in enumerate(pages, start=1):
        parts = tuple(_laid(steps, room))
        own = [f"{step.title}: {step.text}" for step in steps]
        yield setting.page(words.parted(title, number, len(pages)), parts, (*own, *notes))


def caveat_pages(setting: Setting) -> Iterator[Page]:
    """Every caveat, and what was taken for granted, as many slides as they need."""
    words, results = setting.words, setting.results
    told = [words.say(caveat) for caveat in results.caveats]
    lines = [Paragraph((Run(text),), _CAVEAT, 6, "bullet") for text in told]
    if results.assumptions:
        lines.append(heading(words.assumptions_title, before=12))
        lines += [Paragraph((Run(words.say(one)),), _CAVEAT, 6, "bullet") for one in results.assumptions]
    pages = list(_flowing(lines or [said(words.no_caveats)], _room(setting)))
    title = words.number_of_caveats(len(told))
    for number, paragraphs in enumerate(pages, start=1):
        parts = (Text(_room(setting), tuple(paragraphs)),)
        yield setting.page(
            words.parted(title, number, len(pages)), parts, [paragraph.plain for paragraph in paragraphs]
        )


def _steps(results: Results, words: English) -> Iterator[_Step]:
    screening = results.screening
    screened, flagged, kept = (int(screening.glance()[name].iloc[0]) for name in ("screened", "flagged", "kept"))
    yield _Step(words.sample_title, words.sample_text(screening, screened, flagged, kept))
    yield _Step(words.weighting_title, words.weighting_text(results.weighting))
    if results.factors and results.factors.batteries:
        questions = sum(len(battery.items) for battery in results.factors.batteries)
        names = [shortened(name, _LONGEST_THEME) for battery in results.factors.batteries for name in battery.names]
        yield _Step(words.themes_title, words.themes_text(names[:_MOST_THEMES], questions))
    if results.rules:
        yield _Step(words.rules_step, f"{words.rules_verdict(results.rules)} {words.rules_text(results.rules)}")
    if results.segmentation:
        yield _Step(words.choice_title, words.choice_text(results.segmentation, results.brief.wave))
        if results.validation:
            yield _Step(words.verdict_step, words.verdict_text(results.segmentation, results.validation))


def _room(setting: Setting) -> Box:
    return setting.frame.body.below(8).upper(setting.frame.body.height - 12)


def _paged(steps: Sequence[_Step], room: Box) -> Iterator[list[_Step]]:
    """As many steps on a slide as it holds."""
    page: list[_Step] = []
    for step in steps:
        if page and sum(_tall(one, room) for one in (*page, step)) > room.height:
            yield page
            page = []
        page.append(step)
    yield page


def _tall(step: _Step, room: Box) -> float:
    head = height_of((heading(step.title),), _HEADS * room.width)
    text = height_of((said(step.text),), (1 - _HEADS) * room.width - _GAP)
    return max(head, text) + _GAP


def _laid(steps: Sequence[_Step], room: Box) -> Iterator[Part]:
    """The heads on the left, what was done on the right."""
    left = room
    for step in steps:
        row = left.upper(_tall(step, room))
        own = row.upper(row.height - _GAP)
        yield Text(own.beginning(_HEADS * room.width), (heading(step.title),))
        yield Text(own.after(_HEADS * room.width + _GAP), (said(step.text),))
        left = left.below(row.height)


def _flowing(lines: Sequence[Paragraph], room: Box) -> Iterator[list[Paragraph]]:
    """Paragraphs from slide to slide."""
    page: list[Paragraph] = []
    for line in lines:
        if page and height_of((*page, line), room.width) > room.height:
            yield page
            page = []
        page.append(line)
    yield page
