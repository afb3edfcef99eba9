"""Planes as a group of native shapes: an oval a segment, its badge at its centre, the ends of both axes in words."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from research.charts.colours import on
from research.deliverables.deck._box import Box
from research.deliverables.deck._ends import End, ends
from research.deliverables.deck._fitting import fitted
from research.deliverables.deck._look import HAIRLINE
from research.deliverables.deck._parts import MUTED, SMALLEST, Oval, Paragraph, Plane, Run
from research.deliverables.deck._writing import write

_DOT = 20.0
_CLEAR = 16000
"""Opacity of the ovals, in thousandths of a per cent."""


def add_plane(slide: Any, plane: Plane) -> Any:
    """The group's shape."""
    group = slide.shapes.add_group_shape()
    left, right, below, above = ends(plane)
    inner = plane.box.below(above.box.height).upper(below.box.top - above.box.bottom)
    scale = min(inner.width / (plane.high[0] - plane.low[0]), inner.height / (plane.high[1] - plane.low[1]))
    middle = inner.left + inner.width / 2, inner.top + inner.height / 2
    centre = (plane.low[0] + plane.high[0]) / 2, (plane.low[1] + plane.high[1]) / 2

    def place(x: float, y: float) -> tuple[float, float]:
        return middle[0] + scale * (x - centre[0]), middle[1] - scale * (y - centre[1])

    _axes(group, inner, place(0.0, 0.0))
    for oval in plane.ovals:
        _oval(group, oval, place(oval.x, oval.y), scale)
    for oval in plane.ovals:
        _badge(group, oval, place(oval.x, oval.y))
    for end, align in (
        (above, PP_ALIGN.CENTER),
        (below, PP_ALIGN.CENTER),
        (left, PP_ALIGN.LEFT),
        (right, PP_ALIGN.RIGHT),
    ):
        _write_end(group, end, align)
    return group


def _axes(group: Any, inner: Box, origin: tuple[float, float]) -> None:
    x, y = min(max(origin[0], inner.left), inner.right), min(max(origin[1], inner.top), inner.bottom)
    for start, end in (((inner.left, y), (inner.right, y)), ((x, inner.top), (x, inner.bottom))):
        line = group.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(Pt(place) for place in (*start, *end)))
        _bare(line)
        line.line.color.rgb, line.line.width = RGBColor.from_string(HAIRLINE[1:].upper()), Pt(0.75)


def _oval(group: Any, oval: Oval, at: tuple[float, float], scale: float) -> None:
    wide, tall = 2 * scale * oval.along, 2 * scale * oval.across
    shape = group.shapes.add_shape(
        MSO_SHAPE.OVAL, Pt(at[0] - wide / 2), Pt(at[1] - tall / 2), Pt(max(wide, 1.0)), Pt(max(tall, 1.0))
    )
    shape.rotation = -oval.turn % 360
    _fill(shape, oval.hue)
    shape.fill._xPr.find("{*}solidFill")[0].append(parse_xml(f"<a:alpha {nsdecls('a')} val='{_CLEAR}'/>"))
    shape.line.color.rgb, shape.line.width = RGBColor.from_string(oval.hue[1:].upper()), Pt(1.25)


def _badge(group: Any, oval: Oval, at: tuple[float, float]) -> None:
    shape = group.shapes.add_shape(MSO_SHAPE.OVAL, Pt(at[0] - _DOT / 2), Pt(at[1] - _DOT / 2), Pt(_DOT), Pt(_DOT))
    _fill(shape, oval.hue)
    shape.line.fill.background()
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.vertical_anchor = False, MSO_ANCHOR.MIDDLE
    write(frame, (Paragraph((Run(oval.badge, on(oval.hue), True),), SMALLEST),))
    frame.paragraphs[0].alignment = PP_ALIGN.CENTER


def _fill(shape: Any, hue: str) -> None:
    _bare(shape)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(hue[1:].upper())


def _bare(shape: Any) -> None:
    """Without the shadows and rims that a template gives to shapes."""
    for style in shape._element.findall("{*}style"):
        shape._element.remove(style)


def _write_end(group: Any, end: End, align: Any) -> None:
    box = end.box
    shape = group.shapes.add_textbox(Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height))
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    write(frame, fitted((Paragraph((Run(end.text, MUTED),), SMALLEST),), box.width, box.height))
    frame.paragraphs[0].alignment = align
