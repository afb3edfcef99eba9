"""What the charts show is what the nouns say."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from research.charts.badges import badges
from research.charts.recurrence import recurrence
from research.charts.rows import DotRow, dot_rows
from research.charts.scales import linear
from research.charts.sizes import by_size, sizes
from research.charts.solution_flows import solution_flows
from research.charts.stability import stability
from research.charts.statements import statement_dots
from research.charts.themes import overview, profile, themes_by_separation
from research.charts.waves import _apart, wave_sizes
from research.domain.personas import FactorMean, Personas
from research.domain.results import Results
from research.wording.languages import speak
from tests.results_factory import make_results

WORDS = speak("en")


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


@pytest.fixture(scope="module")
def personas(results: Results) -> Personas:
    assert results.personas is not None
    return results.personas


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_sizes_are_told_the_largest_first_with_their_intervals(personas: Personas) -> None:
    shown = texts(sizes(personas, WORDS))
    ordered = by_size(personas)
    assert [persona.share for persona in ordered] == sorted((p.share for p in personas.personas), reverse=True)
    names = [text for text in shown if text in {persona.name for persona in ordered}]
    assert names == [persona.name for persona in ordered]
    for persona in ordered:
        assert WORDS.numbers.percentage(persona.share) in shown
        assert WORDS.numbers.span(persona.share_low, persona.share_high) in shown


def test_bars_are_as_long_as_the_shares(personas: Personas) -> None:
    paths = re.findall(r'<path d="([^"]*)"[^>]*style="fill: var\(--segment-(\d)\)', sizes(personas, WORDS))
    lengths = {int(number): max(map(float, re.findall(r"[ML] ([\d.]+) ", path))) for path, number in paths}
    one, other = personas.personas[0], personas.personas[1]
    assert lengths[1] / lengths[2] == pytest.approx(one.share / other.share, rel=1e-3)


def test_every_theme_names_itself_and_shows_every_segment(personas: Personas) -> None:
    shown = texts(overview(personas, WORDS))
    letters = badges({persona.segment: persona.name for persona in personas.personas})
    for theme in personas.personas[0].factor_means:
        assert theme.name in shown
    for persona in personas.personas:
        assert shown.count(letters[persona.segment]) == len(persona.factor_means)


def test_a_profile_tells_the_figure_of_its_segment(personas: Personas) -> None:
    persona = personas.personas[1]
    shown = texts(profile(personas, persona, WORDS))
    assert {WORDS.numbers.signed(theme.mean) for theme in persona.factor_means} <= set(shown)


def test_only_the_themes_that_separate_most_are_drawn(personas: Personas) -> None:
    def many(position: int) -> tuple[FactorMean, ...]:
        return tuple(FactorMean(f"t{j}", f"Theme {j}", position * (1.0 if j == 11 else j / 100)) for j in range(14))

    wide = replace(personas, personas=tuple(replace(p, factor_means=many(p.segment - 2)) for p in personas.personas))
    assert themes_by_separation(wide)[0] == 11
    shown = texts(overview(wide, WORDS))
    assert "Theme 11" in shown and "Theme 0" not in shown
    assert sum(text.startswith("Theme") for text in shown) == 10


def test_dots_without_a_place_are_left_out(personas: Personas) -> None:
    nowhere = replace(
        personas.personas[0],
        factor_means=tuple(FactorMean(t.key, t.name, np.nan) for t in personas.personas[0].factor_means),
    )
    changed = replace(personas, personas=(nowhere, *personas.personas[1:]))
    assert "nan" not in overview(changed, WORDS) + profile(changed, nowhere, WORDS)


def test_statements_are_dots_on_one_scale(personas: Personas) -> None:
    persona = personas.personas[0]
    svg = statement_dots(persona, persona.section("wants"), 30, "wants-1", WORDS)
    shown = texts(svg)
    for statement in persona.section("wants"):
        assert statement.subject in shown
        assert WORDS.numbers.percentage(statement.value) in shown
    assert WORDS.market in shown and not any(text.endswith("*") for text in shown)
    starred = texts(statement_dots(persona, persona.section("wants"), 1000, "wants-1", WORDS))
    assert sum(text.endswith("*") for text in starred) == len(persona.section("wants"))


def test_no_statements_make_no_figure(personas: Personas) -> None:
    assert statement_dots(personas.personas[0], (), 30, "none", WORDS) == ""


def test_long_labels_stay_within_the_figure() -> None:
    rows = [DotRow("A label of many words " * 8, 0.4, 0.5, 0.35, 0.45, "40 %")]
    assert dot_rows(rows, "#010210", (0.0, 1.0), ("0 %", "100 %", "Market"), 310).height < 130


def test_the_chosen_number_of_segments_is_marked(results: Results) -> None:
    assert results.segmentation is not None
    svg = stability(results.segmentation, WORDS)
    assert any(WORDS.chosen in text and "0.86" in text for text in texts(svg))
    assert {"2", "3", "4"} <= set(texts(svg))
    assert WORDS.stability_null in texts(svg)


def test_data_without_segments_are_drawn_only_where_they_were_tried(results: Results) -> None:
    assert results.segmentation is not None
    untried = tuple(replace(c, null_stability=np.nan) for c in results.segmentation.candidates)
    svg = stability(replace(results.segmentation, candidates=untried), WORDS)
    assert WORDS.stability_null not in texts(svg) and "nan" not in svg


def test_one_candidate_alone_is_drawn_too(results: Results) -> None:
    assert results.segmentation is not None
    alone = replace(results.segmentation, candidates=results.segmentation.candidates[1:2], chosen=0)
    assert "nan" not in stability(alone, WORDS)


def test_waves_name_every_segment_at_its_line(results: Results) -> None:
    assert results.waves is not None
    shown = texts(wave_sizes(results.waves, WORDS))
    for figure in results.waves.figures:
        if figure.topic == "size":
            assert figure.label in shown
            assert WORDS.numbers.percentage(figure.value) in shown


def test_labels_of_lines_that_end_together_are_moved_apart() -> None:
    places = _apart([100.0, 101.0, 50.0])
    assert sorted(places)[1] - sorted(places)[0] >= 17
    assert abs(places[0] - places[1]) >= 17
    assert places[2] < places[0]


def test_a_scale_ends_at_its_ends() -> None:
    place = linear(0, 1, 10, 110)
    assert [place(value) for value in (-1, 0, 0.5, 1, 2)] == [10, 10, 60, 110, 110]
    assert linear(3, 3, 0, 10)(3) == 5


def test_flows_are_as_high_as_the_shares_and_number_the_segments(results: Results) -> None:
    segmentation = results.segmentation
    assert segmentation is not None and segmentation.flows is not None
    svg = solution_flows(segmentation, segmentation.flows, WORDS)
    shown = texts(svg)
    assert [text for text in shown if text in "234"].count("4") == 2, "a segment and the number of segments"
    assert WORDS.chosen in shown
    assert shown.count("1") == 3
    bars = re.findall(r'<path d="([^"]*)"[^>]*style="fill: var\(--segment-1\)"', svg)
    heights = [max(ys) - min(ys) for ys in (bar_ys(bar) for bar in bars)]
    assert heights[0] / heights[1] == pytest.approx(0.55 / 0.37, rel=1e-3), "the same line at two and at three segments"
    assert "var(--market)" in svg, "the fourth segment is nobody's kin"


def test_every_segment_of_every_number_has_a_dot(results: Results) -> None:
    segmentation = results.segmentation
    assert segmentation is not None
    svg = recurrence(segmentation, WORDS)
    assert len(re.findall(r"fill: var\(--segment-", svg)) == 3
    assert WORDS.doubtful in texts(svg)
    assert "0.76" in WORDS.recurrence_alt(segmentation)


def bar_ys(path: str) -> list[float]:
    return [float(y) for _, y in re.findall(r"[ML] ([\d.]+) ([\d.]+)", path)]


def test_more_segments_are_a_closer_look_or_another_cut(results: Results) -> None:
    segmentation = results.segmentation
    assert segmentation is not None and segmentation.flows is not None
    assert "one of them would be gathered from several" in WORDS.flows_text(segmentation, segmentation.flows)
    clean = replace(segmentation.flows, entropies=(np.zeros(3), np.zeros(4)))
    assert "closer look" in WORDS.flows_text(segmentation, clean)
