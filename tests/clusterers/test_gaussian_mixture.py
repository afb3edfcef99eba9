"""Gaussian mixtures: mclust's likelihoods, free sizes, floors, and what the families have in common."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from sklearn.datasets import load_iris

from research.clusterers._normal_mixture import LEAST_VARIANCE, Covariance
from research.clusterers.gaussian_mixture import GaussianMixture
from research.clusterers.kmeans import KMeans
from research.stats.agreement import adjusted_rand_index
from tests.clouds import planted

ORACLE = json.loads((Path(__file__).parents[1] / "oracles" / "segments.json").read_text())["mixtures"]
STOPPED = 1e-3
"""mclust stops when a step gains a share of 1e-5, a little below the maximum."""
FAMILIES: tuple[Covariance, ...] = get_args(Covariance)
MCLUST = 1e-4
"""Of a log-likelihood. mclust starts from one hierarchy and may stop at a lower optimum."""


def iris() -> np.ndarray:
    """Fisher's iris as R has it: scikit-learn's copy differs in two rows."""
    x = np.array(load_iris().data)
    x[34], x[37] = [4.9, 3.1, 1.5, 0.2], [4.9, 3.6, 1.4, 0.1]
    return x


def fitted(x: np.ndarray, k: int, **settings: Any) -> Any:
    clusterer = GaussianMixture(**settings)
    return clusterer.fit(x, ("numeric",) * x.shape[1], np.ones(len(x)), k, np.random.default_rng(1))


@pytest.mark.parametrize("covariance", FAMILIES)
@pytest.mark.parametrize("k", [2, 3, 4])
def test_likelihoods_are_those_of_mclust_or_better(covariance: Covariance, k: int) -> None:
    likelihood = fitted(iris(), k, covariance=covariance, seeds=30, settled=1e-12).likelihood
    assert likelihood is not None
    assert likelihood.log_likelihood >= ORACLE[covariance][k - 2] - MCLUST


@pytest.mark.parametrize(
    ("covariance", "k"),
    [("common", 2), ("common", 3), ("spherical", 2), ("diagonal", 2), ("tied", 3), ("full", 2), ("full", 3)],
)
def test_where_there_is_one_optimum_both_find_it(covariance: Covariance, k: int) -> None:
    likelihood = fitted(iris(), k, covariance=covariance, seeds=30, settled=1e-12).likelihood
    assert likelihood is not None
    assert likelihood.log_likelihood == pytest.approx(ORACLE[covariance][k - 2], abs=STOPPED)


@pytest.mark.parametrize(
    ("covariance", "parameters"), [("common", 15), ("spherical", 17), ("diagonal", 26), ("tied", 24), ("full", 44)]
)
def test_free_parameters_are_counted(covariance: Covariance, parameters: int) -> None:
    likelihood = fitted(iris(), 3, covariance=covariance).likelihood
    assert likelihood is not None and likelihood.parameters == parameters


def test_richer_families_fit_no_worse() -> None:
    x, _ = planted((0.5, 0.3, 0.2), n=300, apart=3.0)
    by_family = {family: fitted(x, 3, covariance=family, settled=1e-10).objective for family in FAMILIES}
    assert by_family["common"] >= by_family["spherical"] >= by_family["diagonal"] >= by_family["full"]
    assert by_family["common"] >= by_family["tied"] >= by_family["full"]


def test_one_cloud_is_the_normal_distribution() -> None:
    x = np.random.default_rng(1).normal(size=(200, 3)) @ np.diag([1.0, 2.0, 0.5])
    likelihood = fitted(x, 1, covariance="full").likelihood
    assert likelihood is not None
    within = np.linalg.slogdet(np.cov(x.T, bias=True))[1]
    assert likelihood.log_likelihood == pytest.approx(-100 * (3 * np.log(2 * np.pi) + within + 3), abs=1e-6)
    assert likelihood.entropy == 0


def test_sizes_are_free_where_those_of_kmeans_are_not() -> None:
    x, truth = planted((0.8, 0.12, 0.08), n=1000, apart=3.5, seed=3)
    mixture = adjusted_rand_index(truth, fitted(x, 3).labels)
    kmeans = KMeans().fit(x, ("numeric",) * 6, np.ones(len(x)), 3, np.random.default_rng(1))
    assert mixture > adjusted_rand_index(truth, kmeans.labels) + 0.02
    assert np.sort(fitted(x, 3).model.shares) == pytest.approx([0.08, 0.12, 0.8], abs=0.03)


@pytest.mark.parametrize("covariance", FAMILIES)
def test_repeated_answers_do_not_shrink_a_segment_to_a_point(covariance: Covariance) -> None:
    x = np.vstack([np.repeat([[1.0, 1.0]], 60, axis=0), np.random.default_rng(1).integers(2, 6, (60, 2)).astype(float)])
    fit = fitted(x, 2, covariance=covariance)
    assert np.isfinite(fit.objective)
    spreads = fit.model.spreads
    least = spreads.min() if spreads.ndim == 2 else np.linalg.eigvalsh(spreads).min()
    assert least >= LEAST_VARIANCE * x.var(axis=0).min() * (1 - 1e-9)
