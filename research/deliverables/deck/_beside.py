"""Beside the chart of a persona: who they are, where to reach them, the best concept, what is decided and done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from research.charts.colours import segment_hex
from research.deliverables._page.overview import best_concept
from research.deliverables.deck._box import Box
from research.deliverables.deck._drawn import leading, more_first
from research.deliverables.deck._fitting import fits
from research.deliverables.deck._parts import Paragraph, Run, Text, heading, said
from research.deliverables.deck._setting import Setting
from research.deliverables.deck._stars import starred, stars
from research.domain.personas import Persona, Section, Statement
from research.wording.sentences import TONES

SECTIONS: tuple[Section, ...] = ("is", "reached")
_LINES = (3, 2, 1)
"""Lines of a section: as many as leave room for all that stands beneath."""
_SIZE = 13.0


def beside(setting: Setting, persona: Persona, asked: Sequence[Section], verdict: str, box: Box) -> Text:
    """The column, of the sections that were `asked`, with the verdict where there is one."""
    tried = [tuple(_column(setting, persona, asked, verdict, most)) for most in _LINES]
    return Text(box, next((one for one in tried if fits(one, box.width, box.height)), tried[-1]))


def told(persona: Persona, section: Section, most: int = _LINES[0]) -> list[Statement]:
    """What there is to say of a section."""
    clear = [one for one in persona.section(section) if TONES[one.comparison] != "flat"]
    return more_first(leading(clear)[:most])


def _column(
    setting: Setting, persona: Persona, asked: Sequence[Section], verdict: str, most: int
) -> Iterator[Paragraph]:
    words, hue = setting.words, segment_hex(persona.segment)
    for section in asked:
        yield heading(words.sections[section], hue, before=8, size=_SIZE)
        shown = told(persona, section, most)
        for statement in shown:
            question = statement.question if section == "is" or len({one.question for one in shown}) > 1 else ""
            yield _line(setting, statement, question)
        if not shown:
            yield said(words.nothing_apart[section], _SIZE)
    best = best_concept(persona)
    if best is not None:
        yield heading(words.best_concept, hue, before=8, size=_SIZE)
        yield _line(setting, best, best.question)
    if verdict:
        yield heading(verdict, before=8, size=_SIZE)
    yield from _done(setting, persona, verdict)


def _line(setting: Setting, statement: Statement, question: str) -> Paragraph:
    """A statement, with its star where it rests on few."""
    text = starred(setting.words.statement(statement, question), stars(statement.base, setting.results.tables))
    return Paragraph((Run(text),), _SIZE, 1, "bullet")


def _done(setting: Setting, persona: Persona, verdict: str) -> Iterator[Paragraph]:
    """What each team does, or would do; that it is open where the verdict does not say as much."""
    words = setting.words
    actions = words.actions(persona.action)
    if not actions and verdict and persona.pursue is not True:
        return
    yield heading(words.deed(persona.pursue), segment_hex(persona.segment), before=8, size=_SIZE)
    for line in actions or [words.open_action]:
        yield Paragraph((Run(line),), _SIZE, 1, "bullet")
