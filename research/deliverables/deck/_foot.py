"""The foot of a slide: client, confidentiality, number of the page; in the places of the layout where it has them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from research.deliverables.deck._base import Base
from research.deliverables.deck._box import Box
from research.deliverables.deck._layouts import at_foot, box_of, placeholder
from research.deliverables.deck._letters import within
from research.deliverables.deck._parts import MUTED, NOTE, Run
from research.deliverables.deck._writing import add_run

_NUMBER = 60.0
_SIDE = 14.4
"""Points that a placeholder keeps free on its two sides."""


def add_foot(base: Base, slide: Any, text: str) -> None:
    """The line on the left and the page's number on the right."""
    foot = base.frame.foot
    line = _placed(slide, "FOOTER", foot.beginning(foot.width - _NUMBER), base.frame.height)
    shown = within(text, NOTE, line.width / Pt(1) - _SIDE)
    if shown:
        add_run(line.text_frame.paragraphs[0], Run(shown, MUTED), NOTE)
    else:
        line._element.getparent().remove(line._element)
    number = _placed(slide, "SLIDE_NUMBER", foot.after(foot.width - _NUMBER), base.frame.height)
    paragraph = number.text_frame.paragraphs[0]
    add_run(paragraph, Run("‹#›", MUTED), NOTE)
    _count(paragraph._p, slide)


def _placed(slide: Any, kind: str, box: Box, height: float) -> Any:
    """A copy of the layout's placeholder, emptied; a text box where the layout has none."""
    pattern = placeholder(slide.slide_layout, kind)
    if pattern is None or not at_foot(pattern, height):
        shape = slide.shapes.add_textbox(Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height))
        shape.text_frame.word_wrap = True
        return shape
    at, element = box_of(pattern), deepcopy(pattern._element)
    for paragraph in element.txBody.findall(qn("a:p")):
        element.txBody.remove(paragraph)
    element.txBody.append(parse_xml(f"<a:p {nsdecls('a')}/>"))
    slide.shapes._spTree.append(element)
    shape = slide.shapes[-1]
    element.nvSpPr.cNvPr.set("id", str(max(one.shape_id for one in slide.shapes) + 1))
    shape.left, shape.top, shape.width, shape.height = (Pt(length) for length in (at.left, at.top, at.width, at.height))
    return shape


def _count(paragraph: Any, slide: Any) -> None:
    """Turn the run into a field that counts, with the number that it has now."""
    deck = slide.part.package.presentation_part.presentation
    [run] = paragraph.findall(qn("a:r"))
    field = paragraph.makeelement(qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"})
    paragraph.replace(run, field)
    field.extend(list(run))
    field.find(qn("a:t")).text = str(len(deck.slides))
