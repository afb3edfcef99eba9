"""Layouts by what they hold: which one is a cover, which has a title and nothing else, where its room is."""

from __future__ import annotations

from typing import Any

from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from research.deliverables.deck._box import Box
from research.deliverables.deck._frame import Frame

POINT = 12_700
"""Office programs count in so many parts of a point."""
TITLES = ("TITLE", "CENTER_TITLE")
_FURNITURE = ("DATE", "FOOTER", "SLIDE_NUMBER")
_HEAD, _FOOT = 0.4, 0.8
"""Parts of the height: titles of slides end above the first, feet begin beneath the second."""
_MARGIN = 0.042
_FOOT_HEIGHT, _FOOT_MARGIN = 20.0, 12.0
_TITLE_HEIGHT = 66.0
_LEAST_TITLE = 30.0


def choose(deck: Deck) -> tuple[SlideLayout, SlideLayout]:
    """The layout of the cover, and of all other slides: a title alone, else none, else as little else as there is."""
    layouts = list(deck.slide_layouts)
    usual = min(layouts, key=lambda layout: (not _headed(deck, layout), len(_others(layout)), layouts.index(layout)))
    covers = [layout for layout in layouts if placeholder(layout, "CENTER_TITLE") and placeholder(layout, "SUBTITLE")]
    return (covers or [usual])[0], usual


def placeholder(sheet: Any, kind: str) -> Any:
    """The first placeholder of a kind on a slide, layout or master; None without one."""
    return next((one for one in sheet.placeholders if kind_of(one) == kind), None)


def title_of(sheet: Any) -> Any:
    """The placeholder of the title; None without one."""
    return next((one for kind in TITLES if (one := placeholder(sheet, kind)) is not None), None)


def kind_of(shape: Any) -> str:
    """What a placeholder is for, such as `TITLE`."""
    return str(shape.placeholder_format.type.name)


def box_of(shape: Any) -> Box:
    """Where a shape stands, its own place or the one it inherits."""
    return Box(*((length or 0) / POINT for length in (shape.left, shape.top, shape.width, shape.height)))


def frame_of(deck: Deck, layout: SlideLayout) -> Frame:
    """The frame that a layout leaves: beneath its title, above its foot, within margins of equal width."""
    width, height = (length / POINT for length in (deck.slide_width or 0, deck.slide_height or 0))
    left = _MARGIN * width
    title = Box(left, 0.045 * height, width - 2 * left, min(_TITLE_HEIGHT, 0.14 * height))
    if _headed(deck, layout):
        title = box_of(title_of(layout))
        left = min(max(title.left, 0.02 * width), 0.12 * width)
    foot_top = min([height - _FOOT_HEIGHT - _FOOT_MARGIN, *(box.top for box in _feet(layout, height))])
    top = title.bottom + 8
    body = Box(left, top, width - 2 * left, foot_top - 6 - top)
    return Frame(width, height, title, body, Box(left, foot_top, width - 2 * left, _FOOT_HEIGHT))


def _headed(deck: Deck, layout: SlideLayout) -> bool:
    """Whether it has a title across the upper part of the slide."""
    title = title_of(layout)
    if title is None:
        return False
    box, width, height = box_of(title), (deck.slide_width or 0) / POINT, (deck.slide_height or 0) / POINT
    inside = box.top >= 0 and box.left >= 0 and box.right <= width + 1 and box.bottom <= _HEAD * height
    return inside and box.width >= width / 2 and box.height >= _LEAST_TITLE


def _others(layout: Any) -> list[Any]:
    return [one for one in layout.placeholders if kind_of(one) not in (*TITLES, *_FURNITURE)]


def at_foot(shape: Any, height: float) -> bool:
    """Whether a placeholder stands at the foot of a slide of that height, and inside it."""
    box = box_of(shape)
    return box.width > 0 and box.top >= _FOOT * height and box.bottom <= height + 1


def _feet(layout: Any, height: float) -> list[Box]:
    """Where the foot of the layout is."""
    return [box_of(one) for one in layout.placeholders if kind_of(one) in _FURNITURE and at_foot(one, height)]
