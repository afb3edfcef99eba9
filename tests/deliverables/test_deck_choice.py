"""The slide of the targets: figures with what they are of, what would change the order, what comes next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from research.domain.portfolio import Portfolio
from research.domain.results import Results
from research.wording.languages import speak
from tests.deliverables.decks import a_template, deck_of, opened, tables_of, texts_of, title_of, with_template
from tests.results_factory import make_results

pytestmark = pytest.mark.xdist_group("deck")

WORDS = speak("en")
STEP = "Brief the agency in May"
LONG = "Chickpea Sharing Bag for the whole family, with a dip"


def portfolio_of(results: Results) -> Portfolio:
    assert results.portfolio is not None
    return results.portfolio


def slide_of(results: Results) -> Any:
    """The slide of the targets."""
    title = WORDS.portfolio_finding(portfolio_of(results))
    return next(slide for slide in opened(deck_of(results)).slides if title_of(slide) == title)


def notes_of(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def renamed(results: Results) -> Results:
    """The same results where every concept has a long name."""
    standings = tuple(
        replace(one, marks=tuple(replace(mark, about=LONG) if mark.about else mark for mark in one.marks))
        for one in portfolio_of(results).standings
    )
    return replace(results, portfolio=replace(portfolio_of(results), standings=standings))


def crowded(results: Results) -> Results:
    """The same results with as many targets as a slide holds."""
    ranked = portfolio_of(results).ranked
    more = tuple(replace(ranked[i % 3], rank=i + 1, name=f"Segment called {i + 1}") for i in range(13))
    return replace(results, portfolio=replace(portfolio_of(results), standings=more))


@pytest.fixture(scope="module")
def results() -> Results:
    made = make_results()
    return replace(made, brief=replace(made.brief, next_step=STEP))


def test_a_long_name_of_a_concept_is_cut_and_stands_in_the_notes(results: Results) -> None:
    slide = slide_of(with_template(renamed(results), a_template()))
    [table] = tables_of(slide)
    cells = [cell.text for row in list(table.rows)[1:] for cell in row.cells]
    told = [cell for cell in cells if cell.startswith("Chickpea Sharing")]
    assert len(told) == len(portfolio_of(results).standings)
    assert all("… " in cell and cell.rstrip("*").endswith("%") for cell in told)
    figure = WORDS.mark(*next(pair for pair in _pairs(renamed(results)) if pair[1]))
    assert f"{LONG} {figure}" in notes_of(slide)


def _pairs(results: Results) -> list[tuple[Any, float]]:
    """Criteria of concepts with the figures of the first segment."""
    portfolio = portfolio_of(results)
    marks = portfolio.ranked[0].marks
    return [(one, mark.value) for one, mark in zip(portfolio.criteria, marks, strict=True) if mark.about]


def test_names_that_have_room_are_told_in_full(results: Results) -> None:
    [table] = tables_of(slide_of(renamed(results)))
    told = [cell.text for row in list(table.rows)[1:] for cell in row.cells if cell.text.startswith("Chickpea")]
    assert told and all(cell.startswith(f"{LONG} ") for cell in told)


def test_the_score_names_its_scale(results: Results) -> None:
    [table] = tables_of(slide_of(results))
    assert table.cell(0, 1).text == f"{WORDS.score} ({WORDS.score_scale})"


def test_what_would_change_the_order_and_the_next_step_stand_beneath(results: Results) -> None:
    portfolio = portfolio_of(results)
    assert portfolio.turning_points
    told = texts_of(slide_of(results))
    order = [
        WORDS.if_it_changes,
        WORDS.break_even_head(portfolio),
        *(WORDS.break_even(*point) for point in portfolio.turning_points),
        WORDS.portfolio_trials(portfolio),
        WORDS.next_step,
        STEP,
    ]
    places = [told.index(text) for text in order]
    assert places == sorted(places)


def test_where_there_is_no_room_the_notes_hold_it(results: Results) -> None:
    full = crowded(results)
    slide = slide_of(full)
    told = texts_of(slide)
    assert WORDS.if_it_changes not in told and WORDS.next_step not in told
    assert WORDS.portfolio_trials(portfolio_of(full)) in " ".join(told)
    notes = notes_of(slide)
    assert WORDS.break_even_head(portfolio_of(full)) in notes and f"{WORDS.next_step}: {STEP}" in notes


def test_figures_on_few_are_starred(results: Results) -> None:
    few = replace(results, tables=replace(results.tables, small_base=10_000, min_base=0))
    slide = slide_of(few)
    [table] = tables_of(slide)
    rows = [[cell.text for cell in row.cells] for row in list(table.rows)[1:]]
    assert all(row[3].endswith("*") and row[4].endswith("*") and not row[2].endswith("*") for row in rows)
    assert WORDS.star_key(10_000) in " ".join(texts_of(slide))
