"""How surely each segment comes back by itself, at every number of segments."""

from __future__ import annotations

import numpy as np

from research.charts.canvas import BODY, SMALL, Canvas
from research.charts.colours import ACCENTED, HAIRLINE, INK, MARKET, MUTED, segment_ink
from research.charts.scales import Place, linear, shares_axis
from research.domain.arrays import Floats
from research.domain.segmentation import Candidate, Segmentation
from research.wording.english import English

WIDTH, HEIGHT = 400.0, 246.0
_LEFT, _BOTTOM, _TOP = 30.0, 40.0, 22.0
DOUBTFUL = 0.6
"""Mean Jaccard coefficient below which a segment should not be trusted, as `fpc::clusterboot` says."""
_SPREAD = 8.0
"""Points between dots that would lie on each other."""


def recurrence(segmentation: Segmentation, words: English) -> str:
    """A dot a segment of every solution of the chosen method and basis; those of the chosen one in their colours."""
    choice = segmentation.choice
    same = segmentation.same_way
    across = linear(same[0].k, same[-1].k, _LEFT + 26, WIDTH - 26)
    up = linear(0.0, 1.0, HEIGHT - _BOTTOM, _TOP)
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.area([_LEFT, WIDTH], [up(DOUBTFUL)] * 2, [up(0.0)] * 2, colour=MARKET, opacity=0.25)
    shares_axis(canvas, up, _LEFT, words)
    canvas.text(WIDTH - 4, up(0.0) - 6, words.doubtful, colour=MUTED, size=SMALL, anchor="right")
    for candidate in same:
        _dots(canvas, candidate, across(candidate.k), up, candidate is choice)
    canvas.text(across(choice.k), 12, words.chosen, colour=INK, size=SMALL, anchor="center", weight="bold")
    canvas.rule(up(0.0), left=_LEFT, colour=HAIRLINE)
    canvas.text(WIDTH, HEIGHT - 4, words.k, colour=MUTED, size=SMALL, anchor="right")
    return canvas.svg("recurrence", words.recurrence_alt(segmentation))


def _dots(canvas: Canvas, candidate: Candidate, x: float, up: Place, chosen: bool) -> None:
    look = "bold" if chosen else "normal"
    canvas.text(x, HEIGHT - 22, str(candidate.k), size=BODY, anchor="center", weight=look)
    values = zip(_apart(candidate.jaccard, 1.6 if chosen else 1.0), candidate.jaccard.tolist(), strict=True)
    for segment, (place, value) in enumerate(values, start=1):
        if chosen:
            canvas.dot(x + place, up(value), colour=segment_ink(segment))
        else:
            canvas.ring(x + place, up(value), colour=ACCENTED, radius=3.5)


def _apart(heights: Floats, room: float) -> list[float]:
    """Sideways places of dots, in points: those of much the same height stand beside each other, `room` apart."""
    places = [0.0] * len(heights)
    order = np.argsort(-heights)
    run: list[int] = []
    for position, at in enumerate(order):
        run.append(int(at))
        last = position + 1 == len(order)
        if last or heights[at] - heights[order[position + 1]] > 0.05:
            for number, member in enumerate(run):
                places[member] = (number - (len(run) - 1) / 2) * _SPREAD * room
            run = []
    return places
