"""The evidence for one cut: is the search settled, how large are the segments, does the cut come back?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from research.clusterers._contract import Clusterer, Fit
from research.clusterers._refit import Refit
from research.clusterers._settings import configured, names_of
from research.domain.arrays import Counts, Floats, sealed
from research.domain.segmentation import Candidate, Objection
from research.stages.segmentation.cloud import Cloud
from research.stages.segmentation.plan import SegmentationPlan
from research.stats.agreement import adjusted_rand_index
from research.stats.dispersion import calinski_harabasz, segment_means, within_ss
from research.stats.distinctness import distinctness
from research.stats.information_criteria import InformationCriteria
from research.stats.resampling import Stability, bootstrap_stability
from research.stats.segment_sizes import segment_sizes

STREAM = 5
"""The stage's own stream of random numbers."""
SEARCHES = 5
SETTLED = 0.95
"""A search is settled when another one, from starts of its own, agrees with it so far (adjusted Rand index)."""
SAME_OBJECTIVE = 1e-6
UNSTABLE = 0.6
"""Mean stability below which a cut is not chosen: where `fpc::clusterboot` says that clusters should not be trusted."""
ALL_PROCESSORS = -1
WORTH_WORKERS = 5e4
"""Rows × segments × fits above which worker processes, started once, pay: about half a second."""


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """A candidate, and the fit that it describes."""

    candidate: Candidate
    fit: Fit


def clusterer_of(method: str, plan: SegmentationPlan) -> Clusterer:
    """The clusterer `method`, with those of the plan's settings that it has."""
    effort = {"starts": plan.starts} if "starts" in names_of(method) else {}
    return configured(method, {**effort, **plan.settings.get(method, {})})


def tried(cloud: Cloud, plan: SegmentationPlan, method: str, k: int, pairs: int, seed: int) -> Tried:
    """The cut by `method` into `k` segments and everything that speaks for or against it."""
    clusterer = clusterer_of(method, plan)
    fit, reached, settled = _searched(cloud, clusterer, k, seed)
    order = list(size_order(cloud, fit.labels))
    sizes = segment_sizes(fit.labels, cloud.weights, k)
    stability = _stability(cloud, clusterer, fit, pairs, seed)
    criteria, numbers = _criteria(fit, len(cloud.x)), cloud.numbers
    candidate = Candidate(
        method=method,
        k=k,
        stability=stability.mean,
        stability_low=stability.low,
        stability_high=stability.high,
        null_stability=float("nan"),
        within_ss=within_ss(numbers, fit.labels, cloud.weights),
        calinski_harabasz=calinski_harabasz(numbers, fit.labels, cloud.weights),
        shares=sealed(sizes.shares[order]),
        shares_low=sealed(sizes.low[order]),
        shares_high=sealed(sizes.high[order]),
        best_reached=reached,
        objections=tuple(_objections(plan, sizes.shares[order], stability, settled)),
        jaccard=sealed(stability.segments.mean[order]),
        resamples=2 * pairs,
        distinctness=float(np.nanmean(distinctness(numbers, fit.labels, cloud.weights).distinctness)),
        view=cloud.view,
        bic=criteria.bic if criteria else float("nan"),
        icl=criteria.icl_bic if criteria else float("nan"),
    )
    return Tried(candidate, fit)


def size_order(cloud: Cloud, labels: Counts) -> tuple[int, ...]:
    """The model's own numbers of the segments 1, 2, …: by weighted size, equally large ones by their centre."""
    sizes = np.round(np.bincount(labels, cloud.weights), 9)
    means = segment_means(cloud.numbers, labels, cloud.weights)
    return tuple(sorted(range(len(sizes)), key=lambda own: (-sizes[own], *means[own])))


def _criteria(fit: Fit, n: int) -> InformationCriteria | None:
    if fit.likelihood is None:
        return None
    likelihood = fit.likelihood
    return InformationCriteria(likelihood.log_likelihood, likelihood.parameters, n, likelihood.entropy, fit.model.k)


def _searched(cloud: Cloud, clusterer: Clusterer, k: int, seed: int) -> tuple[Fit, float, bool]:
    """The best of a few searches, the share of all their starts that came to it, and whether another one agrees."""
    fits: list[Fit] = []
    agreement = 0.0
    while len(fits) < SEARCHES and agreement < SETTLED:
        rng = np.random.default_rng([seed, STREAM, k, len(fits)])
        fits.append(clusterer.fit(cloud.x, cloud.kinds, cloud.weights, k, rng))
        best = min(fits, key=lambda fit: fit.objective)
        others = [fit for fit in fits if fit is not best]
        agreement = max((adjusted_rand_index(best.labels, fit.labels, cloud.weights) for fit in others), default=0.0)
    margin = SAME_OBJECTIVE * abs(best.objective)
    reached = [fit.best_reached if fit.objective <= best.objective + margin else 0.0 for fit in fits]
    return best, float(np.mean(reached)), agreement >= SETTLED


def _stability(cloud: Cloud, clusterer: Clusterer, fit: Fit, pairs: int, seed: int) -> Stability:
    k = fit.model.k
    jobs = jobs_for(cloud, k, 2 * pairs)
    return bootstrap_stability(refit(cloud, clusterer, k), fit.labels, pairs, (seed, STREAM), cloud.weights, jobs)


def jobs_for(cloud: Cloud, k: int, fits: int) -> int:
    """Worker processes that pay for so many fits."""
    return ALL_PROCESSORS if cloud.different * k * fits > WORTH_WORKERS else 1


def refit(cloud: Cloud, clusterer: Clusterer, k: int) -> Refit:
    """The cut of any resample of the cloud into `k`."""
    return Refit(clusterer, cloud.rows, cloud.kinds, cloud.weights, cloud.patterns, k)


def _objections(plan: SegmentationPlan, shares: Floats, stability: Stability, settled: bool) -> Iterator[Objection]:
    if len(shares) == 2:
        yield "two_segments"
    if shares[-1] < plan.min_share:
        yield "too_small"
    if shares[0] > plan.max_share:
        yield "dominant"
    if stability.mean < UNSTABLE:
        yield "unstable"
    if not settled:
        yield "not_converged"
