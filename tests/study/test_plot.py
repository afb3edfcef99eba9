"""Every chart of the reports by itself: a file that any program opens, with the figures of the page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

import research
from research.charts.drawing import Drawing
from research.domain.results import Results
from tests.results_factory import make_results, make_unsegmented_results

pytestmark = pytest.mark.xdist_group("plot")


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


def drawn(results: Results) -> dict[str, Drawing]:
    plot = research.plot
    return {
        "sizes": plot.sizes(results),
        "themes": plot.themes(results),
        "profile": plot.profile(results, 2),
        "statements": plot.statements(results, 1, "wants"),
        "map": plot.map(results),
        "portfolio": plot.portfolio(results),
        "waves": plot.waves(results),
        "stability": plot.stability(results),
        "recurrence": plot.recurrence(results),
        "flows": plot.flows(results),
        "more_than_chance": plot.more_than_chance(results),
        "factor_eigenvalues": plot.factor_eigenvalues(results, "needs"),
    }


def test_all_that_is_offered_is_drawn(results: Results) -> None:
    assert set(drawn(results)) == set(research.plot.__all__)


def test_a_drawing_is_a_file_of_its_own(results: Results, tmp_path: Path) -> None:
    for name, drawing in drawn(results).items():
        path = drawing.save(tmp_path / f"{name}.svg")
        root = ElementTree.fromstring(path.read_text("utf-8"))
        assert root.tag == "{http://www.w3.org/2000/svg}svg" and float(root.get("width", "0")) > 100
        assert "var(" not in drawing.svg and root.get("aria-label")
        assert drawing._repr_svg_() == drawing.svg


def test_it_is_the_chart_of_the_page_in_the_colours_of_the_client(results: Results) -> None:
    assert research.plot.sizes(results).inline in _page(results)
    own = replace(results, brief=replace(results.brief, branding=replace(results.brief.branding, colours=("#aa0000",))))
    assert "#aa0000" in research.plot.stability(own).svg
    assert "#aa0000" not in research.plot.stability(results).svg


def _page(results: Results) -> str:
    from research.deliverables.persona_report import FILE, PersonaReport

    return PersonaReport().render(results)[FILE].decode()


def test_what_is_not_there_is_told(results: Results) -> None:
    none = make_unsegmented_results()
    for tell in (research.plot.sizes, research.plot.map, research.plot.waves, research.plot.flows):
        with pytest.raises(research.ResearchError, match="nothing to draw"):
            tell(none)
    with pytest.raises(research.ResearchError, match="no segment 9"):
        research.plot.profile(results, 9)
    with pytest.raises(research.ResearchError, match="no battery `needs`"):
        research.plot.factor_eigenvalues(none, "needs")
