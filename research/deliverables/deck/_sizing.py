"""How big each segment is: bars in the segments' hues, with intervals, people and interviews."""

from __future__ import annotations

from research.charts.colours import segment_hex
from research.charts.sizes import by_size
from research.deliverables.deck._parts import MUTED, NOTE, USUAL, Bars, Page, Part, Series, Text, said
from research.deliverables.deck._setting import Setting
from research.domain.personas import Personas

_CHART = 0.70
_LABELS = 0.46
_HEADROOM = 1.18
"""Room beyond the longest bar for its figure."""
_TALLEST = 76.0
"""Points of height that a segment takes at most, so that two do not fill a slide."""


def sizing(setting: Setting, personas: Personas) -> Page:
    """One bar a segment, the largest first."""
    words, ordered = setting.words, by_size(personas)
    room = setting.frame.room
    room = room.upper(_TALLEST * len(ordered))
    chart = room.beginning(_CHART * room.width)
    bars = Bars(
        chart,
        tuple(words.sized(persona) for persona in ordered),
        (
            Series(
                words.of_the_market,
                tuple(persona.share for persona in ordered),
                tuple(segment_hex(persona.segment) for persona in ordered),
            ),
        ),
        words.share_format,
        0.0,
        _HEADROOM * max(persona.share for persona in ordered),
        _LABELS,
        words.sizes_alt(ordered),
    )
    beside = room.after(_CHART * room.width + 12).rows(len(ordered), 0)
    parts: list[Part] = [bars]
    for box, persona in zip(beside, ordered, strict=True):
        middle = box.below((box.height - 1.2 * USUAL) / 2 if box.height > 1.2 * USUAL else 0)
        parts.append(Text(middle, (said(words.people_and_interviews(persona), NOTE, MUTED),)))
    notes = [words.size_note(persona) for persona in ordered]
    universe = setting.results.brief.universe
    return setting.page(
        words.segments_finding(ordered),
        parts,
        (*notes, *setting.caveats(setting.results.allocation)),
        (said(words.sizes_lead),),
        words.universe_source(universe.source) if universe.source else "",
    )
