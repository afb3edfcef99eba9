"""Maximum likelihood of a common factor model in one group or several, from their means and covariances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats import factor_model as model
from research.stats.factor_model import Layout, Parameters
from research.stats.fisher_scoring import Minimum, minimise
from research.stats.fit_measures import Baseline, FitMeasures, baseline, fit_measures, standardised_residuals
from research.stats.group_moments import GroupMoments

Floats = NDArray[np.float64]

LEAST_RESIDUAL = 0.005
"""Residual variances are bounded here, as a share of the items' variance within groups: below is a Heywood case."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Moments of the groups, rescaled so that pooled within groups every item has mean zero and variance one.

    Attributes:
        shares: of all respondents, shape (G,).
        origins, scales: of the items before, each of shape (p,).
    """

    moments: tuple[GroupMoments, ...]
    shares: Floats
    origins: Floats
    scales: Floats
    base: Baseline


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """A fitted model in the units of its sample: `expanded` slots (G, slots), and the search that led there."""

    layout: Layout
    expanded: Floats
    search: Minimum
    measures: FitMeasures


def pooled_sample(groups: Sequence[GroupMoments]) -> Sample:
    """The groups in common units."""
    ns = np.array([group.n for group in groups], dtype=np.float64)
    shares = ns / ns.sum()
    origins = np.average([group.means for group in groups], axis=0, weights=ns)
    scales = np.sqrt(np.average([np.diag(group.covariance) for group in groups], axis=0, weights=ns))
    moments = tuple(
        GroupMoments(g.n, (g.means - origins) / scales, g.covariance / np.outer(scales, scales)) for g in groups
    )
    return Sample(moments, shares, origins, scales, baseline(ns.tolist(), [group.covariance for group in groups]))


def starting_values(sample: Sample, slots: model.Slots) -> Floats:
    """Slots to search from, shape (G, slots): each factor the first axis of its items, pooled within groups."""
    pooled = np.average([group.covariance for group in sample.moments], axis=0, weights=sample.shares)
    axes = np.zeros((len(pooled), len(slots.variances)))
    for number in range(axes.shape[1]):
        items = np.flatnonzero(slots.factor == number)
        values, vectors = np.linalg.eigh(pooled[np.ix_(items, items)])
        axes[items, number] = vectors[:, -1] * np.sqrt(values[-1]) * (1.0 if vectors[:, -1].sum() > 0 else -1.0)
    loadings = np.clip(0.9 * axes.sum(axis=1), -0.9, 0.9)
    composites = axes.T @ pooled @ axes
    spread = np.sqrt(np.diag(composites))
    expanded = np.zeros((len(sample.moments), slots.size))
    expanded[:, slots.loadings], expanded[:, slots.residuals] = loadings, 1 - loadings**2
    expanded[:, slots.covariances] = (composites / np.outer(spread, spread))[slots.rows, slots.columns]
    expanded[:, slots.intercepts] = [group.means for group in sample.moments]
    return expanded


def solve(sample: Sample, layout: Layout, start: Floats) -> Solution:
    """Maximum likelihood of the model of `layout`, from slots `start`, (G, slots), where those make a model of it."""
    lower = np.full((len(sample.moments), layout.slots.size), -np.inf)
    lower[:, layout.slots.residuals] = LEAST_RESIDUAL

    def value(values: Floats) -> float:
        return _discrepancy(sample, layout, layout.expand(values))

    def derivatives(values: Floats) -> tuple[Floats, Floats]:
        return score_and_information(sample, layout, layout.expand(values))

    first = layout.gather(start)
    if not np.isfinite(value(first)):
        first = layout.gather(starting_values(sample, layout.slots))
    search = minimise(value, derivatives, first, layout.gather(lower))
    expanded = layout.expand(search.values)
    return Solution(layout, expanded, search, _measures(sample, layout, expanded))


def score_and_information(sample: Sample, layout: Layout, expanded: Floats) -> tuple[Floats, Floats]:
    """Gradient, shape (free,), and expected information, (free, free), of the layout's parameters per respondent."""
    score, information = np.zeros(layout.free), np.zeros((layout.free, layout.free))
    for (slopes, curvature), index in zip(by_group(sample, layout, expanded), layout.index, strict=True):
        taken = np.flatnonzero(index != model.FIXED)
        score[index[taken]] += slopes[taken]
        information[np.ix_(index[taken], index[taken])] += curvature[np.ix_(taken, taken)]
    return score, information


def by_group(sample: Sample, layout: Layout, expanded: Floats) -> list[tuple[Floats, Floats]]:
    """What each group adds: gradient, (slots,), and expected information, (slots, slots), times its share."""
    added = []
    for share, group, values in zip(sample.shares, sample.moments, expanded, strict=True):
        own = model.parameters(layout.slots, values)
        slopes, curvature = model.score_and_information(layout.slots, own, group.means, group.covariance)
        added.append((share * slopes, share * curvature))
    return added


def _discrepancy(sample: Sample, layout: Layout, expanded: Floats) -> float:
    pairs = zip(sample.shares, sample.moments, expanded, strict=True)
    return float(
        sum(
            share * model.discrepancy(model.parameters(layout.slots, values), group.means, group.covariance)
            for share, group, values in pairs
        )
    )


def _measures(sample: Sample, layout: Layout, expanded: Floats) -> FitMeasures:
    p = len(sample.scales)
    moments = len(sample.moments) * (p * (p + 1) // 2 + (p if layout.models_means else 0))
    models = [model.parameters(layout.slots, values) for values in expanded]
    residuals = [_residual(group, own, layout) for group, own in zip(sample.moments, models, strict=True)]
    chi2 = max(2 * sample.base.n * _discrepancy(sample, layout, expanded), 0.0)
    return fit_measures(chi2, moments - layout.free, layout.free, float(sample.shares @ residuals), sample.base)


def _residual(group: GroupMoments, own: Parameters, layout: Layout) -> float:
    """Root mean square of one group's standardised residuals: of means too where the layout models them."""
    residuals = standardised_residuals(group.covariance, own.implied_covariance())
    if layout.models_means:
        shifts = (group.means - own.implied_means()) / np.sqrt(np.diag(group.covariance))
        residuals = np.concatenate([residuals, shifts])
    return float(np.sqrt(np.mean(residuals**2)))
