"""The slides side by side: what their titles, their heads and the lines around them say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from research.domain.results import Results
from research.wording.languages import speak
from tests.deliverables.decks import (
    a_template,
    charts_of,
    deck_of,
    opened,
    results_of,
    tables_of,
    texts_of,
    title_of,
    with_template,
)
from tests.results_factory import make_results

pytestmark = pytest.mark.xdist_group("deck")

WORDS = speak("en")


def long_names(text: str) -> str:
    """Names of segments that begin alike."""
    return text.replace("Segment called", "Good for the planet and for all of its people, number")


def slides_of(results: Results) -> list[Any]:
    """The slides side by side: those of tables that name the market before the slide of the targets."""
    slides = [slide for slide in opened(deck_of(results)).slides if tables_of(slide) and not charts_of(slide)]
    return [slide for slide in slides if WORDS.reading_rest in " ".join(texts_of(slide))]


def rows_of(slide: Any) -> list[list[str]]:
    [table] = tables_of(slide)
    return [[cell.text_frame.text for cell in row.cells if not cell.is_spanned] for row in table.rows]


def test_titles_after_the_first_say_what_the_rows_are_about() -> None:
    slides = slides_of(results_of(12))
    first, *others = (title_of(slide).partition("\u00a0of\u00a0")[0].rpartition(" (")[0] for slide in slides)
    assert first.endswith("divides the segments most")
    assert others
    for title, slide in zip(others, slides[1:], strict=True):
        groups = [row[0] for row in rows_of(slide)[1:] if len(row) == 1]
        labels = [label for label in (WORDS.themes, *WORDS.sections.values()) if any(map_in(label, groups))]
        assert title == WORDS.side_by_side_rows(labels)
    assert "Side by side: what they do, who they are, where to reach them, concepts and price" in others


def map_in(label: str, groups: list[str]) -> list[bool]:
    return [group.startswith(label) for group in groups]


@pytest.mark.parametrize("template", [b"", a_template()], ids=["own", "four to three"])
def test_heads_are_told_apart_however_long_names_are(template: bytes) -> None:
    results = results_of(12, long_names)
    slides = slides_of(with_template(results, template) if template else results)
    for slide in slides:
        heads = rows_of(slide)[0][2:]
        assert len(heads) == 6 == len(set(heads))
    told = texts_of(slides[1])
    notes = slides[1].notes_slide.notes_text_frame.text
    assert results.personas is not None
    for persona in results.personas.personas[:6]:
        assert f"{persona.segment}: {persona.name}" in notes
        assert f"{persona.segment}  {persona.name}" in told


def test_short_names_stand_without_badges() -> None:
    [slide, *_] = slides_of(make_results())
    assert rows_of(slide)[0][2:] == ["Planet Firsts", "Busy Fuellers", "Treat Keepers"]


@pytest.mark.parametrize("make", [make_results, lambda: results_of(2), lambda: results_of(12)])
def test_only_what_is_shown_is_explained(make: Callable[[], Results]) -> None:
    results = make()
    small, few = (WORDS.star_key(results.tables.small_base), WORDS.min_base_key(results.tables.min_base))
    for slide in slides_of(results):
        rows = [row for row in rows_of(slide)[1:] if len(row) > 1]
        cells = [cell for row in rows for cell in row[2:]]
        told = " ".join(text for text in texts_of(slide) if text not in {cell for row in rows for cell in row})
        bare = [cell.rstrip(" ▲▼") for cell in cells]
        assert (WORDS.reading_marks in told) == any(cell.endswith(("▲", "▼")) for cell in cells)
        assert (WORDS.reading_defines in told) == any(row[0].endswith("◆") for row in rows)
        assert (few in told) == any(cell.endswith("**") for cell in bare)
        assert (small in told) == any(cell.endswith("*") and not cell.endswith("**") for cell in bare)
