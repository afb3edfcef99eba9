"""Every chart of the reports by itself: a file that any program opens, with the figures of the page."""

from __future__ import annotations

import inspect
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import research
from research.charts.drawing import Drawing
from research.domain.personas import SECTIONS
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
    with pytest.raises(research.ResearchError, match="no battery `needs`"):
        research.plot.factor_eigenvalues(none, "needs")


@pytest.mark.parametrize(
    ("name", "arguments", "told", "known"),
    [
        ("profile", (9,), "no segment 9", "1 (Planet Firsts), 2 (Busy Fuellers), 3 (Treat Keepers)"),
        ("profile", ("2",), "no segment 2", "1 (Planet Firsts)"),
        ("statements", (1, "wishes"), "no section `wishes`", "wants"),
        ("statements", (0, "wants"), "no segment 0", "3 (Treat Keepers)"),
        ("factor_eigenvalues", ("need",), "no battery `need` was factored", "known here: needs"),
    ],
)
def test_what_may_be_asked_for_is_told(
    results: Results, name: str, arguments: tuple[Any, ...], told: str, known: str
) -> None:
    with pytest.raises(research.ResearchError) as error:
        getattr(research.plot, name)(results, *arguments)
    assert told in str(error.value) and known in str(error.value)


FURTHER = {"profile": (1,), "statements": (1, "wants"), "factor_eigenvalues": ("needs",)}


@pytest.mark.parametrize("name", research.plot.__all__)
def test_what_are_no_results_of_a_wave_is_told_with_what_to_give(results: Results, name: str) -> None:
    for given, told in (
        (research.Run({"w1": results, "w2": results}, {}), '`run.results["w1"]` or `run.results["w2"]`'),
        ({"w2": results}, '`run.results["w2"]`'),
        ("plant_snacks", "this is `plant_snacks`"),
        (None, "this is `None`"),
        (results.tables, "this is a Tables"),
    ):
        with pytest.raises(research.ResearchError) as error:
            getattr(research.plot, name)(given, *FURTHER.get(name, ()))
        assert told in str(error.value)


def test_a_drawing_is_written_as_what_its_name_says_or_not_at_all(results: Results, tmp_path: Path) -> None:
    drawing = research.plot.sizes(results)
    for name, told in (("m.png", "m.svg"), ("m", "m.svg"), ("none/m.svg", "there is no folder")):
        with pytest.raises(research.ResearchError, match=told):
            drawing.save(tmp_path / name)
    with pytest.raises(research.ResearchError) as error:
        drawing.save(tmp_path / "none" / "m.png")
    assert len(error.value.faults) == 2
    (tmp_path / "taken.svg").mkdir()
    with pytest.raises(research.ResearchError, match="cannot be written"):
        drawing.save(tmp_path / "taken.svg")
    assert {path.name for path in tmp_path.iterdir()} == {"taken.svg"}
    assert drawing.save(tmp_path / "M.SVG").is_file()


def test_the_guide_names_what_the_charts_are_given() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guide.md").read_text("utf-8")
    for name in research.plot.__all__:
        arguments = ", ".join(inspect.signature(getattr(research.plot, name)).parameters)
        assert f"`{name}`" in guide or f"`{name}({arguments})`" in guide
        assert arguments == "results" or f"`{name}({arguments})`" in guide
    assert all(f"`{section}`" in guide for section in SECTIONS)
