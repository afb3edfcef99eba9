"""Which methods can cut what there is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from research.clusterers._contract import CLUSTERERS
from research.domain.basis import ColumnKind
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
    return hindrance(method, cloud.kinds, cloud.gaps) is None


def hindrance(method: str, kinds: Collection[ColumnKind], gaps: bool) -> Hindrance | None:
    """What `method` cannot cut of columns of such `kinds`, with or without `gaps`; None where it can."""
    kind = CLUSTERERS[method]
    if not set(kinds) <= kind.takes:
        return "names" if "nominal" in kinds else "codes"
    return "gaps" if gaps and not kind.takes_gaps else None


def method_faults(plan: SegmentationPlan, kinds: Collection[ColumnKind], gaps: bool) -> Iterator[Fault]:
    """The first method, which all others are held beside, cannot cut the basis."""
    first = plan.methods[0] if plan.methods else ""
    hindered = hindrance(first, kinds, gaps) if first in CLUSTERERS else None
    if hindered:
        others = ", ".join(name for name in CLUSTERERS if hindrance(name, kinds, gaps) is None)
        yield Fault(
            f"`{first}`, the first of `segments.methods`, cannot cut this basis",
            found=f"found {_FOUND[hindered]}",
            why="distances need numbers without gaps",
            remedy=f"write one of {others} first under `segments.methods`",
        )
