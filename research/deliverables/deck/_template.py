"""The client's template as a deck without slides: master, layouts, size and theme stay."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from research.deliverables.deck._layouts import placeholder

_LISTS = ("//p:custShowLst", "//*[local-name()='sectionLst']/ancestor::p:ext")
"""What else in a presentation names its slides: shows, and sections."""


def emptied(template: bytes) -> Deck:
    """The template without its slides; their parts are not written, as nothing leads to them."""
    deck = Presentation(io.BytesIO(template))
    slides = deck.slides._sldIdLst
    for slide in list(slides):
        deck.part.drop_rel(slide.rId)
        slides.remove(slide)
    for path in _LISTS:
        for element in deck.part._element.xpath(path):
            element.getparent().remove(element)
    for sheet in _sheets(deck):
        _unlink(sheet)
    _keep_notes_writable(deck)
    return deck


def _sheets(deck: Deck) -> Iterator[Any]:
    for master in deck.slide_masters:
        yield master
        yield from master.slide_layouts


def _unlink(sheet: Any) -> None:
    """Buttons of a master that led to a slide of the template lead nowhere."""
    for name, relation in list(sheet.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.SLIDE:
            for element in sheet._element.xpath(f".//*[@r:id='{name}']"):
                element.getparent().remove(element)
            sheet.part.rels.pop(name)


def _keep_notes_writable(deck: Deck) -> None:
    """A master of notes without room for text gives way to the usual one."""
    for name, relation in list(deck.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.NOTES_MASTER:
            part: Any = relation.target_part
            if placeholder(part.notes_master, "BODY") is not None:
                return
            for element in deck.part._element.findall(qn("p:notesMasterIdLst")):
                deck.part._element.remove(element)
            deck.part.rels.pop(name)
