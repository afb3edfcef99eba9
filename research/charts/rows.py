"""Rows of dots on one scale: the label above, the segment's dot, its interval, the market as a tick."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from research.charts.canvas import BODY, LEADING, SMALL, Canvas, wrap
from research.charts.colours import HAIRLINE, INK, MARKET, MUTED
from research.charts.scales import linear

WIDTH = 400.0
_RIGHT = 52.0
"""Room for the figure at the end of a row."""
_LABEL_LINES = 3
_TRACK = 22.0
_GAP = 12.0


@dataclass(frozen=True, slots=True)
class DotRow:
    """One row: shares from 0 to 1, or figures on the scale of the chart; `low`, `high` may be NaN."""

    label: str
    value: float
    market: float
    low: float
    high: float
    shown: str


def dot_rows(
    rows: Sequence[DotRow], colour: str, scale: tuple[float, float], foot: tuple[str, str, str], width: float = WIDTH
) -> Canvas:
    """A chart of rows on one scale, the market's tick named at the foot.

    Args:
        scale: values at the left and right end of the track.
        foot: what stands under the left end, under the right end, and for the market.
    """
    labels = [wrap(row.label, width, most=_LABEL_LINES) for row in rows]
    heights = [len(lines) * BODY * LEADING + _TRACK + _GAP for lines in labels]
    canvas = Canvas(width, sum(heights) + 26)
    y = 0.0
    for row, lines, height in zip(rows, labels, heights, strict=True):
        canvas.lines(0, y + BODY, lines)
        _track(canvas, row, y + height - _GAP - _TRACK / 2, colour, scale)
        y += height
    _foot(canvas, y, foot)
    return canvas


def _track(canvas: Canvas, row: DotRow, y: float, colour: str, scale: tuple[float, float]) -> None:
    at = linear(*scale, 6, canvas.width - _RIGHT - 6)
    canvas.line([6, canvas.width - _RIGHT - 6], [y, y], colour=HAIRLINE, width=1)
    if math.isfinite(row.market) and math.isfinite(row.value):
        canvas.bar(at(row.market), at(row.value), y, 3, colour=colour, opacity=0.45)
    if math.isfinite(row.low) and math.isfinite(row.high):
        canvas.line([at(row.low), at(row.high)], [y, y], colour=colour, width=1.25)
        for end in (row.low, row.high):
            canvas.line([at(end), at(end)], [y - 3.5, y + 3.5], colour=colour, width=1.25)
    if math.isfinite(row.market):
        canvas.line([at(row.market)] * 2, [y - 8, y + 8], colour=MARKET, width=2.5)
    if math.isfinite(row.value):
        canvas.dot(at(row.value), y, colour=colour)
    canvas.text(canvas.width, y + BODY * 0.36, row.shown, colour=INK, anchor="right", weight="bold")


def _foot(canvas: Canvas, y: float, foot: tuple[str, str, str]) -> None:
    left, right, market = foot
    canvas.text(0, y + 12, left, colour=MUTED, size=SMALL)
    canvas.text(canvas.width - _RIGHT, y + 12, right, colour=MUTED, size=SMALL, anchor="right")
    middle = (canvas.width - _RIGHT) / 2
    canvas.line([middle - 34, middle - 34], [y + 2, y + 14], colour=MARKET, width=2.5)
    canvas.text(middle - 26, y + 12, market, colour=MUTED, size=SMALL)
