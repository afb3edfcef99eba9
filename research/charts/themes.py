"""Where segments stand on the themes, the market as a line through zero."""

from __future__ import annotations

import math

from research.charts.badges import badges_of
from research.charts.canvas import BADGE, BODY, LEADING, SMALL, Canvas, wrap
from research.charts.colours import HAIRLINE, MARKET, MUTED, segment_ink
from research.charts.scales import Place, linear
from research.domain.personas import FactorMean, Persona, Personas
from research.wording.english import English

WIDTH = 400.0
_RIGHT = 48.0
_GAP = 14.0
_MOST = 10
"""Themes that a chart holds."""
_LEAST_REACH = 0.5
"""Standard deviations that the scale shows at least to either side, so that small differences look small."""


def overview(personas: Personas, words: English) -> str:
    """Every segment on every theme, a dot with its badge each."""
    shown = _shown(personas)
    letters = badges_of(personas.personas)
    labels = [wrap(personas.personas[0].factor_means[j].name, WIDTH, most=2) for j in shown]
    at = _across(personas, WIDTH)
    stacks = [_stacked(personas, j, at) for j in shown]
    storeys = [max((level for _, _, level in stack), default=0) for stack in stacks]
    heights = [
        len(lines) * BODY * LEADING + 2 * BADGE * (storey + 1) + 6 + _GAP
        for lines, storey in zip(labels, storeys, strict=True)
    ]
    canvas = Canvas(WIDTH, sum(heights) + 20)
    y = 0.0
    for lines, stack, storey, height in zip(labels, stacks, storeys, heights, strict=True):
        canvas.lines(0, y + BODY, lines)
        ground = y + height - _GAP - BADGE
        _line(canvas, at, WIDTH, ground, ground - storey * 2 * BADGE)
        for persona, x, level in stack:
            canvas.badge(x, ground - level * 2 * BADGE, letters[persona.segment], persona.segment)
        y += height
    _foot(canvas, at, WIDTH, y, words)
    return canvas.svg("overview", words.overview_alt(personas))


def profile(personas: Personas, persona: Persona, words: English) -> str:
    """One segment on every theme, the others as small rings; one scale for all segments."""
    shown = _shown(personas)
    labels = [wrap(persona.factor_means[j].name, WIDTH - _RIGHT, most=2) for j in shown]
    heights = [len(lines) * BODY * LEADING + 20 + _GAP for lines in labels]
    at = _across(personas, WIDTH - _RIGHT)
    canvas = Canvas(WIDTH, sum(heights) + 20)
    y = 0.0
    for j, lines, height in zip(shown, labels, heights, strict=True):
        canvas.lines(0, y + BODY, lines)
        ground = y + height - _GAP - 8
        _line(canvas, at, WIDTH - _RIGHT, ground, ground)
        for other in personas.personas:
            if other.segment != persona.segment and math.isfinite(other.factor_means[j].mean):
                canvas.ring(at(other.factor_means[j].mean), ground, colour=MARKET, radius=3.5)
        _standing(canvas, at, ground, persona.factor_means[j], persona.segment, words)
        y += height
    _foot(canvas, at, WIDTH - _RIGHT, y, words)
    return canvas.svg(f"profile-{persona.segment}", words.profile_alt(persona))


def themes_by_separation(personas: Personas) -> list[int]:
    """Positions of the themes, the one of whose variance the segments tell most first: Σ share × mean²."""
    means = [[theme.mean for theme in persona.factor_means] for persona in personas.personas]
    told = [
        sum(p.share * mean**2 for p, mean in zip(personas.personas, own, strict=True) if math.isfinite(mean))
        for own in zip(*means, strict=True)
    ]
    return sorted(range(len(told)), key=lambda j: (-told[j], j))


def _shown(personas: Personas) -> list[int]:
    """The themes that separate most, in their own order."""
    return sorted(themes_by_separation(personas)[:_MOST])


def _across(personas: Personas, right: float) -> Place:
    means = (abs(theme.mean) for persona in personas.personas for theme in persona.factor_means)
    far = max([mean for mean in means if math.isfinite(mean)] + [_LEAST_REACH])
    return linear(-far, far, BADGE + 1, right - BADGE - 1)


def _stacked(personas: Personas, j: int, at: Place) -> list[tuple[Persona, float, int]]:
    """The dots of one theme from left to right, each on the lowest level where it covers no other."""
    dots = [(at(p.factor_means[j].mean), p) for p in personas.personas if math.isfinite(p.factor_means[j].mean)]
    placed: list[tuple[Persona, float, int]] = []
    for x, persona in sorted(dots, key=lambda dot: (dot[0], dot[1].segment)):
        taken = {level for _, other, level in placed if abs(other - x) < 2 * BADGE}
        placed.append((persona, x, next(level for level in range(len(placed) + 1) if level not in taken)))
    return placed


def _standing(canvas: Canvas, at: Place, y: float, theme: FactorMean, segment: int, words: English) -> None:
    if math.isfinite(theme.mean):
        canvas.bar(at(0), at(theme.mean), y, 3, colour=segment_ink(segment), opacity=0.45)
        canvas.dot(at(theme.mean), y, colour=segment_ink(segment), radius=6.5)
    canvas.text(WIDTH, y + BODY * 0.36, words.numbers.signed(theme.mean), anchor="right", weight="bold")


def _line(canvas: Canvas, at: Place, right: float, y: float, top: float) -> None:
    canvas.line([0, right], [y, y], colour=HAIRLINE, width=1)
    canvas.line([at(0), at(0)], [top - 10, y + 10], colour=MARKET, width=2)


def _foot(canvas: Canvas, at: Place, right: float, y: float, words: English) -> None:
    low, high = words.theme_ends
    canvas.text(0, y + 10, low, colour=MUTED, size=SMALL)
    canvas.text(right, y + 10, high, colour=MUTED, size=SMALL, anchor="right")
    canvas.text(at(0), y + 10, words.market, colour=MUTED, size=SMALL, anchor="center")
