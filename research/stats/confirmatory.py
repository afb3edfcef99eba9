"""Confirmatory factor analysis by maximum likelihood: what a fitted model says, and the fit of a single group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from research.stats import factor_model as model
from research.stats.factor_model import Parameters
from research.stats.fit_measures import FitMeasures
from research.stats.group_moments import GroupMoments, check_groups, check_model
from research.stats.multigroup import (
    LEAST_RESIDUAL,
    Sample,
    Solution,
    pooled_sample,
    score_and_information,
    solve,
    starting_values,
)

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_REGULAR = 1e-8
"""Information with an eigenvalue below this (its diagonal made ones) leaves some parameter undetermined."""


@dataclass(frozen=True, slots=True, eq=False)
class GroupEstimate:
    """A model's parameters in one group; factors point where their loadings in the first group have a positive sum.

    Attributes:
        loadings: in units of the items, shape (p, k); `standardised` on standardised items and factors.
        residuals: variances of the items that no factor explains, shape (p,).
        covariances: of the factors, shape (k, k).
        intercepts: of the items, shape (p,).
        means: of the factors, shape (k,), in standard deviations of the first group where intercepts are equal;
            0 where they are fixed. `means_se` their standard errors.
        heywood: items whose residual variance met the bound, shape (p,).
        proper: the factor covariances are positive definite.
    """

    loadings: Floats
    standardised: Floats
    residuals: Floats
    covariances: Floats
    intercepts: Floats
    means: Floats
    means_se: Floats
    heywood: Flags
    proper: bool


@dataclass(frozen=True, slots=True, eq=False)
class ConfirmatoryFit:
    """A fitted model.

    Attributes:
        groups: estimates, in the order of the groups.
        converged: the search ended by itself.
        identified: the data determine every parameter; false, for instance, for a factor of two items that
            correlates with no other.
    """

    measures: FitMeasures
    groups: tuple[GroupEstimate, ...]
    converged: bool
    identified: bool


def confirm(moments: GroupMoments, mask: Flags) -> ConfirmatoryFit:
    """One group's fit to factors with the items of `mask`, shape (p, k); means are taken as they are.

    R: lavaan::cfa(model, std.lv = TRUE); factor variances are one.

    Raises:
        ValueError: see `check_model` and `check_groups`.
    """
    check_model(mask)
    check_groups([moments], mask)
    sample, slots = pooled_sample([moments]), model.slots_of(mask)
    with threadpool_limits(1):
        return fit_of(solve(sample, model.covariance_layout(slots), starting_values(sample, slots)), sample)


def fit_of(solution: Solution, sample: Sample) -> ConfirmatoryFit:
    """The solution in the items' own units."""
    layout = solution.layout
    _, information = score_and_information(sample, layout, solution.expanded)
    root = np.sqrt(np.diag(information))
    regular = bool(np.linalg.eigvalsh(information / np.outer(root, root))[0] > _REGULAR)
    variances = np.diag(np.linalg.pinv(information)) / sample.base.n
    errors = np.where(layout.index == model.FIXED, 0.0, np.sqrt(np.maximum(variances, 0.0))[layout.index])
    models = [model.parameters(layout.slots, values) for values in solution.expanded]
    signs = _directions([own.loadings for own in models])
    estimates = tuple(
        _estimate(own, own_signs, own_errors[layout.slots.means], sample)
        for own, own_signs, own_errors in zip(models, signs, errors, strict=True)
    )
    return ConfirmatoryFit(solution.measures, estimates, solution.search.converged, regular)


def _directions(loadings: list[Floats]) -> list[Floats]:
    """Sign of every factor, per group: positive sum of loadings in the first, the others as the first."""
    first = np.where(loadings[0].sum(axis=0) < 0, -1.0, 1.0)
    return [np.where((own * loadings[0]).sum(axis=0) < 0, -first, first) for own in loadings]


def _estimate(own: Parameters, signs: Floats, errors: Floats, sample: Sample) -> GroupEstimate:
    factor_sds = np.sqrt(np.maximum(np.diag(own.covariances), 0.0))
    item_sds = np.sqrt(np.diag(own.implied_covariance()))
    return GroupEstimate(
        loadings=own.loadings * signs * sample.scales[:, None],
        standardised=own.loadings * signs * factor_sds / item_sds[:, None],
        residuals=own.residuals * sample.scales**2,
        covariances=own.covariances * np.outer(signs, signs),
        intercepts=own.intercepts * sample.scales + sample.origins,
        means=own.means * signs,
        means_se=errors,
        heywood=own.residuals <= LEAST_RESIDUAL,
        proper=bool(np.linalg.eigvalsh(own.covariances)[0] > 0),
    )
