"""Weighted moments against numpy, and against answering twice."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.moments import (
    complete_rows,
    correlation,
    covariance,
    effective_n,
    means,
    means_and_sds,
    pair_bases,
    pairwise_correlation,
    sds,
)
from tests.bfi import complete, items, needs_bfi
from tests.correlation_figures import figures, lower, repeated_weights, with_gaps

EXACT = 1e-12
"""Sums of at most a few hundred numbers near 1."""
R_DIGITS = 1e-9
"""R's figures are kept with ten decimals."""


@pytest.fixture
def x() -> np.ndarray:
    rng = np.random.default_rng(7)
    return rng.standard_normal((60, 4)) @ rng.standard_normal((4, 4))


@pytest.fixture
def weights() -> np.ndarray:
    return np.random.default_rng(8).integers(1, 4, 60).astype(float)


def test_fifty_halves_and_fifty_one_and_a_halves_are_an_effective_base_of_eighty() -> None:
    assert effective_n(np.repeat([0.5, 1.5], 50)) == pytest.approx(80.0)


def test_the_effective_base_of_nobody_is_zero() -> None:
    assert effective_n(np.empty(0)) == 0.0


def test_equal_weights_leave_the_unweighted_figures(x: np.ndarray) -> None:
    for w in (np.ones(60), np.full(60, 2.5)):
        np.testing.assert_allclose(means(x, w), x.mean(axis=0), atol=EXACT)
        np.testing.assert_allclose(sds(x, w), x.std(axis=0), atol=EXACT)
        np.testing.assert_allclose(covariance(x, w), np.cov(x.T, ddof=0), atol=EXACT)
        np.testing.assert_allclose(correlation(x, w), np.corrcoef(x.T), atol=EXACT)


def test_a_weight_of_two_equals_answering_twice(x: np.ndarray, weights: np.ndarray) -> None:
    again = np.repeat(x, weights.astype(int), axis=0)
    np.testing.assert_allclose(means(x, weights), again.mean(axis=0), atol=EXACT)
    np.testing.assert_allclose(sds(x, weights), again.std(axis=0), atol=EXACT)
    np.testing.assert_allclose(correlation(x, weights), np.corrcoef(again.T), atol=EXACT)


def test_means_and_sds_rest_on_the_answers_of_each_column() -> None:
    x = np.array([[1.0, np.nan, np.nan], [3.0, 5.0, np.nan], [np.nan, 7.0, np.nan]])
    w = np.array([1.0, 1.0, 3.0])
    np.testing.assert_allclose(means(x, w), [2.0, 6.5, np.nan])
    np.testing.assert_allclose(sds(x, w), [1.0, np.sqrt((1.5**2 + 3 * 0.5**2) / 4), np.nan])
    assert complete_rows(x[:, :2]).tolist() == [False, True, False]


def test_correlations_have_an_exact_diagonal_and_are_symmetric(x: np.ndarray, weights: np.ndarray) -> None:
    r = correlation(x * 1e4, weights)
    assert (np.diag(r) == 1.0).all()
    assert (r == r.T).all()


def test_gaps_constants_and_no_rows_are_refused(x: np.ndarray, weights: np.ndarray) -> None:
    gappy, constant = x.copy(), x.copy()
    gappy[3, 1], constant[:, 2] = np.nan, 4.0
    with pytest.raises(ValueError, match="complete rows"):
        covariance(gappy, weights)
    with pytest.raises(ValueError, match=r"constant.*\[2\]"):
        correlation(constant, weights)
    with pytest.raises(ValueError, match="at least one"):
        covariance(x[:0], weights[:0])
    with pytest.raises(ValueError, match="sum above zero"):
        covariance(x, np.zeros(60))


@needs_bfi
def test_bfi_equals_r_pairwise_and_weighted() -> None:
    pairwise = pairwise_correlation(items().to_numpy(), np.ones(2800))
    np.testing.assert_allclose(lower(pairwise), figures()["pearson_pairwise"], atol=R_DIGITS)
    weighted = correlation(complete(), repeated_weights(len(complete())))
    np.testing.assert_allclose(lower(weighted), figures()["pearson_weighted"], atol=R_DIGITS)


def test_pairwise_without_gaps_is_the_ordinary_correlation(x: np.ndarray, weights: np.ndarray) -> None:
    assert (pairwise_correlation(x, weights) == correlation(x, weights)).all()


def test_pairs_rest_on_those_who_answered_both(x: np.ndarray, weights: np.ndarray) -> None:
    gappy = with_gaps(x, 0.3)
    both = ~np.isnan(gappy[:, [1, 3]]).any(axis=1)
    expected = correlation(gappy[both][:, [1, 3]], weights[both])[0, 1]
    assert pairwise_correlation(gappy, weights)[1, 3] == pytest.approx(expected, abs=EXACT)
    assert pair_bases(gappy, weights)[1, 3] == pytest.approx(effective_n(weights[both]))
    assert pair_bases(x, weights)[1, 3] == pytest.approx(effective_n(weights))


def test_moments_far_from_zero_lose_no_digits(x: np.ndarray, weights: np.ndarray) -> None:
    far = 1e7 + x
    np.testing.assert_allclose(means_and_sds(far, weights)[1], sds(x, weights), rtol=1e-8)
    np.testing.assert_allclose(correlation(far, weights), correlation(x, weights), atol=1e-8)


def test_a_constant_column_has_no_spread_however_large_and_gappy(weights: np.ndarray) -> None:
    x = np.full((60, 2), 1234.56789)
    x[:50, 1] = np.nan
    assert (sds(x, weights) == 0.0).all()


def test_pairs_without_answers_or_without_variation_are_refused(x: np.ndarray, weights: np.ndarray) -> None:
    apart, constant = x.copy(), x.copy()
    apart[:30, 1], apart[30:, 2] = np.nan, np.nan
    constant[:30, 1], constant[30:, 2] = np.nan, 0.1
    with pytest.raises(ValueError, match=r"nobody answered both.*\[\[1, 2\]\]"):
        pairwise_correlation(apart, weights)
    with pytest.raises(ValueError, match=r"constant among those.*\[\[1, 2\]\]"):
        pairwise_correlation(constant, weights)
    constant[:, 0] = np.nan
    with pytest.raises(ValueError, match=r"nobody answered these columns: \[0\]"):
        pairwise_correlation(constant, weights)
