"""How many themes a battery holds: eigenvalues beside those of random answers."""

from __future__ import annotations

from research.charts.canvas import SMALL, Canvas
from research.charts.colours import ACCENTED, INK, MARKET, MUTED
from research.charts.scales import linear
from research.domain.factors import BatteryFactors
from research.wording.english import English

WIDTH, HEIGHT = 400.0, 220.0
_LEFT, _BOTTOM, _TOP = 30.0, 32.0, 14.0
_MOST_NUMBERS = 12
"""Numbers under the axis before they are thinned out."""


def scree(battery: BatteryFactors, key: str, words: English) -> str:
    """Eigenvalues of one battery, those that are kept filled, and the random line."""
    count = len(battery.eigenvalues)
    top = max(float(battery.eigenvalues[0]), float(battery.parallel[0]))
    across = linear(1, max(count, 2), _LEFT + 14, WIDTH - 14)
    up = linear(0.0, top, HEIGHT - _BOTTOM, _TOP)
    canvas = Canvas(WIDTH, HEIGHT)
    for tick in range(int(top) + 1):
        canvas.rule(up(tick), left=_LEFT)
        canvas.text(0, up(tick) + 4, str(tick), colour=MUTED, size=SMALL)
    step = -(-count // _MOST_NUMBERS)
    for number in range(1, count + 1, step):
        canvas.text(across(number), HEIGHT - 14, str(number), size=SMALL, anchor="center")
    xs = [across(number) for number in range(1, count + 1)]
    canvas.line(xs, [up(float(value)) for value in battery.parallel], colour=MUTED, width=1.25, dashed=True)
    canvas.line(xs, [up(float(value)) for value in battery.eigenvalues], colour=ACCENTED, width=1.5)
    for position, (x, value) in enumerate(zip(xs, battery.eigenvalues, strict=True)):
        if position < battery.k:
            canvas.dot(x, up(float(value)), colour=ACCENTED)
        else:
            canvas.ring(x, up(float(value)), colour=MARKET, radius=3.5)
    canvas.text(WIDTH, _TOP + 10, words.observed, colour=INK, size=SMALL, anchor="right", weight="bold")
    canvas.text(WIDTH, _TOP + 26, words.random_dashed, colour=MUTED, size=SMALL, anchor="right")
    return canvas.svg(key, words.scree_alt(battery))
