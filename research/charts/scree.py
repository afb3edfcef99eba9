"""How many themes a battery holds: eigenvalues beside the band of those of random answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from research.charts.canvas import SMALL, Canvas, width_of
from research.charts.colours import ACCENTED, INK, MARKET, MUTED
from research.charts.scales import Place, linear
from research.domain.factor_evidence import Eigenvalues
from research.domain.factors import BatteryFactors
from research.wording.english import English

WIDTH, HEIGHT = 400.0, 230.0
_LEFT, _BOTTOM, _TOP = 30.0, 32.0, 26.0
_MOST_NUMBERS = 12
"""Numbers under the axis before they are thinned out."""
_MOST_TICKS = 6
_KEPT, _LEFT_OUT = 5.5, 3.5
"""Radius of dots where there is room for them."""
_BESIDE = 9.0
"""Points from the first dot to the words beside it."""
_CLEAR = 7.0
"""Points between a line and the words above it …"""
_ASIDE = 6.0
"""… and beside it."""


@dataclass(frozen=True, slots=True)
class _Name:
    """What a line or band is called, and how that is set."""

    text: str
    colour: str
    weight: str


def scree(battery: BatteryFactors, key: str, words: English) -> str:
    """Eigenvalues of the correlations of one battery; those that are kept filled."""
    return _plot(battery.retention.components, battery.k, words, key, words.scree_alt(battery))


def factor_scree(battery: BatteryFactors, key: str, words: English) -> str:
    """The same with communalities on the diagonal: eigenvalues of common factors."""
    return _plot(battery.retention.factors, battery.k, words, key, words.factor_scree_alt(battery))


def _plot(eigenvalues: Eigenvalues, kept: int, words: English, key: str, alt: str) -> str:
    observed, low, high = (
        [float(value) for value in values]
        for values in (eigenvalues.observed, eigenvalues.random_05, eigenvalues.random_95)
    )
    top, bottom = max(observed[0], high[0]), min(0.0, observed[-1], low[-1])
    across = linear(1, max(len(observed), 2), _LEFT + 14, WIDTH - 14)
    up = linear(bottom, top, HEIGHT - _BOTTOM, _TOP)
    canvas = Canvas(WIDTH, HEIGHT)
    _axes(canvas, len(observed), bottom, top, across, up)
    xs = [across(number) for number in range(1, len(observed) + 1)]
    canvas.area(xs, [up(value) for value in high], [up(value) for value in low], colour=MARKET, opacity=0.4)
    canvas.line(xs, [up(value) for value in high], colour=MARKET)
    ys = [up(value) for value in observed]
    canvas.line(xs, ys, colour=ACCENTED, width=1.5)
    _dots(canvas, xs, ys, kept)
    names = [_Name(words.observed, INK, "bold"), _Name(words.random_band, MUTED, "normal")]
    left, right = names if observed[0] >= high[0] else reversed(names)
    _names(canvas, xs, [min(y, up(value)) for y, value in zip(ys, high, strict=True)], left, right)
    return canvas.svg(key, alt)


def _axes(canvas: Canvas, count: int, bottom: float, top: float, across: Place, up: Place) -> None:
    step = max(1, math.ceil((top - bottom) / _MOST_TICKS))
    for tick in range(math.ceil(bottom / step) * step, int(top) + 1, step):
        canvas.rule(up(tick), left=_LEFT)
        canvas.text(0, up(tick) + 4, f"{tick}".replace("-", "−"), colour=MUTED, size=SMALL)
    for number in range(1, count + 1, -(-count // _MOST_NUMBERS)):
        canvas.text(across(number), HEIGHT - 14, str(number), size=SMALL, anchor="center")


def _dots(canvas: Canvas, xs: Sequence[float], ys: Sequence[float], kept: int) -> None:
    """Filled where kept, open elsewhere, small where they are many."""
    room = (xs[1] - xs[0]) / 2 if len(xs) > 1 else _KEPT
    for position, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if position < kept:
            canvas.dot(x, y, colour=ACCENTED, radius=min(_KEPT, room))
        else:
            canvas.ring(x, y, colour=MARKET, radius=min(_LEFT_OUT, 0.8 * room))


def _names(canvas: Canvas, xs: Sequence[float], tops: Sequence[float], left: _Name, right: _Name) -> None:
    """What the line and the band are: on the left the one that is higher there."""
    start = xs[0] + _BESIDE
    ground = _above(xs, tops, start, start + width_of(left.text, SMALL))
    canvas.text(start, ground, left.text, colour=left.colour, size=SMALL, weight=left.weight)
    ground = _above(xs, tops, WIDTH - width_of(right.text, SMALL), WIDTH)
    canvas.text(WIDTH, ground, right.text, colour=right.colour, size=SMALL, anchor="right", weight=right.weight)


def _above(xs: Sequence[float], tops: Sequence[float], left: float, right: float) -> float:
    """The lowest baseline at which words from `left` to `right` stand clear of everything drawn."""
    left, right = left - _ASIDE, right + _ASIDE
    ends = (float(np.interp(end, xs, tops)) for end in (left, right))
    return min(*ends, *(y for x, y in zip(xs, tops, strict=True) if left <= x <= right)) - _CLEAR
