"""Concepts by segment, on the first measure: a chart a segment, everyone beside it in grey."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from research.charts.colours import segment_hex
from research.charts.sizes import by_size
from research.deliverables._page.concepts import leaders
from research.deliverables.deck._look import MARKET
from research.deliverables.deck._panels import Panel, Scale, panels
from research.deliverables.deck._parts import Bars, Page, Paragraph, Part, Run, Series, said
from research.deliverables.deck._setting import Setting
from research.deliverables.deck._stars import star_keys, stars
from research.domain.personas import Persona, Personas, Statement
from research.domain.tables import TOTAL
from research.wording.sentences import shortened

_MOST = 8
_LONGEST = 36
_HEADROOM = 1.35


def concepts(setting: Setting, personas: Personas) -> Iterator[Page]:
    """The concepts that everyone likes best first; nothing without a concept test."""
    words, tables = setting.words, setting.results.tables
    found = leaders(personas)
    if not found:
        return
    lead = found[0].best[1]
    table = tables.table(lead.table)
    total = table.values[:, tables.banner.position(TOTAL)]
    order = sorted(range(len(table.rows)), key=lambda i: (-total[i], i))[:_MOST]
    keys = [table.rows[i].key for i in order]
    market = tuple(float(total[i]) for i in order)
    shown = [_panel(setting, persona, lead.table, keys, market) for persona in by_size(personas)]
    values = [value for panel in shown for series in panel.series for value in series.values if math.isfinite(value)]
    names = tuple(shortened(table.rows[i].label, _LONGEST) for i in order)
    scale = Scale(names, words.share_format, 0.0, _HEADROOM * max(values))
    slides = list(panels(setting.frame.room, scale, shown))
    title = words.concepts_finding([(leader.concept, leader.names) for leader in found], len(personas.personas))
    source = words.section_source(
        table.wording, table.title, table.base_text, words.counted(lead.answers, lead.other_answers)
    )
    notes = [
        f"{persona.name}: {words.statement_note(statement)}"
        for persona in by_size(personas)
        for statement in _measured(persona, lead.table)
    ]
    notes = [*setting.asked([table]), words.concepts_note, *notes]
    key = Paragraph((Run("■ ", MARKET), Run(words.market)))
    for number, parts in enumerate(slides, start=1):
        told = (said(f"{words.concepts}: {words.topic(table.title)}"), key)
        foot = " ".join((*star_keys(setting, _marks(parts)), source))
        yield setting.page(words.parted(title, number, len(slides)), parts, notes, told, foot)


def _panel(setting: Setting, persona: Persona, name: str, keys: list[str], market: tuple[float, ...]) -> Panel:
    told = {statement.row: statement for statement in _measured(persona, name)}
    values = tuple(told[key].value if key in told else math.nan for key in keys)
    marks = tuple(stars(told[key].base, setting.results.tables) if key in told else "" for key in keys)
    series = (
        Series(persona.name, values, (segment_hex(persona.segment),), marks),
        Series(setting.words.market, market, (MARKET,)),
    )
    return Panel(persona, series, setting.words.statements_alt(persona, list(told.values())))


def _marks(parts: Iterable[Part]) -> set[str]:
    """The marks behind the figures of a slide."""
    drawn = (series for part in parts if isinstance(part, Bars) for series in part.series)
    return {mark for series in drawn for mark in series.marks}


def _measured(persona: Persona, name: str) -> list[Statement]:
    """What is told of the persona's concepts on one measure."""
    return [statement for statement in persona.section("concepts") if statement.table == name]
