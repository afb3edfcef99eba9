"""The answer: a few short lines that say what is decided, and once how firm the segments are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from research.deliverables._page.overview import answers
from research.domain.results import Results
from research.wording.languages import speak
from tests.deliverables.decks import decided, deck_of, opened, results_of, texts_of
from tests.results_factory import make_results, make_ruled_results

pytestmark = pytest.mark.xdist_group("deck")

WORDS = speak("en")
MOST, LONGEST = 4, 180
MADE: dict[str, Callable[[], Results]] = {
    "one target": make_results,
    "by rules": make_ruled_results,
    "two targets": lambda: decided(make_results(), True, True, False),
    "three targets": lambda: decided(make_results(), True, True, True),
    "one turned down": lambda: decided(make_results(), False, None, None),
    "nothing decided": lambda: decided(make_results(), None, None, None),
    "no concepts, nothing decided": lambda: without_concepts(decided(make_results(), None, None, None)),
    "twelve": lambda: results_of(12),
}


def without_concepts(results: Results) -> Results:
    assert results.personas is not None
    silent = tuple(
        replace(p, statements=tuple(s for s in p.statements if s.section != "concepts"))
        for p in results.personas.personas
    )
    return replace(results, personas=replace(results.personas, personas=silent))


def slide_of(results: Results) -> Any:
    return opened(deck_of(results)).slides[1]


def lines_of(slide: Any) -> list[str]:
    """The numbered lines of the answer."""
    frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
    return [p.text for frame in frames for p in frame.paragraphs if p._p.xpath(".//a:buAutoNum")]


@pytest.mark.parametrize("made", MADE)
def test_the_answer_is_short_and_tells_stability_once(made: str) -> None:
    results = MADE[made]()
    slide = slide_of(results)
    lines = lines_of(slide)
    assert 2 <= len(lines) <= MOST and max(map(len, lines)) <= LONGEST
    told = " ".join(texts_of(slide))
    assert "scale from 0 (chance)" not in told and "drawn anew" not in told and "pages below" not in told
    assert told.count("nother sample") <= 1
    assert "pages below" not in slide.notes_slide.notes_text_frame.text


def test_what_is_decided_comes_first_and_what_is_not_last() -> None:
    results = decided(make_results(), True, None, False)
    assert results.personas is not None
    go, open_, left = results.personas.personas
    lines = lines_of(slide_of(results))
    assert lines[0].startswith(f"{go.name}: ") and "would" not in lines[-1]
    assert lines[-1] == f"Not for {left.name}. {WORDS.pursue_open}: {open_.name}."


def test_many_segments_are_counted_rather_than_named() -> None:
    assert lines_of(slide_of(results_of(12)))[-1] == f"{WORDS.pursue_open}: eleven segments."


def test_without_a_decision_the_next_slides_are_pointed_to() -> None:
    lines = lines_of(slide_of(MADE["no concepts, nothing decided"]()))
    assert "the next slides show" in lines[0]


def test_the_notes_hold_the_answer_at_length() -> None:
    results = make_results()
    assert results.personas is not None
    notes = slide_of(results).notes_slide.notes_text_frame.text
    for told in answers(results, results.personas, WORDS):
        assert told in notes
