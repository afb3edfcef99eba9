"""Parallel analysis: planted factors, noise, and random data made the long way."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.moments import correlation
from research.stats.retention import QUANTILE, parallel_analysis
from tests import bfi

MONTE_CARLO = 0.02
"""Standard error of a 95th percentile from 500 draws (0.003 to 0.006 here), three times over."""


def random_data(n: int, p: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((n, p))


def planted(n: int, factors: int, per_factor: int, seed: int) -> np.ndarray:
    scores = random_data(n, factors, seed)
    return 0.7 * np.repeat(scores, per_factor, axis=1) + 0.7 * random_data(n, factors * per_factor, seed + 1)


def analyse(x: np.ndarray, seed: int = 1):
    return parallel_analysis(correlation(x, np.ones(len(x))), len(x), np.random.default_rng(seed))


@pytest.mark.parametrize("factors", [1, 2, 4])
def test_planted_factors_are_counted(factors: int) -> None:
    assert analyse(planted(400, factors, 4, seed=5)).suggested == factors


def test_noise_has_no_factor_but_for_chance() -> None:
    found = [analyse(random_data(200, 8, seed)).suggested for seed in range(20)]
    assert sum(count == 0 for count in found) >= 17


def test_random_eigenvalues_equal_those_of_real_rows() -> None:
    n, p = 120, 6
    rows = [np.linalg.eigvalsh(np.corrcoef(random_data(n, p, seed).T))[::-1] for seed in range(1000)]
    found = analyse(random_data(n, p, 1)).random_95
    np.testing.assert_allclose(found, np.quantile(rows, QUANTILE, axis=0), atol=MONTE_CARLO)


def test_eigenvalues_above_chance_after_the_first_below_never_count() -> None:
    r = np.full((10, 10), 0.5) + 0.5 * np.eye(10)
    found = parallel_analysis(r, 30, np.random.default_rng(1))
    assert (found.observed > found.random_95).sum() > 1
    assert found.suggested == 1


def test_the_same_stream_gives_the_same_answer() -> None:
    x = planted(100, 2, 4, seed=3)
    np.testing.assert_array_equal(analyse(x, 4).random_95, analyse(x, 4).random_95)
    assert (analyse(x, 4).random_95 != analyse(x, 5).random_95).any()


def test_more_items_than_respondents_are_refused() -> None:
    with pytest.raises(ValueError, match="more than 8 respondents"):
        parallel_analysis(np.eye(8), 8, np.random.default_rng(1))


@bfi.needs_bfi
def test_bfi_keeps_the_five_components_of_psych() -> None:
    found, oracle = analyse(bfi.complete()), bfi.oracle()
    np.testing.assert_allclose(found.observed, oracle["eigenvalues"], atol=1e-7)
    assert found.suggested == oracle["components_retained"] == 5
