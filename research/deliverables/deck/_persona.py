"""A slide a persona: what sets it apart beside the market, and in short who, where, what it likes, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from research.charts.colours import segment_hex
from research.charts.sizes import by_size
from research.deliverables._page.overview import best_concept, telling
from research.deliverables.deck._box import Box
from research.deliverables.deck._drawn import drawn, leading, more_first
from research.deliverables.deck._look import MARKET
from research.deliverables.deck._parts import (
    NOTE,
    Band,
    Bars,
    Page,
    Paragraph,
    Part,
    Run,
    Series,
    Text,
    heading,
    said,
)
from research.deliverables.deck._setting import Setting
from research.deliverables.deck._stars import star_keys, starred, stars
from research.domain.personas import Persona, Personas, Section, Statement
from research.wording.sentences import TONES

_BESIDE: tuple[Section, ...] = ("is", "reached")
_MOST_LINES = 3
_CHART, _GAP, _KEY = 0.58, 24.0, 20.0
_LABELS, _SCALE = 0.50, 1.15
_BAND, _INSET = 5.0, 14.0
_TALLEST = 46.0
_SMALL = 13.0


def persona_pages(setting: Setting, personas: Personas) -> Iterator[Page]:
    """The largest segment first."""
    asked = [section for section in _BESIDE if any(persona.section(section) for persona in personas.personas)]
    for persona in by_size(personas):
        few = persona.base < setting.results.tables.min_base
        yield _page(setting, persona, [] if few else asked)


def _page(setting: Setting, persona: Persona, asked: Sequence[Section]) -> Page:
    words, frame, hue = setting.words, setting.frame, segment_hex(persona.segment)
    line = telling(persona, ("wants", "thinks", "does", "is", "reached"))
    shown = drawn(persona)
    parts: list[Part] = [
        Band(Box(frame.lead.left, frame.lead.top, _BAND, frame.lead.height), hue),
        Text(frame.lead.after(_INSET), (heading(words.share_line(persona)), said(words.persona_lead(persona)))),
    ]
    width = _CHART * frame.room.width
    parts += _chart(setting, persona, shown, frame.room.beginning(width))
    parts.append(Text(frame.room.after(width + _GAP), tuple(_beside(setting, persona, asked, hue))))
    tables = [setting.results.tables.table(statement.table) for statement in persona.statements]
    notes = [words.size_note(persona), *(words.statement_note(statement) for statement in _spoken(persona, shown))]
    notes += [*setting.asked(tables), *setting.caveats(setting.results.personas)]
    return setting.page(
        words.persona_title(persona, line, setting.results.tables.min_base),
        parts,
        notes,
        source=" ".join(_keys(setting, persona, shown)),
    )


def _keys(setting: Setting, persona: Persona, shown: Sequence[Statement]) -> Iterator[str]:
    """What the marks on the slide mean."""
    if any(statement.defines for statement in shown):
        yield setting.words.defines_key
    marks = {stars(statement.base, setting.results.tables) for statement in _spoken(persona, shown)}
    yield from star_keys(setting, marks)


def _chart(setting: Setting, persona: Persona, shown: Sequence[Statement], box: Box) -> Iterator[Part]:
    """The bars of the segment and the market under a line that names their colours."""
    words, hue = setting.words, segment_hex(persona.segment)
    if not shown:
        few = persona.base < setting.results.tables.min_base
        yield Text(box, (said(words.too_few(persona) if few else words.nothing_telling),))
        return
    key = (Run("■ ", hue), Run(f"{persona.name}   "), Run("■ ", MARKET), Run(words.market))
    yield Text(box.upper(_KEY), (Paragraph(key, NOTE),))
    yield Bars(
        box.below(_KEY).upper(_TALLEST * len(shown)),
        tuple(words.bar_label(statement) for statement in shown),
        (
            Series(
                persona.name,
                tuple(statement.value for statement in shown),
                (hue,),
                tuple(stars(statement.base, setting.results.tables) for statement in shown),
            ),
            Series(words.market, tuple(statement.market for statement in shown), (MARKET,)),
        ),
        words.share_format,
        0.0,
        _SCALE,
        _LABELS,
        words.statements_alt(persona, shown),
    )


def _beside(setting: Setting, persona: Persona, asked: Sequence[Section], hue: str) -> Iterator[Paragraph]:
    """Who they are, where to reach them, the best concept, what will be done."""
    words = setting.words
    for section in asked:
        yield heading(words.sections[section], hue, before=8, size=_SMALL)
        told = _told(persona, section)
        for statement in told:
            question = statement.question if section == "is" or len({one.question for one in told}) > 1 else ""
            yield _line(setting, statement, question)
        if not told:
            yield said(words.nothing_apart[section], _SMALL)
    best = best_concept(persona)
    if best is not None:
        yield heading(words.best_concept, hue, before=8, size=_SMALL)
        yield _line(setting, best, best.question)
    yield from _done(setting, persona, hue)


def _line(setting: Setting, statement: Statement, question: str) -> Paragraph:
    """A statement, with its star where it rests on few."""
    told = starred(setting.words.statement(statement, question), stars(statement.base, setting.results.tables))
    return Paragraph((Run(told),), _SMALL, 1, "bullet")


def _told(persona: Persona, section: Section) -> list[Statement]:
    """What there is to say of a section."""
    told = [s for s in persona.section(section) if TONES[s.comparison] != "flat"]
    return more_first(leading(told)[:_MOST_LINES])


def _done(setting: Setting, persona: Persona, hue: str) -> Iterator[Paragraph]:
    words = setting.words
    lines = [told for told in (words.pursued(persona.pursue, persona.because), *words.actions(persona.action)) if told]
    yield heading(words.action, hue, before=8, size=_SMALL)
    for line in lines or [words.open_action]:
        yield Paragraph((Run(line),), _SMALL, 1, "bullet")


def _spoken(persona: Persona, shown: Sequence[Statement]) -> Iterator[Statement]:
    """The statements that the slide shows."""
    yield from shown
    for section in _BESIDE:
        yield from _told(persona, section)
    best = best_concept(persona)
    if best is not None:
        yield best
