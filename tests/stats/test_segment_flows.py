"""Flows between solutions: entropy as in flexclust, orders that cross least, lines that go on."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from research.stats.segment_flows import (
    SegmentFlows,
    _best_order,
    _costs,
    crossings,
    entropy_of_origins,
    lineages,
    orders,
    segment_flows,
)
from tests.stability_oracle import AGREES, FIGURES, PARTITIONS

ROUNDING = 1e-12


def chain(seed: int, ks: tuple[int, ...] = (2, 3, 4, 5)) -> SegmentFlows:
    """Solutions that have little to do with one another."""
    rng = np.random.default_rng(seed)
    return segment_flows([rng.integers(k, size=80) for k in ks])


def test_entropies_are_those_of_flexclust() -> None:
    found = segment_flows(PARTITIONS)
    for own, expected in zip(found.entropies, FIGURES["slsa"], strict=True):
        assert own == pytest.approx(np.array(expected), abs=AGREES)


def test_one_parent_is_zero_and_all_alike_are_one() -> None:
    table = np.array([[4.0, 3.0, 0.0], [0.0, 3.0, 0.0]])
    assert entropy_of_origins(table).tolist() == [0, 1, 0]
    assert entropy_of_origins(np.array([[2.0, 3.0]])).tolist() == [0, 0], "from one segment there is one way only"


def test_flows_are_weighted_shares_of_everybody() -> None:
    before, after, weights = np.array([0, 0, 1, 1]), np.array([0, 1, 2, 2]), np.array([1.0, 2.0, 3.0, 4.0])
    found = segment_flows([before, after], weights)
    assert found.flows[0] == pytest.approx(np.array([[0.1, 0.2, 0], [0, 0, 0.7]]), abs=ROUNDING)
    assert found.shares[0] == pytest.approx([0.3, 0.7]) and found.shares[1] == pytest.approx([0.1, 0.2, 0.7])
    even = segment_flows(PARTITIONS, np.full(90, 0.4))
    for own, plain in zip(even.flows, segment_flows(PARTITIONS).flows, strict=True):
        assert own == pytest.approx(plain, abs=ROUNDING)


def test_crossings_by_hand() -> None:
    flow = np.array([[0.0, 0.5], [0.3, 0.2]])
    straight, turned = np.array([0, 1]), np.array([1, 0])
    assert crossings(flow, straight, straight) == pytest.approx(0.5 * 0.3)
    assert crossings(flow, straight, turned) == 0
    assert crossings(flow, turned, straight) == 0


@pytest.mark.parametrize("seed", range(6))
def test_the_best_order_of_a_solution_is_the_best_of_all(seed: int) -> None:
    flow = np.random.default_rng(seed).integers(0, 9, size=(4, 5)).astype(float)
    fewest = min(crossings(flow, np.arange(4), np.array(order)) for order in permutations(range(5)))
    found = _best_order(_costs(flow))
    assert sorted(found) == list(range(5))
    assert crossings(flow, np.arange(4), found) == pytest.approx(fewest, abs=ROUNDING)


@pytest.mark.parametrize("seed", range(6))
def test_orders_cross_no_more_than_any_neighbouring_ones(seed: int) -> None:
    flows = chain(seed)
    found = orders(flows)

    def crossed(chosen: list[np.ndarray]) -> float:
        return sum(crossings(f, chosen[i], chosen[i + 1]) for i, f in enumerate(flows.flows))

    fewest = crossed(list(found))
    assert fewest < crossed([np.arange(len(share)) for share in flows.shares])
    for position, order in enumerate(found):
        assert sorted(order) == list(range(len(order)))
        for other in permutations(order):
            assert fewest <= crossed([*found[:position], np.array(other), *found[position + 1 :]]) + ROUNDING


def test_segments_that_only_split_are_drawn_without_a_crossing() -> None:
    rng = np.random.default_rng(3)
    fine = rng.integers(6, size=400)
    joined = [rng.permutation(6)[: k + 1] for k in range(6)]
    merged = {6: fine}
    for k in range(5, 1, -1):
        one, other = joined[k][0] % (k + 1), (joined[k][0] + 1) % (k + 1)
        merged[k] = np.unique(np.where(merged[k + 1] == one, other, merged[k + 1]), return_inverse=True)[1]
    shuffled = [rng.permutation(k)[merged[k]] for k in range(2, 7)]
    flows = segment_flows(shuffled)
    found = orders(flows)
    assert sum(crossings(f, found[i], found[i + 1]) for i, f in enumerate(flows.flows)) == 0
    assert all((entropy == 0).all() for entropy in flows.entropies)


def test_many_segments_are_ordered_too() -> None:
    fine = np.arange(300) % 15
    found = orders(segment_flows([fine // 5, np.array([7, 2, 9, 4, 11, 0, 14, 3, 8, 1, 12, 6, 10, 5, 13])[fine]]))
    assert sorted(found[1]) == list(range(15))


def test_lines_go_out_from_the_anchor() -> None:
    four = np.repeat([0, 1, 2, 3], [40, 30, 20, 10])
    three = np.array([2, 1, 0, 0])[four]
    five = np.where(np.arange(100) < 5, 4, np.array([3, 2, 1, 0])[four])
    found = lineages(segment_flows([three, four, five]), anchor=1)
    assert [lines.tolist() for lines in found] == [[2, 1, 0], [0, 1, 2, 3], [3, 2, 1, 0, 4]]


def test_no_line_is_twice_in_a_solution() -> None:
    for anchor in range(4):
        for lines in lineages(chain(1), anchor):
            assert len(set(lines.tolist())) == len(lines) and lines.min() >= 0


def test_solutions_of_different_samples_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        segment_flows([np.zeros(3, dtype=int), np.zeros(4, dtype=int)])
