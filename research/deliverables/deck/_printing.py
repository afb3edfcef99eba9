"""Pages into slides: title, parts, foot and the speaker's notes, in native shapes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PIL import Image
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.util import Pt

from research.deliverables.deck._base import Base
from research.deliverables.deck._box import Box
from research.deliverables.deck._charts import add_bars
from research.deliverables.deck._fitting import fitted
from research.deliverables.deck._foot import add_foot
from research.deliverables.deck._layouts import box_of, placeholder, title_of
from research.deliverables.deck._parts import (
    Band,
    Bars,
    Cover,
    Grid,
    Page,
    Paragraph,
    Part,
    Picture,
    Plane,
    Run,
    Text,
    said,
)
from research.deliverables.deck._planes import add_plane
from research.deliverables.deck._sizes import size_of
from research.deliverables.deck._tables import add_grid
from research.deliverables.deck._writing import clean, paint, write

_INSET = 7.2
_COVER_LINE = 18.0
_TITLE = 18.0
"""Points below which titles are shortened rather than set smaller."""
_LOGO = 56.0
_AIR = 12.0


def print_cover(base: Base, cover: Cover, foot: str) -> None:
    """The first slide, in the places that its layout has for title and subtitle."""
    slide = base.deck.slides.add_slide(base.cover)
    title, lines = title_of(slide), placeholder(slide, "SUBTITLE")
    at, under = base.frame.title, base.frame.body
    if title is not None and base.cover is not base.usual:
        at = box_of(title)
    if lines is not None:
        under = box_of(lines)
    _entitle(slide, title, at, cover.title)
    paragraphs = tuple(said(line, _COVER_LINE, before=4) for line in cover.lines)
    if lines is not None:
        _pour(lines, under, paragraphs)
    else:
        _add_text(slide, Text(under, paragraphs))
    if cover.logo:
        _add_picture(slide, Picture(_room_for_logo(base, at, under), cover.logo, cover.logo_alt))
    _clear(slide, (title, lines))
    add_foot(base, slide, foot)
    _note(slide, cover.notes)


def print_page(base: Base, page: Page, foot: str) -> None:
    """One slide."""
    slide = base.deck.slides.add_slide(base.usual)
    title = title_of(slide)
    _entitle(slide, title, base.frame.title, page.title)
    _clear(slide, (title,))
    for part in page.parts:
        _ADDERS[type(part)](slide, part)
    add_foot(base, slide, foot)
    _note(slide, page.notes)


def _entitle(slide: Any, title: Any, box: Box, text: str) -> None:
    """The title where the layout has it, in the layout's size or as much smaller as it needs."""
    paragraph = Paragraph((Run(text, bold=title is None),), size_of(title))
    if title is None:
        _add_text(slide, Text(box, (paragraph,)))
        return
    _move(title, box)
    usual = Paragraph((Run(text, bold=True),), size_of(title))
    [line] = fitted((usual,), box.width - 2 * _INSET, box.height, min(usual.size, _TITLE))
    title.text_frame.text = clean(line.plain)
    if line.size < size_of(title):
        for run in title.text_frame.paragraphs[0].runs:
            run.font.size = Pt(line.size)


def _move(title: Any, box: Box) -> None:
    """To where the frame has the title, where the layout has it at the side or upright."""
    if box_of(title) != box:
        title.left, title.top, title.width, title.height = (
            Pt(length) for length in (box.left, box.top, box.width, box.height)
        )
        title.text_frame._txBody.bodyPr.set("vert", "horz")


def _pour(shape: Any, box: Box, paragraphs: Sequence[Paragraph]) -> None:
    shape.text_frame.word_wrap = True
    write(shape.text_frame, fitted(paragraphs, box.width - 2 * _INSET, box.height - _INSET))


def _room_for_logo(base: Base, title: Box, lines: Box) -> Box:
    """Above the title where there is room, else beneath the lines."""
    if title.top >= _LOGO + 2 * _AIR:
        return Box(title.left, title.top - _AIR - _LOGO, title.width / 2, _LOGO)
    top = min(lines.bottom + _AIR, base.frame.foot.top - _LOGO)
    return Box(title.left, top, title.width / 2, base.frame.foot.top - top)


def _clear(slide: Any, kept: Iterable[Any]) -> None:
    """Take away the placeholders that nothing was put into."""
    ids = {shape.shape_id for shape in kept if shape is not None}
    for shape in list(slide.placeholders):
        if shape.shape_id not in ids:
            shape._element.getparent().remove(shape._element)


def _add_text(slide: Any, text: Text) -> None:
    box = text.box
    shape = slide.shapes.add_textbox(Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height))
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write(frame, fitted(text.paragraphs, box.width, box.height))


def _add_band(slide: Any, band: Band) -> None:
    box = band.box
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height))
    shape.shadow.inherit = False
    shape.fill.solid()
    paint(shape.fill.fore_color, band.ink)
    shape.line.fill.background()
    decorative = shape._element.nvSpPr.cNvPr
    decorative.set("descr", "")


def _add_picture(slide: Any, picture: Picture) -> None:
    """No larger than its box, and no larger than it is at 96 dots an inch."""
    box = picture.box
    with Image.open(io.BytesIO(picture.content)) as opened:
        width, height = (0.75 * length for length in opened.size)
    scale = min(1.0, box.width / width, box.height / height)
    shape = slide.shapes.add_picture(
        io.BytesIO(picture.content), Pt(box.left), Pt(box.top), Pt(scale * width), Pt(scale * height)
    )
    _describe(shape, picture.alt)


def _add_bars(slide: Any, bars: Bars) -> None:
    _describe(add_bars(slide, bars), bars.alt)


def _add_grid(slide: Any, grid: Grid) -> None:
    _describe(add_grid(slide, grid), grid.alt)


def _add_plane(slide: Any, plane: Plane) -> None:
    _describe(add_plane(slide, plane), plane.alt)


def _describe(shape: Any, alt: str) -> None:
    """What is read to those who do not see it."""
    shape._element.find(f".//{qn('p:cNvPr')}").set("descr", clean(alt))


def _note(slide: Any, notes: Sequence[str]) -> None:
    slide.notes_slide.notes_text_frame.text = "\n".join(clean(note) for note in notes if note)


_ADDERS: dict[type[Part], Callable[[Any, Any], None]] = {
    Text: _add_text,
    Band: _add_band,
    Picture: _add_picture,
    Bars: _add_bars,
    Grid: _add_grid,
    Plane: _add_plane,
}
