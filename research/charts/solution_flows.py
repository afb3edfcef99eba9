"""How segments split as their number grows: who was where when there was one segment less."""

from __future__ import annotations

import numpy as np

from research.charts.canvas import BODY, SMALL, Canvas
from research.charts.colours import INK, MARKET, MUTED, PAPERED, segment_ink
from research.domain.arrays import Floats
from research.domain.segmentation import Segmentation, SolutionFlows
from research.wording.english import English

WIDTH, HEIGHT = 400.0, 300.0
_TOP, _BOTTOM, _SIDE = 30.0, 38.0, 12.0
_NODE = 13.0
_GAP = 7.0
"""Between two segments of a solution."""
_LEAST = 0.004
"""Share of everybody below which a flow is not drawn."""
_NUMBERED = 10.0
"""Points that a segment must be high to hold its number."""
_CURVE = np.linspace(0.0, 1.0, 17)


def solution_flows(segmentation: Segmentation, flows: SolutionFlows, words: English) -> str:
    """Solutions from left to right, segments as bars as high as they are large, and flows between them.

    Segments of the chosen solution have their own colours, those of the others the colour of the one that they share
    most people with; a segment that is nobody's kin is grey.
    """
    canvas = Canvas(WIDTH, HEIGHT)
    chosen = flows.ks.index(segmentation.choice.k)
    places = [_places(flows, at) for at in range(len(flows.ks))]
    step = (WIDTH - 2 * _SIDE - _NODE) / (len(flows.ks) - 1)
    lefts = [_SIDE + step * at for at in range(len(flows.ks))]
    for at in range(len(flows.flows)):
        _bands(canvas, flows, at, (lefts[at] + _NODE, lefts[at + 1]), (places[at], places[at + 1]), chosen)
    for at, (k, left) in enumerate(zip(flows.ks, lefts, strict=True)):
        _nodes(canvas, flows, at, left, places[at], chosen)
        look = "bold" if at == chosen else "normal"
        canvas.text(left + _NODE / 2, HEIGHT - 20, str(k), size=BODY, anchor="center", weight=look)
    middle = lefts[chosen] + _NODE / 2
    anchor = "left" if chosen == 0 else "right" if chosen == len(lefts) - 1 else "center"
    edge = {"left": lefts[chosen], "right": lefts[chosen] + _NODE, "center": middle}[anchor]
    canvas.text(edge, 14, words.chosen, colour=INK, size=SMALL, anchor=anchor, weight="bold")
    canvas.text(WIDTH, HEIGHT - 3, words.k, colour=MUTED, size=SMALL, anchor="right")
    return canvas.svg("flows", words.flows_alt(segmentation, flows))


def _unit(flows: SolutionFlows) -> float:
    """Points that everybody is high: the solution with the most segments, and its gaps, fill the picture."""
    return HEIGHT - _TOP - _BOTTOM - _GAP * (max(map(len, flows.shares)) - 1)


def _places(flows: SolutionFlows, at: int) -> Floats:
    """Top of every segment of a solution in points, shape (k,); each solution stands in the middle."""
    shares, unit = flows.shares[at], _unit(flows)
    tops = np.zeros(len(shares))
    y = _TOP + (HEIGHT - _TOP - _BOTTOM - unit - _GAP * (len(shares) - 1)) / 2
    for segment in flows.orders[at]:
        tops[segment] = y
        y += shares[segment] * unit + _GAP
    return tops


def _nodes(canvas: Canvas, flows: SolutionFlows, at: int, left: float, tops: Floats, chosen: int) -> None:
    unit = _unit(flows)
    for segment, top in enumerate(tops):
        height = float(flows.shares[at][segment]) * unit
        canvas.bar(left, left + _NODE, top + height / 2, height, colour=_colour(flows, at, segment, chosen))
        if height >= _NUMBERED:
            canvas.text(
                left + _NODE / 2,
                top + height / 2 + 3.5,
                str(segment + 1),
                colour=PAPERED if _kin(flows, at, segment, chosen) else INK,
                size=9.5,
                anchor="center",
                weight="bold",
            )


def _bands(
    canvas: Canvas,
    flows: SolutionFlows,
    at: int,
    across: tuple[float, float],
    tops: tuple[Floats, Floats],
    chosen: int,
) -> None:
    """The flows to the next solution, each leaving and arriving in the order of the segments there."""
    flow, unit = flows.flows[at], _unit(flows)
    leaving, arriving = tops[0].copy(), tops[1].copy()
    starts, ends = np.zeros(flow.shape), np.zeros(flow.shape)
    for i in flows.orders[at]:
        for j in flows.orders[at + 1]:
            starts[i, j], leaving[i] = leaving[i], leaving[i] + flow[i, j] * unit
            ends[i, j], arriving[j] = arriving[j], arriving[j] + flow[i, j] * unit
    bend = _CURVE**2 * (3 - 2 * _CURVE)
    xs = (across[0] + (across[1] - across[0]) * _CURVE).tolist()
    for i, j in np.ndindex(*flow.shape):
        if flow[i, j] < _LEAST:
            continue
        upper = starts[i, j] + (ends[i, j] - starts[i, j]) * bend
        lower = upper + flow[i, j] * unit
        side, segment = (at, i) if at >= chosen else (at + 1, j)
        colour = _colour(flows, side, segment, chosen)
        canvas.area(xs, upper.tolist(), lower.tolist(), colour=colour, opacity=0.38)


def _kin(flows: SolutionFlows, at: int, segment: int, chosen: int) -> bool:
    """Whether the segment stands in the line of one of the chosen solution."""
    return bool(flows.lines[at][segment] < len(flows.shares[chosen]))


def _colour(flows: SolutionFlows, at: int, segment: int, chosen: int) -> str:
    return segment_ink(int(flows.lines[at][segment]) + 1) if _kin(flows, at, segment, chosen) else MARKET
