"""`segment`: every cut with its evidence, one of them chosen, frozen and numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from research.clusterers._enough import TooFewRows
from research.domain.arrays import Counts, Flags, sealed
from research.domain.basis import Basis
from research.domain.caveats import Caveat
from research.domain.evidence import Evidence
from research.domain.segmentation import WORKSHOP_KS, Candidate, FrozenSolution, Reason, Segmentation
from research.errors import Fault, ResearchError, raise_faults
from research.stages.segmentation.asked import Asked, Beside
from research.stages.segmentation.caveats import (
    choice_caveats,
    method_caveats,
    range_caveats,
    return_caveats,
    weight_caveats,
)
from research.stages.segmentation.chance import beside_chance, without_segments
from research.stages.segmentation.choosing import choose_k, choose_method, comes_back
from research.stages.segmentation.cloud import Cloud, cloud_of
from research.stages.segmentation.evidence import Tried, size_order, tried
from research.stages.segmentation.flows import solution_flows
from research.stages.segmentation.methods import can_cut, method_faults
from research.stages.segmentation.plan import SegmentationPlan, carried, data_faults, plan_faults, wanted
from research.stages.segmentation.seeking import seek
from research.stages.segmentation.shortlist import shortlist
from research.stats.agreement import adjusted_rand_index

FEWER = 10
"""Solutions that are held beside the planned one's have so many times fewer pairs of resamples."""
FEWEST_PAIRS = 5


@dataclass(frozen=True, slots=True, eq=False)
class _Chosen:
    """The cut that was chosen, and where it stands among all."""

    cuts: tuple[Tried, ...]
    position: int
    reason: Reason
    cloud: Cloud

    @property
    def cut(self) -> Tried:
        return self.cuts[self.position]

    @property
    def same_way(self) -> list[Tried]:
        """All cuts of the same basis by the same method, by their number of segments."""
        own = self.cut.candidate
        same = [c for c in self.cuts if c.candidate.way == own.way]
        return sorted(same, key=lambda cut: cut.candidate.k)


def segment(basis: Basis, plan: SegmentationPlan, wave: str, seed: int, beside: Beside | None = None) -> Segmentation:
    """Cut the `basis` of `wave` into segments, numbered by their weighted size, the largest first.

    Raises:
        ResearchError: an unknown method, no valid k, shares that exclude each other, or data that cannot carry the cut.
    """
    asked = Asked(basis, beside or Beside(), plan, wave, seed)
    cloud = cloud_of(basis)
    placed, respondents = len(cloud.x), len(basis.ids)
    faults = [*plan_faults(plan), *data_faults(plan, placed, cloud.different, respondents)]
    raise_faults(faults or method_faults(plan, cloud.kinds, cloud.gaps))
    ks = carried(wanted(plan) or range(0), placed, cloud.different)
    null, said = without_segments(asked, cloud)
    looked = [one for one in asked.bases if asked.may_lead(one)]
    evidence = seek(looked, null, _evidence_ks(ks, cloud), plan.nulls, seed) if null else None
    chosen = _settled(asked, list(_cuts(asked, ks)), evidence)
    candidates = _described(chosen, asked)
    if null and evidence:
        candidates, p = beside_chance(candidates, candidates[chosen.position], null, asked)
        evidence = replace(evidence, p_stability=p)
    return _segmentation(asked, chosen, candidates, evidence, said)


def _settled(asked: Asked, cuts: Sequence[Tried], evidence: Evidence | None) -> _Chosen:
    """The choice that stands when its cut has been looked at as thoroughly as those of the first method.

    Other methods are tried on fewer pairs of resamples, and the best of several rough figures is too good.
    """
    chosen = _choose(asked, cuts, evidence)
    while chosen.cut.candidate.resamples != 2 * asked.plan.pairs:
        chosen = _choose(asked, _thorough(chosen, asked), evidence)
    return chosen


def _choose(asked: Asked, cuts: Sequence[Tried], evidence: Evidence | None) -> _Chosen:
    """The number of segments by the first method, then the method."""
    methods, ks = asked.plan.methods, wanted(asked.plan) or range(0)
    lead = evidence.lead if evidence and len(ks) > 1 else asked.basis.view
    _refuse_none_led(cuts, asked)
    led = [cut.candidate for cut in cuts if cut.candidate.way == (lead, methods[0])]
    at_lead = [cut.candidate for cut in cuts if cut.candidate.view == lead]
    found = evidence.k if evidence and comes_back(at_lead, evidence.k) else None
    k, reason = choose_k(led, ks[0] if len(ks) == 1 else None, found)
    rivals = [cut.candidate for cut in cuts if (cut.candidate.view, cut.candidate.k) == (lead, k)]
    choice = choose_method(rivals, reason)
    position = next(at for at, cut in enumerate(cuts) if cut.candidate is choice)
    return _Chosen(tuple(cuts), position, reason, cloud_of(asked.on(lead)))


def _refuse_none_led(cuts: Sequence[Tried], asked: Asked) -> None:
    """ResearchError where the first method could not cut the basis at all."""
    first = asked.plan.methods[0]
    if not any(cut.candidate.way == (asked.basis.view, first) for cut in cuts):
        raise ResearchError(
            Fault(
                f"`{first}` cannot cut this basis into {asked.plan.k} segments",
                found="found fewer respondents whom it can tell apart",
                remedy="ask for fewer segments, cut on more items, or write another method first",
            )
        )


def _thorough(chosen: _Chosen, asked: Asked) -> tuple[Tried, ...]:
    """The cuts, the chosen one with as many pairs of resamples as the plan gives the first method."""
    own = chosen.cut.candidate
    again = tried(chosen.cloud, asked.plan, own.method, own.k, asked.plan.pairs, asked.seed)
    return (*chosen.cuts[: chosen.position], again, *chosen.cuts[chosen.position + 1 :])


def _segmentation(
    asked: Asked,
    chosen: _Chosen,
    candidates: tuple[Candidate, ...],
    evidence: Evidence | None,
    said: Sequence[Caveat],
) -> Segmentation:
    plan, cloud, cut = asked.plan, chosen.cloud, chosen.cut
    candidate = candidates[chosen.position]
    ks = range(candidates[0].k, max(candidate.k for candidate in candidates) + 1)
    respondents = len(asked.basis.ids)
    return Segmentation(
        candidates=candidates,
        chosen=chosen.position,
        reason=chosen.reason,
        solution=_solution(asked, cut, cloud),
        placed=len(cloud.x),
        not_placed=respondents - len(cloud.x),
        caveats=(
            *weight_caveats(cloud, candidate.method),
            *method_caveats(cloud, plan),
            *range_caveats(wanted(plan) or range(0), ks),
            *choice_caveats(candidate, plan, chosen.reason),
            *return_caveats(candidate),
            *said,
        ),
        evidence=evidence,
        starts=plan.starts,
        solutions=tuple(
            _solution(asked, one, cloud)
            for one in chosen.same_way
            if one.candidate.k in WORKSHOP_KS or one.candidate.k == candidate.k
        ),
        shortlist=shortlist(candidates, chosen.position, evidence),
        flows=solution_flows(chosen.same_way, cut, cloud),
    )


def _solution(asked: Asked, cut: Tried, cloud: Cloud) -> FrozenSolution:
    """The cut, numbered by size, with all that places others by it."""
    model = {name: sealed(array) for name, array in cut.fit.model.parameters().items()}
    recipe = asked.on(cut.candidate.view).recipe
    return FrozenSolution(asked.wave, recipe, cut.candidate.method, model, size_order(cloud, cut.fit.labels))


def _cuts(asked: Asked, ks: range) -> Iterator[Tried]:
    """Every basis that may lead by every method, the others by the first, into every number; the planned one first."""
    plan = asked.plan
    fewer = min(plan.pairs, max(plan.pairs // FEWER, FEWEST_PAIRS))
    for one in asked.bases:
        cloud = cloud_of(one)
        for method in plan.methods if asked.may_lead(one) else plan.methods[:1]:
            pairs = plan.pairs if one is asked.basis and method == plan.methods[0] else fewer
            for k in ks:
                if cloud.different < k or not can_cut(method, cloud):
                    continue
                try:
                    yield tried(cloud, plan, method, k, pairs, asked.seed)
                except TooFewRows:
                    continue


def _evidence_ks(ks: range, cloud: Cloud) -> range:
    """A study that fixes the number is told of its neighbours too, as far as the data carry them."""
    if len(ks) > 1:
        return ks
    return range(max(2, ks[0] - 2), min(ks[0] + 3, cloud.different + 1))


def _described(chosen: _Chosen, asked: Asked) -> tuple[Candidate, ...]:
    """The candidates, each with its agreement with the chosen one, among those whom both place."""
    placed = {basis.view: basis.placed for basis in asked.bases}
    own = _spread(chosen.cut.fit.labels, chosen.cloud.placed)
    return tuple(
        replace(cut.candidate, agreement=_agreement(_spread(cut.fit.labels, placed[cut.candidate.view]), own))
        for cut in chosen.cuts
    )


def _spread(labels: Counts, placed: Flags) -> Counts:
    """Labels of all respondents, −1 for those who are not placed."""
    everyone = np.full(len(placed), -1, dtype=np.int64)
    everyone[placed] = labels
    return everyone


def _agreement(a: Counts, b: Counts) -> float:
    both = (a >= 0) & (b >= 0)
    return adjusted_rand_index(a[both], b[both])
