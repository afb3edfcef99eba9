"""The decision sheet on paper: one side of A4, whatever stands on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from research.deliverables.decision_sheet import FILE, DecisionSheet
from research.domain.personas import Personas
from research.domain.results import Results
from tests.browsing import IN_A_BROWSER, LONG, launched, visit
from tests.results_factory import make_results

pytestmark = IN_A_BROWSER
ACTIONS = dict.fromkeys(("product", "brand", "media", "sales", "service"), f"Something that this team does, {LONG}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


def of_many(results: Results, k: int, long: bool) -> Results:
    """The results with `k` segments, two of them gone for; with actions and reasons as long as anybody writes."""
    assert results.personas is not None and results.portfolio is not None
    personas, standings = results.personas.personas, results.portfolio.standings
    name = f"Segment {LONG}" if long else "Segment"
    made = tuple(
        replace(
            personas[i % 3],
            segment=i + 1,
            name=f"{name} {i + 1}",
            pursue=i < 2,
            because=f"Because of {LONG}" if long else "",
            action=ACTIONS if long and i < 4 else {},
        )
        for i in range(k)
    )
    ranked = tuple(replace(standings[i % 3], segment=i + 1, name=f"{name} {i + 1}", rank=i + 1) for i in range(k))
    return replace(results, personas=Personas(made), portfolio=replace(results.portfolio, standings=ranked))


@pytest.mark.parametrize(("k", "long"), [(2, False), (4, True), (8, False), (12, False), (12, True)])
def test_it_prints_on_one_side_and_fits_every_screen(browser: Browser, tmp_path: Path, k: int, long: bool) -> None:
    text = (lambda word: f"{word} {LONG}") if long else str
    path = tmp_path / FILE
    path.write_bytes(DecisionSheet().render(of_many(make_results(text), k, long))[FILE])
    for width in (1280, 390):
        page, troubles = visit(browser, path, width, "light")
        assert troubles == [] and page.evaluate("document.documentElement.scrollWidth") <= width
        printed = page.pdf(prefer_css_page_size=True, print_background=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
        page.context.close()
