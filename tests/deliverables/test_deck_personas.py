"""The slide of a persona: what it draws and in which order, what is decided and done, small bases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from research.domain.personas import Comparison, Persona, Section, Statement
from research.domain.results import Results
from tests.deliverables.decks import charts_of, deck_of, opened, title_of
from tests.results_factory import make_results

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
