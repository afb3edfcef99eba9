"""The decision sheet: whom to go for, why, and what would change it; every figure a figure of the run."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from html import unescape

import pytest

from research.deliverables.decision_sheet import FILE, DecisionSheet
from research.domain.personas import Personas
from research.domain.portfolio import Bound
from research.domain.results import Results
from research.wording.languages import speak
from tests.results_factory import make_results, make_ruled_results, make_unsegmented_results

WORDS = speak("en")
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}=1+1\u202e\u0007"


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


def sheet(results: Results) -> str:
    return DecisionSheet().render(results)[FILE].decode()


def text_of(page: str) -> str:
    body = page[page.index("<body") :]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", body)))


def deciding(results: Results, **decided: bool | None) -> Results:
    """The results with decisions by segment: `s1=True`."""
    assert results.personas is not None
    made = tuple(
        replace(persona, pursue=decided.get(f"s{persona.segment}"), because="", action={})
        for persona in results.personas.personas
    )
    return replace(results, personas=Personas(made, results.personas.caveats))


def test_the_target_is_whom_the_study_goes_for(results: Results) -> None:
    told = text_of(sheet(deciding(results, s2=True)))
    assert results.personas is not None
    assert told.index(WORDS.go_for) < told.index(results.personas.personas[1].name)
    assert WORDS.suggested_target not in told


def test_without_a_decision_the_first_by_the_criteria_is_suggested_and_said_to_be_so(results: Results) -> None:
    assert results.portfolio is not None and results.portfolio.leader is not None
    told = text_of(sheet(deciding(results)))
    assert WORDS.suggested_target in told and WORDS.not_decided(results.portfolio) in told
    assert told.index(results.portfolio.leader.name) < told.index(WORDS.what_we_do)
    turned_down = deciding(results, **{f"s{results.portfolio.leader.segment}": False})
    told = text_of(sheet(turned_down))
    assert WORDS.no_target in told and "The decision is against" in told


def test_every_figure_is_one_of_the_run(results: Results) -> None:
    told = text_of(sheet(deciding(results, s1=True)))
    frames = results.tidies()
    held = {"portfolio": ("value", "market", "first"), "statements": ("value", "market"), "segments": ("share",)}
    known = [value for name, columns in held.items() for value in _numbers(frames[name], columns)]
    assert results.portfolio is not None
    known += [trial.break_even for trial in results.portfolio.trials]
    shown = set(re.findall(r"(?<![\d–.-])\d+ %", re.sub(r"\(\d+–\d+ %\)", "", told)))
    assert shown and shown <= {WORDS.numbers.percentage(value).replace("\u202f", " ") for value in known}


def _numbers(frame: object, columns: tuple[str, ...]) -> list[float]:
    return [float(value) for column in columns for value in frame[column] if value == value]  # type: ignore[index]


def test_teams_without_an_action_are_open_and_the_next_step_says_so(results: Results) -> None:
    told = text_of(sheet(deciding(results, s1=True)))
    assert told.count(WORDS.open_for_team) >= 5
    assert "decide on product, brand, media, sales and service" in told
    own = replace(results, brief=replace(results.brief, next_step="Book the field for May"))
    assert "Book the field for May" in text_of(sheet(own))


def test_words_of_the_study_are_escaped(results: Results) -> None:
    page = sheet(make_results(lambda word: f"{word}{HOSTILE}", n=400))
    assert "<script" not in page and "\u202e" not in page and "{{ 7*7 }}" in page


def test_segments_by_rules_have_a_sheet_and_no_segments_have_none(results: Results) -> None:
    assert WORDS.how_sure in text_of(sheet(make_ruled_results()))
    assert DecisionSheet().render(make_unsegmented_results()) == {}


def test_without_a_portfolio_the_sheet_says_that_there_is_no_target(results: Results) -> None:
    assert WORDS.no_target in text_of(sheet(replace(deciding(results), portfolio=None)))


def test_a_target_that_misses_the_study_s_own_rule_is_said_to(results: Results) -> None:
    assert results.portfolio is not None
    missing = tuple(
        replace(one, rank=0, marks=tuple(replace(mark, passed=not criterion.bound) for criterion, mark in marks))
        for one in results.portfolio.standings
        for marks in [list(zip(results.portfolio.criteria, one.marks, strict=True))]
    )
    told = text_of(sheet(replace(deciding(results, s1=True), portfolio=replace(results.portfolio, standings=missing))))
    assert "The decision goes against the study’s own rule: Planet Firsts is out: Share of the market" in told


def test_every_segment_has_a_verdict_and_their_number_is_told(results: Results) -> None:
    told = text_of(sheet(deciding(results, s1=True, s2=False)))
    assert "three segments" in told and "The other two segments" in told
    assert told.count(f"{WORDS.turned_down}.") == 1 and told.count(f"{WORDS.pursue_open}.") == 1


def test_what_was_not_tried_is_not_denied(results: Results) -> None:
    assert results.validation is not None
    untried = replace(results.validation, verdict="reproducible", p_fit=math.nan)
    told = text_of(sheet(replace(results, validation=untried)))
    assert "was not tried" in told and "do not gather" not in told


def test_a_figure_that_misses_its_bound_by_little_does_not_read_as_the_bound(results: Results) -> None:
    assert results.portfolio is not None
    size = replace(results.portfolio.criteria[results.portfolio.size], bound=Bound(">=", 0.10))
    assert WORDS.missed(size, 0.0968) == "9.7\u202f%" and WORDS.missed(size, 0.07) == "7\u202f%"


def test_a_target_is_held_against_the_best_rival(results: Results) -> None:
    assert results.portfolio is not None
    told = text_of(sheet(deciding(results, s1=True, s2=True)))
    assert "the highest of all segments" in told
