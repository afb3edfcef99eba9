"""How much more each number of segments explains than chance does."""

from __future__ import annotations

import numpy as np

from research.charts.canvas import BODY, SMALL, Canvas
from research.charts.colours import ACCENTED, HAIRLINE, INK, MARKET, MUTED
from research.charts.scales import linear
from research.domain.evidence import FitEvidence
from research.wording.english import English

WIDTH, HEIGHT = 400.0, 246.0
_LEFT, _BOTTOM, _TOP = 30.0, 40.0, 34.0


def excess(view: FitEvidence, k: int, words: English) -> str:
    """The excess by number of segments, with the band of chance around zero; `k`, the chosen one, is marked."""
    apart = view.null_fit - view.null_fit.mean(axis=0)
    low, high = np.quantile(apart, (0.05, 0.95), axis=0)
    across = linear(view.ks[0], view.ks[-1], _LEFT + 26, WIDTH - 26)
    up = linear(
        min(float(low.min()), float(view.excess.min())),
        max(float(high.max()), float(view.excess.max())),
        HEIGHT - _BOTTOM - 6,
        _TOP,
    )
    canvas = Canvas(WIDTH, HEIGHT)
    xs = [across(number) for number in view.ks]
    canvas.area(
        xs, [up(float(value)) for value in high], [up(float(value)) for value in low], colour=MARKET, opacity=0.4
    )
    canvas.rule(up(0.0), left=_LEFT, colour=HAIRLINE)
    canvas.text(0, up(0.0) + 4, words.chance, colour=MUTED, size=SMALL)
    canvas.line(xs, [up(float(value)) for value in view.excess], colour=ACCENTED, width=1.5)
    for number, value in zip(view.ks, view.excess, strict=True):
        x, y = across(number), up(float(value))
        canvas.text(x, HEIGHT - 22, str(number), size=BODY, anchor="center")
        if number == k:
            canvas.dot(x, y, colour=ACCENTED, radius=7)
            canvas.text(x, y - 14, words.chosen, colour=INK, size=SMALL, anchor="center", weight="bold")
        else:
            canvas.ring(x, y, colour=ACCENTED)
    canvas.text(WIDTH, HEIGHT - 4, words.k, colour=MUTED, size=SMALL, anchor="right")
    return canvas.svg("excess", words.evidence_alt(view))
