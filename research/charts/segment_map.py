"""The map: segments as regions on the two directions that separate them best, axis ends in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from research.charts.badges import badges
from research.charts.canvas import BADGE, BODY, LEADING, SMALL, Canvas, width_of, wrap
from research.charts.colours import HAIRLINE, INK, MUTED, segment_ink
from research.charts.labels import Labels
from research.charts.scales import linear
from research.domain.arrays import Floats
from research.domain.segment_map import SegmentMap
from research.wording.english import English

WIDTH = 460.0
_MARGIN, _ENDS = 8.0, 52.0
_STEPS = 72
_SPECKS, _REGION = 0.4, 0.14
_TALLEST, _FLATTEST = 1.0, 0.5
"""Height ÷ width of the plane."""
_BOLD = 1.04
"""How much wider bold letters are."""
_REACH = 1.9
"""Standard deviations of a segment that the plane shows."""


def segment_map(found: SegmentMap, words: English) -> str:
    """Half of every segment within its ellipse, some respondents as specks, each segment named at its centre."""
    low, high = limits(found)
    unit = (WIDTH - 2 * _MARGIN) / (high[0] - low[0])
    plane = unit * (high[1] - low[1])
    top, height = _ENDS, plane + 2 * _ENDS + 22
    canvas = Canvas(WIDTH, height)
    across = linear(low[0], high[0], _MARGIN, WIDTH - _MARGIN)
    up = linear(low[1], high[1], top + plane, top)
    canvas.line([_MARGIN, WIDTH - _MARGIN], [up(0.0), up(0.0)], colour=HAIRLINE)
    canvas.line([across(0.0), across(0.0)], [top, top + plane], colour=HAIRLINE)
    for segment in range(1, len(found.names) + 1):
        points = _inside(found.points[found.members == segment], low, high)
        colour = segment_ink(segment)
        canvas.specks(list(map(across, points[:, 0])), list(map(up, points[:, 1])), colour=colour, opacity=_SPECKS)
        ring = _ellipse(found.centres[segment - 1], found.spreads[segment - 1], float(found.radii[segment - 1]))
        canvas.region(list(map(across, ring[:, 0])), list(map(up, ring[:, 1])), colour=colour, opacity=_REGION)
    _names(canvas, found, [(across(x), up(y)) for x, y in found.centres.tolist()])
    _ends(canvas, found, words, top, plane)
    return canvas.svg("segment-map", words.map_alt(found))


def limits(found: SegmentMap) -> tuple[Floats, Floats]:
    """The corners of the plane: all centres with room around them, neither too tall nor too flat."""
    deviations = np.sqrt(np.diagonal(found.spreads, axis1=1, axis2=2))
    low = (found.centres - _REACH * deviations).min(axis=0)
    high = (found.centres + _REACH * deviations).max(axis=0)
    ratio = (high[1] - low[1]) / (high[0] - low[0])
    axis, wanted = (0, ratio / _TALLEST) if ratio > _TALLEST else (1, _FLATTEST / ratio)
    if ratio > _TALLEST or ratio < _FLATTEST:
        middle, half = (low[axis] + high[axis]) / 2, (high[axis] - low[axis]) / 2 * wanted
        low[axis], high[axis] = middle - half, middle + half
    return low, high


def _inside(points: Floats, low: Floats, high: Floats) -> Floats:
    return points[((points >= low) & (points <= high)).all(axis=1)]


def _ellipse(centre: Floats, spread: Floats, radius: float) -> Floats:
    """The line as many standard deviations from the centre, shape (steps, 2)."""
    angles = np.linspace(0, 2 * np.pi, _STEPS, endpoint=False)
    lengths, directions = np.linalg.eigh(spread)
    circle = np.column_stack([np.cos(angles), np.sin(angles)]) * np.sqrt(np.maximum(lengths, 0.0)) * radius
    return np.asarray(centre + circle @ directions.T)


def _names(canvas: Canvas, found: SegmentMap, places: Sequence[tuple[float, float]]) -> None:
    """Badges at the centres, and the names beside them."""
    labels, letters = Labels(), badges(dict(enumerate(found.names, start=1)))
    order = sorted(range(len(places)), key=lambda i: (places[i][1], places[i][0]))
    for x, y in places:
        labels.place(x - BADGE, y - BADGE, 2 * BADGE, 2 * BADGE)
    for i in order:
        x, y = places[i]
        canvas.badge(x, y, letters[i + 1], i + 1)
        name = wrap(found.names[i], 190, BODY, most=1)[0]
        wide = width_of(name) * _BOLD
        place = labels.beside(canvas, x, y, (wide, 18), 9)
        if place:
            canvas.text(place[0], place[1] + 13.5, name, colour=INK, weight="bold")


def _ends(canvas: Canvas, found: SegmentMap, words: English, top: float, plane: float) -> None:
    """What people at the ends of both axes have more of."""
    x, vertical = (
        found.axes[0],
        (("↑", found.axes[1].high, found.axes[1].low), ("↓", found.axes[1].low, found.axes[1].high)),
    )
    line = SMALL * LEADING
    half = WIDTH / 2 - 16
    above, below = (wrap(f"{arrow} {words.map_end(*ends)}", WIDTH - 80, SMALL, most=2) for arrow, *ends in vertical)
    for y, lines in ((top - 12 - (len(above) - 1) * line, above), (top + plane + 18, below)):
        canvas.lines(WIDTH / 2, y, lines, colour=MUTED, size=SMALL, anchor="center")
    left, right = (wrap(words.map_end(*ends), half, SMALL, most=2) for ends in ((x.low, x.high), (x.high, x.low)))
    bottom = top + plane + 18 + 2 * line + 10
    canvas.lines(0, bottom, [f"← {left[0]}", *left[1:]], colour=MUTED, size=SMALL)
    canvas.lines(WIDTH, bottom, [*right[:-1], f"{right[-1]} →"], colour=MUTED, size=SMALL, anchor="right")
