"""Two waves: apart they are two samples, with everyone in both they are pairs, and in between they are stacked."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.column_house import linearised_means
from research.stats.paired import paired_tests
from research.stats.proportions import column_proportions_z
from research.stats.wave_tests import WavePairs, covariance, means_z, shares_z

EXACT = 1e-12


def figure(x: np.ndarray, w: np.ndarray) -> tuple[float, float, float, np.ndarray]:
    """Weighted mean, linearised error, effective base, and the scores of the respondents."""
    mean = np.average(x, weights=w)
    scores = w * (x - mean) / w.sum()
    n = len(x)
    return mean, np.sqrt(n / (n - 1) * (scores**2).sum()), w.sum() ** 2 / (w**2).sum(), scores


def pairs(one: tuple, other: tuple, together: float) -> WavePairs:
    both = [(np.array(a), np.array(b)) for a, b in zip(one[:3], other[:3], strict=True)]
    return WavePairs(both[0], both[2], both[1], np.array(together))


def test_with_everyone_in_both_waves_it_is_the_paired_test() -> None:
    rng = np.random.default_rng(4)
    n = 300
    first = rng.random(n) < 0.4
    second = np.where(rng.random(n) < 0.7, first, rng.random(n) < 0.5)
    w = rng.lognormal(0, 0.4, n)
    one, other = figure(second.astype(float), w), figure(first.astype(float), w)
    found = pairs(one, other, float(covariance(one[3], other[3], n, n)))
    expected = paired_tests(np.column_stack([second, first]).astype(float), np.ones((n, 1), dtype=bool), w).z[0, 0, 1]
    assert float(shares_z(found)) == pytest.approx(expected, rel=EXACT)
    assert float(means_z(found)) == pytest.approx(expected, rel=EXACT)


def test_with_some_in_both_it_is_the_contrast_of_the_stacked_sample() -> None:
    rng = np.random.default_rng(5)
    n, both = 400, 150
    x = rng.normal(5, 2, (n, 2))
    x[:, 1] = 0.6 * x[:, 0] + 0.4 * x[:, 1]
    x[250:, 0], x[: 250 - both, 1] = np.nan, np.nan
    held = [~np.isnan(column) for column in x.T]
    one, other = (figure(x[inside, k], np.ones(inside.sum())) for k, inside in enumerate(held))
    shared = held[0] & held[1]
    sizes = [int(inside.sum()) for inside in held]
    together = covariance(one[3][shared[held[0]]], other[3][shared[held[1]]], *sizes)
    stacked = paired_tests(x, np.ones((n, 1), dtype=bool), np.ones(n))
    # the stacked sample corrects all variances by n / (n − 1) of everyone, waves by that of their own
    v = [size / (size - 1) / (n / (n - 1)) for size in sizes]
    own = [(figure(x[inside, k], np.ones(inside.sum()))[1] ** 2) for k, inside in enumerate(held)]
    expected = np.sqrt(
        own[0] + own[1] - (own[0] / v[0] + own[1] / v[1] - stacked.standard_errors[0, 0, 1] ** 2) * np.sqrt(v[0] * v[1])
    )
    assert (one[0] - other[0]) / float(means_z(pairs(one, other, float(together)))) == pytest.approx(expected, rel=1e-9)


def test_with_nobody_in_both_waves_they_are_independent() -> None:
    one, other = (0.42, 0.02, 310.0, None), (0.35, 0.025, 280.0, None)
    apart = pairs(one, other, np.nan)
    assert float(shares_z(apart)) == float(column_proportions_z(0.42, 0.35, 310.0, 280.0))
    errors = np.array(0.02), np.array(0.025)
    expected = linearised_means(np.array(0.42), np.array(0.35), *errors, np.zeros(1)).statistic
    assert float(means_z(apart)) == pytest.approx(float(expected[0]), rel=EXACT)


def test_shares_of_few_expected_cases_are_not_tested() -> None:
    assert np.isnan(shares_z(pairs((0.01, 0.01, 100.0, None), (0.02, 0.01, 100.0, None), 0.0)))


def test_a_covariance_needs_somebody_in_both_bases() -> None:
    one = np.array([[0.1, np.nan], [np.nan, 0.2]])
    other = np.array([[0.3, 0.1], [0.2, np.nan]])
    found = covariance(one, other, 10, 20)
    assert found[0] == pytest.approx(0.03 * np.sqrt(10 / 9 * 20 / 19), rel=EXACT) and np.isnan(found[1])
