"""The deck tells what is decided and done, and what comes next, before the method."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from research.charts.sizes import by_size
from research.domain.personas import Persona
from research.domain.results import Results
from research.wording.languages import speak
from tests.deliverables.decks import a_template, decided, deck_of, opened, results_of, texts_of, title_of, with_template
from tests.results_factory import make_results, make_unsegmented_results

pytestmark = pytest.mark.xdist_group("deck")

WORDS = speak("en")


def slides_of(results: Results) -> list[Any]:
    return list(opened(deck_of(results)).slides)


def personas_of(results: Results) -> tuple[Persona, ...]:
    assert results.personas is not None
    return results.personas.personas


def undecided(results: Results) -> Results:
    """The same results where the study decides and plans nothing."""
    assert results.personas is not None
    open_ = tuple(replace(one, pursue=None, because="", action={}) for one in personas_of(results))
    return replace(results, personas=replace(results.personas, personas=open_))


@pytest.fixture(scope="module")
def results() -> Results:
    made = decided(make_results(), True, None, False)
    return replace(made, brief=replace(made.brief, next_step="Brief the agency in May"))


@pytest.fixture(scope="module")
def slides(results: Results) -> list[Any]:
    return slides_of(results)


def place_of(slides: list[Any]) -> int:
    """The first slide that says what is done, or would be."""
    return next(i for i, slide in enumerate(slides) if title_of(slide).startswith((WORDS.action, WORDS.action_open)))


def test_a_slide_says_what_is_decided_done_and_next(results: Results, slides: list[Any]) -> None:
    go, open_, left = personas_of(results)
    last = slides[place_of(slides)]
    assert title_of(last) == f"What we will do: go for {go.name}, not for {left.name}"
    told = texts_of(last)
    places = [
        told.index(go.name),
        told.index(WORDS.pursue_yes),
        told.index(go.because),
        told.index(WORDS.action),
        told.index(f"Product: Bag for {go.name}"),
        told.index(open_.name),
        told.index(WORDS.pursue_open),
        told.index(WORDS.action_open),
        told.index(f"Product: Bag for {open_.name}"),
        told.index(left.name),
        told.index(WORDS.pursue_no),
        told.index(left.because),
        told.index(f"Product: Bag for {left.name}"),
        told.index(WORDS.next_step),
        told.index("Brief the agency in May"),
    ]
    assert places == sorted(places)


def test_the_choice_comes_right_before_and_the_method_behind(results: Results, slides: list[Any]) -> None:
    assert results.portfolio is not None
    place = place_of(slides)
    assert title_of(slides[place - 1]) == WORDS.portfolio_finding(results.portfolio)
    assert title_of(slides[place + 1]) == WORDS.method_title(results.n, 3)


def test_what_is_left_to_decide_comes_next_where_the_study_names_no_step() -> None:
    slides = slides_of(decided(make_results(), True, None, False))
    told = texts_of(slides[place_of(slides)])
    assert told.index(WORDS.next_step) < told.index("Planet Firsts: decide on brand, media, sales and service.")


def test_a_study_that_only_plans_says_what_it_would_do() -> None:
    slides = slides_of(decided(make_results(), None, None, None))
    told = texts_of(slides[place_of(slides)])
    assert WORDS.deeds_title([], []) in told and WORDS.action_open in told and WORDS.action not in told


def test_there_is_no_such_slide_where_nothing_is_decided_and_planned() -> None:
    for bare in (undecided(make_results()), make_unsegmented_results()):
        titles = [title_of(slide) for slide in slides_of(bare)]
        assert not [title for title in titles if title.startswith((WORDS.action, WORDS.action_open))]


def test_every_segment_has_one_verdict_however_many_there_are() -> None:
    results = results_of(12)
    slides = [slide for slide in slides_of(results) if title_of(slide).startswith(WORDS.action)]
    told = [text for slide in slides for text in texts_of(slide)]
    assert len(slides) > 1
    assert {told.count(persona.name) for persona in personas_of(results)} == {1}
    assert told.count(WORDS.pursue_yes) == 1 and told.count(WORDS.pursue_open) == 11


def test_a_slide_of_a_persona_carries_its_verdict(results: Results, slides: list[Any]) -> None:
    for persona in by_size(results.personas):  # type: ignore[arg-type]
        told = texts_of(next(slide for slide in slides if title_of(slide).startswith(f"{persona.name}: ")))
        assert told.count(WORDS.pursued(persona.pursue, persona.because)) == 1
        head, other = (WORDS.action_open, WORDS.action) if persona.pursue is None else (WORDS.action, WORDS.action_open)
        assert other not in told
        assert told.index(head) + 1 == told.index(f"Product: Bag for {persona.name}")


def test_where_nothing_is_decided_no_verdict_is_told() -> None:
    results = undecided(make_results())
    persona = personas_of(results)[0]
    told = texts_of(next(slide for slide in slides_of(results) if title_of(slide).startswith(f"{persona.name}: ")))
    assert WORDS.pursue_open not in told and WORDS.open_action in told


def test_where_room_is_short_less_is_said_of_who_they_are_and_the_verdict_is_whole() -> None:
    results = decided(make_results(), True, None, False)
    assert results.personas is not None
    first, *others = personas_of(results)
    band = next(one for one in first.statements if one.section == "is")
    told = tuple(
        replace(band, section=section, subject=f"{section} {i}, said at some length", comparison="more")  # type: ignore[arg-type]
        for section in ("is", "reached")
        for i in range(3)
    )
    because = "They want what we do best, they pay for it without a second thought, and nobody else is there yet"
    full = replace(first, statements=(*first.statements, *told), because=because)
    long = replace(results, personas=replace(results.personas, personas=(full, *others)))
    slides = slides_of(with_template(long, a_template()))
    shown = texts_of(next(slide for slide in slides if title_of(slide).startswith(f"{full.name}: ")))
    assert WORDS.pursued(True, because) in shown
