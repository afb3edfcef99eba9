"""What sets a segment apart is significant and large, ranked by size, marked where it defines the segments."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.domain.allocation import Allocation
from research.domain.exploration import Exploration
from research.domain.tables import Tables
from research.stages.exploring import explore
from research.stages.tables import TablePlan, tabulate
from research.stats.effect_size import cohens_h, standardised_difference
from tests.factories import make_questionnaire, make_responses, make_sample

N = 900
SURVEY = make_questionnaire(
    {"needs": 3},
    multiple={"owns": ["Car", "Bike", "Boat"]},
    nominal={"region": ["North", "South"]},
    numeric=["spend", "noise"],
)


@pytest.fixture(scope="module")
def tables() -> Tables:
    rng = np.random.default_rng(6)
    segments = rng.integers(1, 4, N)
    needs = np.clip(np.rint(rng.normal(3, 1, (N, 3))), 1, 5)
    needs[:, 0] = np.where(segments == 1, 5, needs[:, 0])
    owns = (rng.random((N, 3)) < [0.5, 0.3, 0.3]).astype(float)
    owns[:, 0] = rng.random(N) < np.where(segments == 2, 0.95, 0.4)
    owns[:, 1] = rng.random(N) < np.where(segments == 2, 0.45, 0.3)
    answers = {
        "needs": needs,
        "owns": owns,
        "region": rng.integers(1, 3, N),
        "spend": rng.normal(10, 3, N) + 4 * (segments == 3),
        "noise": rng.normal(10, 3, N),
    }
    responses = make_responses(SURVEY, answers)
    allocation = Allocation(responses.ids, segments.astype(np.int16), np.eye(3)[segments - 1], 3)
    return tabulate(make_sample(responses), allocation, ("One", "Two", "Three"), frozenset({"needs_1"}), TablePlan())


@pytest.fixture(scope="module")
def found(tables: Tables) -> Exploration:
    exploration = explore(tables)
    assert exploration is not None
    return exploration


def test_what_was_planted_is_found_where_it_was(found: Exploration) -> None:
    assert [row.variable for row in found.of(1, 1)] == ["needs_1"]
    assert [row.variable for row in found.of(2, 1)] == ["owns_1", "owns_2"]
    assert [row.variable for row in found.of(3, 1)] == ["spend"]
    assert "noise" not in {row.variable for row in found.rows}


def test_the_strongest_comes_first_and_ranks_count_from_one(found: Exploration) -> None:
    tidy = found.tidy()
    for _, part in tidy.groupby(["segment", "direction"]):
        assert part["rank"].tolist() == list(range(1, len(part) + 1))
        assert (part["effect"].abs().diff().dropna() <= 0).all()


def test_what_defines_the_segments_is_marked_and_has_no_test(found: Exploration) -> None:
    row = found.of(1, 1)[0]
    assert row.defining and not any(row.marks) and row.summary and row.told == ("Item needs_1", "Top-two box")


def test_figures_are_those_of_the_tables(found: Exploration, tables: Tables) -> None:
    for row in found.rows:
        table = tables.table(row.table)
        i = table.row(row.row)
        assert row.total == table.values[i, 0]
        assert row.values.tolist() == table.values[i, 1:4].tolist()
        expected = (
            cohens_h(row.values, row.total)
            if row.is_share
            else standardised_difference(row.values, row.total, table.values[table.row("sd"), 0])
        )
        np.testing.assert_allclose(row.effects, expected)


def test_what_is_large_and_not_told_apart_is_left_out(tables: Tables) -> None:
    owns = tables.table("owns")
    nothing = np.full(owns.versus_rest.shape, "", dtype=object)
    silent = replace(tables, tables=tuple(replace(t, versus_rest=nothing) if t is owns else t for t in tables.tables))
    found = explore(silent)
    assert found is not None
    assert not [row for row in found.rows if row.table == "owns"]
    assert [row.variable for row in found.of(3, 1)] == ["spend"]


def test_without_segments_there_is_nothing_to_explore() -> None:
    responses = make_responses(SURVEY, {"region": np.resize([1, 2], 60)})
    assert explore(tabulate(make_sample(responses), None, (), frozenset(), TablePlan(banner=("region",)))) is None


def test_cohens_examples() -> None:
    assert float(cohens_h(0.65, 0.45)) == pytest.approx(0.4049, abs=1e-4)
    assert float(standardised_difference(102.0, 100.0, 10.0)) == pytest.approx(0.2)
    assert np.isnan(standardised_difference(1.0, 2.0, 0.0))
