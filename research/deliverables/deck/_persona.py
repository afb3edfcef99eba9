"""A slide a persona: what sets it apart beside the market, and in short who, where, what it likes, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from research.charts.colours import segment_hex
from research.charts.sizes import by_size
from research.deliverables._page.overview import best_concept, telling
from research.deliverables.deck._beside import SECTIONS, beside, told
from research.deliverables.deck._box import Box
from research.deliverables.deck._drawn import drawn
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
from research.deliverables.deck._stars import star_keys, stars
from research.domain.personas import Persona, Personas, Section, Statement, decisions

_CHART, _GAP, _KEY = 0.58, 24.0, 20.0
_LABELS, _SCALE = 0.50, 1.15
_BAND, _INSET = 5.0, 14.0
_TALLEST = 46.0


def persona_pages(setting: Setting, personas: Personas) -> Iterator[Page]:
    """The largest segment first."""
    asked = [section for section in SECTIONS if any(persona.section(section) for persona in personas.personas)]
    decided = decisions(personas.personas).taken
    for persona in by_size(personas):
        few = persona.base < setting.results.tables.min_base
        verdict = setting.words.pursued(persona.pursue, persona.because) if decided else ""
        yield _page(setting, persona, [] if few else asked, verdict)


def _page(setting: Setting, persona: Persona, asked: Sequence[Section], verdict: str) -> Page:
    words, frame, hue = setting.words, setting.frame, segment_hex(persona.segment)
    line = telling(persona, ("wants", "thinks", "does", "is", "reached"))
    shown = drawn(persona)
    parts: list[Part] = [
        Band(Box(frame.lead.left, frame.lead.top, _BAND, frame.lead.height), hue),
        Text(frame.lead.after(_INSET), (heading(words.share_line(persona)), said(words.persona_lead(persona)))),
    ]
    width = _CHART * frame.room.width
    parts += _chart(setting, persona, shown, frame.room.beginning(width))
    parts.append(beside(setting, persona, asked, verdict, frame.room.after(width + _GAP)))
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


def _spoken(persona: Persona, shown: Sequence[Statement]) -> Iterator[Statement]:
    """The statements that the slide shows."""
    yield from shown
    for section in SECTIONS:
        yield from told(persona, section)
    best = best_concept(persona)
    if best is not None:
        yield best
