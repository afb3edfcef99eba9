"""How many respondents chance counts: equal weights, unequal ones, and correlations that err more than Pearson's."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.chance_base import eigenvalue_base, equivalent_n
from research.stats.empirical_kaiser import empirical_kaiser
from research.stats.moments import correlation, effective_n

ROUNDING = 1e-6


def unequal(n: int, seed: int) -> np.ndarray:
    return np.exp(0.8 * np.random.default_rng(seed).standard_normal(n))


def test_equal_weights_count_everyone() -> None:
    assert eigenvalue_base(np.full(300, 0.7), 12) == 300
    assert eigenvalue_base(np.where(np.arange(300) < 250, 2.0, 0.0), 12) == 250
    almost = np.ones(300) + 1e-9 * np.arange(300)
    assert eigenvalue_base(almost, 12) == pytest.approx(300, rel=ROUNDING)


def test_a_constant_factor_changes_nothing_and_nobody_counts_twice() -> None:
    weights = unequal(400, 1)
    assert eigenvalue_base(5 * weights, 10) == pytest.approx(eigenvalue_base(weights, 10), rel=ROUNDING)
    assert eigenvalue_base(np.repeat(weights, 2), 10) > 1.5 * eigenvalue_base(weights, 10)


def test_unequal_weights_count_less_than_kish_says_and_the_more_items_the_less() -> None:
    weights = unequal(300, 2)
    bases = [eigenvalue_base(weights, p) for p in (2, 10, 30)]
    assert effective_n(weights) > bases[0] > bases[1] > bases[2]


def test_the_largest_eigenvalue_of_weighted_noise_is_the_one_foretold() -> None:
    p, n = 30, 1000
    weights = unequal(n, 1)
    rng = np.random.default_rng(4)
    largest = [np.linalg.eigvalsh(correlation(rng.standard_normal((n, p)), weights))[-1] for _ in range(100)]
    high = np.quantile(largest, 0.95)
    assert (1 + np.sqrt(p / eigenvalue_base(weights, p))) ** 2 == pytest.approx(high, rel=0.04)
    assert (1 + np.sqrt(p / effective_n(weights))) ** 2 < 0.96 * high


def test_weighted_noise_stands_out_no_more_often_than_noise() -> None:
    def stands_out(seed: int) -> tuple[bool, bool]:
        rng = np.random.default_rng(seed)
        weights = unequal(400, seed)
        values = np.linalg.eigvalsh(correlation(rng.standard_normal((400, 20)), weights))[::-1]
        bases = (eigenvalue_base(weights, 20), effective_n(weights))
        return tuple(empirical_kaiser(values, base).suggested > 0 for base in bases)

    ours, by_kish = np.mean([stands_out(seed) for seed in range(100)], axis=0)
    assert ours <= 0.05
    assert by_kish >= 0.15


def test_equivalent_n_is_n_over_the_mean_squared_inflation_of_pairs() -> None:
    inflation = np.array([1.0, 1.2, 1.5])
    pairs = [(1.0 * 1.2) ** 2, (1.0 * 1.5) ** 2, (1.2 * 1.5) ** 2]
    assert equivalent_n(300, inflation) == pytest.approx(300 / np.mean(pairs))
    assert equivalent_n(300, np.ones(5)) == pytest.approx(300)


def test_without_weight_there_is_no_base() -> None:
    with pytest.raises(ValueError, match="nobody"):
        eigenvalue_base(np.zeros(4), 3)
