"""What we will do: the verdict on every segment, what each team does there, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from research.charts.colours import segment_hex
from research.charts.sizes import by_size
from research.deliverables._sheet.parts import sheet
from research.deliverables.deck._parts import ACCENT, MUTED, NOTE, USUAL, Page, Paragraph, Run, heading, said
from research.deliverables.deck._rows import Row, laid, paged
from research.deliverables.deck._setting import Setting
from research.domain.personas import Persona, Personas, decisions

_COLUMNS = (0.22, 0.36, 0.42)
_NEXT = (0.22, 0.78)
_SIZES = (17.0, 15.5, USUAL)
"""Of the letters: the largest with which one slide holds all."""
_ORDER = {True: 0, None: 1, False: 2}
"""Those to go for come first, those not to go for last."""


def deeds(setting: Setting, personas: Personas) -> Iterator[Page]:
    """As many slides as they need; none where the study decides and plans nothing."""
    words, room = setting.words, setting.frame.whole
    ordered = sorted(by_size(personas), key=lambda persona: _ORDER[persona.pursue])
    planned = decisions(ordered).taken or any(persona.action for persona in ordered)
    if not planned and not setting.results.brief.next_step:
        return
    then = sheet(setting.results, personas, words).then
    tried = [list(paged(list(_rows(setting, ordered, then, size)), room)) for size in _SIZES]
    pages = next((pages for pages in tried if len(pages) == 1), tried[-1])
    title = _title(setting, ordered)
    notes = [*(_note(setting, persona) for persona in ordered), *then]
    for number, page in enumerate(pages, start=1):
        yield setting.page(words.parted(title, number, len(pages)), tuple(laid(page, room)), notes)


def _title(setting: Setting, ordered: Sequence[Persona]) -> str:
    found = decisions(ordered)
    return setting.words.deeds_title([one.name for one in found.chosen], [one.name for one in found.left])


def _rows(setting: Setting, ordered: Sequence[Persona], then: Sequence[str], size: float) -> Iterator[Row]:
    """The segments, then what comes next, in letters of that size."""
    for persona in ordered:
        yield _row(setting, persona, size)
    if then:
        head = heading(setting.words.next_step, ACCENT, size=size)
        yield Row(((head,), tuple(said(line, size) for line in then)), _NEXT)


def _row(setting: Setting, persona: Persona, size: float) -> Row:
    """The segment, whether it is gone for and why, what is done."""
    words = setting.words
    share = f"{words.numbers.percentage(persona.share)} {words.of_the_market}"
    name = (heading(persona.name, segment_hex(persona.segment), size=size), said(share, NOTE, MUTED))
    verdict = (
        heading(words.pursue(persona.pursue), size=size),
        *((said(persona.because, size),) if persona.because else ()),
    )
    return Row((name, verdict, tuple(_actions(setting, persona, size))), _COLUMNS)


def _actions(setting: Setting, persona: Persona, size: float) -> Iterator[Paragraph]:
    """What each team does, or would do; that it is open only of those to go for."""
    words = setting.words
    told = words.actions(persona.action)
    if told or persona.pursue is True:
        yield heading(words.deed(persona.pursue), size=size)
    for line in told:
        yield Paragraph((Run(line),), size, 2, mark="bullet")
    if persona.pursue is True and not told:
        yield said(words.open_action, size)


def _note(setting: Setting, persona: Persona) -> str:
    words = setting.words
    told = [words.pursued(persona.pursue, persona.because), *words.actions(persona.action)]
    return f"{persona.name}: {'; '.join(told)}"
