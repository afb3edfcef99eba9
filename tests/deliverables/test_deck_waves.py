"""Slides on waves: scores stand on one where any of them clearly changed, else in the notes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from research.domain.results import Results
from research.domain.waves import Change, WaveComparison
from research.wording.languages import speak
from tests.deliverables.decks import deck_of, opened, texts_of, title_of
from tests.results_factory import make_results

pytestmark = pytest.mark.xdist_group("deck")

WORDS = speak("en")
SINCE = "w1 (March 2025)"
LENTILS = "concepts.intent:top2/c2_pi"


def waves_of(results: Results) -> WaveComparison:
    assert results.waves is not None
    return results.waves


def slides_of(results: Results) -> list[Any]:
    return list(opened(deck_of(results)).slides)


def with_change(results: Results, key: str, segment: int, change: Change) -> Results:
    """The same results where one score changed so in the latest wave."""
    waves = waves_of(results)
    figures = tuple(
        replace(figure, change=change) if (figure.key, figure.segment, figure.wave) == (key, segment, "w2") else figure
        for figure in waves.figures
    )
    return replace(results, waves=replace(waves, figures=figures))


def scores_slides(results: Results) -> list[Any]:
    return [
        slide for slide in slides_of(results) if any(text.startswith(f"{WORDS.scores}: ") for text in texts_of(slide))
    ]


def test_where_no_score_changed_no_slide_shows_them_and_the_notes_say_so() -> None:
    results = make_results()
    assert scores_slides(results) == []
    [slide] = [slide for slide in slides_of(results) if WORDS.sizes_by_wave in texts_of(slide)]
    notes = slide.notes_slide.notes_text_frame.text
    assert WORDS.scores_unchanged(SINCE) in notes
    assert "Lentil Crunch: Market 26 → 21\u202f%; Planet Firsts 15 → 15\u202f%; Busy Fuellers 44 → 37\u202f%" in notes


def test_a_change_in_one_segment_keeps_the_slide_and_is_its_title() -> None:
    [slide] = scores_slides(with_change(make_results(), LENTILS, 3, "down"))
    assert title_of(slide) == f"Lentil Crunch among Treat Keepers fell since {SINCE}"
    told = texts_of(slide)
    assert "19 → 9\u202f% ▼" in told
    assert WORDS.changes_tested("11 → 21\u202f%") in told


def test_a_change_in_the_market_comes_first() -> None:
    changed = with_change(with_change(make_results(), LENTILS, 3, "down"), LENTILS, 0, "down")
    [slide] = scores_slides(changed)
    assert title_of(slide) == WORDS.scores_finding([], ["Lentil Crunch"], SINCE)


def test_a_slide_with_changes_leaves_the_notes_of_sizes_alone() -> None:
    changed = with_change(make_results(), LENTILS, 0, "up")
    [slide] = [slide for slide in slides_of(changed) if WORDS.sizes_by_wave in texts_of(slide)]
    assert WORDS.scores_unchanged(SINCE) not in slide.notes_slide.notes_text_frame.text


def test_without_sizes_the_scores_keep_their_slide() -> None:
    results = make_results()
    waves = waves_of(results)
    scores = tuple(figure for figure in waves.figures if figure.topic != "size")
    [slide] = scores_slides(replace(results, waves=replace(waves, figures=scores)))
    assert title_of(slide) == WORDS.scores_finding([], [], SINCE)
