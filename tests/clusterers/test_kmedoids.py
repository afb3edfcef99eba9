"""k-medoids: Gower as R's daisy has it, the best of all medoids, weights, samples of many respondents."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from research.clusterers._gower import gower_of
from research.clusterers._pam import build, swap
from research.clusterers.kmedoids import KMedoids
from research.stats.agreement import adjusted_rand_index
from tests.clouds import SHARES, planted

NAN = np.nan


def test_dissimilarities_are_gowers() -> None:
    # cluster::daisy(data.frame(a = c(1, 3, 5, NA), b = factor(c(1, 1, 2, 2)), c = c(0, 10, 20, 40)), "gower")
    x = np.array([[1.0, 1, 0], [3, 1, 10], [5, 2, 20], [NAN, 2, 40]])
    d = gower_of(x, ("numeric", "nominal", "numeric")).between(x, x)
    assert d[0, 1] == pytest.approx((0.5 + 0 + 0.25) / 3)
    assert d[0, 2] == pytest.approx((1 + 1 + 0.5) / 3)
    assert d[0, 3] == pytest.approx((1 + 1) / 2)
    assert d[2, 3] == pytest.approx((0 + 0.5) / 2)
    assert (np.diag(d) == 0).all() and (d == d.T).all()


@pytest.mark.parametrize("k", [1, 2, 3])
def test_the_best_of_all_medoids_is_found(k: int) -> None:
    x = np.random.default_rng(3).normal(size=(14, 3))
    weights = np.random.default_rng(4).uniform(0.5, 3.0, 14)
    d = gower_of(x, ("numeric",) * 3).between(x, x)
    every = np.ones(14, dtype=bool)
    best = min(float(weights @ d[:, list(some)].min(axis=1)) for some in combinations(range(14), k))
    medoids, total = swap(d, weights, every, build(d, weights, every, k))
    assert total == pytest.approx(best)
    assert float(weights @ d[:, medoids].min(axis=1)) == pytest.approx(best)


def test_a_sum_is_what_the_medoids_leave() -> None:
    x, _ = planted(SHARES, n=200, apart=2.0)
    fit = KMedoids().fit(x, ("numeric",) * 6, np.ones(200), 4, np.random.default_rng(1))
    d = fit.model.gower.between(x, fit.model.medoids)
    assert fit.objective == pytest.approx(d.min(axis=1).sum())
    assert {tuple(medoid) for medoid in fit.model.medoids} <= {tuple(row) for row in x}


def test_many_respondents_are_cut_by_samples_almost_as_well() -> None:
    x, truth = planted(SHARES, n=2_000)
    kinds, ones = ("numeric",) * 6, np.ones(2_000)
    whole, sampled = (KMedoids(most=most).fit(x, kinds, ones, 4, np.random.default_rng(1)) for most in (2_000, 300))
    assert adjusted_rand_index(whole.labels, truth) > 0.9
    assert whole.objective <= sampled.objective < 1.03 * whole.objective
