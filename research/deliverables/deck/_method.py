"""How it was done, in plain words, and what to keep in mind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from research.deliverables.deck._box import Box
from research.deliverables.deck._fitting import height_of
from research.deliverables.deck._parts import Page, Paragraph, Run, Text, heading, said
from research.deliverables.deck._rows import Row, laid, paged
from research.deliverables.deck._setting import Setting
from research.domain.results import Results
from research.wording.english import English
from research.wording.sentences import shortened

_COLUMNS = (0.24, 0.76)
_MOST_THEMES, _LONGEST_THEME = 12, 60
_CAVEAT = 15.0


def method_pages(setting: Setting) -> Iterator[Page]:
    """The steps of the work, one beneath the other."""
    words, results = setting.words, setting.results
    k = len(results.personas.personas) if results.personas else 0
    room = setting.frame.whole
    pages = list(paged(list(_steps(results, words)), room))
    title = words.method_title(results.n, k)
    notes = [words.inputs_text(len(results.provenance.inputs)), *(words.say(note) for note in results.assumptions)]
    for number, steps in enumerate(pages, start=1):
        parts = tuple(laid(steps, room))
        own = [": ".join(paragraph.plain for cell in step.cells for paragraph in cell) for step in steps]
        yield setting.page(words.parted(title, number, len(pages)), parts, (*own, *notes))


def caveat_pages(setting: Setting) -> Iterator[Page]:
    """Every caveat, and what was taken for granted, as many slides as they need."""
    words, results = setting.words, setting.results
    told = [words.say(caveat) for caveat in results.caveats]
    lines = [Paragraph((Run(text),), _CAVEAT, 6, "bullet") for text in told]
    if results.assumptions:
        lines.append(heading(words.assumptions_title, before=12))
        lines += [Paragraph((Run(words.say(one)),), _CAVEAT, 6, "bullet") for one in results.assumptions]
    pages = list(_flowing(lines or [said(words.no_caveats)], setting.frame.whole))
    title = words.number_of_caveats(len(told))
    for number, paragraphs in enumerate(pages, start=1):
        parts = (Text(setting.frame.whole, tuple(paragraphs)),)
        yield setting.page(
            words.parted(title, number, len(pages)), parts, [paragraph.plain for paragraph in paragraphs]
        )


def _steps(results: Results, words: English) -> Iterator[Row]:
    screening = results.screening
    screened, flagged, kept = (int(screening.glance()[name].iloc[0]) for name in ("screened", "flagged", "kept"))
    yield _step(words.sample_title, words.sample_text(screening, screened, flagged, kept))
    yield _step(words.weighting_title, words.weighting_text(results.weighting))
    if results.factors and results.factors.batteries:
        questions = sum(len(battery.items) for battery in results.factors.batteries)
        names = [shortened(name, _LONGEST_THEME) for battery in results.factors.batteries for name in battery.names]
        yield _step(words.themes_title, words.themes_text(names[:_MOST_THEMES], questions))
    if results.rules:
        yield _step(words.rules_step, f"{words.rules_verdict(results.rules)} {words.rules_text(results.rules)}")
    if results.segmentation:
        yield _step(words.choice_title, words.choice_text(results.segmentation, results.brief.wave))
        if results.validation:
            yield _step(words.verdict_step, words.verdict_text(results.segmentation, results.validation))


def _step(title: str, text: str) -> Row:
    """The head on the left, what was done on the right."""
    return Row(((heading(title),), (said(text),)), _COLUMNS)


def _flowing(lines: Sequence[Paragraph], room: Box) -> Iterator[list[Paragraph]]:
    """Paragraphs from slide to slide."""
    page: list[Paragraph] = []
    for line in lines:
        if page and height_of((*page, line), room.width) > room.height:
            yield page
            page = []
        page.append(line)
    yield page
