"""`segment`: every cut with its evidence, one of them chosen, frozen and numbered."""

from __future__ import annotations

import numpy as np

from research.domain.arrays import Counts, sealed
from research.domain.basis import Basis
from research.domain.segmentation import FrozenSolution, Segmentation
from research.errors import raise_faults
from research.stages.segmentation.caveats import choice_caveats, range_caveats, size_caveats, weight_caveats
from research.stages.segmentation.choosing import choose
from research.stages.segmentation.evidence import Cloud, cloud_of, tried
from research.stages.segmentation.plan import SegmentationPlan, carried, data_faults, plan_faults, wanted
from research.stats.dispersion import segment_means


def segment(basis: Basis, plan: SegmentationPlan, wave: str, seed: int) -> Segmentation:
    """Cut the `basis` of `wave` into segments, numbered by their weighted size, the largest first.

    Raises:
        ResearchError: an unknown method, no valid k, shares that exclude each other, or data that cannot carry the cut.
    """
    cloud = cloud_of(basis)
    placed, respondents = len(cloud.x), len(basis.ids)
    raise_faults([*plan_faults(plan), *data_faults(plan, placed, cloud.different, respondents)])
    asked = wanted(plan) or range(0)
    ks = carried(asked, placed, cloud.different)
    cuts = [tried(cloud, plan, k, seed) for k in ks]
    chosen, reason = choose([cut.candidate for cut in cuts], asked_for=len(asked) == 1)
    choice = cuts[chosen]
    order = _order(cloud, choice.fit.labels)
    model = {name: sealed(array) for name, array in choice.fit.model.parameters().items()}
    return Segmentation(
        candidates=tuple(cut.candidate for cut in cuts),
        chosen=chosen,
        reason=reason,
        solution=FrozenSolution(wave, basis.recipe, plan.method, model, order),
        placed=placed,
        not_placed=respondents - placed,
        caveats=(
            *weight_caveats(cloud, plan),
            *range_caveats(asked, ks),
            *choice_caveats(choice.candidate, plan, reason),
            *size_caveats(choice.fit.labels, order),
        ),
    )


def _order(cloud: Cloud, labels: Counts) -> tuple[int, ...]:
    """The model's own numbers of the segments 1, 2, …: by weighted size, equally large ones by their centre."""
    sizes = np.round(np.bincount(labels, cloud.weights), 9)
    means = segment_means(cloud.x, labels, cloud.weights)
    return tuple(sorted(range(len(sizes)), key=lambda own: (-sizes[own], *means[own])))
