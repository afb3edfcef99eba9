"""The deck in German: slides, notes of the speaker and descriptions of charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.deliverables.decks import charts_of, deck_of, opened, texts_of
from tests.deliverables.test_german_page import ENGLISH, Factory, german, of_the_study
from tests.results_factory import make_results, make_ruled_results, make_unsegmented_results


def told(deck: Any) -> Iterator[str]:
    """What stands on slides, in their notes, in names of charts' categories, in descriptions."""
    for slide in deck.slides:
        yield from texts_of(slide)
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            yield shape.element.xpath(".//p:cNvPr")[0].get("descr") or ""
            if getattr(shape, "has_chart", False):
                yield from map(str, shape.chart.plots[0].categories)
                yield from (series.name for series in shape.chart.plots[0].series)


@pytest.mark.parametrize("make", [make_results, make_ruled_results, make_unsegmented_results])
def test_no_english_word_stands_on_a_slide_but_the_study_s_own(make: Factory) -> None:
    texts = list(told(opened(deck_of(german(make(of_the_study))))))
    assert any("Interviews" in text for text in texts)
    assert not [text for text in texts if ENGLISH.search(text.replace("tidy/candidates.csv", ""))]


def forms_of(deck: Any) -> list[str]:
    """The number formats of all charts."""
    charts = [chart for slide in deck.slides for chart in charts_of(slide)]
    return [form for chart in charts for form in chart.element.xpath(".//c:numFmt/@formatCode")]


def test_charts_show_shares_as_those_of_the_english_deck_do() -> None:
    english, own = (forms_of(opened(deck_of(made))) for made in (make_results(), german(make_results())))
    assert own == english != []
