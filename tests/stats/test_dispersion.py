"""Sums of squares: against R on real data, scikit-learn, and under weights."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import calinski_harabasz_score

from research.clusterers.kmeans import KMeans
from research.stats.dispersion import calinski_harabasz, segment_means, within_ss
from tests.clouds import SHARES, mcdonalds, planted

# fpc::calinhara of kmeans(x, k, nstart = 500)
R_CALINSKI_HARABASZ = {2: 428.459759588854, 3: 382.8263}
R_DIGITS = 1e-6
ROUNDING = 1e-12


@pytest.mark.parametrize("k", R_CALINSKI_HARABASZ)
def test_it_equals_r_on_mcdonalds(k: int) -> None:
    x, ones = mcdonalds(), np.ones(1453)
    labels = KMeans().fit(x, ("binary",) * 11, ones, k, np.random.default_rng(1)).labels
    assert calinski_harabasz(x, labels, ones) == pytest.approx(R_CALINSKI_HARABASZ[k], rel=R_DIGITS)


def test_it_equals_scikit_learn() -> None:
    x, truth = planted(SHARES, n=200)
    assert calinski_harabasz(x, truth, np.ones(200)) == pytest.approx(calinski_harabasz_score(x, truth), rel=ROUNDING)


def test_weight_two_equals_answering_twice() -> None:
    x, truth = planted(SHARES, n=90, apart=1.0)
    weights = np.where(np.arange(90) % 3 == 0, 2.0, 1.0)
    repeated = np.repeat(np.arange(90), weights.astype(int))
    ones = np.ones(len(repeated))
    assert within_ss(x, truth, weights) == pytest.approx(within_ss(x[repeated], truth[repeated], ones), rel=ROUNDING)
    assert segment_means(x, truth, weights) == pytest.approx(
        segment_means(x[repeated], truth[repeated], ones), rel=ROUNDING
    )


def test_the_scale_of_weights_does_not_matter_to_the_ratio() -> None:
    x, truth = planted(SHARES, n=90, apart=1.0)
    weights = np.random.default_rng(1).uniform(0.3, 3, 90)
    ratio = calinski_harabasz(x, truth, weights)
    assert calinski_harabasz(x, truth, 7 * weights) == pytest.approx(ratio, rel=ROUNDING)
    assert calinski_harabasz(x, truth, np.ones(90)) != pytest.approx(ratio, rel=1e-3)


def test_segments_without_spread_have_no_finite_ratio() -> None:
    x = np.repeat([[0.0], [1.0]], 4, axis=0)
    assert calinski_harabasz(x, np.repeat([0, 1], 4), np.ones(8)) == float("inf")


def test_an_empty_segment_has_no_mean_and_does_no_harm() -> None:
    x, labels = np.array([[1.0], [3.0]]), np.array([0, 2])
    assert segment_means(x, labels, np.ones(2)).ravel().tolist() == [1, 0, 3]
    assert within_ss(x, labels, np.ones(2)) == 0
