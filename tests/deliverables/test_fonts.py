"""The client's families stand first on page, sheet and slides, and the house's own behind them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from pptx.opc.constants import RELATIONSHIP_TYPE

from research.deliverables.decision_sheet import DecisionSheet
from research.deliverables.deck._base import base_of
from research.deliverables.persona_report import PersonaReport
from research.domain.results import Branding, Fonts, Results
from tests.results_factory import make_results

FONTS = Fonts("Georgia", "Source Sans 3")


@pytest.fixture(scope="module")
def results() -> Results:
    made = make_results()
    return replace(made, brief=replace(made.brief, branding=replace(made.brief.branding, fonts=FONTS)))


@pytest.mark.parametrize("deliverable", [PersonaReport(), DecisionSheet()])
def test_pages_ask_for_them_first(deliverable: PersonaReport | DecisionSheet, results: Results) -> None:
    [page] = [content.decode() for content in deliverable.render(results).values()]
    assert '--text: "Source Sans 3", -apple-system' in page
    assert '--headings: "Georgia", var(--text)' in page


def test_slides_have_them_as_the_fonts_of_the_theme() -> None:
    assert set_in(Branding(fonts=FONTS)) == ["Georgia", "Source Sans 3"]
    assert set_in(Branding(fonts=Fonts("Georgia"))) == ["Georgia", set_in(Branding())[1]]


def set_in(branding: Branding) -> list[str]:
    theme = base_of(branding).deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    found = re.findall(r'<a:(?:major|minor)Font>\s*<a:latin typeface="([^"]*)"', theme.blob.decode())
    return [str(name) for name in found]
