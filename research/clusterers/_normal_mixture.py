"""EM for mixtures of normal distributions with free shares: several starts at once, as arrays.

Dempster, Laird & Rubin 1977; the families of covariances are Celeux & Govaert's (1995), by `mclust`'s names in R. All
arrays begin with the start: shares (s, k), means (s, k, p), and covariances (s, k, p, p), or their diagonals (s, k, p).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Covariance = Literal["common", "spherical", "diagonal", "tied", "full"]

LEAST_VARIANCE = 1e-3
"""Share of a column's variance that every segment keeps, in every direction. Answers repeat, so that some segment could
shrink to a point, where the likelihood has no end."""
SMALLEST_SHARE = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """Shares, means and covariances (or diagonals) of all components, of every start."""

    shares: Floats
    means: Floats
    spreads: Floats

    def only(self, starts: Flags | NDArray[np.intp]) -> Components:
        return Components(self.shares[starts], self.means[starts], self.spreads[starts])


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """What covariances components may have.

    Attributes:
        spreads: from the second moments within components, weighted by their shares, the variances that fit best.
        parameters: free ones of `k` covariances of `p` columns.
        whole: covariances are matrices, not diagonals.
    """

    spreads: Callable[[Floats, Floats], Floats]
    parameters: Callable[[int, int], int]
    whole: bool


def _common(within: Floats, shares: Floats) -> Floats:
    mean = (within.mean(axis=2) * shares).sum(axis=1)
    return np.broadcast_to(mean[:, None, None], within.shape)


def _spherical(within: Floats, shares: Floats) -> Floats:
    return np.broadcast_to(within.mean(axis=2, keepdims=True), within.shape)


def _tied(within: Floats, shares: Floats) -> Floats:
    mean = np.einsum("skpq,sk->spq", within, shares)
    return np.broadcast_to(mean[:, None], within.shape)


def _own(within: Floats, shares: Floats) -> Floats:
    return within


FAMILIES: Mapping[Covariance, Family] = {
    "common": Family(_common, lambda k, p: 1, whole=False),
    "spherical": Family(_spherical, lambda k, p: k, whole=False),
    "diagonal": Family(_own, lambda k, p: k * p, whole=False),
    "tied": Family(_tied, lambda k, p: p * (p + 1) // 2, whole=True),
    "full": Family(_own, lambda k, p: k * p * (p + 1) // 2, whole=True),
}
"""EII, VII, VVI, EEE and VVV in mclust."""


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Rows of shape (m, p), and their values, squares and ones as columns, shape (2 p + 1, m)."""

    x: Floats
    features: Floats


def points_of(x: Floats) -> Points:
    """The rows `x`, shape (m, p)."""
    return Points(x, np.ascontiguousarray(np.column_stack([x, x * x, np.ones(len(x))]).T))


def log_joint(points: Points, components: Components, family: Family) -> Floats:
    """ln share + ln density of every row in every component, shape (s, k, m)."""
    if not family.whole:
        return _log_diagonal(points, components)
    return _log_matrix_densities(points.x, components) + np.log(components.shares)[:, :, None]


def _log_diagonal(points: Points, components: Components) -> Floats:
    starts, k, p = components.means.shape
    precision = 1 / components.spreads
    scaled = components.means * precision
    constant = -0.5 * ((components.means * scaled - np.log(precision)).sum(axis=2) + p * np.log(2 * np.pi))
    constant = constant + np.log(components.shares)
    terms = np.concatenate([scaled, -0.5 * precision, constant[:, :, None]], axis=2)
    return np.asarray((terms.reshape(-1, 2 * p + 1) @ points.features).reshape(starts, k, -1))


def _log_matrix_densities(x: Floats, components: Components) -> Floats:
    p = components.means.shape[2]
    roots = np.linalg.cholesky(components.spreads)
    logs = 2 * np.log(np.diagonal(roots, axis1=2, axis2=3)).sum(axis=2) + p * np.log(2 * np.pi)
    inverses = np.linalg.inv(roots)
    away = x[None, None] - components.means[:, :, None, :]
    squares = ((away @ np.swapaxes(inverses, 2, 3)) ** 2).sum(axis=3)
    return np.asarray(-0.5 * (squares + logs[:, :, None]))


def memberships(joint: Floats) -> tuple[Floats, Floats]:
    """Posterior probabilities, shape (s, k, m), and ln p(x), shape (s, m), of what `log_joint` gave."""
    largest = joint.max(axis=1, keepdims=True)
    likelihoods = joint - largest
    np.exp(likelihoods, out=likelihoods)
    total = likelihoods.sum(axis=1, keepdims=True)
    likelihoods /= total
    return likelihoods, np.asarray((largest + np.log(total))[:, 0])


def components_of(points: Points, held: Floats, family: Family, floor: Floats) -> Components:
    """The components that fit best, given how much of every row's weight each holds; `held` of shape (s, k, m).

    Args:
        floor: least variance of every column, shape (p,).
    """
    starts, k, m = held.shape
    p = points.x.shape[1]
    sums = (held.reshape(-1, m) @ points.features.T).reshape(starts, k, -1)
    sizes = np.maximum(sums[:, :, -1], SMALLEST_SHARE)
    shares = sizes / sizes.sum(axis=1, keepdims=True)
    means = sums[:, :, :p] / sizes[:, :, None]
    if family.whole:
        spreads = family.spreads(_matrix_moments(points.x, held, sizes, means), shares)
        return Components(shares, means, _raised(spreads, floor))
    within = np.maximum(sums[:, :, p:-1] / sizes[:, :, None] - means**2, 0.0)
    return Components(shares, means, np.maximum(family.spreads(within, shares), floor))


def _matrix_moments(x: Floats, held: Floats, sizes: Floats, means: Floats) -> Floats:
    away = x[None, None] - means[:, :, None, :]
    return np.asarray(np.swapaxes(away, 2, 3) @ (away * held[:, :, :, None]) / sizes[:, :, None, None])


def _raised(spreads: Floats, floor: Floats) -> Floats:
    """Covariances whose eigenvalues, in units of `floor`, are one at least."""
    unit = np.sqrt(np.outer(floor, floor))
    values, vectors = np.linalg.eigh(spreads / unit)
    if values.min() >= 1:
        return spreads
    return np.asarray((vectors * np.maximum(values, 1.0)[..., None, :]) @ np.swapaxes(vectors, -1, -2) * unit)


@dataclass(frozen=True, slots=True, eq=False)
class Maximum:
    """Where EM ended: components, and the log-likelihood of each start, shape (s,)."""

    components: Components
    log_likelihoods: Floats


def climb(
    points: Points, weights: Floats, start: Components, family: Family, floor: Floats, iterations: int, settled: float
) -> Maximum:
    """EM from `start`, until a step gains less than `settled`, a log-likelihood, or `iterations` are done."""
    shares, means, spreads = (np.array(part) for part in (start.shares, start.means, start.spreads))
    reached = np.full(len(shares), -np.inf)
    live = np.arange(len(shares))
    for _ in range(iterations):
        held, rows = memberships(log_joint(points, Components(shares[live], means[live], spreads[live]), family))
        now = rows @ weights
        gains, reached[live] = now - reached[live], now
        going = gains > settled
        live, held = live[going], held[going]
        if not len(live):
            break
        better = components_of(points, held * weights, family, floor)
        shares[live], means[live], spreads[live] = better.shares, better.means, better.spreads
    return Maximum(Components(shares, means, spreads), reached)
