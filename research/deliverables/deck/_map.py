"""The map: where segments lie on the two directions that separate them best, as shapes that can be edited."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from research.charts.badges import badges
from research.charts.colours import segment_hex
from research.charts.segment_map import limits
from research.deliverables.deck._parts import NOTE, USUAL, Oval, Page, Paragraph, Plane, Run, Text, said
from research.deliverables.deck._setting import Setting
from research.domain.segment_map import SegmentMap

_PLANE = 0.66
"""Share of the width for the plane; the names stand beside it."""


def map_page(setting: Setting) -> Iterator[Page]:
    """The map, where there is one."""
    found, words = setting.results.map, setting.words
    if found is None:
        return
    room = setting.frame.room
    (x, y), box = found.axes, room.beginning(_PLANE * room.width)
    low, high = limits(found)
    ends = (
        words.map_end(x.low, x.high),
        words.map_end(x.high, x.low),
        words.map_end(y.low, y.high),
        words.map_end(y.high, y.low),
    )
    ovals = _ovals(found)
    plane = Plane(box, tuple(low.tolist()), tuple(high.tolist()), ovals, ends, words.map_alt(found))
    names = tuple(
        Paragraph((Run(f"{oval.badge}  ", oval.hue, True), Run(name)), USUAL, 4)
        for oval, name in zip(ovals, found.names, strict=True)
    )
    beside = Text(room.after(_PLANE * room.width + 24), names)
    lead = (said(words.map_lead(found), NOTE),)
    yield setting.page(words.map_finding(found), (plane, beside), (words.map_note(found), words.map_alt(found)), lead)


def _ovals(found: SegmentMap) -> tuple[Oval, ...]:
    """Of every segment what half of it lies within."""
    made, letters = [], badges(dict(enumerate(found.names, start=1)))
    shapes = zip(found.centres, found.spreads, found.radii, strict=True)
    for segment, (centre, spread, radius) in enumerate(shapes, start=1):
        lengths, directions = np.linalg.eigh(spread)
        across, along = (float(radius) * math.sqrt(max(float(length), 0.0)) for length in lengths)
        turn = math.degrees(math.atan2(float(directions[1, 1]), float(directions[0, 1])))
        made.append(
            Oval(letters[segment], segment_hex(segment), float(centre[0]), float(centre[1]), along, across, turn)
        )
    return tuple(made)
