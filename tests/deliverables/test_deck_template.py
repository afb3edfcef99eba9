"""The client's template: its size, master and layouts, none of its slides."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Pt

from research.deliverables.deck._letters import LEADING, lines_of, width_of
from research.wording.languages import speak
from tests.deliverables.decks import a_template, deck_of, opened, texts_of, title_of, with_template
from tests.deliverables.test_deck import overlaps
from tests.results_factory import make_results, make_unsegmented_results

WORDS = speak("en")
SIZES = {"four to three": (720.0, 540.0), "sixteen to nine": (960.0, 540.0), "a wide one": (1280.0, 720.0)}


def stripped(names: tuple[str, ...]) -> bytes:
    """A template with these layouts alone."""
    deck = Presentation(io.BytesIO(a_template()))
    while len(deck.slides._sldIdLst):
        deck.part.drop_rel(deck.slides._sldIdLst[0].rId)
        deck.slides._sldIdLst.remove(deck.slides._sldIdLst[0])
    for layout in list(deck.slide_layouts):
        if layout.name not in names:
            deck.slide_layouts.remove(layout)
    saved = io.BytesIO()
    deck.save(saved)
    return saved.getvalue()


@pytest.fixture(scope="module", params=SIZES)
def deck(request: pytest.FixtureRequest) -> tuple[Any, tuple[float, float]]:
    size = SIZES[request.param]
    return opened(deck_of(with_template(make_results(), a_template(*size)))), size


def test_its_size_and_layouts_are_taken_and_its_slides_are_not(deck: tuple[Any, tuple[float, float]]) -> None:
    made, (width, height) = deck
    assert (made.slide_width, made.slide_height) == (Pt(width), Pt(height))
    assert made.slides[0].slide_layout.name == "Title Slide"
    assert {slide.slide_layout.name for slide in list(made.slides)[1:]} == {"Title Only"}
    told = " ".join(text for slide in made.slides for text in texts_of(slide))
    assert "Sample slide" not in told
    assert all(slide.shapes.title is not None for slide in made.slides)


def test_nothing_is_over_the_edge_or_over_another(deck: tuple[Any, tuple[float, float]]) -> None:
    made, _ = deck
    for number, slide in enumerate(made.slides, start=1):
        shapes = list(slide.shapes)
        for i, shape in enumerate(shapes):
            assert shape.left >= 0 and shape.left + shape.width <= made.slide_width + 1, (number, shape.name)
            assert shape.top >= 0 and shape.top + shape.height <= made.slide_height + 1, (number, shape.name)
            assert not [other.name for other in shapes[i + 1 :] if overlaps(shape, other)], (number, shape.name)


def test_no_part_of_its_slides_is_left_and_no_placeholder_is_empty() -> None:
    made = opened(deck_of(with_template(make_results(), a_template())))
    assert len([part for part in made.part.package.iter_parts() if "/slides/slide" in part.partname]) == len(
        made.slides
    )
    for slide in made.slides:
        assert all(shape.text_frame.text for shape in slide.placeholders)


@pytest.mark.parametrize("names", [("Blank",), ("Title and Content",), ("Title Only",), ("Vertical Title and Text",)])
def test_any_layout_will_do(names: tuple[str, ...]) -> None:
    made = opened(deck_of(with_template(make_results(), stripped(names))))
    assert all(title_of(slide) for slide in made.slides)
    for slide in made.slides:
        for i, shape in enumerate(slide.shapes):
            assert not [other.name for other in list(slide.shapes)[i + 1 :] if overlaps(shape, other)], shape.name


def test_what_led_to_its_slides_leads_nowhere() -> None:
    made = Presentation(io.BytesIO(a_template()))
    layout = made.slide_layouts.get_by_name("Title Only")
    link = layout.part.relate_to(made.slides[0].part, RT.SLIDE)
    mark = layout.placeholders[0]._element.nvSpPr.cNvPr
    mark.append(mark.makeelement(qn("a:hlinkClick"), {qn("r:id"): link, "action": "ppaction://hlinksldjump"}))
    body = next(one for one in made.notes_master.placeholders if one.placeholder_format.type.name == "BODY")
    body._element.getparent().remove(body._element)
    saved = io.BytesIO()
    made.save(saved)
    packed = deck_of(with_template(make_results(), saved.getvalue()))
    with ZipFile(io.BytesIO(packed)) as parts:
        assert len(parts.namelist()) == len(set(parts.namelist()))
        assert not [name for name in parts.namelist() if b"hlinksldjump" in parts.read(name)]
    assert all(slide.notes_slide.notes_text_frame.text for slide in opened(packed).slides)


def test_long_ends_of_the_map_take_two_lines() -> None:
    results = make_results()
    assert results.map is not None
    x, y = results.map.axes
    axes = (replace(x, high=("Is good for the planet and its people", "Comes without plastic")), y)
    longer = replace(results, map=replace(results.map, axes=axes))
    made = opened(deck_of(with_template(longer, a_template())))
    [group] = [shape for slide in made.slides for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    told = {shape.text_frame.text: shape for shape in group.shapes if shape.has_text_frame and shape.text_frame.text}
    end = told[f"{WORDS.map_end(axes[0].high, x.low)} →"]
    assert width_of(end.text_frame.text, 12) > end.width / Pt(1)
    assert lines_of(end.text_frame.text, 12, end.width / Pt(1)) * 12 * LEADING <= end.height / Pt(1)


def test_a_study_without_segments_takes_it_too() -> None:
    made = opened(deck_of(with_template(make_unsegmented_results(), a_template())))
    assert made.slide_width == Pt(720)


def test_the_same_template_gives_the_same_bytes() -> None:
    results, template = make_results(), a_template()
    assert deck_of(with_template(results, template)) == deck_of(with_template(results, template))
    assert deck_of(with_template(results, template)) != deck_of(results)
