"""Alpha, its interval and its items: R's psych, Spearman-Brown, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.alpha import alpha, alpha_estimate, alpha_if_dropped, item_rest, mean_correlation
from research.stats.moments import correlation, covariance
from tests import bfi
from tests.reliability_oracle import SCALES, bfi_scale, oracle

EXACT = 1e-9
"""Both sides compute the same closed formula."""
F_QUANTILE = 1e-8
"""R and SciPy invert the F distribution to about ten digits."""


def equal_correlations(p: int, r: float) -> np.ndarray:
    return np.full((p, p), r) + (1 - r) * np.eye(p)


@pytest.mark.parametrize(("p", "r"), [(2, 0.4), (5, 0.4), (8, 0.1), (3, -0.2)])
def test_items_with_equal_correlations_have_the_spearman_brown_reliability(p: int, r: float) -> None:
    expected = p * r / (1 + (p - 1) * r)
    assert alpha(equal_correlations(p, r)) == pytest.approx(expected, abs=EXACT)
    assert mean_correlation(equal_correlations(p, r)) == pytest.approx(r, abs=EXACT)


def test_dropping_an_item_leaves_the_alpha_of_the_others() -> None:
    covariances = equal_correlations(4, 0.3) * np.outer([1, 2, 1, 3], [1, 2, 1, 3])
    rest = covariances[np.ix_([0, 1, 3], [0, 1, 3])]
    assert alpha_if_dropped(covariances)[2] == pytest.approx(alpha(rest), abs=EXACT)
    assert np.isnan(alpha_if_dropped(equal_correlations(2, 0.3))).all()


def test_item_rest_is_the_correlation_with_the_sum_of_the_others() -> None:
    x = np.random.default_rng(1).standard_normal((60, 4)) @ np.linalg.cholesky(equal_correlations(4, 0.5)).T
    expected = [np.corrcoef(x[:, i], np.delete(x, i, 1).sum(axis=1))[0, 1] for i in range(4)]
    assert item_rest(np.cov(x.T)) == pytest.approx(expected, abs=EXACT)
    assert np.isnan(item_rest(np.ones((1, 1)))).all()


def test_the_interval_holds_alpha_and_narrows_with_respondents() -> None:
    few, many = (alpha_estimate(equal_correlations(5, 0.4), n) for n in (50, 500))
    assert few.low < many.low < many.value < many.high < few.high < 1


def test_feldts_interval_covers_the_alpha_of_normal_items_of_one_covariance() -> None:
    rng, root = np.random.default_rng(5), np.linalg.cholesky(equal_correlations(4, 0.4)).T
    truth = alpha(equal_correlations(4, 0.4))
    found = [alpha_estimate(np.cov((rng.standard_normal((60, 4)) @ root).T), 60) for _ in range(400)]
    assert 0.92 <= np.mean([one.low <= truth <= one.high for one in found]) <= 0.98


@pytest.mark.parametrize(
    ("covariances", "n", "message"),
    [
        (np.ones((1, 1)), 50, "two items"),
        (np.array([[1.0, -1.0], [-1.0, 1.0]]), 50, "does not vary"),
        (equal_correlations(3, 0.2), 1, "more than one respondent"),
    ],
)
def test_what_has_no_alpha_is_refused(covariances: np.ndarray, n: float, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        alpha_estimate(covariances, n)


def test_items_that_do_not_vary_have_no_item_rest() -> None:
    with pytest.raises(ValueError, match=r"do not vary: \[1\]"):
        item_rest(np.diag([1.0, 0.0, 1.0]) + 0.1 * (1 - np.eye(3)) * np.outer([1, 0, 1], [1, 0, 1]))


@bfi.needs_bfi
@pytest.mark.parametrize("scale", SCALES)
def test_the_bfi_scales_equal_psych(scale: str) -> None:
    x, expected = bfi_scale(scale), oracle()["bfi"]["scales"][scale]
    n, ones = len(x), np.ones(len(x))
    covariances, correlations = covariance(x, ones), correlation(x, ones)
    raw, standardised = alpha_estimate(covariances, n), alpha_estimate(correlations, n)
    figures = expected["alpha"]
    assert raw.value == pytest.approx(figures["raw"], abs=EXACT)
    assert (raw.low, raw.high) == pytest.approx(figures["raw_interval"], abs=F_QUANTILE)
    assert standardised.value == pytest.approx(figures["standardised"], abs=EXACT)
    assert (standardised.low, standardised.high) == pytest.approx(figures["standardised_interval"], abs=F_QUANTILE)
    assert mean_correlation(correlations) == pytest.approx(figures["mean_r"], abs=EXACT)
    assert alpha_if_dropped(covariances) == pytest.approx(figures["if_dropped"], abs=EXACT)
    assert item_rest(covariances) == pytest.approx(figures["item_rest"], abs=EXACT)


@pytest.mark.parametrize("scale", SCALES)
def test_ordinal_alpha_is_that_of_polychoric_correlations(scale: str) -> None:
    expected = oracle()["bfi"]["scales"][scale]
    assert alpha(np.array(expected["polychoric"])) == pytest.approx(expected["ordinal_alpha"], abs=EXACT)
