"""Which methods can cut what there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from research.clusterers._contract import CLUSTERERS
from research.errors import Fault
from research.stages.segmentation.cloud import Cloud
from research.stages.segmentation.plan import SegmentationPlan

Hindrance = Literal["gaps", "names", "codes"]
_FOUND: Mapping[Hindrance, str] = {
    "gaps": "answers with gaps",
    "names": "answers without an order",
    "codes": "answers that are no measurements",
}


def can_cut(method: str, cloud: Cloud) -> bool:
    """Whether `method` takes columns of these kinds, and their gaps."""
    kind = CLUSTERERS[method]
    return set(cloud.kinds) <= kind.takes and (kind.takes_gaps or not cloud.gaps)


def hindrance(method: str, cloud: Cloud) -> Hindrance:
    """What `method` cannot cut of the cloud."""
    if set(cloud.kinds) <= CLUSTERERS[method].takes:
        return "gaps"
    return "names" if "nominal" in cloud.kinds else "codes"


def method_faults(plan: SegmentationPlan, cloud: Cloud) -> Iterator[Fault]:
    """The first method, which all others are held beside, cannot cut the basis."""
    first = plan.methods[0]
    if not can_cut(first, cloud):
        others = ", ".join(name for name in CLUSTERERS if can_cut(name, cloud))
        yield Fault(
            f"`{first}`, the first of `segments.methods`, cannot cut this basis",
            found=f"found {_FOUND[hindrance(first, cloud)]}",
            why="distances need numbers without gaps",
            remedy=f"write one of {others} first under `segments.methods`",
        )
