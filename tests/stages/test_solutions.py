"""Solutions beside each other: what a workshop looks at, the short list, and who goes where as k grows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.clusterers._contract import CLUSTERERS
from research.domain.evidence import Evidence, FitEvidence
from research.domain.segmentation import Candidate, FrozenSolution
from research.errors import ResearchError
from research.stages.segmentation import SegmentationPlan, segment
from research.stages.segmentation.shortlist import shortlist
from research.stats.proportions import wilson_interval
from tests.candidates import bare_candidate as candidate
from tests.clouds import SHARES, basis_of, planted

PLAN = SegmentationPlan(methods=("kmeans",), k="2..8", starts=5, pairs=4, nulls=0)
ROUNDING = 1e-12


def labels(solution: FrozenSolution, x: np.ndarray) -> np.ndarray:
    """Segment numbers from 0 of the rows of `x`."""
    own = CLUSTERERS[solution.method]().restore(solution.model).memberships(x).argmax(axis=1)
    return np.argsort(solution.order)[own]


def test_a_workshop_sees_three_to_seven_segments_and_the_chosen_ones() -> None:
    x, _ = planted(SHARES, n=400)
    found = segment(basis_of(x), PLAN, "w1", 1)
    assert [solution.k for solution in found.solutions] == [3, 4, 5, 6, 7]
    own = next(solution for solution in found.solutions if solution.k == found.choice.k)
    assert (labels(own, x) == labels(found.solution, x)).all()
    fixed = segment(basis_of(x), replace(PLAN, k=2), "w1", 1)
    assert [solution.k for solution in fixed.solutions] == [2]
    assert fixed.flows is None


def test_flows_are_those_between_the_solutions() -> None:
    x, _ = planted(SHARES, n=400)
    found = segment(basis_of(x), PLAN, "w1", 1)
    flows = found.flows
    assert flows is not None
    assert flows.ks == (2, 3, 4, 5, 6, 7, 8)
    before, after = (labels(solution, x) for solution in found.solutions[1:3])
    table = np.array([[np.mean((before == i) & (after == j)) for j in range(5)] for i in range(4)])
    assert flows.flows[2] == pytest.approx(table, abs=ROUNDING)
    assert sorted(flows.lines[2]) == [0, 1, 2, 3]
    told = flows.tidy()
    assert told.groupby("k")["share_of_all"].sum().to_numpy() == pytest.approx(np.ones(6))
    assert told.groupby(["k", "segment"])["share_of_segment"].sum().to_numpy() == pytest.approx(1.0)


def test_planted_segments_come_back_by_themselves_and_halves_of_them_do_not() -> None:
    x, _ = planted(SHARES, n=400)
    found = segment(basis_of(x), PLAN, "w1", 1)
    by_k = {candidate.k: candidate for candidate in found.candidates}
    assert by_k[4].jaccard.min() > 0.8
    assert by_k[7].jaccard.min() < 0.7
    assert by_k[4].resamples == 8
    choice = found.choice
    low, high = wilson_interval(choice.shares, 400)
    assert (choice.shares_low, choice.shares_high) == (pytest.approx(low), pytest.approx(high))
    told = found.stability()
    assert len(told) == sum(range(2, 9))
    assert told.query("chosen")["jaccard"].tolist() == found.choice.jaccard.tolist()


def test_the_chosen_cut_of_any_method_rests_on_all_pairs() -> None:
    x, _ = planted((60, 25, 10, 5), n=400, apart=4.0)
    plan = SegmentationPlan(methods=("kmeans", "gaussian_mixture"), k=4, starts=5, pairs=60, nulls=0)
    found = segment(basis_of(x), plan, "w1", 1)
    assert {candidate.resamples for candidate in found.candidates} == {120, 12}
    assert found.choice.resamples == 120


def evidence(excess: tuple[float, ...], p: float) -> Evidence:
    ks = (3, 4, 5, 6)
    none = np.zeros((19, 4))
    view = FitEvidence("items", ks, np.array(excess), none, np.array(excess), np.array(excess), p)
    return Evidence((view,), 19, 400, 0.0, "items")


def merits(candidates: list[Candidate], chosen: int, evidence: Evidence | None) -> list[tuple[int, str]]:
    return [(one.position, one.merit) for one in shortlist(candidates, chosen, evidence)]


def test_the_short_list_has_the_chosen_one_the_next_best_number_and_another_view() -> None:
    tried = [candidate(3, 0.7), candidate(4, 0.8), candidate(5, 0.6), candidate(6, 0.65)]
    rivals = [candidate(4, 0.9, method="ward", agreement=0.95), candidate(4, 0.8, method="ward", agreement=0.3)]
    found = merits([*tried, *rivals], 1, evidence((1.0, 9.0, 5.0, 2.0), 0.05))
    assert found == [(1, "chosen"), (2, "next_beyond_chance"), (5, "sees_otherwise")]


def test_without_more_than_chance_stability_decides_and_finer_or_coarser_fills_up() -> None:
    tried = [candidate(3, 0.7), candidate(4, 0.8), candidate(5, 0.6), candidate(6, 0.65)]
    chance = evidence((1.0, 9.0, 5.0, 2.0), 0.5)
    assert merits(tried, 1, chance) == [(1, "chosen"), (0, "most_stable_other"), (3, "finer")]
    assert merits(tried, 3, None) == [(3, "chosen"), (1, "most_stable_other"), (0, "coarser")]


def test_cuts_with_objections_are_on_no_short_list() -> None:
    tried = [candidate(3, 0.7, ("too_small",)), candidate(4, 0.8), candidate(5, 0.6, ("unstable",))]
    assert merits(tried, 1, None) == [(1, "chosen")]


def test_directions_that_are_too_few_are_left_out_or_refused() -> None:
    x = np.repeat(np.array([[1.0], [2.0], [3.0], [-1.0], [-2.0], [-4.0]]), 20, axis=0)
    plan = SegmentationPlan(methods=("kmeans", "spherical_kmeans"), k="2..3", starts=3, pairs=2, nulls=0)
    found = segment(basis_of(x), plan, "w1", 1)
    assert {(c.method, c.k) for c in found.candidates} == {("kmeans", 2), ("kmeans", 3), ("spherical_kmeans", 2)}
    with pytest.raises(ResearchError, match="`spherical_kmeans` cannot cut this basis into 3 segments"):
        segment(basis_of(x), replace(plan, methods=("spherical_kmeans",), k=3), "w1", 1)
