"""The slide of a persona: what it draws and in which order, what is decided and done, small bases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from research.domain.personas import Comparison, Persona, Section, Statement
from research.domain.results import Results
from research.wording.languages import speak
from tests.deliverables.decks import charts_of, deck_of, opened, texts_of, title_of
from tests.results_factory import make_results

WORDS = speak("en")
pytestmark = pytest.mark.xdist_group("deck")


def with_persona(results: Results, persona: Persona) -> Results:
    """The same results with another persona in the place of the segment's own."""
    assert results.personas is not None
    others = (persona if one.segment == persona.segment else one for one in results.personas.personas)
    return replace(results, personas=replace(results.personas, personas=tuple(others)))


def first_persona(results: Results) -> Persona:
    assert results.personas is not None
    return results.personas.personas[0]


def slide_of(results: Results, persona: Persona) -> Any:
    return next(s for s in opened(deck_of(results)).slides if title_of(s).startswith(f"{persona.name}: "))


def made_of(pattern: Statement, section: Section, comparisons: tuple[Comparison, ...]) -> list[Statement]:
    """A statement of the section for each comparison, called by both."""
    return [
        replace(pattern, section=section, subject=f"{section} {number} {comparison}", comparison=comparison)
        for number, comparison in enumerate(comparisons, start=1)
    ]


def test_what_there_is_more_of_is_drawn_first_and_not_crowded_out() -> None:
    results = make_results()
    persona = first_persona(results)
    pattern = persona.statements[0]
    statements = (
        *made_of(pattern, "wants", ("far_less", "far_less", "far_less", "more", "slightly_more")),
        *made_of(pattern, "thinks", ("far_less", "far_more", "far_less")),
        *made_of(pattern, "does", ("less", "less")),
    )
    own = replace(persona, statements=statements)
    [chart] = charts_of(slide_of(with_persona(results, own), own))
    labels = [str(category) for category in chart.plots[0].categories]
    assert len(labels) == 7
    told = [next(one.subject for one in statements if one.subject in label) for label in labels]
    assert told[:3] == ["wants 4 more", "wants 5 slightly_more", "thinks 2 far_more"]
    assert all("less" in subject for subject in told[3:])
    assert [subject.split()[0] for subject in told[3:]] == sorted(
        (subject.split()[0] for subject in told[3:]), key=("wants", "thinks", "does").index
    )


def test_where_to_reach_them_begins_with_where_they_are() -> None:
    results = make_results()
    persona = first_persona(results)
    media = next(one for one in persona.statements if one.section == "reached")
    reached = made_of(media, "reached", ("far_less", "far_less", "far_less", "more"))
    own = replace(persona, statements=tuple(reached))
    told = " ".join(texts_of(slide_of(with_persona(results, own), own)))
    assert told.index("reached 4 more") < told.index("reached 1 far_less") < told.index("reached 2 far_less")
    assert "reached 3 far_less" not in told


def forms_of(chart: Any) -> list[str]:
    """The number formats of single bars."""
    return [str(form) for form in chart._chartSpace.xpath(".//c:dLbl/c:numFmt/@formatCode")]


def test_small_bases_are_starred_and_explained_on_a_slide_of_a_persona() -> None:
    results = make_results()
    persona = first_persona(results)
    small, least = results.tables.small_base, results.tables.min_base
    wants, *others = (replace(one, comparison="more", base=small) for one in persona.statements)
    own = replace(persona, statements=(replace(wants, base=small - 1), *others))
    slide = slide_of(with_persona(results, own), own)
    [chart] = charts_of(slide)
    assert forms_of(chart) == [f'{WORDS.share_format}"*"']
    foot = " ".join(texts_of(slide))
    assert WORDS.star_key(small) in foot and WORDS.min_base_key(least) not in foot
    large = replace(persona, statements=tuple(others))
    slide = slide_of(with_persona(results, large), large)
    assert forms_of(charts_of(slide)[0]) == [] and WORDS.star_key(small) not in " ".join(texts_of(slide))


def test_the_best_concept_is_starred_where_few_saw_it() -> None:
    results = make_results()
    persona = first_persona(results)
    concept = next(one for one in persona.statements if one.section == "concepts")
    own = replace(persona, statements=(replace(concept, base=results.tables.small_base - 1),))
    slide = slide_of(with_persona(results, own), own)
    [line] = [text for text in texts_of(slide) if concept.subject in text]
    assert line.startswith(f"{WORDS.value(concept, concept.value)}* ")
    assert WORDS.star_key(results.tables.small_base) in " ".join(texts_of(slide))


def test_small_bases_are_starred_and_explained_on_the_slide_of_concepts() -> None:
    results = make_results()
    assert results.personas is not None
    slides = opened(deck_of(results)).slides
    slide = next(slide for slide in slides if any(WORDS.concepts in text for text in texts_of(slide)))
    bases = {p.name: one.base for p in results.personas.personas for one in p.section("concepts")}
    starred = {str(chart.plots[0].series[0].name) for chart in charts_of(slide) if forms_of(chart)}
    assert starred == {name for name, base in bases.items() if base < results.tables.small_base} != set()
    assert WORDS.star_key(results.tables.small_base) in " ".join(texts_of(slide))
