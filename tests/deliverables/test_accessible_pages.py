"""Pages for everyone: no violation that axe-core calls serious, on a laptop and a phone, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from research.deliverables.decision_sheet import DecisionSheet
from research.deliverables.persona_report import PersonaReport
from tests.browsing import IN_A_BROWSER, LONG, OPEN, launched, visit
from tests.results_factory import make_results, make_ruled_results, make_unsegmented_results

pytestmark = IN_A_BROWSER
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page of several studies."""
    made = tmp_path_factory.mktemp("pages")
    studies = {
        "usual": make_results(),
        "long": make_results(lambda label: f"{label} {LONG}"),
        "ruled": make_ruled_results(),
        "unsegmented": make_unsegmented_results(),
    }
    for name, results in studies.items():
        for file, page in {**PersonaReport().render(results), **DecisionSheet().render(results)}.items():
            (made / f"{name}-{file}").write_bytes(page)
    return made


EVERYWHERE = [(width, scheme) for width in (1280, 390) for scheme in ("light", "dark")]
CORNERS = [(1280, "light"), (390, "dark")]
"""For pages that look as the usual ones do."""


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        *((name, *look) for name in ("usual-personas", "usual-decision") for look in EVERYWHERE),
        *(
            (name, *look)
            for name in ("long-personas", "ruled-personas", "unsegmented-personas", "long-decision", "ruled-decision")
            for look in CORNERS
        ),
    ],
)
def test_axe_finds_nothing_serious(browser: Browser, folder: Path, name: str, width: int, scheme: str) -> None:
    page, _ = visit(browser, folder / f"{name}.html", width, scheme)
    page.evaluate(OPEN)
    found = Axe().run(page).response["violations"]
    serious = {
        one["id"]: [node["html"][:120] for node in one["nodes"][:3]] for one in found if one["impact"] in SERIOUS
    }
    assert serious == {}
    page.context.close()
