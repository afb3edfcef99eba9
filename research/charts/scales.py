"""Scales: from a figure to a place on the drawing, and the axis that says so."""

from __future__ import annotations

from collections.abc import Callable

from research.charts.canvas import SMALL, Canvas
from research.charts.colours import MUTED
from research.wording.english import English

Place = Callable[[float], float]


def linear(low: float, high: float, start: float, stop: float) -> Place:
    """Figures from `low` to `high` laid out evenly from `start` to `stop`; beyond the ends they stay at the ends."""
    span = high - low

    def place(value: float) -> float:
        part = (value - low) / span if span else 0.5
        return start + min(max(part, 0.0), 1.0) * (stop - start)

    return place


def shares_axis(canvas: Canvas, up: Place, left: float, words: English) -> None:
    """Lines across at quarters from 0 to 1, from `left` on, with their figures."""
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        canvas.rule(up(tick), left=left)
        canvas.text(0, up(tick) + 4, words.numbers.figure(tick, 2), colour=MUTED, size=SMALL)
