"""The deck tells what the results hold, in native shapes that fit their slide; nothing of it is code of the data's."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from openpyxl import load_workbook
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from research.charts.badges import badges
from research.charts.colours import segment_hex
from research.charts.sizes import by_size
from research.deliverables.deck import FILE, DeckOfSlides
from research.deliverables.deck._letters import LEADING, lines_of, width_of, within
from research.deliverables.deck._look import shade_hex
from research.domain.results import Results
from research.wording.languages import speak
from tests.deliverables.decks import (
    charts_of,
    deck_of,
    frames,
    opened,
    results_of,
    tables_of,
    texts_of,
    title_of,
)
from tests.pictures import picture
from tests.results_factory import K, make_results, make_ruled_results, make_unsegmented_results

pytestmark = pytest.mark.xdist_group("deck")

WORDS = speak("en")
_HOSTILE = "<script>alert(1)</script>{{7*7}}\u202e\u05d0\u05d1 \U0001f600\x07\x0b\x00 _x0041_ http://evil.example "
LONGEST = 2000
MARKET = "868C94"


def hostile(text: str) -> str:
    """A label that would be a formula, a script, a template or a link, turns the text around it, and never ends."""
    return f"=1+1 {text}{_HOSTILE}{'x' * 700}{' long' * 400}"[:LONGEST]


MADE: dict[str, Callable[[], Results]] = {
    "three segments": make_results,
    "segments by rules": make_ruled_results,
    "two segments": lambda: results_of(2),
    "twelve segments": lambda: results_of(12),
    "no segments": make_unsegmented_results,
    "hostile labels": lambda: make_results(hostile),
    "many hostile labels": lambda: results_of(12, hostile),
    "no segments, hostile labels": lambda: make_unsegmented_results(hostile),
}


@pytest.fixture(scope="module", params=MADE)
def made(request: pytest.FixtureRequest) -> tuple[Results, Any]:
    results = MADE[request.param]()
    return results, opened(deck_of(results))


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


@pytest.fixture(scope="module")
def slides(results: Results) -> list[Any]:
    return list(opened(deck_of(results)).slides)


def known_figures(results: Results) -> set[str]:
    """The figures of the tidy frames, as they may be shown: rounded, in per cent, in millions."""
    known = set()
    for frame in results.tidies().values():
        for value in frame.select_dtypes("number").to_numpy().ravel():
            for shown in (value, 100 * value, value / 1e6):
                known |= {f"{abs(shown):,.{decimals}f}" for decimals in (0, 1, 2)}
    return (
        known | {f"{round(p.people, -3):,.0f}" for p in results.personas.personas if p.people}
        if results.personas
        else known
    )


def test_the_notes_and_the_slides_are_there(made: tuple[Results, Any]) -> None:
    results, deck = made
    for slide in deck.slides:
        assert slide.has_notes_slide
        told = slide.notes_slide.notes_text_frame.text
        assert WORDS.base_note(results) in told
        assert title_of(slide).strip()


def test_a_slide_a_persona_in_order_of_size(results: Results, slides: list[Any]) -> None:
    assert results.personas is not None
    ordered = by_size(results.personas)
    titles = [title_of(slide) for slide in slides]
    places = [next(i for i, title in enumerate(titles) if title.startswith(f"{p.name}: ")) for p in ordered]
    assert places == list(range(places[0], places[0] + len(ordered)))
    for place, persona in zip(places, ordered, strict=True):
        told = " ".join(texts_of(slides[place]))
        assert WORDS.numbers.percentage(persona.share) in told
        assert persona.people is not None and WORDS.numbers.people(persona.people) in told
        assert WORDS.persona_lead(persona) in told
        assert "◆ the segment was formed on this answer" in told
        notes = slides[place].notes_slide.notes_text_frame.text
        assert "effective" in notes and "How important is each of these" in notes


def test_twelve_segments_have_a_slide_each() -> None:
    results = results_of(12)
    titles = [title_of(slide) for slide in opened(deck_of(results)).slides]
    assert results.personas is not None
    for persona in results.personas.personas:
        assert [title for title in titles if title.startswith(f"{persona.name}: ")]


def test_the_question_is_the_title_and_the_answer_follows(results: Results, slides: list[Any]) -> None:
    cover = texts_of(slides[0])
    assert results.brief.objective in cover
    told = " ".join(cover)
    for part in ("Greenbite", "300 interviews", "fielded September 2025", "Confidential", "Adults 18-75"):
        assert part in told
    answer = " ".join(texts_of(slides[1]))
    assert title_of(slides[1]) == "Of three segments, we go for Planet Firsts"
    assert "These segments are natural" in answer and "Planet Firsts: 43\u202f% of the market" in answer


def test_titles_are_findings_not_topics(slides: list[Any]) -> None:
    topics = {WORDS.answer, WORDS.sizes, WORDS.separates, WORDS.side_by_side, WORDS.concepts, WORDS.waves, WORDS.method}
    assert not topics & {title_of(slide) for slide in slides}


def test_charts_are_native_and_their_values_are_cells(made: tuple[Results, Any]) -> None:
    results, deck = made
    figures = {
        f"{float(value):.10g}"
        for frame in results.tidies().values()
        for value in frame.select_dtypes("number").to_numpy().ravel()
    }
    found = 0
    for slide in deck.slides:
        for chart in charts_of(slide):
            assert chart.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
            assert not chart.has_legend and not chart.has_title
            for series in chart.plots[0].series:
                values = [value for value in series.values if value is not None]
                assert [value for value in values if f"{value:.10g}" not in figures] == []
                found += len(values)
    assert found >= 8


def test_the_charts_of_a_persona_hold_its_statements(results: Results, slides: list[Any]) -> None:
    assert results.personas is not None
    for persona in results.personas.personas:
        slide = next(slide for slide in slides if title_of(slide).startswith(f"{persona.name}: "))
        [chart] = charts_of(slide)
        own, market = chart.plots[0].series
        told = {(f"{s.value:.10g}", f"{s.market:.10g}") for s in persona.statements}
        assert {(f"{a:.10g}", f"{b:.10g}") for a, b in zip(own.values, market.values, strict=True)} <= told
        assert str(own.format.fill.fore_color.rgb) == segment_hex(persona.segment)[1:].upper()
        assert str(market.format.fill.fore_color.rgb) == MARKET


def test_the_bars_of_sizes_have_the_hues_of_the_segments(results: Results, slides: list[Any]) -> None:
    assert results.personas is not None
    ordered = by_size(results.personas)
    [chart] = charts_of(slides[2])
    [series] = chart.plots[0].series
    assert [round(value, 9) for value in series.values] == [round(persona.share, 9) for persona in ordered]
    hues = [str(series.points[i].format.fill.fore_color.rgb) for i in range(len(ordered))]
    assert hues == [segment_hex(persona.segment)[1:].upper() for persona in ordered]
    assert [str(category) for category in chart.plots[0].categories] == [WORDS.sized(persona) for persona in ordered]


def test_the_workbook_behind_a_chart_holds_the_same_and_no_formula(made: tuple[Results, Any]) -> None:
    for slide in made[1].slides:
        for chart in charts_of(slide):
            sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
            assert sheet is not None
            assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type in ("f", "e")]
            categories = [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)]
            assert categories == [str(category) for category in chart.plots[0].categories]
            for column, series in enumerate(chart.plots[0].series, start=2):
                assert sheet.cell(1, column).value == series.name
                values = [sheet.cell(row, column).value for row in range(2, sheet.max_row + 1)]
                assert values == list(series.values)


def test_every_figure_on_a_slide_is_a_tidy_one(results: Results, slides: list[Any]) -> None:
    known = known_figures(results)
    said = {"95", "0.25", "0.5", "1", "0", "5", "10", "20", "100", "30", "90"}
    labels = re.compile(r"w[12]|20\d\d|18-34|35-54|55\+|18-75|\(\d\u00a0of\u00a0\d\)|^\d\. ?")
    checked = 0
    for number, slide in enumerate(slides, start=1):
        for text in texts_of(slide):
            if text == str(number):
                continue
            for figure in re.findall(r"\d[\d,]*(?:\.\d+)?", labels.sub("", text)):
                assert figure.rstrip(",") in known | said, (text, figure)
                checked += 1
    assert checked > 100
    assert not {"123.4", "98,765"} & known, "the check can fail"


def test_side_by_side_holds_the_cells_of_the_tables(results: Results, slides: list[Any]) -> None:
    assert results.personas is not None
    rows = {
        row.cells[0].text_frame.text: [cell.text_frame.text for cell in list(row.cells)[1:]]
        for slide in slides
        for table in tables_of(slide)
        for row in table.rows
    }
    table = results.tables.table("needs:top2")
    i = table.row("n1")
    found = rows["Is good for the planet ◆"]
    assert found[0] == f"{100 * table.values[i, 0]:.0f}\u202f%"
    for persona in results.personas.personas:
        j = results.tables.banner.position(f"segment:{persona.segment}")
        assert found[persona.segment].startswith(f"{100 * table.values[i, j]:.0f}\u202f%")


def test_the_notes_of_a_table_hold_bases_and_questions(results: Results, slides: list[Any]) -> None:
    told = " ".join(s.notes_slide.notes_text_frame.text for s in slides if tables_of(s))
    table = results.tables.table("needs:top2")
    i, j = table.row("n1"), results.tables.banner.position("segment:1")
    assert f"Is good for the planet: Planet Firsts: base {table.bases[i, j]}, effective" in told
    assert f"“{table.wording}” · Base: {table.base_text}" in told


def test_tables_have_fourteen_rows_at_most_beside_their_head(made: tuple[Results, Any]) -> None:
    for slide in made[1].slides:
        for table in tables_of(slide):
            assert len(table.rows) <= 15


def test_cells_are_shaded_as_on_the_page(slides: list[Any]) -> None:
    shades = {
        str(cell.fill.fore_color.rgb)
        for slide in slides
        for table in tables_of(slide)
        for row in table.rows
        for cell in row.cells
        if cell.fill.type == 1
    }
    assert shades and shades <= {shade_hex(step)[1:].upper() for step in (-3, -2, -1, 1, 2, 3)}


def test_waves_stand_beside_each_other(results: Results, slides: list[Any]) -> None:
    assert results.waves is not None
    sizes = [figure for figure in results.waves.figures if figure.topic == "size"]
    for slide in slides:
        for chart in charts_of(slide):
            if "w1 (March 2025)" in [series.name for series in chart.plots[0].series]:
                values = {f"{value:.10g}" for series in chart.plots[0].series for value in series.values}
                assert values == {f"{figure.value:.10g}" for figure in sizes}
                return
    pytest.fail("no chart of waves")


def test_caveats_are_told(made: tuple[Results, Any]) -> None:
    results, deck = made
    slides = list(deck.slides)
    told = re.sub(r"\s+", " ", " ".join(slide.notes_slide.notes_text_frame.text for slide in slides))
    for caveat in results.caveats:
        beginning = re.sub(r"\s+", " ", WORDS.say(caveat)).partition("=1+1")[0]
        assert beginning and beginning in told


def test_nothing_is_smaller_than_twelve_points(made: tuple[Results, Any]) -> None:
    for number, slide in enumerate(made[1].slides, start=1):
        for shape in slide.shapes:
            for frame in frames(shape):
                sizes = [run.font.size for paragraph in frame.paragraphs for run in paragraph.runs]
                assert all(size is None or size >= Pt(12) for size in sizes), (number, shape.name)
                assert shape.is_placeholder or None not in sizes, (number, shape.name)
        for chart in charts_of(slide):
            sizes = [int(size) for size in chart._chartSpace.xpath("//@sz")]
            assert sizes and min(sizes) >= 1200


def test_shapes_stay_inside_the_slide_and_apart(made: tuple[Results, Any]) -> None:
    deck = made[1]
    for number, slide in enumerate(deck.slides, start=1):
        shapes = list(slide.shapes)
        for shape in shapes:
            assert shape.left >= 0 and shape.top >= 0, (number, shape.name)
            assert shape.left + shape.width <= deck.slide_width + 1, (number, shape.name)
            assert shape.top + shape.height <= deck.slide_height + 1, (number, shape.name)
        for one, other in combinations(shapes, 2):
            assert not overlaps(one, other), (number, one.name, other.name)


def overlaps(one: Any, other: Any) -> bool:
    """Whether two shapes cover one another by more than a point."""
    air = Pt(1)
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return across > air and down > air


def test_text_fits_its_box(made: tuple[Results, Any]) -> None:
    for number, slide in enumerate(made[1].slides, start=1):
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text and not shape.is_placeholder:
                needed = sum(
                    lines_of(p.text, p.runs[0].font.size / Pt(1), shape.width / Pt(1)) * LEADING * p.runs[0].font.size
                    for p in shape.text_frame.paragraphs
                    if p.runs
                )
                assert needed <= shape.height * 1.06, (number, shape.text_frame.text[:80])
            if getattr(shape, "has_table", False):
                assert cells_fit(shape.table), number


def cells_fit(table: Any) -> bool:
    """Whether every cell but the heads holds its text on one line."""
    widths = [column.width / Pt(1) for column in table.columns]
    return all(
        width_of(cell.text_frame.text, 12) <= (sum(widths) if cell.is_merge_origin else widths[j])
        for row in list(table.rows)[1:]
        for j, cell in enumerate(row.cells)
        if not cell.is_spanned
    )


def test_charts_tables_and_pictures_say_what_they_show(made: tuple[Results, Any]) -> None:
    results, _ = made
    branding = replace(results.brief.branding, logo=picture("PNG", (300, 90)))
    deck = opened(deck_of(replace(results, brief=replace(results.brief, branding=branding))))
    described = 0
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.shape_type is not None and shape._element.tag in (qn("p:graphicFrame"), qn("p:pic")):
                assert len(shape._element.find(f".//{qn('p:cNvPr')}").get("descr")) > 3
                described += 1
    assert described >= 3
    assert [shape for shape in deck.slides[0].shapes if shape._element.tag == qn("p:pic")]


def test_every_slide_has_its_foot(slides: list[Any]) -> None:
    for number, slide in enumerate(slides, start=1):
        told = texts_of(slide)
        assert "Greenbite · Confidential" in told
        assert str(number) in told
        assert slide._element.xpath(".//a:fld[@type='slidenum']")


def test_the_same_results_give_the_same_bytes(results: Results) -> None:
    assert deck_of(results) == deck_of(make_results())
    assert list(DeckOfSlides().render(results)) == [FILE] == ["deck.pptx"]


def test_labels_are_shown_as_text_and_nothing_leads_out(made: tuple[Results, Any]) -> None:
    results, _ = made
    with ZipFile(io.BytesIO(deck_of(results))) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            assert b'TargetMode="External"' not in content, name
            if name.endswith(".xml"):
                assert b"<script" not in content and b"\x07" not in content, name
                assert "\u202e".encode() not in content, name
            if name.endswith(".xlsx"):
                with ZipFile(io.BytesIO(content)) as inner:
                    assert not [part for part in inner.namelist() if b"<f>" in inner.read(part)]


def test_hostile_labels_are_told_but_not_interpreted() -> None:
    deck = opened(deck_of(make_results(hostile)))
    told = " ".join(text for slide in deck.slides for text in texts_of(slide))
    assert "=1+1 " in told and "<script>alert(1)</script>" in told and "{{7*7}}" in told
    assert "\U0001f600" in told and "\x07" not in told and "\u202e" not in told
    drawn = [str(name) for slide in deck.slides for chart in charts_of(slide) for name in chart.plots[0].categories]
    written = [cell.text_frame.text for s in deck.slides for t in tables_of(s) for row in t.rows for cell in row.cells]
    assert max(map(len, drawn)) < 80 and max(map(len, written)) < 200


def test_without_segments_the_deck_says_so_and_tells_what_everyone_answered() -> None:
    results = make_unsegmented_results()
    slides = list(opened(deck_of(results)).slides)
    told = [" ".join(texts_of(slide)) for slide in slides]
    assert WORDS.no_segments_text in told[1]
    table = results.tables.table("aware")
    values = {
        round(value, 9) for slide in slides for chart in charts_of(slide) for value in chart.plots[0].series[0].values
    }
    assert round(float(table.values[0, 0]), 9) in values
    assert WORDS.sample_title in told[-2] and "keep in mind" in told[-1]
    assert not [text for text in told if WORDS.sizes_lead in text]


def test_without_concepts_there_is_no_slide_of_them(results: Results) -> None:
    assert results.personas is not None
    silent = tuple(
        replace(p, statements=tuple(s for s in p.statements if s.section != "concepts"))
        for p in results.personas.personas
    )
    less = replace(results, personas=replace(results.personas, personas=silent))
    told = " ".join(text for slide in opened(deck_of(less)).slides for text in texts_of(slide))
    assert WORDS.concepts not in told and WORDS.best_concept not in told


def test_without_themes_there_is_no_slide_of_them(results: Results) -> None:
    assert results.personas is not None
    bare = tuple(replace(persona, factor_means=()) for persona in results.personas.personas)
    less = replace(results, factors=None, personas=replace(results.personas, personas=bare))
    told = " ".join(text for slide in opened(deck_of(less)).slides for text in texts_of(slide))
    assert WORDS.market_line not in told and WORDS.side_by_side in told


def test_a_segment_of_few_says_so(results: Results) -> None:
    assert results.personas is not None
    first, *others = results.personas.personas
    few = replace(first, base=12, statements=())
    less = replace(results, personas=replace(results.personas, personas=(few, *others)))
    slide = next(s for s in opened(deck_of(less)).slides if title_of(s).startswith(f"{few.name}: "))
    assert title_of(slide).endswith("too few interviews to say")
    assert WORDS.too_few(few) in texts_of(slide) and not charts_of(slide)


@pytest.mark.parametrize(
    ("text", "width", "lines"), [("one", 100, 1), ("one two three four", 60, 2), ("x" * 100, 60, 12), ("", 60, 1)]
)
def test_lines_are_counted_as_they_break(text: str, width: float, lines: int) -> None:
    assert lines_of(text, 12, width) in (lines, lines - 1, lines + 1)
    assert width_of(within(text, 12, width), 12) <= width


def test_the_map_is_a_group_of_native_shapes_with_every_segment(results: Results, slides: list[Any]) -> None:
    assert results.map is not None
    [group] = [shape for slide in slides for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    told = [shape.text_frame.text for shape in group.shapes if shape.has_text_frame and shape.text_frame.text]
    letters = badges(dict(enumerate(results.map.names, start=1)))
    assert [text for text in told if text in letters.values()] == [letters[i + 1] for i in range(K)]
    assert WORDS.map_end(results.map.axes[0].high, results.map.axes[0].low) in " ".join(told)
    centres = {
        shape.text_frame.text: (shape.left + shape.width / 2, shape.top + shape.height / 2)
        for shape in group.shapes
        if shape.has_text_frame and shape.text_frame.text in letters.values()
    }
    order = [i for i, _ in sorted(centres.items(), key=lambda one: one[1][0])]
    assert order == [letters[int(i) + 1] for i in np.argsort(results.map.centres[:, 0])]


def test_targets_stand_on_a_slide_with_their_figures(results: Results, slides: list[Any]) -> None:
    assert results.portfolio is not None
    title = WORDS.portfolio_finding(results.portfolio)
    [slide] = [slide for slide in slides if title_of(slide) == title]
    [table] = tables_of(slide)
    rows = [[cell.text for cell in row.cells] for row in table.rows][1:]
    assert [row[1] for row in rows] == [f"{one.score:,.0f}" for one in results.portfolio.ranked]
    for row, one in zip(rows, results.portfolio.ranked, strict=True):
        for cell, criterion, mark in zip(row[2:], results.portfolio.criteria, one.marks, strict=True):
            assert cell.rstrip("*").endswith(WORDS.mark(criterion, mark.value))
