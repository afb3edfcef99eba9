"""One row a respondent, matched on id, and nothing in it runs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest

from research.deliverables.respondents import Respondents
from research.domain.results import Results
from tests.results_factory import NAMES, make_results, make_unsegmented_results


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


def rows(results: Results) -> dict[str, dict[str, str]]:
    content = Respondents().render(results)["respondents.csv"]
    assert not content.startswith(b"\xef\xbb\xbf"), "plain UTF-8"
    return {row["id"]: row for row in csv.DictReader(io.StringIO(content.decode()))}


def test_everyone_who_was_screened_has_a_row(results: Results) -> None:
    assert list(rows(results)) == [str(name) for name in results.screening.ids]


def test_segment_membership_and_scores_are_those_of_the_same_id(results: Results) -> None:
    found, allocation, factors = rows(results), results.allocation, results.factors
    assert allocation is not None and factors is not None
    for i in (0, 7, 123):
        row = found[str(allocation.ids[i])]
        segment = int(allocation.segments[i])
        assert row["segment"] == str(segment) and row["segment_name"] == NAMES[segment - 1]
        assert row["membership"] == row[f"membership_{segment}"] == f"{allocation.memberships[i, segment - 1]:.6g}"
        assert row["score_needs.F2"] == f"{factors.scores[i, 1]:.6g}"


def test_order_of_the_allocation_does_not_matter(results: Results) -> None:
    allocation = results.allocation
    assert allocation is not None
    turned = replace(
        allocation,
        ids=allocation.ids[::-1],
        segments=allocation.segments[::-1],
        memberships=allocation.memberships[::-1],
    )
    assert rows(replace(results, allocation=turned)) == rows(results)


def test_who_was_dropped_or_not_placed_has_no_segment_and_keeps_the_signs_of_quality(results: Results) -> None:
    found = rows(results)
    assert found["dropped"]["segment"] == found["dropped"]["segment_name"] == found["dropped"]["score_needs.F1"] == ""
    assert found["dropped"]["kept"] == "0" and float(found["dropped"]["duration_seconds"]) > 0
    assert found["w2-0300"]["segment"] == found["w2-0300"]["membership_1"] == ""
    assert found["w2-0300"]["kept"] == "1"


def test_without_segments_the_signs_of_quality_remain() -> None:
    row = next(iter(rows(make_unsegmented_results()).values()))
    assert list(row) == ["id", "duration_seconds", "missing_share", "flag_speeding", "flagged", "kept"]


def test_ids_that_are_numbers_stay_numbers_and_formulas_do_not_run(results: Results) -> None:
    names = [str(name) for name in results.screening.ids]
    names[0], names[1], names[2] = "-17", "=1+1", "+cmd"
    screening = replace(results.screening, ids=np.array(names))
    assert list(rows(replace(results, screening=screening)))[:3] == ["-17", "'=1+1", "'+cmd"]
