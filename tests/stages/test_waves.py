"""Sizes and scores are followed over waves, with intervals and honest changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm

from research.domain.arrays import sealed
from research.domain.tables import Table, Tables
from research.domain.waves import WaveComparison, WaveFigure
from research.stages.waves import compare_waves
from tests.results_factory import NAMES, make_questionnaire, make_wave

EXACT = 1e-12


@pytest.fixture(scope="module")
def first() -> Tables:
    return make_wave(make_questionnaire(), "w1", NAMES).tables


@pytest.fixture(scope="module")
def second() -> Tables:
    return make_wave(make_questionnaire(), "w2", NAMES).tables


def compared(*tables: Tables, outcomes: tuple[str, ...] = ()) -> WaveComparison:
    return compare_waves([(f"w{i}", f"Wave {i}", one) for i, one in enumerate(tables, start=1)], outcomes)


def with_share(tables: Tables, name: str, value: float) -> Tables:
    """The first row of the table `name` with another share in every column."""
    return replace(
        tables, tables=tuple(_reshared(table, value) if table.name == name else table for table in tables.tables)
    )


def _reshared(table: Table, value: float) -> Table:
    values = np.array(table.values)
    values[0] = value
    return replace(table, values=sealed(values))


def figures(comparison: WaveComparison, topic: str, key: str, segment: int) -> list[WaveFigure]:
    return [one for one in comparison.figures if (one.topic, one.key, one.segment) == (topic, key, segment)]


def test_sizes_are_the_cells_of_the_size_table(first: Tables, second: Tables) -> None:
    comparison = compared(first, second)
    for segment in (1, 2, 3):
        one, two = figures(comparison, "size", str(segment), segment)
        assert (one.wave, two.wave) == ("w1", "w2") and one.label == NAMES[segment - 1]
        assert one.value == first.table("segment").values[segment - 1, 0]
        assert two.base == second.table("segment").bases[0, 0]


def test_concepts_are_followed_in_the_market_and_in_every_segment(first: Tables, second: Tables) -> None:
    comparison = compared(first, second)
    table = second.table("concepts.intent:top2")
    for segment in range(4):
        _, two = figures(comparison, "concept", "concepts.intent:top2/c1_pi", segment)
        assert two.value == table.values[0, segment] and two.effective_base == table.effective_bases[0, segment]
    assert {figure.topic for figure in comparison.figures} == {"size", "concept"}


def test_intervals_are_wilsons_on_the_effective_base(first: Tables) -> None:
    one = figures(compared(first), "size", "1", 1)[0]
    z, n, p = norm.isf(0.025), one.effective_base, one.value
    centre = (p + z**2 / 2 / n) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / 4 / n**2)
    assert (one.low, one.high) == pytest.approx((centre - half, centre + half), rel=EXACT)
    assert one.change == "first"


@pytest.mark.parametrize(("share", "change"), [(0.95, "up"), (0.01, "down"), (None, "none")])
def test_a_change_is_told_against_the_wave_before(first: Tables, share: float | None, change: str) -> None:
    later = first if share is None else with_share(first, "segment", share)
    assert figures(compared(first, later), "size", "1", 1)[1].change == change


def test_the_change_turns_where_the_z_test_does(first: Tables) -> None:
    one = figures(compared(first), "size", "1", 1)[0]
    n, p = one.effective_base, one.value
    shares = np.linspace(p, p + 0.2, 400)
    pooled = (p + shares) / 2
    z = (shares - p) / np.sqrt(pooled * (1 - pooled) * 2 / n)
    limit = int(np.argmax(z >= norm.isf(0.025)))
    changes = [
        figures(compared(first, with_share(first, "segment", shares[i])), "size", "1", 1)[1].change
        for i in (limit - 1, limit)
    ]
    assert changes == ["none", "up"]


def test_a_third_wave_is_compared_with_the_second(first: Tables) -> None:
    high = with_share(first, "segment", 0.9)
    assert [one.change for one in figures(compared(first, high, high), "size", "1", 1)] == ["first", "up", "none"]


def test_small_bases_are_not_tested(first: Tables) -> None:
    strict = replace(first, min_base=1000)
    low = with_share(strict, "segment", 0.01)
    assert figures(compared(strict, low), "size", "1", 1)[1].change == "untested"


def test_shares_of_which_too_few_cases_are_expected_are_not_tested(first: Tables) -> None:
    nobody, few = (with_share(first, "segment", share) for share in (0.0, 0.02))
    assert [one.change for one in figures(compared(nobody, nobody, few), "size", "1", 1)][1:] == ["untested"] * 2


def test_a_wave_that_did_not_ask_is_stepped_over(first: Tables, second: Tables) -> None:
    without = replace(second, tables=tuple(table for table in second.tables if not table.name.startswith("concepts")))
    told = figures(compared(first, without, first), "concept", "concepts.intent:top2/c1_pi", 0)
    assert [one.wave for one in told] == ["w1", "w3"] and told[1].change == "none"


def test_outcomes_outside_the_concepts_are_followed_where_they_are_shares(first: Tables, second: Tables) -> None:
    comparison = compared(first, second, outcomes=("concepts.intent", "buyer", "max_price", "media", "p1", "sex"))
    keys = {figure.key for figure in comparison.figures if figure.topic == "outcome"}
    assert keys == {
        "buyer/1",
        "p1/net:top2",
        "media/md_1",
        "media/md_2",
        "media/md_3",
        "media/net:any",
        "sex/1",
        "sex/2",
    }
    buyer = figures(comparison, "outcome", "buyer/1", 2)
    assert buyer[0].value == first.table("buyer").values[0, 2]


def test_waves_without_segments_still_compare_the_market(first: Tables) -> None:
    names = [column.key for column in first.banner.columns]
    keep = [j for j, name in enumerate(names) if not name.startswith("segment")]
    banner = replace(first.banner, columns=tuple(first.banner.columns[j] for j in keep))
    tables = tuple(_columns(table, keep) for table in first.tables if table.name != "segment")
    comparison = compared(replace(first, banner=banner, tables=tables), replace(first, banner=banner, tables=tables))
    assert {(figure.topic, figure.segment) for figure in comparison.figures} == {("concept", 0)}


def _columns(table: Table, keep: list[int]) -> Table:
    return replace(
        table,
        values=table.values[:, keep],
        bases=table.bases[:, keep],
        effective_bases=table.effective_bases[:, keep],
    )
