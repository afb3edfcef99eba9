"""Parallel analysis: eigenvalues beside those of random data, for components and for factors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from research.stats.one_factor import one_factor_loadings
from research.stats.random_correlations import RandomCorrelations

Floats = NDArray[np.float64]

NORMAL_DRAWS = 500
PERMUTATIONS = 100
BAND = (0.05, 0.95)
_AT_ONCE = 50
"""Matrices that are decomposed together: they stay in a processor's cache, and large batteries in memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Eigenvalues:
    """Eigenvalues in descending order beside those of random data, 5th and 95th percentile of each rank; shape (p,).

    Attributes:
        suggested: how many lead without a break above the 95th percentile.
    """

    observed: Floats
    random_05: Floats
    random_95: Floats
    suggested: int


@dataclass(frozen=True, slots=True, eq=False)
class ParallelAnalysis:
    """Both of Horn's comparisons.

    Attributes:
        components: eigenvalues of the correlations.
        factors: eigenvalues with the communalities of one minres factor on the diagonal.
    """

    components: Eigenvalues
    factors: Eigenvalues


def parallel_analysis(
    correlations: Floats, random: RandomCorrelations, rng: np.random.Generator, draws: int = NORMAL_DRAWS
) -> ParallelAnalysis:
    """How many eigenvalues of `correlations`, shape (p, p), stand out from those of unrelated items.

    Horn 1965; the 95th percentile: Glorfeld 1995; R: psych::fa.parallel(fa = "both", quant = 0.95), whose fa.values
    are those of `factors`. The count stops at the first eigenvalue that is not above; later ones never count. Of
    singular correlations, such as centred answers have, the eigenvalues that are zero count neither.

    Raises:
        ValueError: fewer than three items; random correlations of another number of items.
    """
    sizes = [_AT_ONCE] * (draws // _AT_ONCE) + [draws % _AT_ONCE] * (draws % _AT_ONCE > 0)
    with threadpool_limits(1):  # many small matrices: threads would wait for each other
        observed = _both(correlations[None])
        drawn = [_both(_checked(random(rng, size), correlations)) for size in sizes]
    components, factors = (
        _beside(observed[kind][0], np.concatenate([both[kind] for both in drawn])) for kind in (0, 1)
    )
    return ParallelAnalysis(components, factors)


def leading(above: NDArray[np.bool_]) -> int:
    """How many of `above`, shape (p,), are true before the first that is not."""
    return len(above) if above.all() else int(np.argmin(above))


def _checked(random: Floats, correlations: Floats) -> Floats:
    if random.shape[1:] != correlations.shape:
        raise ValueError(f"random correlations of {random.shape[-1]} items beside {len(correlations)} observed")
    return random


def _both(correlations: Floats) -> tuple[Floats, Floats]:
    """Eigenvalues of (m, p, p) correlations and of their reduced matrices, each descending, shape (m, p)."""
    values, axes = np.linalg.eigh(correlations)
    loadings = one_factor_loadings(correlations, axes[:, :, -1])
    reduced = correlations.copy()
    diagonal = np.arange(loadings.shape[1])
    reduced[:, diagonal, diagonal] = loadings**2
    return np.asarray(values[:, ::-1]), np.asarray(np.linalg.eigvalsh(reduced)[:, ::-1])


def _beside(observed: Floats, random: Floats) -> Eigenvalues:
    low, high = np.quantile(random, BAND, axis=0)
    return Eigenvalues(observed, low, high, leading(observed > high))
