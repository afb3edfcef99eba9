"""KMO and Bartlett against closed forms and R's psych."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from research.stats.adequacy import bartlett, kmo
from research.stats.moments import correlation
from tests import bfi

KMO_TOLERANCE = 1e-5
"""R's figures are kept to eight digits; agreement beyond five is not needed."""
CHI2_TOLERANCE = 1e-4


def equicorrelated(p: int, r: float) -> np.ndarray:
    return np.full((p, p), r) + (1 - r) * np.eye(p)


@pytest.mark.parametrize(("p", "r"), [(3, 0.5), (6, 0.3), (10, 0.8)])
def test_kmo_of_equal_correlations_is_the_closed_form(p: int, r: float) -> None:
    partial = r / (1 + (p - 2) * r)
    expected = r**2 / (r**2 + partial**2)
    found = kmo(equicorrelated(p, r))
    assert found.overall == pytest.approx(expected)
    np.testing.assert_allclose(found.items, expected)


def test_an_item_that_correlates_with_no_other_has_zero() -> None:
    r = np.eye(4)
    r[:3, :3] = equicorrelated(3, 0.5)
    found = kmo(r)
    assert found.items[3] == 0.0
    assert found.overall == pytest.approx(kmo(r[:3, :3]).overall)


@pytest.mark.parametrize(("p", "r", "n"), [(3, 0.5, 100), (6, 0.3, 57.5), (400, 0.9, 1000)])
def test_bartlett_of_equal_correlations_is_the_closed_form(p: int, r: float, n: float) -> None:
    log_determinant = (p - 1) * np.log(1 - r) + np.log(1 + (p - 1) * r)
    found = bartlett(equicorrelated(p, r), n)
    assert found.chi2 == pytest.approx(-log_determinant * (n - 1 - (2 * p + 5) / 6))
    assert found.df == p * (p - 1) / 2
    assert found.p == pytest.approx(stats.chi2.sf(found.chi2, found.df))


def test_uncorrelated_items_are_not_rejected() -> None:
    found = bartlett(np.eye(5), 200)
    assert (found.chi2, found.p) == (0.0, 1.0)


@pytest.mark.parametrize("p", [4, 12])
def test_unrelated_answers_that_were_centred_have_half(p: int) -> None:
    centred = (np.eye(p) - 1 / p) * p / (p - 1)
    found = kmo(centred)
    assert found.overall == pytest.approx(0.5)
    np.testing.assert_allclose(found.items, 0.5)


def test_nearly_singular_correlations_have_the_measure_of_singular_ones() -> None:
    x = np.random.default_rng(1).standard_normal((200, 6)) @ equicorrelated(6, 0.3)
    centred = x - x.mean(axis=1, keepdims=True)
    exact = kmo(correlation(centred, np.ones(200)))
    rounded = kmo(np.round(correlation(centred, np.ones(200)), 9))
    np.testing.assert_allclose(rounded.items, exact.items, atol=KMO_TOLERANCE)
    assert 0.0 < exact.overall < 1.0


def test_bartlett_of_singular_correlations_is_refused() -> None:
    copy = equicorrelated(3, 0.5)[[0, 1, 2, 2]][:, [0, 1, 2, 2]]
    x = np.random.default_rng(1).standard_normal((200, 6))
    centred = correlation(x - x.mean(axis=1, keepdims=True), np.ones(200))
    for singular in (copy, centred):
        with pytest.raises(ValueError, match="singular"):
            bartlett(singular, 100)


@bfi.needs_bfi
def test_adequacy_of_bfi_equals_psych() -> None:
    x, oracle = bfi.complete(), bfi.oracle()
    r = correlation(x, np.ones(len(x)))
    found, sphericity = kmo(r), bartlett(r, len(x))
    assert len(x) == oracle["n"]
    assert found.overall == pytest.approx(oracle["kmo"], abs=KMO_TOLERANCE)
    np.testing.assert_allclose(found.items, oracle["msa"], atol=KMO_TOLERANCE)
    assert sphericity.chi2 == pytest.approx(oracle["bartlett_chi2"], abs=CHI2_TOLERANCE)
    assert sphericity.df == oracle["bartlett_df"]
    assert sphericity.p == 0.0
