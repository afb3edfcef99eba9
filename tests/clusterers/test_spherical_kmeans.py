"""Spherical k-means: the best partition of tiny data, length that does not count, the memberships' formula."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from research.clusterers._contract import Fit
from research.clusterers.spherical_kmeans import SphericalKMeans, concentration
from research.stats.agreement import adjusted_rand_index
from tests.clouds import SHARES, planted

ROUNDING = 1e-9
APPROXIMATE = 0.06
"""Banerjee's formula is an approximation: so far, relatively, from the κ whose mean resultant is coth κ − 1/κ."""


def fit(x: np.ndarray, k: int, weights: np.ndarray | None = None, *, starts: int = 20) -> Fit:
    kinds, weights = ("numeric",) * x.shape[1], np.ones(len(x)) if weights is None else weights
    return SphericalKMeans(starts=starts).fit(x, kinds, weights, k, np.random.default_rng(1))


def best_of_all(x: np.ndarray, weights: np.ndarray, k: int) -> float:
    """Least Σ w (1 − cos) of all partitions: what is left of the weight by the lengths of the segments' sums."""
    moments = weights[:, None] * x / np.linalg.norm(x, axis=1, keepdims=True)
    partitions = (np.array(labels) for labels in product(range(k), repeat=len(x)))
    return min(
        weights.sum() - sum(np.linalg.norm(moments[labels == s].sum(axis=0)) for s in range(k)) for labels in partitions
    )


def test_the_best_of_all_partitions_is_found() -> None:
    rng = np.random.default_rng(4)
    for _ in range(3):
        x, weights = rng.normal(size=(9, 3)), rng.uniform(0.3, 3, 9)
        assert fit(x, 3, weights).objective == pytest.approx(best_of_all(x, weights, 3), rel=ROUNDING)


def test_length_does_not_count() -> None:
    x, _ = planted(SHARES, apart=3.0)
    longer = x * np.random.default_rng(2).uniform(0.01, 100, len(x))[:, None]
    assert (fit(x, 4).labels == fit(longer, 4).labels).all()


def test_opposite_profiles_are_two_segments_however_strong() -> None:
    strength = np.linspace(0.1, 20, 40)[:, None]
    x = np.vstack([strength * [1, -1, 0.1], strength * [-1, 1, -0.1]])
    assert adjusted_rand_index(np.repeat([0, 1], 40), fit(x, 2).labels) == 1


def test_poles_are_the_directions_of_their_members_sums() -> None:
    x, _ = planted(SHARES, apart=2.0)
    weights = np.random.default_rng(2).uniform(0.3, 3, len(x))
    found = fit(x, 4, weights)
    u = weights[:, None] * x / np.linalg.norm(x, axis=1, keepdims=True)
    sums = np.array([u[found.labels == s].sum(axis=0) for s in range(4)])
    lengths = np.linalg.norm(sums, axis=1)
    assert found.model.parameters()["centres"] == pytest.approx(sums / lengths[:, None], abs=ROUNDING)
    assert found.objective == pytest.approx(weights.sum() - lengths.sum(), rel=ROUNDING)


def test_memberships_are_those_of_von_mises_and_fisher() -> None:
    x, _ = planted(SHARES, apart=2.0)
    found = fit(x, 4)
    parameters = found.model.parameters()
    cosines = x @ parameters["centres"].T / np.linalg.norm(x, axis=1, keepdims=True)
    r = 1 - found.objective / len(x)
    assert parameters["concentration"] == pytest.approx([(6 * r - r**3) / (1 - r**2)], rel=ROUNDING)
    densities = np.exp(parameters["concentration"] * cosines)
    assert found.model.memberships(x) == pytest.approx(densities / densities.sum(axis=1, keepdims=True), abs=ROUNDING)


def test_the_concentration_is_that_of_the_sphere() -> None:
    for kappa in (0.5, 3.0, 20.0):
        resultant = 1 / np.tanh(kappa) - 1 / kappa
        assert concentration(resultant, 3) == pytest.approx(kappa, rel=APPROXIMATE)


def test_who_has_no_direction_has_the_sizes_and_takes_no_part() -> None:
    x, _ = planted(SHARES)
    with_zeros = np.vstack([np.zeros((29, 6)), np.full((1, 6), 1e-16), x])
    found, without = fit(with_zeros, 4), fit(x, 4)
    assert (found.labels[30:] == without.labels).all()
    assert found.objective == without.objective
    sizes = np.bincount(without.labels, minlength=4) / len(x)
    assert found.model.memberships(np.zeros((2, 6))) == pytest.approx(np.tile(sizes, (2, 1)), abs=ROUNDING)


def test_rows_of_one_direction_are_one() -> None:
    x = np.outer([1, 2, 3, 7], [0.1, 0.7, -0.3])
    with pytest.raises(ValueError, match="1 different rows cannot be cut into 2 segments"):
        fit(x, 2)
    assert fit(x, 1).objective == pytest.approx(0, abs=ROUNDING)
