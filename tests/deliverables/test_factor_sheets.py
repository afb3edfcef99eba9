"""The sheets of the factors: loadings in order, every piece of evidence, printed so that it can be read."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from research.deliverables.crosstab_workbook import CrosstabWorkbook
from research.domain.factors import FactorSolution
from research.domain.results import Results
from research.wording import workbook_en as words
from research.wording.languages import speak
from tests.results_factory import make_results
from tests.wide_factors import FACTORS, ITEMS, make_wide_factors, with_one_factor

ENGLISH = speak("en")
DIGITS = 10
PAPERS = {8: 841.9, 9: 595.3}
"""Points of the short side of A3 and A4."""


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


@pytest.fixture(scope="module")
def wide(results: Results) -> FactorSolution:
    assert results.factors is not None
    return make_wide_factors(results.factors)


@pytest.fixture(scope="module")
def usual_book(results: Results) -> Workbook:
    return opened(results)


@pytest.fixture(scope="module")
def wide_book(results: Results, wide: FactorSolution) -> Workbook:
    return opened(replace(results, factors=wide))


def opened(results: Results) -> Workbook:
    return load_workbook(io.BytesIO(CrosstabWorkbook().render(results)["crosstabs.xlsx"]))


def row_of(sheet: Worksheet, label: str, start: int = 1) -> int:
    return next(row for row in range(start, sheet.max_row + 1) if sheet.cell(row, 1).value == label)


def values(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row] if cell.value is not None]


def blocks(sheet: Worksheet, count: int) -> Iterator[tuple[str, list[int]]]:
    """The head of each factor's items, and their rows."""
    last = 2 + count
    heads = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, last).value == words.COMMUNALITY]
    for head in heads:
        row = head
        while sheet.cell(row + 1, 1).value:
            row += 1
        yield str(sheet.cell(head, 1).value), list(range(head + 1, row + 1))


def test_loadings_stand_under_the_factor_they_are_largest_on_and_small_ones_are_blank(
    wide: FactorSolution, wide_book: Workbook
) -> None:
    sheet, battery = wide_book[words.FACTORS], wide.batteries[0]
    seen = []
    for j, (head, rows) in enumerate(blocks(sheet, FACTORS)):
        assert head == words.suggested(f"F{j + 1} {battery.names[j]}")
        sizes = []
        for row in rows:
            label = str(sheet.cell(row, 1).value)
            i = battery.item_labels.index(label.removesuffix(f" {words.REVERSED}"))
            assert label.endswith(words.REVERSED) is battery.reversed[i]
            shown = [sheet.cell(row, 2 + m).value for m in range(FACTORS)]
            kept = [value if abs(value) >= 0.30 else None for value in battery.pattern[i].tolist()]
            assert shown == [value if value is None else pytest.approx(value, rel=1e-9) for value in kept]
            bold = [sheet.cell(row, 2 + m).font.bold for m in range(FACTORS)]
            assert bold == [value is not None and abs(value) >= 0.50 for value in kept]
            sizes.append(np.abs(battery.pattern[i]).max())
            seen.append(i)
            assert np.abs(battery.pattern[i]).argmax() == j
        assert sizes == sorted(sizes, reverse=True)
    assert sorted(seen) == list(range(ITEMS))


def test_names_of_the_study_are_not_called_suggested(usual_book: Workbook) -> None:
    heads = [head for head, _ in blocks(usual_book[words.FACTORS], 2)]
    assert heads == ["F1 Planet first", "F2 Fuel (suggested)"]


def test_reliability_and_correlations_stand_under_the_loadings(results: Results, usual_book: Workbook) -> None:
    assert results.factors is not None
    sheet, battery = usual_book[words.FACTORS], results.factors.batteries[0]
    for label, expected in (
        (words.ALPHA, [0.78, 0.72]),
        (words.LOW, [0.74, 0.68]),
        (words.HIGH, [0.81, 0.75]),
        (words.OMEGA, [0.79, 0.73]),
        (words.VARIANCE, battery.variance.tolist()),
    ):
        assert values(sheet, row_of(sheet, label))[1:] == pytest.approx(expected)
    row = row_of(sheet, words.CORRELATIONS)
    assert values(sheet, row + 1) == ["F1 Planet first", 1, 0.18]


def test_one_factor_alone_has_no_correlations(results: Results, usual_book: Workbook) -> None:
    assert words.CORRELATIONS in [cell.value for cell in usual_book[words.FACTORS]["A"]]
    assert results.factors is not None
    factors = replace(results.factors, batteries=(with_one_factor(results.factors.batteries[0]),), comparisons=())
    column = [cell.value for cell in opened(replace(results, factors=factors))[words.FACTORS]["A"]]
    assert words.CORRELATIONS not in column and words.RELIABILITY in column


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (ENGLISH.rule_name("parallel_factors"), [3]),
        ("middling", [0.74, 612.4, 15, 1e-30]),
        ("Is quick to eat on the way", ["F2", 0.69, "F1", -0.08]),
        ("Metric: with the same loadings", [36.0, 20, 0.979, -0.002, 0.046, -0.002, 0.038, 0.31, "holds"]),
    ],
)
def test_evidence_stands_in_its_row(title: str, expected: list[object], usual_book: Workbook) -> None:
    sheet = usual_book[words.FACTOR_EVIDENCE]
    shown = values(sheet, row_of(sheet, title))[1 : 1 + len(expected)]
    assert shown == [pytest.approx(value) if isinstance(value, float) else value for value in expected]


def test_figures_with_intervals_take_three_columns(usual_book: Workbook) -> None:
    sheet = usual_book[words.FACTOR_EVIDENCE]
    heads = row_of(sheet, ENGLISH.theme)
    assert values(sheet, heads)[2:8] == [
        ENGLISH.alpha, words.LOWER_END, words.UPPER_END, ENGLISH.omega_total, words.LOWER_END, words.UPPER_END,
    ]  # fmt: skip
    row = row_of(sheet, "F1 Planet first")
    assert values(sheet, row)[1:8] == pytest.approx([3, 0.78, 0.74, 0.81, 0.79, 0.75, 0.82])


def test_eigenvalues_stand_beside_random_ones_and_those_kept_are_bold(results: Results, usual_book: Workbook) -> None:
    assert results.factors is not None
    sheet, frame = usual_book[words.FACTOR_EVIDENCE], results.factors.retention()
    start = row_of(sheet, ENGLISH.number_head)
    for i, figures in enumerate(frame.itertuples(), start=1):
        shown = values(sheet, start + i)
        assert shown == pytest.approx(
            [
                *(figures.number, figures.eigenvalue, figures.random_05, figures.random_95),
                *(figures.factor_eigenvalue, figures.factor_random_05, figures.factor_random_95),
            ]
        )
        assert sheet.cell(start + i, 2).font.bold is bool(figures.retained)


def test_every_section_names_its_battery_and_comparisons_stand_with_their_own(wide_book: Workbook) -> None:
    column = [str(cell.value) for cell in wide_book[words.FACTOR_EVIDENCE]["A"]]
    for title in (ENGLISH.how_many_title, ENGLISH.eigenvalues_title, ENGLISH.items_title, ENGLISH.holding_title):
        assert f"Habits and occasions: {title}" in column
    assert "Habits and occasions: Between groups: Age group" in column
    assert "no measurement model could be fitted" in " ".join(column)


def test_items_of_no_factor_stand_last(results: Results) -> None:
    assert results.factors is not None
    battery = results.factors.batteries[0]
    pattern = battery.pattern.copy()
    pattern[5] = 0.2
    factors = replace(results.factors, batteries=(replace(battery, pattern=pattern),))
    sheet = opened(replace(results, factors=factors))[words.FACTORS]
    heads = [(head, [sheet.cell(row, 1).value for row in rows]) for head, rows in blocks(sheet, 2)]
    assert heads[-1] == (words.NO_FACTOR, [battery.item_labels[5]]) and len(heads) == 3


def test_how_people_used_the_scales_stands_at_the_end(results: Results, usual_book: Workbook) -> None:
    assert results.style is not None
    sheet = usual_book[words.FACTOR_EVIDENCE]
    start = row_of(sheet, ENGLISH.style_title)
    first, second = (row_of(sheet, "Needs", at) for at in (start, row_of(sheet, "Attitudes", start)))
    flagged = {one.index: one for one in results.style.battery("needs").summaries}
    assert values(sheet, first)[1:4] == pytest.approx(
        [flagged["agreement"].respondents, flagged["agreement"].mean, flagged["agreement"].flagged]
    )
    assert values(sheet, second)[2:4] == pytest.approx([flagged["acquiescence"].mean, flagged["acquiescence"].sd])
    without = opened(replace(results, style=None))[words.FACTOR_EVIDENCE]
    assert ENGLISH.style_title not in [cell.value for cell in without["A"]]


def test_every_number_of_the_large_battery_is_found_in_a_tidy_frame(
    results: Results, wide: FactorSolution, wide_book: Workbook
) -> None:
    known = {
        f"{float(value):.{DIGITS}g}"
        for frame in replace(results, factors=wide).tidies().values()
        for value in frame.select_dtypes("number").to_numpy().ravel()
    }
    for name in (words.FACTORS, words.FACTOR_EVIDENCE):
        cells = [cell for row in wide_book[name].iter_rows() for cell in row if cell.data_type == "n" and cell.value]
        assert len(cells) > 150
        assert not [(name, cell.coordinate) for cell in cells if f"{float(cell.value):.{DIGITS}g}" not in known]


@pytest.mark.parametrize("name", [words.FACTORS, words.FACTOR_EVIDENCE])
def test_the_sheets_stay_readable_on_screen_and_paper(name: str, wide_book: Workbook) -> None:
    sheet = wide_book[name]
    assert sheet.freeze_panes == "B3" and sheet.print_title_rows == "$1:$2"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.scale >= 65
    assert sheet.row_breaks.brk


@pytest.mark.parametrize("name", [words.FACTORS, words.FACTOR_EVIDENCE])
def test_every_printed_page_of_items_begins_with_heads(name: str, wide_book: Workbook) -> None:
    sheet = wide_book[name]
    for row in (one.id + 1 for one in sheet.row_breaks.brk):
        told = [str(value) for value in values(sheet, row)]
        assert len(told) > 3 or ": " in told[0], "a page begins with the heads of a table, or with a title"
    height = {row: sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)}
    margins = 72 * (sheet.page_margins.top + sheet.page_margins.bottom)
    room = 100 * (PAPERS[sheet.page_setup.paperSize] - margins) / sheet.page_setup.scale - height[1] - height[2]
    starts = [3, *(one.id + 1 for one in sheet.row_breaks.brk), sheet.max_row + 1]
    for first, end in itertools.pairwise(starts):
        assert sum(height[row] for row in range(first, end)) <= room


def test_labels_of_every_kind_stay_text(results: Results) -> None:
    hostile = make_results(lambda label: f"=cmd|'/c calc'!A1 {label} <b>\x07")
    assert hostile.factors is not None
    factors = make_wide_factors(hostile.factors, lambda label: f"@{label}\x07")
    for made in (hostile, replace(results, factors=factors)):
        book = opened(made)
        for name in (words.FACTORS, words.FACTOR_EVIDENCE):
            cells = [cell for row in book[name].iter_rows() for cell in row if cell.value is not None]
            assert not [cell.coordinate for cell in cells if cell.data_type in ("f", "e") or "\x07" in str(cell.value)]
            assert any(re.match("[=@]", str(cell.value)) for cell in cells)
