"""The scree plots show the eigenvalues, the band of random ones, and what was kept."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from research.charts.canvas import SMALL, width_of
from research.charts.scree import HEIGHT, WIDTH, factor_scree, scree
from research.domain.factor_evidence import Eigenvalues
from research.domain.factors import BatteryFactors
from research.wording.languages import speak
from tests.results_factory import make_results
from tests.wide_factors import FACTORS, ITEMS, make_wide_battery, with_one_factor

WORDS = speak("en")
PLOTS = [scree, factor_scree]
ASIDE = 4.0
"""Points between a line and words beside it, so that they do not touch."""


@pytest.fixture(scope="module")
def battery() -> BatteryFactors:
    factors = make_results().factors
    assert factors is not None
    return factors.batteries[0]


@pytest.fixture(scope="module")
def wide(battery: BatteryFactors) -> BatteryFactors:
    return make_wide_battery(battery)


def texts(svg: str) -> list[tuple[str, float, float, str]]:
    """Every label with its place and anchor."""
    found = re.findall(r'<text style="([^"]*)" (?:x|transform)="([^"]*)"([^>]*)>([^<]*)</text>', svg)
    made = []
    for style, first, rest, label in found:
        numbers = [float(value) for value in re.findall(r"-?\d+\.?\d*", f"{first} {rest}")]
        anchor = re.search(r"text-anchor: (\w+)", style)
        made.append((label, numbers[0], numbers[1], anchor.group(1) if anchor else "start"))
    return made


def band(svg: str) -> list[tuple[float, float]]:
    """The outline of the shaded area."""
    path = re.search(r'<path d="([^"]*)"[^>]*style="fill: var\(--market\); opacity: 0\.4', svg)
    assert path is not None
    return [(float(x), float(y)) for x, y in re.findall(r"[ML] ([\d.]+) ([\d.]+)", path.group(1))]


def line(svg: str) -> list[tuple[float, float]]:
    """The observed line."""
    path = re.search(r'<path d="([^"]*)"[^>]*style="fill: none; stroke: var\(--accent\)', svg)
    assert path is not None
    return [(float(x), float(y)) for x, y in re.findall(r"[ML] ([\d.]+) ([\d.]+)", path.group(1))]


@pytest.mark.parametrize("plot", PLOTS)
def test_dots_are_filled_where_factors_are_kept(plot: object, battery: BatteryFactors, wide: BatteryFactors) -> None:
    for made, kept, items in ((battery, 2, 6), (wide, FACTORS, ITEMS)):
        svg = plot(made, "scree-1", WORDS)  # type: ignore[operator]
        assert svg.count("fill: var(--accent)") == kept
        assert svg.count("stroke: var(--market)") == items - kept + 1, "rings, and the upper edge of the band"
        assert 'id="scree-1-' in svg


def test_the_band_lies_where_random_eigenvalues_lie(battery: BatteryFactors) -> None:
    for svg, eigenvalues in (
        (scree(battery, "a", WORDS), battery.retention.components),
        (factor_scree(battery, "b", WORDS), battery.retention.factors),
    ):
        outline, drawn = band(svg), line(svg)
        (_, first), (_, last) = drawn[0], drawn[-1]
        scale = (eigenvalues.observed[0] - eigenvalues.observed[-1]) / (last - first)
        heights = [eigenvalues.observed[0] - (y - first) * scale for _, y in outline[: 2 * len(drawn)]]
        expected = [*eigenvalues.random_95, *eigenvalues.random_05[::-1]]
        assert heights == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("plot", PLOTS)
@pytest.mark.parametrize(
    "observed",
    [
        (2.3, 1.5, 0.7, 0.6, 0.5, 0.4),
        (1.3, 1.25, 1.1, 0.9, 0.8, 0.65),
        (1.02, 1.01, 1.0, 1.0, 0.99, 0.98),
        (5.5, 0.1, 0.1, 0.1, 0.1, 0.1),
        (1.7, 1.7, 1.6, 0.4, 0.3, 0.3),
        (1.9, 0.6, 0.5),
        (5.1, 2.8, 2.1, 1.9, 1.5, 1.1, *np.linspace(0.9, 0.3, 19)),
    ],
)
def test_labels_cover_neither_lines_nor_one_another(
    plot: object, observed: tuple[float, ...], battery: BatteryFactors
) -> None:
    p = len(observed)
    eigenvalues = Eigenvalues(np.array(observed), np.linspace(1.1, 0.8, p), np.linspace(1.2, 0.9, p))
    retention = replace(battery.retention, components=eigenvalues, factors=eigenvalues)
    svg = plot(replace(battery, retention=retention), "scree-1", WORDS)  # type: ignore[operator]
    boxes = []
    for label, x, y, anchor in texts(svg):
        wide = width_of(label, SMALL)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        assert left >= -1 and left + wide <= WIDTH + 12 and SMALL - 2 <= y <= HEIGHT
        boxes.append((label, left, left + wide, y - SMALL * 0.75, y))
    for label, left, right, top, bottom in boxes:
        for other, a, b, c, d in boxes:
            assert label == other or min(right, b) <= max(left, a) or min(bottom, d) <= max(top, c), (label, other)
        if label in (WORDS.observed, WORDS.random_band):
            places = np.linspace(max(left - ASIDE, line(svg)[0][0]), min(right, line(svg)[-1][0]), 50)
            for drawn in (line(svg), band(svg)[:p]):
                xs, ys = zip(*drawn, strict=True)
                assert (np.interp(places, xs, ys) > bottom).all(), label


def test_the_higher_of_line_and_band_is_named_where_they_begin(battery: BatteryFactors) -> None:
    high, low = np.array([1.4, 1.2, 1.0, 0.9, 0.8, 0.7]), np.array([1.1, 1.05, 1.0, 1.0, 0.95, 0.9])
    for observed, random, left in ((high, low, WORDS.observed), (low, high, WORDS.random_band)):
        eigenvalues = Eigenvalues(observed, random - 0.05, random)
        retention = replace(battery.retention, components=eigenvalues)
        places = {label: x for label, x, _, _ in texts(scree(replace(battery, retention=retention), "a", WORDS))}
        assert places[left] == min(places[WORDS.observed], places[WORDS.random_band])


def test_what_is_told_to_those_who_do_not_see_it_comes_of_the_figures(battery: BatteryFactors) -> None:
    assert WORDS.scree_alt(battery) == (
        "Scree plot of “Needs”: two of six are kept. The last one kept reaches 1.52, in random answers 1.12; the next "
        "0.71, in random answers 1.04."
    )
    assert "0.94, in random answers 0.15; the next 0.11" in WORDS.factor_scree_alt(battery)
    assert "Scree plot of “Needs”: two of six" in scree(battery, "a", WORDS)
    assert "one of six is kept" in WORDS.scree_alt(with_one_factor(battery))


def test_many_items_keep_few_numbers_under_the_axis(wide: BatteryFactors) -> None:
    numbers = [label for label, _, y, _ in texts(scree(wide, "a", WORDS)) if y > HEIGHT - 20]
    assert len(numbers) <= 12 and numbers[0] == "1"


def test_values_below_zero_are_drawn_within_the_figure(battery: BatteryFactors) -> None:
    drawn = line(factor_scree(battery, "a", WORDS))
    zero = next(y for label, _, y, _ in texts(factor_scree(battery, "a", WORDS)) if label == "0")
    assert drawn[-1][1] > zero - 4 and max(y for _, y in drawn) < HEIGHT - 20
