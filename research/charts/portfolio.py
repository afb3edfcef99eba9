"""The portfolio: how big every segment is against what it is worth, with the intervals of both."""

from __future__ import annotations

import math

from research.charts.badges import badges_of
from research.charts.canvas import BADGE, BODY, SMALL, Canvas, width_of, wrap
from research.charts.colours import HAIRLINE, MARKET, MUTED, segment_ink
from research.charts.labels import Labels
from research.charts.scales import Place, linear
from research.domain.portfolio import Portfolio, Standing
from research.wording.english import English

WIDTH, HEIGHT = 460.0, 380.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 8.0, 24.0, 48.0, 52.0
_BOLD = 1.04
"""How much wider bold letters are."""
_BENEATH = 30.0
"""Room between the lowest segment and the axis, where its name may stand."""
_ROOM = 0.12
"""Of the spread of values, left free at either end."""


def portfolio(found: Portfolio, words: English) -> str:
    """Size across, worth upwards; the market's worth and the size of an average segment as lines.

    Empty where too few answered to know what any segment is worth.
    """
    placed = [one for one in found.standings if math.isfinite(one.marks[found.value].value)]
    if not placed:
        return ""
    canvas = Canvas(WIDTH, HEIGHT)
    sizes = [one.marks[found.size] for one in placed]
    worths = [one.marks[found.value] for one in placed]
    across = linear(0.0, max(mark.high for mark in sizes) * 1.12, _LEFT, WIDTH - _RIGHT)
    market = found.criteria[found.value].market
    least, most = min(market, *(mark.low for mark in worths)), max(market, *(mark.high for mark in worths))
    room = _ROOM * (most - least or 1.0)
    up = linear(least - room, most + room, HEIGHT - _BOTTOM - _BENEATH, _TOP)
    _frame(canvas, found, across, up, words)
    letters = badges_of(found.standings)
    labels = Labels()
    labels.place(_LEFT, up(market) - 6 - SMALL, width_of(_market(found, words), SMALL), SMALL)
    for mark, worth in zip(sizes, worths, strict=True):
        labels.place(across(mark.value) - BADGE, up(worth.value) - BADGE, 2 * BADGE, 2 * BADGE)
        labels.place(across(mark.value) - 1, up(worth.high), 2, up(worth.low) - up(worth.high))
        labels.place(across(mark.low), up(worth.value) - 1, across(mark.high) - across(mark.low), 2)
    placed.sort(key=lambda standing: (standing.rank or len(placed) + 1, -standing.marks[found.value].value))
    for one in reversed(placed):
        _cross(canvas, found, one, letters[one.segment], across, up)
    for one in placed:
        _name(canvas, one, across(one.marks[found.size].value), up(one.marks[found.value].value), labels, words)
    return canvas.svg("portfolio", words.standing_alt(found))


def _frame(canvas: Canvas, found: Portfolio, across: Place, up: Place, words: English) -> None:
    worth = found.criteria[found.value]
    foot = HEIGHT - _BOTTOM
    canvas.text(
        _LEFT, 14, wrap(f"↑ {words.criterion(worth)}", WIDTH - _RIGHT, SMALL, most=1)[0], colour=MUTED, size=SMALL
    )
    canvas.text(WIDTH - _RIGHT, foot + 40, f"{words.portfolio_size} →", colour=MUTED, size=SMALL, anchor="right")
    canvas.line([_LEFT, WIDTH - _RIGHT], [foot, foot], colour=HAIRLINE)
    average = found.criteria[found.size].market
    canvas.line([across(average)] * 2, [_TOP, foot], colour=MARKET, dashed=True)
    canvas.text(across(average), foot + 18, words.average_segment(average), colour=MUTED, size=SMALL, anchor="center")
    canvas.line([_LEFT, WIDTH - _RIGHT], [up(worth.market)] * 2, colour=MARKET, width=1.25)
    canvas.text(_LEFT, up(worth.market) - 6, _market(found, words), colour=MUTED, size=SMALL)
    canvas.text(_LEFT, foot + 18, words.numbers.percentage(0.0), colour=MUTED, size=SMALL)


def _market(found: Portfolio, words: English) -> str:
    worth = found.criteria[found.value]
    return f"{words.market} {words.mark(worth, worth.market)}"


def _cross(canvas: Canvas, found: Portfolio, one: Standing, badge: str, across: Place, up: Place) -> None:
    size, worth = one.marks[found.size], one.marks[found.value]
    colour = segment_ink(one.segment)
    x, y = across(size.value), up(worth.value)
    canvas.line([across(size.low), across(size.high)], [y, y], colour=colour, width=1.25)
    canvas.line([x, x], [up(worth.low), up(worth.high)], colour=colour, width=1.25)
    draw = canvas.badge if one.rank else canvas.open_badge
    draw(x, y, badge, one.segment)


def _name(canvas: Canvas, one: Standing, x: float, y: float, labels: Labels, words: English) -> None:
    """The name above right of the dot, and beneath it the place, or that it is out."""
    name = wrap(one.name, 200, BODY, most=1)[0]
    beneath = words.place(one) if one.rank else words.knocked_out
    wide = max(width_of(name) * _BOLD, width_of(beneath, SMALL))
    place = labels.beside(canvas, x, y, (wide, 32), 40)
    if place is None:
        return
    left, top = place
    canvas.text(left, top + 12, name, weight="bold")
    canvas.text(left, top + 27, beneath, colour=MUTED, size=SMALL)
