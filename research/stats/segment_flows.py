"""Where the members of a segment were when there was one segment less, and an order that draws it without tangles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from research.stats.agreement import Labels, cross_table

Floats = NDArray[np.float64]
Order = NDArray[np.int64]

_FULL = 12
"""Segments up to which the best order is found among all orders."""
_SAME = 1e-12
"""Crossings, of flows that are shares of everybody, that differ by less differ by rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class SegmentFlows:
    """Solutions in a row, and who goes from which segment to which.

    Attributes:
        shares: weighted share of every segment of a solution, one array of shape (k,) a solution.
        flows: share of everybody that goes from segment i of a solution to segment j of the next, shape (k, k′) each.
        entropies: of the origins of every segment, one array a solution but the first.
    """

    shares: tuple[Floats, ...]
    flows: tuple[Floats, ...]
    entropies: tuple[Floats, ...]


def segment_flows(solutions: Sequence[Labels], weights: Floats | None = None) -> SegmentFlows:
    """Flows between consecutive `solutions`, each labels 0 … k − 1 of shape (n,), with weights of shape (n,).

    Raises:
        ValueError: the solutions are not of one length.
    """
    tables = [cross_table(before, after, weights) for before, after in pairwise(solutions)]
    flows = tuple(table / table.sum() for table in tables)
    first = np.bincount(solutions[0], weights).astype(np.float64)
    shares = (first / first.sum(), *(flow.sum(axis=0) for flow in flows))
    return SegmentFlows(shares, flows, tuple(entropy_of_origins(table) for table in tables))


def entropy_of_origins(table: Floats) -> Floats:
    """Segment level stability across solutions (SLSA): 0 where all come from one parent, 1 from all of them alike.

    Shannon's entropy of the shares of a segment's members by their segment in the solution before, ÷ ln k of that one
    (Dolnicar & Leisch 2017, Marketing Letters 28; `flexclust::slsaplot` in R, whose value this is).

    Args:
        table: weight in segment i before and j after, shape (k, k′).

    Returns:
        Shape (k′,); 0 where there was one segment before, and for an empty one.
    """
    sums = table.sum(axis=0)
    parts = np.divide(table, sums, out=np.zeros_like(table), where=sums > 0)
    spread = -(parts * np.log(np.where(parts > 0, parts, 1.0))).sum(axis=0)
    return np.maximum(spread / np.log(len(table)), 0.0) if len(table) > 1 else np.zeros_like(spread)


def orders(flows: SegmentFlows) -> tuple[Order, ...]:
    """Per solution the segments from top to bottom, each array (k,), so that flows cross as little as can be.

    A crossing counts with the product of the two flows. The first solution stands by size; every other one is put in
    the order with the fewest crossings with the solution before, and then all are gone through backwards and forwards,
    each beside its neighbours, for as long as that helps (the layer-by-layer sweep of Sugiyama, Tagawa & Toda 1981;
    `flexclust`'s `relabel(by = "series")` matches and inserts instead).
    """
    found: list[Order] = [np.argsort(-flows.shares[0], kind="stable").astype(np.int64)]
    for flow in flows.flows:
        found.append(_best_order(_costs(flow[found[-1]])))
    fewest = _all_crossings(flows.flows, found)
    while True:
        tried = _swept(flows.flows, found)
        count = _all_crossings(flows.flows, tried)
        if count >= fewest - _SAME:
            return tuple(found)
        found, fewest = tried, count


def crossings(flow: Floats, above: Order, below: Order) -> float:
    """Σ over crossing pairs of flows of their product, with solutions in the order `above` and `below`."""
    turned = flow[above][:, below]
    later = turned[::-1].cumsum(axis=0)[::-1]  # at and below a row
    return float(
        sum(turned[i, j] * later[i + 1, :j].sum() for i, j in np.ndindex(*turned.shape) if i + 1 < len(turned))
    )


def lineages(flows: SegmentFlows, anchor: int) -> tuple[Order, ...]:
    """Per solution, for every segment the number of the line that it belongs to, each array (k,).

    Segments of the solution at position `anchor` are their own lines, 0 … k − 1. From there on outwards every segment
    takes the line of the neighbour's that it shares most respondents with, each line once (the Hungarian method, as
    `clue::solve_LSAP`), and those left over open new ones.
    """
    from scipy.optimize import linear_sum_assignment  # here, so that worker processes start without SciPy

    lines: dict[int, Order] = {anchor: np.arange(len(flows.shares[anchor]))}
    opened = len(lines[anchor])
    outwards = [(i, i + 1, flows.flows[i].T) for i in range(anchor, len(flows.flows))]
    inwards = [(i + 1, i, flows.flows[i]) for i in range(anchor - 1, -1, -1)]
    for known, sought, shared in (*outwards, *inwards):
        own, of_known = linear_sum_assignment(shared, maximize=True)
        lines[sought] = np.full(len(shared), -1, dtype=np.int64)
        lines[sought][own] = lines[known][of_known]
        new = np.flatnonzero(lines[sought] < 0)
        lines[sought][new] = opened + np.arange(len(new))
        opened += len(new)
    return tuple(lines[position] for position in range(len(flows.shares)))


def _swept(flows: Sequence[Floats], found: Sequence[Order]) -> list[Order]:
    """Every solution put in the best order beside its neighbours as they stand, from the last to the first and back."""
    made = list(found)
    last = len(flows)
    for position in (*range(last - 1, -1, -1), *range(1, last + 1)):
        size = len(made[position])
        cost = np.zeros((size, size))
        if position > 0:
            cost += _costs(flows[position - 1][made[position - 1]])
        if position < last:
            cost += _costs(flows[position].T[made[position + 1]])
        made[position] = _best_order(cost)
    return made


def _all_crossings(flows: Sequence[Floats], found: Sequence[Order]) -> float:
    return sum(crossings(flow, above, below) for flow, (above, below) in zip(flows, pairwise(found), strict=True))


def _costs(ordered: Floats) -> Floats:
    """Crossings of the flows of columns a and b when a stands above b, (k′, k′), from rows that are in their order."""
    higher = np.vstack([np.zeros(ordered.shape[1]), ordered.cumsum(axis=0)[:-1]])
    return np.asarray(ordered.T @ higher)


def _best_order(costs: Floats) -> Order:
    """The order in which Σ costs[a, b] over all a above b is least: by subsets, or by the median beyond `_FULL`."""
    k = len(costs)
    if k > _FULL:
        return np.argsort(costs.sum(axis=1) - costs.sum(axis=0), kind="stable").astype(np.int64)
    sets = 1 << k
    inside = (np.arange(sets)[:, None] >> np.arange(k)) & 1
    added = (inside @ costs).tolist()  # by putting one below all of a set
    least, last = [0.0] + [np.inf] * (sets - 1), [0] * sets
    for some in range(sets):
        for one in range(k):
            more = some | 1 << one
            if more != some and least[some] + added[some][one] < least[more] - _SAME:
                least[more], last[more] = least[some] + added[some][one], one
    order, left = [], sets - 1
    while left:
        order.append(last[left])
        left ^= 1 << last[left]
    return np.array(order[::-1], dtype=np.int64)
