"""A segmentation that was fixed, held against a new cut of the same respondents."""

from __future__ import annotations

from dataclasses import replace

from research.clusterers._contract import CLUSTERERS
from research.domain.basis import Basis
from research.domain.segmentation import FrozenSolution, Segmentation
from research.stats.agreement import adjusted_rand_index


def hold(segmentation: Segmentation, frozen: FrozenSolution, basis: Basis) -> Segmentation:
    """The evidence of `segmentation`, cut anew on `basis`, with the `frozen` segments in place of its own.

    `frozen_agreement` is the adjusted Rand index between the two, so that data or plans that have changed show.
    """
    x = basis.values[basis.placed]
    anew, fixed = (
        CLUSTERERS[one.method]().restore(one.model).memberships(x).argmax(axis=1)
        for one in (segmentation.solution, frozen)
    )
    return replace(segmentation, solution=frozen, frozen_agreement=adjusted_rand_index(anew, fixed))
