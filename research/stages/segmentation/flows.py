"""How the solutions of one method and basis hang together as the number of segments grows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from research.domain.arrays import sealed
from research.domain.segmentation import SolutionFlows
from research.stages.segmentation.cloud import Cloud
from research.stages.segmentation.evidence import Tried, size_order
from research.stats.segment_flows import lineages, orders, segment_flows


def solution_flows(cuts: Sequence[Tried], chosen: Tried, cloud: Cloud) -> SolutionFlows | None:
    """Flows between the `cuts` of `cloud`, in order of their numbers of segments; None where there is one alone."""
    if len(cuts) < 2:
        return None
    found = segment_flows([_numbered(cut, cloud) for cut in cuts], cloud.weights)
    return SolutionFlows(
        tuple(cut.candidate.k for cut in cuts),
        tuple(map(sealed, found.shares)),
        tuple(map(sealed, found.flows)),
        tuple(map(sealed, found.entropies)),
        tuple(map(sealed, orders(found))),
        tuple(map(sealed, lineages(found, cuts.index(chosen)))),
    )


def _numbered(cut: Tried, cloud: Cloud) -> np.ndarray:
    """Labels by size, from 0, shape (n,)."""
    return np.argsort(size_order(cloud, cut.fit.labels))[cut.fit.labels]
