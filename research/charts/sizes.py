"""How big each segment is: bars from zero with their intervals."""

from __future__ import annotations

from research.charts.canvas import BODY, LEADING, SMALL, Canvas, wrap
from research.charts.colours import INK, MUTED, PAPERED, segment_ink
from research.domain.personas import Persona, Personas
from research.wording.english import English

WIDTH = 400.0
_BAR = 14.0
_GAP = 16.0
_RIGHT = 120.0


def sizes(personas: Personas, words: English) -> str:
    """Shares of the market, the largest first, each with its interval."""
    ordered = by_size(personas)
    labels = [wrap(persona.name, WIDTH - _RIGHT, most=2) for persona in ordered]
    heights = [len(lines) * BODY * LEADING + 6 + _BAR + _GAP for lines in labels]
    unit = (WIDTH - 2) / max(persona.share_high for persona in ordered)
    canvas = Canvas(WIDTH, sum(heights))
    y = 0.0
    for persona, lines, height in zip(ordered, labels, heights, strict=True):
        canvas.lines(0, y + BODY, lines)
        _figures(canvas, persona, y + BODY, words)
        _bar(canvas, persona, y + height - _GAP - _BAR / 2, unit)
        y += height
    return canvas.svg("sizes", words.sizes_alt(ordered))


def by_size(personas: Personas) -> list[Persona]:
    """The personas, the largest first."""
    return sorted(personas.personas, key=lambda persona: (-persona.share, persona.segment))


def _figures(canvas: Canvas, persona: Persona, y: float, words: English) -> None:
    share, span = words.numbers.percentage(persona.share), words.numbers.span(persona.share_low, persona.share_high)
    canvas.text(WIDTH - 68, y, share, colour=INK, anchor="right", weight="bold")
    canvas.text(WIDTH, y, span, colour=MUTED, size=SMALL, anchor="right")


def _bar(canvas: Canvas, persona: Persona, y: float, unit: float) -> None:
    canvas.bar(0, persona.share * unit, y, _BAR, colour=segment_ink(persona.segment))
    low, high = persona.share_low * unit, persona.share_high * unit
    for colour, width in ((PAPERED, 3.5), (INK, 1.25)):
        canvas.line([low, high], [y, y], colour=colour, width=width)
        for end in (low, high):
            canvas.line([end, end], [y - 4, y + 4], colour=colour, width=width)
