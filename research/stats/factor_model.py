"""The common factor model of several groups: Σ = ΛΦΛ' + Θ, μ = ν + Λα, its likelihood, score and information.

Every item loads on one factor. A group's parameters lie in one vector of *slots*: p loadings, p residual variances,
k(k + 1)/2 factor variances and covariances, p intercepts, k factor means. A layout says which slots are fixed, and
which share one free parameter between groups (Jöreskog 1971, Psychometrika 36; Sörbom 1974, BJMSP 27).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

FIXED = -1


@dataclass(frozen=True, slots=True, eq=False)
class Slots:
    """Where each kind of parameter of a group lies.

    Attributes:
        factor: that each item loads on, shape (p,).
        rows, columns: of the factor covariances that have a slot each: the lower triangle.
    """

    factor: Integers
    rows: Integers
    columns: Integers
    loadings: slice
    residuals: slice
    covariances: slice
    intercepts: slice
    means: slice
    size: int

    @property
    def variances(self) -> Integers:
        """Slot of every factor's variance, shape (k,)."""
        return np.asarray(self.covariances.start + np.flatnonzero(self.rows == self.columns), dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """One group: loadings (p, k), residuals (p,), covariances (k, k), intercepts (p,) and factor means (k,)."""

    loadings: Floats
    residuals: Floats
    covariances: Floats
    intercepts: Floats
    means: Floats

    def implied_covariance(self) -> Floats:
        """ΛΦΛ' + Θ, shape (p, p)."""
        return np.asarray(self.loadings @ self.covariances @ self.loadings.T + np.diag(self.residuals))

    def implied_means(self) -> Floats:
        """ν + Λα, shape (p,)."""
        return np.asarray(self.intercepts + self.loadings @ self.means)


@dataclass(frozen=True, slots=True, eq=False)
class Equality:
    """Which items' parameters are the same in all groups, each of shape (p,)."""

    loadings: Flags
    intercepts: Flags
    residuals: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Which free parameter every slot of every group takes its value from.

    Attributes:
        index: shape (G, slots): number of the free parameter, or FIXED.
        fixed: values of the fixed slots, shape (slots,).
        free: number of free parameters.
    """

    slots: Slots
    index: Integers
    fixed: Floats
    free: int

    @property
    def models_means(self) -> bool:
        """The means are part of the model, rather than taken as they are."""
        return bool((self.index[:, self.slots.intercepts] != FIXED).any())

    def expand(self, values: Floats) -> Floats:
        """Slots of every group, shape (G, slots), from the free parameters."""
        return np.asarray(np.where(self.index == FIXED, self.fixed, values[self.index]))

    def gather(self, expanded: Floats) -> Floats:
        """Free parameters from slots of shape (G, slots): the mean over the slots that share one."""
        taken = self.index != FIXED
        numbers = self.index[taken]
        return np.asarray(np.bincount(numbers, expanded[taken], self.free) / np.bincount(numbers, minlength=self.free))


def slots_of(mask: Flags) -> Slots:
    """Slots of the model that `mask`, shape (p, k), describes: every item on its one factor."""
    p, k = mask.shape
    rows, columns = np.tril_indices(k)
    ends = np.cumsum([0, p, p, len(rows), p, k]).tolist()
    loadings, residuals, covariances, intercepts, means = (slice(*pair) for pair in pairwise(ends))
    factor = np.asarray(mask.argmax(axis=1), dtype=np.int64)
    return Slots(factor, rows, columns, loadings, residuals, covariances, intercepts, means, size=ends[-1])


def covariance_layout(slots: Slots) -> Layout:
    """One group, factor variances one; the means are not modelled."""
    fixed = np.ones(slots.size, dtype=np.bool_)
    fixed[slots.loadings] = fixed[slots.residuals] = fixed[slots.covariances] = False
    fixed[slots.variances] = True
    return _numbered(slots, np.where(fixed, FIXED, np.arange(slots.size))[None])


def multigroup_layout(slots: Slots, groups: int, equal: Equality) -> Layout:
    """`groups` groups: equal parameters are shared; the first group's factors have mean zero and variance one.

    In the others a factor's variance is free once loadings of it are equal, and its mean once intercepts are: as lavaan
    does with std.lv = TRUE and group.equal.
    """
    k = len(slots.variances)
    labels = np.arange(groups * slots.size).reshape(groups, slots.size)
    for part, same in (
        (slots.loadings, equal.loadings),
        (slots.intercepts, equal.intercepts),
        (slots.residuals, equal.residuals),
    ):
        labels[1:, part] = np.where(same, labels[0, part], labels[1:, part])
    anchored = np.bincount(slots.factor, equal.loadings, k) > 0
    located = np.bincount(slots.factor, equal.intercepts, k) > 0
    labels[0, slots.variances] = labels[0, slots.means] = FIXED
    labels[1:, slots.variances] = np.where(anchored, labels[1:, slots.variances], FIXED)
    labels[1:, slots.means] = np.where(located, labels[1:, slots.means], FIXED)
    return _numbered(slots, labels)


def parameters(slots: Slots, values: Floats) -> Parameters:
    """The model of one group, from its slots."""
    k = len(slots.variances)
    covariances = np.zeros((k, k))
    covariances[slots.rows, slots.columns] = covariances[slots.columns, slots.rows] = values[slots.covariances]
    loadings = np.zeros((len(slots.factor), k))
    loadings[np.arange(len(slots.factor)), slots.factor] = values[slots.loadings]
    return Parameters(loadings, values[slots.residuals], covariances, values[slots.intercepts], values[slots.means])


def discrepancy(model: Parameters, means: Floats, covariance: Floats) -> float:
    """½ (ln|Σ| + tr SΣ⁻¹ + d'Σ⁻¹d − ln|S| − p), d the residual means; infinite where Σ is not positive definite."""
    implied = model.implied_covariance()
    try:
        root = np.linalg.cholesky(implied)
    except np.linalg.LinAlgError:
        return float("inf")
    d = means - model.implied_means()
    misfit = np.trace(np.linalg.solve(implied, covariance + np.outer(d, d)))
    return float(np.log(np.diag(root)).sum() + (misfit - np.linalg.slogdet(covariance)[1] - len(d)) / 2)


def score_and_information(slots: Slots, model: Parameters, means: Floats, covariance: Floats) -> tuple[Floats, Floats]:
    """Gradient of the discrepancy, shape (slots,), and its expected second derivatives, shape (slots, slots).

    Every derivative of Σ has rank two, uv' + vu', so that ½ tr(Σ⁻¹ ∂ₐΣ Σ⁻¹ ∂ᵦΣ) is a product of two quadratic forms.
    """
    weight = np.linalg.inv(model.implied_covariance())
    u, v, shifts = _derivatives(slots, model)
    d = means - model.implied_means()
    residual = weight - weight @ (covariance + np.outer(d, d)) @ weight
    score = ((u @ residual) * v).sum(axis=1) - shifts @ weight @ d
    mixed = u @ weight @ v.T
    information = (u @ weight @ u.T) * (v @ weight @ v.T) + mixed * mixed.T + shifts @ weight @ shifts.T
    return score, information


def _derivatives(slots: Slots, model: Parameters) -> tuple[Floats, Floats, Floats]:
    """u and v with ∂Σ = uv' + vu', and ∂μ, of every slot; each of shape (slots, p)."""
    p = len(slots.factor)
    u, v, shifts = np.zeros((3, slots.size, p))
    columns = model.loadings.T
    u[slots.loadings], v[slots.loadings] = np.eye(p), (model.covariances @ columns)[slots.factor]
    u[slots.residuals], v[slots.residuals] = np.eye(p), np.eye(p) / 2
    halves = np.where(slots.rows == slots.columns, 0.5, 1.0)[:, None]
    u[slots.covariances], v[slots.covariances] = columns[slots.rows], columns[slots.columns] * halves
    shifts[slots.loadings] = np.diag(model.means[slots.factor])
    shifts[slots.intercepts] = np.eye(p)
    shifts[slots.means] = columns
    return u, v, shifts


def _numbered(slots: Slots, labels: Integers) -> Layout:
    """Labels of slots, FIXED or any number, made the numbers 0, 1, 2 …; a fixed variance is one, all else zero."""
    taken, index = np.unique(labels, return_inverse=True)
    index = index.reshape(labels.shape) - int(taken[0] == FIXED)
    fixed = np.zeros(slots.size)
    fixed[slots.variances] = 1.0
    return Layout(slots, index, fixed, int(index.max()) + 1)
