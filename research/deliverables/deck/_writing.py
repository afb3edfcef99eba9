"""Text into shapes: runs, marks and sizes as native text that anyone can edit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from research.deliverables._plain import printable, undirected
from research.deliverables.deck._fitting import hanging
from research.deliverables.deck._parts import ACCENT, MUTED, TEXT, Ink, Paragraph, Run

_THEME = {TEXT: MSO_THEME_COLOR.TEXT_1, MUTED: MSO_THEME_COLOR.TEXT_1, ACCENT: MSO_THEME_COLOR.ACCENT_1}
_PALER = 0.35
_BREAKS = re.compile(r"\s*\n\s*")
_MARKS = {"bullet": ("a:buChar", {"char": "•"}), "number": ("a:buAutoNum", {"type": "arabicPeriod"})}


def clean(text: str) -> str:
    """`text` on one line, as a slide can hold it: without control characters and marks that turn its direction."""
    return _BREAKS.sub(" ", undirected(printable(text)))


def write(frame: Any, paragraphs: Sequence[Paragraph]) -> None:
    """Fill a text frame, whose first paragraph is there already."""
    for i, paragraph in enumerate(paragraphs):
        line = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        line.line_spacing = 1.0
        line.space_before = Pt(paragraph.before if i else 0)
        _mark(line, paragraph)
        for run in paragraph.runs:
            add_run(line, run, paragraph.size)


def add_run(line: Any, run: Run, size: float) -> None:
    """One run at the end of a paragraph."""
    made = line.add_run()
    made.text = clean(run.text)
    made.font.size = Pt(size)
    made.font.bold = run.bold
    paint(made.font.color, run.ink)


def paint(colour: Any, ink: Ink) -> None:
    """Set a colour: of the theme where it decides, so that the client's template is kept, else as it is."""
    if ink not in _THEME:
        colour.rgb = RGBColor.from_string(ink.removeprefix("#").upper())
        return
    colour.theme_color = _THEME[ink]
    if ink == MUTED:
        colour.brightness = _PALER


def _mark(line: Any, paragraph: Paragraph) -> None:
    """A bullet or number with what is written hanging beside it; none where there is none to be."""
    properties = line._p.get_or_add_pPr()
    if not paragraph.mark:
        properties.append(properties.makeelement(qn("a:buNone"), {}))
        return
    properties.set("marL", str(int(Pt(hanging(paragraph)))))
    properties.set("indent", str(-int(Pt(hanging(paragraph)))))
    name, attributes = _MARKS[paragraph.mark]
    properties.append(properties.makeelement(qn(name), attributes))
