"""`segment`: every cut with its evidence, one of them chosen, frozen and numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from research.clusterers._contract import CLUSTERERS
from research.domain.arrays import Counts, Flags, Floats, sealed
from research.domain.basis import Basis
from research.domain.caveats import Caveat
from research.domain.evidence import Evidence
from research.domain.item_answers import ItemAnswers
from research.domain.segmentation import Candidate, FrozenSolution, Reason, Segmentation
from research.errors import raise_faults
from research.stages.segmentation.caveats import choice_caveats, range_caveats, size_caveats, weight_caveats
from research.stages.segmentation.choosing import choose_k, choose_method
from research.stages.segmentation.cloud import Cloud, cloud_of
from research.stages.segmentation.evidence import STREAM, Tried, clusterer_of, jobs_for, refit, tried
from research.stages.segmentation.null_stability import null_stability
from research.stages.segmentation.plan import SegmentationPlan, carried, data_faults, plan_faults, wanted
from research.stages.segmentation.seeking import FEWEST_CHOSEN, NullData, null_data, seek
from research.stats.agreement import adjusted_rand_index
from research.stats.dispersion import segment_means
from research.stats.excess import excess_over
from research.stats.resampling import drawn, partitions
from research.stats.segment_stability import DOUBTFUL, segment_stability

FEWER = 10
"""Solutions that are held beside the planned one's have so many times fewer pairs of resamples."""
FEWEST_PAIRS = 5
RESAMPLES = 30
"""Of the chosen solution, in which each of its segments is looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """What the cuts of the planned basis are held against.

    Attributes:
        answers: to all items of all bases, from which data without segments are made; None makes none.
        others: the same respondents on other bases, such as items instead of scores.
        may_lead: names of the bases that the segments may be cut on where they show far more.
    """

    answers: ItemAnswers | None = None
    others: tuple[Basis, ...] = ()
    may_lead: frozenset[str] = frozenset()


def segment(basis: Basis, plan: SegmentationPlan, wave: str, seed: int, beside: Beside | None = None) -> Segmentation:
    """Cut the `basis` of `wave` into segments, numbered by their weighted size, the largest first.

    Raises:
        ResearchError: an unknown method, no valid k, shares that exclude each other, or data that cannot carry the cut.
    """
    beside = beside or Beside()
    cloud = cloud_of(basis)
    placed, respondents = len(cloud.x), len(basis.ids)
    raise_faults([*plan_faults(plan), *data_faults(plan, placed, cloud.different, respondents)])
    asked = wanted(plan) or range(0)
    ks = carried(asked, placed, cloud.different)
    null, said = _null_data(beside, basis, plan, cloud, seed)
    looked = [one for one in (basis, *beside.others) if one is basis or one.view in beside.may_lead]
    evidence = seek(looked, null, _evidence_ks(ks, cloud), plan.nulls, seed) if null else None
    cuts = list(_cuts(basis, beside, plan, ks, seed))
    lead = evidence.lead if evidence and len(asked) > 1 else basis.view
    led = [cut.candidate for cut in cuts if (cut.candidate.view, cut.candidate.method) == (lead, plan.methods[0])]
    k, reason = choose_k(led, asked[0] if len(asked) == 1 else None, evidence.k if evidence else None)
    choice = choose_method(
        [cut.candidate for cut in cuts if (cut.candidate.view, cut.candidate.k) == (lead, k)], reason
    )
    chosen = next(position for position, cut in enumerate(cuts) if cut.candidate is choice)
    on = next(one for one in (basis, *beside.others) if one.view == lead)
    own = cloud if on is basis else cloud_of(on)
    candidates = _described(cuts, chosen, own, [cloud_of(one) for one in (basis, *beside.others)])
    if null and evidence:
        candidates, p = _beside_null(candidates, candidates[chosen], null, on, plan, seed)
        evidence = replace(evidence, p_stability=p)
    return _segmentation(
        cuts[chosen], candidates, chosen, reason, own, on, plan, wave, respondents, evidence, said, seed
    )


def _segmentation(
    cut: Tried,
    candidates: tuple[Candidate, ...],
    chosen: int,
    reason: Reason,
    cloud: Cloud,
    basis: Basis,
    plan: SegmentationPlan,
    wave: str,
    respondents: int,
    evidence: Evidence | None,
    said: Sequence[Caveat],
    seed: int,
) -> Segmentation:
    order = _order(cloud, cut.fit.labels)
    method = cut.candidate.method
    jaccard = _jaccard(cut, cloud, plan, seed)[list(order)]
    asked = wanted(plan) or range(0)
    ks = range(candidates[0].k, max(candidate.k for candidate in candidates) + 1)
    model = {name: sealed(array) for name, array in cut.fit.model.parameters().items()}
    return Segmentation(
        candidates=candidates,
        chosen=chosen,
        reason=reason,
        solution=FrozenSolution(wave, basis.recipe, method, model, order),
        placed=len(cloud.x),
        not_placed=respondents - len(cloud.x),
        caveats=(
            *weight_caveats(cloud, method),
            *range_caveats(asked, ks),
            *choice_caveats(cut.candidate, plan, reason),
            *size_caveats(cut.fit.labels, order),
            *_doubtful(jaccard),
            *said,
        ),
        evidence=evidence,
        jaccard=sealed(jaccard),
        resamples=RESAMPLES,
        starts=plan.starts,
    )


def _jaccard(cut: Tried, cloud: Cloud, plan: SegmentationPlan, seed: int) -> Floats:
    """How surely each segment of the model's own numbers comes back by itself, shape (k,)."""
    n, resamples = len(cloud.x), (seed, STREAM, RESAMPLES)
    again = refit(cloud, clusterer_of(cut.candidate.method, plan), cut.candidate.k)
    found = partitions(again, n, RESAMPLES, resamples, jobs_for(cloud, cut.candidate.k, RESAMPLES))
    counts = np.array([drawn(n, (*resamples, resample)) for resample in range(RESAMPLES)])
    return segment_stability(cut.fit.labels, found, counts, cloud.weights).mean


def _doubtful(jaccard: Floats) -> Iterator[Caveat]:
    """Segments that do not come back by themselves."""
    doubtful = np.flatnonzero(jaccard < DOUBTFUL) + 1
    if len(doubtful):
        yield Caveat("segments_do_not_return", {"segments": ", ".join(map(str, doubtful)), "least": DOUBTFUL})


def _cuts(basis: Basis, beside: Beside, plan: SegmentationPlan, ks: range, seed: int) -> Iterator[Tried]:
    """Every basis that may lead by every method, the others by the first, into every number; the planned one first."""
    fewer = min(plan.pairs, max(plan.pairs // FEWER, FEWEST_PAIRS))
    for one in (basis, *beside.others):
        cloud = cloud_of(one)
        for method in plan.methods if one is basis or one.view in beside.may_lead else plan.methods[:1]:
            pairs = plan.pairs if one is basis and method == plan.methods[0] else fewer
            for k in ks:
                if cloud.different >= k and set(cloud.kinds) <= CLUSTERERS[method].takes:
                    yield tried(cloud, plan, method, k, pairs, seed)


def _null_data(
    beside: Beside, basis: Basis, plan: SegmentationPlan, cloud: Cloud, seed: int
) -> tuple[NullData | None, tuple[Caveat, ...]]:
    """Data without segments, or why there are none."""
    if beside.answers is None or plan.nulls == 0:
        return None, ()
    try:
        return null_data(beside.answers, basis.weights, cloud.placed, seed), ()
    except ValueError:
        return None, (Caveat("no_null_data"),)


def _evidence_ks(ks: range, cloud: Cloud) -> range:
    """A study that fixes the number is told of its neighbours too, as far as the data carry them."""
    if len(ks) > 1:
        return ks
    return range(max(2, ks[0] - 2), min(ks[0] + 3, cloud.different + 1))


def _described(cuts: Sequence[Tried], chosen: int, own: Cloud, clouds: Sequence[Cloud]) -> tuple[Candidate, ...]:
    """The candidates, each with its agreement with the chosen one, among those whom both place."""
    placed = {cloud.view: cloud.placed for cloud in clouds}
    return tuple(
        replace(
            cut.candidate,
            agreement=_agreement(
                _spread(cut.fit.labels, placed[cut.candidate.view]), _spread(cuts[chosen].fit.labels, own.placed)
            ),
        )
        for cut in cuts
    )


def _spread(labels: Counts, placed: Flags) -> Counts:
    """Labels of all respondents, −1 for those who are not placed."""
    everyone = np.full(len(placed), -1, dtype=np.int64)
    everyone[placed] = labels
    return everyone


def _agreement(a: Counts, b: Counts) -> float:
    both = (a >= 0) & (b >= 0)
    return adjusted_rand_index(a[both], b[both])


def _beside_null(
    candidates: tuple[Candidate, ...],
    choice: Candidate,
    null: NullData,
    basis: Basis,
    plan: SegmentationPlan,
    seed: int,
) -> tuple[tuple[Candidate, ...], float]:
    """The candidates, those of the chosen method and basis beside cuts of data without segments; and p of them."""
    same = [c for c in candidates if (c.view, c.method) == (choice.view, choice.method)]
    clusterer = clusterer_of(choice.method, plan)
    found = null_stability(null, basis.recipe, clusterer, [c.k for c in same], plan.nulls, seed)
    low, high = np.quantile(found, (0.05, 0.95), axis=0)
    told = {
        id(c): replace(c, null_stability=float(found[:, j].mean()), null_low=float(low[j]), null_high=float(high[j]))
        for j, c in enumerate(same)
    }
    shown = [j for j, c in enumerate(same) if c.k >= FEWEST_CHOSEN] or list(range(len(same)))
    p = excess_over(np.array([same[j].stability for j in shown]), found[:, shown]).p
    return tuple(told.get(id(c), c) for c in candidates), p


def _order(cloud: Cloud, labels: Counts) -> tuple[int, ...]:
    """The model's own numbers of the segments 1, 2, …: by weighted size, equally large ones by their centre."""
    sizes = np.round(np.bincount(labels, cloud.weights), 9)
    means = segment_means(cloud.x, labels, cloud.weights)
    return tuple(sorted(range(len(sizes)), key=lambda own: (-sizes[own], *means[own])))
