"""Spherical k-means: directions, not distances."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from research.clusterers.spherical_kmeans import SphericalKMeans
from research.stats.agreement import adjusted_rand_index
from tests.clouds import SHARES, planted


def cut(x: np.ndarray, k: int, weights: np.ndarray | None = None):
    weights = np.ones(len(x)) if weights is None else weights
    return SphericalKMeans().fit(x, ("numeric",) * x.shape[1], weights, k, np.random.default_rng(1))


def test_how_far_answers_go_does_not_matter() -> None:
    x, truth = planted(SHARES, n=300)
    farther = np.random.default_rng(2).uniform(0.2, 5.0, (300, 1))
    assert adjusted_rand_index(cut(x * farther, 4).labels, cut(x, 4).labels) == 1.0
    assert adjusted_rand_index(cut(x * farther, 4).labels, truth) > 0.85


def test_the_best_of_all_partitions_is_found() -> None:
    x = np.random.default_rng(5).normal(size=(9, 3))
    units = x / np.linalg.norm(x, axis=1, keepdims=True)
    best = max(
        sum(np.linalg.norm(units[np.array(labels) == j].sum(axis=0)) for j in range(3))
        for labels in product(range(3), repeat=9)
    )
    assert SphericalKMeans(starts=60).fit(x, ("numeric",) * 3, np.ones(9), 3, np.random.default_rng(1)).objective == (
        pytest.approx(9 - best)
    )


def test_whoever_points_nowhere_has_the_sizes_and_changes_nothing() -> None:
    x, _ = planted(SHARES, n=300)
    fit, more = cut(x, 4), cut(np.vstack([x, np.zeros((20, 6))]), 4)
    sizes = np.bincount(fit.labels, minlength=4) / 300
    assert fit.model.memberships(np.zeros((1, 6)))[0] == pytest.approx(sizes)
    assert (more.labels[:300] == fit.labels).all()


def test_the_concentration_is_that_of_the_mean_cosine() -> None:
    x, _ = planted(SHARES, n=300)
    fit = cut(x, 4)
    units = x / np.linalg.norm(x, axis=1, keepdims=True)
    mean = 1 - fit.objective / 300
    sums = [np.linalg.norm(units[fit.labels == j].sum(axis=0)) for j in range(4)]
    assert mean == pytest.approx(sum(sums) / 300, abs=1e-9)
    assert fit.model.concentration == pytest.approx((mean * 6 - mean**3) / (1 - mean**2))
