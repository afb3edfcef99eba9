"""What a reader of the segments must know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from research.clusterers._contract import CLUSTERERS
from research.domain.caveats import Caveat
from research.domain.segmentation import Candidate, Objection, Reason
from research.stages.segmentation.cloud import Cloud
from research.stages.segmentation.evidence import SEARCHES
from research.stages.segmentation.methods import Hindrance, hindrance
from research.stages.segmentation.plan import SegmentationPlan
from research.stats.segment_stability import DOUBTFUL

_CANNOT: Mapping[Hindrance, str] = {
    "gaps": "method_cannot_cut_gaps",
    "names": "method_cannot_cut_names",
    "codes": "method_cannot_cut_codes",
}
SHAKY = 0.75
"""Mean stability below which the chosen cut carries a caveat: where `fpc::clusterboot` calls clusters stable."""


def weight_caveats(cloud: Cloud, method: str) -> Iterator[Caveat]:
    """Weights that vary and that the method cannot use."""
    if np.ptp(cloud.weights) > 0 and not CLUSTERERS[method].uses_weights:
        yield Caveat("method_ignores_weights", {"method": method})


def method_caveats(cloud: Cloud, plan: SegmentationPlan) -> Iterator[Caveat]:
    """Methods that were asked for and cannot cut what there is."""
    for method in plan.methods:
        hindered = hindrance(method, cloud.kinds, cloud.gaps)
        if hindered:
            yield Caveat(_CANNOT[hindered], {"method": method})


def range_caveats(asked: range, ks: range) -> Iterator[Caveat]:
    """Numbers of segments that were asked for and not tried."""
    if len(ks) < len(asked):
        yield Caveat("k_beyond_data", {"largest": ks[-1], "asked": asked[-1]})


def choice_caveats(choice: Candidate, plan: SegmentationPlan, reason: Reason) -> Iterator[Caveat]:
    """What speaks against the chosen cut."""
    if choice.objections and reason == "asked_for":
        yield Caveat("k_fixed_objections", {"k": choice.k, "objections": len(choice.objections)})
    if choice.objections and reason == "least_bad":
        yield Caveat("no_eligible_k", {"k": choice.k, "objections": len(choice.objections)})
    if choice.stability < SHAKY:
        yield Caveat("unstable_solution", {"k": choice.k, "stability": choice.stability})
    smallest, largest = (100 * float(choice.shares[at]) for at in (-1, 0))
    told: dict[Objection, Caveat] = {
        "two_segments": Caveat("only_two_segments"),
        "too_small": Caveat("smallest_too_small", {"share": smallest, "least": 100 * plan.min_share}),
        "dominant": Caveat("largest_dominates", {"share": largest, "most": 100 * plan.max_share}),
        "not_converged": Caveat("search_not_settled", {"k": choice.k, "searches": SEARCHES}),
    }
    yield from (told[objection] for objection in choice.objections if objection in told)


def return_caveats(choice: Candidate) -> Iterator[Caveat]:
    """Segments that do not come back by themselves."""
    doubtful = np.flatnonzero(choice.jaccard < DOUBTFUL) + 1
    if len(doubtful):
        yield Caveat("segments_do_not_return", {"segments": ", ".join(map(str, doubtful)), "least": DOUBTFUL})
