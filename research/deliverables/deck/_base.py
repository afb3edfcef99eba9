"""What the slides stand on: the project's own plain master, or the client's template without its slides."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Pt

from research.charts.colours import ACCENT, LIGHT, readable
from research.deliverables.deck._box import Box
from research.deliverables.deck._frame import Frame
from research.deliverables.deck._layouts import choose, frame_of, kind_of, placeholder
from research.deliverables.deck._template import emptied
from research.domain.results import Branding, Fonts

WIDTH, HEIGHT = 960.0, 540.0
_INK, _PAPER = "1d2125", "ffffff"
_TITLE_SIZE, _COVER_SIZE = 24, 36
_TITLE = Box(40, 26, 880, 60)
_FOOT = 508.0
_COVER_TITLE, _COVER_LINES = Box(64, 150, 800, 130), Box(64, 292, 800, 150)
_FOOTERS = {
    "DATE": Box(700, _FOOT, 100, 20),
    "FOOTER": Box(40, _FOOT, 640, 20),
    "SLIDE_NUMBER": Box(840, _FOOT, 80, 20),
}
_COLOUR = re.compile(rb"<a:(dk1|lt1|dk2|lt2|accent[1-6])>.*?</a:\1>", re.S)
_HEX = re.compile("#[0-9a-fA-F]{6}")
_STRIPE = f"""<p:sp {nsdecls("p", "a")}>
<p:nvSpPr><p:cNvPr id="99" name="Stripe" descr=""/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>
<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{Pt(18)}" cy="{Pt(HEIGHT)}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>
<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"""
_KEPT = ("Title Slide", "Title Only", "Blank")


@dataclass(frozen=True, slots=True)
class Base:
    """A presentation without slides, its layouts for the cover and for all others, and the frame of these."""

    deck: Deck
    cover: SlideLayout
    usual: SlideLayout
    frame: Frame


def base_of(branding: Branding) -> Base:
    """The client's template where there is one."""
    deck = emptied(branding.template) if branding.template else _own(branding)
    cover, usual = choose(deck)
    return Base(deck, cover, usual, frame_of(deck, usual))


def _own(branding: Branding) -> Deck:
    """Sixteen to nine, titles on the left, ink and paper as on the page, the client's colour as the accent."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    master = deck.slide_master
    for layout in list(deck.slide_layouts):
        if layout.name not in _KEPT:
            deck.slide_layouts.remove(layout)
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _set_in(_COLOUR.sub(lambda found: _painted(found, _colours(branding)), theme.blob), branding.fonts)
    _set_titles(deck)
    for sheet in (master, *deck.slide_layouts):
        for kind, box in _FOOTERS.items():
            _place(placeholder(sheet, kind), box)
    _place(placeholder(master, "TITLE"), _TITLE)
    _place(placeholder(master, "BODY"), Box(40, 100, 880, 400))
    cover, usual = deck.slide_layouts[0], deck.slide_layouts[1]
    _place(placeholder(usual, "TITLE"), _TITLE)
    _dress_cover(cover)
    _place(placeholder(cover, "CENTER_TITLE"), _COVER_TITLE, "b")
    _place(placeholder(cover, "SUBTITLE"), _COVER_LINES, "t")
    return deck


def _set_titles(deck: Deck) -> None:
    """Titles are bold and stand on the left, as do the lines of the cover."""
    style = deck.slide_master._element.find(".//{*}titleStyle/{*}lvl1pPr")
    style.set("algn", "l")
    style.find("{*}defRPr").set("sz", str(100 * _TITLE_SIZE))
    style.find("{*}defRPr").set("b", "1")
    for sheet in (deck.slide_master, *deck.slide_layouts):
        for shape in sheet.placeholders:
            for level in shape._element.iterfind(".//{*}lstStyle/{*}lvl1pPr"):
                level.set("algn", "r" if kind_of(shape) == "SLIDE_NUMBER" else "l")


def _dress_cover(cover: SlideLayout) -> None:
    """Larger letters for the question of the study, and a stripe of the client's colour at the edge."""
    styles = placeholder(cover, "CENTER_TITLE")._element.find(".//{*}lstStyle")
    styles.append(
        parse_xml(f'<a:lvl1pPr {nsdecls("a")} algn="l"><a:defRPr sz="{100 * _COVER_SIZE}" b="1"/></a:lvl1pPr>')
    )
    cover.shapes._spTree.insert(2, parse_xml(_STRIPE))


def _place(shape: object, box: Box, anchor: str = "t") -> None:
    """Put a placeholder of the own master where it belongs, its text at the very edge."""
    if shape is None:
        return
    shape.left, shape.top, shape.width, shape.height = (  # type: ignore[attr-defined]
        Pt(length) for length in (box.left, box.top, box.width, box.height)
    )
    body = shape.text_frame._txBody.bodyPr  # type: ignore[attr-defined]
    for side in ("lIns", "tIns", "rIns", "bIns"):
        body.set(side, "0")
    body.set("anchor", anchor)


def _colours(branding: Branding) -> dict[str, str]:
    """The theme's colours: ink, paper, the client's own made readable, and the first hues of segments."""
    accent = next((colour for colour in branding.colours if _HEX.fullmatch(colour)), ACCENT)
    hues = {f"accent{number}": hue[1:] for number, hue in enumerate(LIGHT[:5], start=2)}
    return {
        "dk1": _INK,
        "lt1": _PAPER,
        "dk2": _INK,
        "lt2": "f3f0ea",
        "accent1": readable(accent, f"#{_PAPER}")[1:],
        **hues,
    }


def _set_in(theme: bytes, fonts: Fonts) -> bytes:
    """The theme with the client's families for headings and text."""
    for kind, name in (("major", fonts.headings), ("minor", fonts.text)):
        if name:
            latin = rf'(<a:{kind}Font>\s*<a:latin typeface=")[^"]*'.encode()
            theme = re.sub(latin, rb"\g<1>" + name.encode(), theme)
    return theme


def _painted(found: re.Match[bytes], colours: dict[str, str]) -> bytes:
    name = found.group(1).decode()
    return f'<a:{name}><a:srgbClr val="{colours[name]}"/></a:{name}>'.encode()
