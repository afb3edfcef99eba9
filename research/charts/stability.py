"""How surely each number of segments comes back, the chosen one marked."""

from __future__ import annotations

import math
from collections.abc import Sequence

from research.charts.canvas import BODY, SMALL, Canvas
from research.charts.colours import ACCENTED, HAIRLINE, INK, MARKET, MUTED
from research.charts.scales import Place, linear, shares_axis
from research.domain.segmentation import Candidate, Segmentation
from research.wording.english import English

WIDTH, HEIGHT = 400.0, 246.0
_LEFT, _BOTTOM, _TOP = 30.0, 40.0, 22.0


def stability(segmentation: Segmentation, words: English) -> str:
    """Stability by number of segments for the chosen method, with its spread; data without segments where tried."""
    choice = segmentation.choice
    tried = segmentation.same_way
    across = linear(tried[0].k, tried[-1].k, _LEFT + 26, WIDTH - 26)
    up = linear(0.0, 1.0, HEIGHT - _BOTTOM, _TOP)
    canvas = Canvas(WIDTH, HEIGHT)
    _axes(canvas, tried, across, up, words)
    for candidate in tried:
        chosen = candidate is choice
        _candidate(canvas, candidate, across(candidate.k), up, chosen, words)
    canvas.line([across(c.k) for c in tried], [up(c.stability) for c in tried], colour=ACCENTED, width=1.5)
    _null(canvas, tried, across, up, words)
    return canvas.svg("stability", words.stability_alt(segmentation))


def _axes(canvas: Canvas, tried: Sequence[Candidate], across: Place, up: Place, words: English) -> None:
    shares_axis(canvas, up, _LEFT, words)
    for candidate in tried:
        canvas.text(across(candidate.k), HEIGHT - 22, str(candidate.k), size=BODY, anchor="center")
    canvas.text(WIDTH, HEIGHT - 4, words.k, colour=MUTED, size=SMALL, anchor="right")
    canvas.rule(up(0.0), left=_LEFT, colour=HAIRLINE)


def _candidate(canvas: Canvas, candidate: Candidate, x: float, up: Place, chosen: bool, words: English) -> None:
    if math.isfinite(candidate.stability_low) and math.isfinite(candidate.stability_high):
        ends = [up(candidate.stability_low), up(candidate.stability_high)]
        canvas.line([x, x], ends, colour=ACCENTED if chosen else MARKET, width=6)
    if not math.isfinite(candidate.stability):
        return
    if chosen:
        canvas.dot(x, up(candidate.stability), colour=ACCENTED, radius=7)
        label = f"{words.numbers.figure(candidate.stability, 2)} {words.chosen}"
        canvas.text(x, 12, label, colour=INK, size=SMALL, anchor="center", weight="bold")
    else:
        canvas.ring(x, up(candidate.stability), colour=ACCENTED)


def _null(canvas: Canvas, tried: Sequence[Candidate], across: Place, up: Place, words: English) -> None:
    made = [candidate for candidate in tried if math.isfinite(candidate.null_stability)]
    if not made:
        return
    xs, ys = [across(c.k) for c in made], [up(c.null_stability) for c in made]
    if _banded(made):
        canvas.area(xs, [up(c.null_high) for c in made], [up(c.null_low) for c in made], colour=MARKET, opacity=0.4)
    canvas.line(xs, ys, colour=MUTED, width=1.25, dashed=True)
    below = max(up(c.null_low) for c in made[-2:]) if _banded(made) else ys[-1]
    canvas.text(xs[-1], below + 16, words.stability_null, colour=MUTED, size=SMALL, anchor="right")


def _banded(made: Sequence[Candidate]) -> bool:
    return all(math.isfinite(c.null_low) for c in made)
