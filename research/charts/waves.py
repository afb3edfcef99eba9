"""Sizes wave by wave: a line a segment, named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from research.charts.canvas import SMALL, Canvas, wrap
from research.charts.colours import HAIRLINE, MUTED, segment_ink
from research.charts.scales import Place, linear
from research.domain.waves import WaveComparison, WaveFigure
from research.wording.english import English

WIDTH = 400.0
_LEFT, _NAMES, _TOP, _BOTTOM = 52.0, 176.0, 16.0, 34.0
_STEP = 17.0
"""Least distance of two labels."""


@dataclass(frozen=True, slots=True)
class _Line:
    segment: int
    label: str
    figures: tuple[WaveFigure, ...]


def wave_sizes(waves: WaveComparison, words: English) -> str:
    """The share of every segment in every wave, with intervals."""
    lines = _lines(waves)
    height = max(240.0, len(lines) * 30.0 + _TOP + _BOTTOM)
    figures = [figure for line in lines for figure in line.figures]
    across = linear(0, max(len(waves.waves) - 1, 1), _LEFT, WIDTH - _NAMES)
    up = linear(
        min(figure.low for figure in figures), max(figure.high for figure in figures), height - _BOTTOM - 8, _TOP
    )
    canvas = Canvas(WIDTH, height)
    for position, label in enumerate(waves.labels):
        x = across(position)
        canvas.line([x, x], [_TOP - 6, height - _BOTTOM], colour=HAIRLINE)
        room = min((WIDTH - _NAMES - _LEFT) / max(len(waves.waves) - 1, 1), 2 * _LEFT)
        shown = wrap(words.dated(label), room, SMALL, most=2)
        canvas.lines(x, height - _BOTTOM + 16, shown, colour=MUTED, size=SMALL, anchor="center")
    for line in lines:
        _draw(canvas, line, waves, across, up)
    _shares_before(canvas, lines, across(0) - 12, up, words)
    _names_after(canvas, lines, across(len(waves.waves) - 1) + 12, up, words)
    return canvas.svg("wave-sizes", words.waves_alt(waves))


def _lines(waves: WaveComparison) -> list[_Line]:
    by_segment: dict[int, list[WaveFigure]] = {}
    for figure in waves.figures:
        if figure.topic == "size":
            by_segment.setdefault(figure.segment, []).append(figure)
    return [_Line(segment, figures[-1].label, tuple(figures)) for segment, figures in sorted(by_segment.items())]


def _draw(canvas: Canvas, line: _Line, waves: WaveComparison, across: Place, up: Place) -> None:
    colour = segment_ink(line.segment)
    xs = [across(waves.waves.index(figure.wave)) for figure in line.figures]
    canvas.line(xs, [up(figure.value) for figure in line.figures], colour=colour, width=2)
    for x, figure in zip(xs, line.figures, strict=True):
        canvas.line([x, x], [up(figure.low), up(figure.high)], colour=colour, width=1.25)
        canvas.dot(x, up(figure.value), colour=colour, radius=4.5)


def _shares_before(canvas: Canvas, lines: Sequence[_Line], x: float, up: Place, words: English) -> None:
    places = _apart([up(line.figures[0].value) for line in lines])
    for line, y in zip(lines, places, strict=True):
        share = words.numbers.percentage(line.figures[0].value)
        canvas.text(x, y + 4, share, colour=MUTED, size=SMALL, anchor="right")


def _names_after(canvas: Canvas, lines: Sequence[_Line], x: float, up: Place, words: English) -> None:
    places = _apart([up(line.figures[-1].value) for line in lines])
    for line, y in zip(lines, places, strict=True):
        share = words.numbers.percentage(line.figures[-1].value)
        canvas.text(x, y + 4, share, size=SMALL, weight="bold")
        canvas.text(x + 36, y + 4, wrap(line.label, WIDTH - x - 36, SMALL, most=1)[0], size=SMALL)


def _apart(places: Sequence[float]) -> list[float]:
    """The same places, moved down just so far that labels do not cover one another, and up again at the end."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = list(places)
    for above, below in pairwise(order):
        moved[below] = max(moved[below], moved[above] + _STEP)
    excess = (moved[order[-1]] - places[order[-1]]) / 2 if order else 0.0
    return [place - excess for place in moved]
