"""Decks for tests: results of any number of segments, and how a deck is read back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from pptx import Presentation
from pptx.util import Pt

from research.deliverables.deck import FILE, DeckOfSlides
from research.domain.allocation import Allocation
from research.domain.arrays import sealed
from research.domain.naming import SegmentName, SegmentNames
from research.domain.results import Results
from research.stages.exploring import explore
from research.stages.tables import TablePlan, tabulate
from research.stages.targeting import weigh
from tests.results_factory import (
    NEEDS,
    TARGET,
    MadeWave,
    make_personas,
    make_questionnaire,
    make_responses,
    make_results,
    make_sample,
)


def deck_of(results: Results) -> bytes:
    return dict(DeckOfSlides().render(results))[FILE]


def opened(deck: bytes) -> Any:
    return Presentation(io.BytesIO(deck))


def with_template(results: Results, template: bytes) -> Results:
    """The same results for a client who has a template."""
    return replace(results, brief=replace(results.brief, branding=replace(results.brief.branding, template=template)))


def results_of(k: int, text: Callable[[str], str] = str) -> Results:
    """Results of one wave with `k` segments, everyone in turn."""
    results = make_results(text)
    assert results.factors is not None
    questionnaire = make_questionnaire(text)
    sample = make_sample(make_responses(questionnaire, "w2", results.n))
    segments = (1 + np.arange(results.n) % k).astype(np.int16)
    memberships = np.eye(k)[segments - 1]
    allocation = Allocation(sample.responses.ids, sealed(segments), sealed(memberships), k)
    names = tuple(text(f"Segment called {number}") for number in range(1, k + 1))
    tables = tabulate(sample, allocation, names, frozenset(NEEDS), TablePlan(banner=("sex",)))
    personas = make_personas(MadeWave(sample, allocation, tables), names, results.factors, text)
    return replace(
        results,
        tables=tables,
        allocation=allocation,
        names=SegmentNames(tuple(SegmentName(s, f"s{s}", name, "study") for s, name in enumerate(names, start=1))),
        personas=personas,
        portfolio=weigh(tables, personas.personas, questionnaire, (), TARGET, 1),
        map=None,
        waves=None,
        workshop=None,
        item_pairs=None,
        exploration=explore(tables),
    )


def decided(results: Results, *pursued: bool | None) -> Results:
    """The same results where the study decides so on the segments, in their order, and has an action for each."""
    assert results.personas is not None
    made = tuple(
        replace(
            persona,
            pursue=pursue,
            because="" if pursue is None else f"Because of {persona.name}",
            action={"product": f"Bag for {persona.name}"},
        )
        for persona, pursue in zip(results.personas.personas, pursued, strict=True)
    )
    return replace(results, personas=replace(results.personas, personas=made))


def a_template(width: float = 720.0, height: float = 540.0) -> bytes:
    """A client's template: another size, two slides of its own, and the layouts of a common program."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(width), Pt(height)
    for number in range(2):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Sample slide {number}"
    saved = io.BytesIO()
    deck.save(saved)
    return saved.getvalue()


def frames(shape: Any) -> Iterator[Any]:
    """The text frames of a shape: its own, or those of its cells."""
    if shape.has_text_frame:
        yield shape.text_frame
    if getattr(shape, "has_table", False):
        yield from (cell.text_frame for row in shape.table.rows for cell in row.cells if not cell.is_spanned)


def texts_of(slide: Any) -> list[str]:
    """Every paragraph that stands on a slide."""
    return [
        paragraph.text
        for shape in slide.shapes
        for frame in frames(shape)
        for paragraph in frame.paragraphs
        if paragraph.text
    ]


def charts_of(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if getattr(shape, "has_chart", False)]


def tables_of(slide: Any) -> list[Any]:
    return [shape.table for shape in slide.shapes if getattr(shape, "has_table", False)]


def title_of(slide: Any) -> str:
    title = slide.shapes.title
    return title.text_frame.text if title is not None else texts_of(slide)[0]
