"""Tucker's congruence: shuffled and reflected factors are found again."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.congruence import congruence, tucker
from research.stats.factoring import fit_factors
from research.stats.moments import correlation
from tests import bfi

CONGRUENCE_TOLERANCE = 1e-4
"""Loadings agree with R's to 1e-5."""


@pytest.fixture
def loadings() -> np.ndarray:
    return np.random.default_rng(1).standard_normal((12, 4))


def test_shuffled_and_reflected_factors_are_matched(loadings: np.ndarray) -> None:
    order, signs = np.array([2, 0, 3, 1]), np.array([1.0, -1.0, -1.0, 1.0])
    phi = np.corrcoef(loadings.T)
    other = loadings[:, order] * signs * 3.0
    found = congruence(loadings, other)
    np.testing.assert_allclose(found.matched, 1.0)
    np.testing.assert_allclose(found.aligned(other), loadings * 3.0)
    other_phi = phi[np.ix_(order, order)] * np.outer(signs, signs)
    np.testing.assert_allclose(found.aligned_phi(other_phi), phi)


def test_the_matching_is_the_best_one_together_not_factor_by_factor() -> None:
    # Both factors resemble the first candidate most (.70, .65), the second only one of them (.60, -.10).
    first = np.eye(4)[:, :2]
    second = np.array([[0.70, 0.65, np.sqrt(1 - 0.70**2 - 0.65**2), 0.0], [0.60, -0.10, 0.0, np.sqrt(0.63)]]).T
    found = congruence(first, second)
    assert found.order.tolist() == [1, 0]
    np.testing.assert_allclose(found.matched, [0.60, 0.65])


def test_more_factors_in_the_second_set_are_left_over(loadings: np.ndarray) -> None:
    found = congruence(loadings[:, [3, 1]], loadings)
    assert found.order.tolist() == [3, 1]
    assert found.matrix.shape == (2, 4)


def test_a_factor_of_zeros_has_no_congruence(loadings: np.ndarray) -> None:
    assert (tucker(loadings, np.zeros((12, 1))) == 0).all()


def test_sets_that_cannot_be_matched_are_refused(loadings: np.ndarray) -> None:
    with pytest.raises(ValueError, match="cannot be matched"):
        congruence(loadings, loadings[:, :3])
    with pytest.raises(ValueError, match="cannot be matched"):
        congruence(loadings, loadings[:5])


@bfi.needs_bfi
def test_odd_and_even_rows_of_bfi_agree_as_psych_says() -> None:
    x = bfi.complete()
    odd, even = (fit_factors(correlation(part, np.ones(len(part))), 5).pattern for part in (x[::2], x[1::2]))
    found = congruence(odd, even)
    np.testing.assert_allclose(
        np.sort(found.matched)[::-1], bfi.oracle()["odd_even_matched"], atol=CONGRUENCE_TOLERANCE
    )
    np.testing.assert_allclose(
        np.sort(np.abs(found.matrix).ravel()),
        np.sort(np.abs(bfi.oracle()["odd_even_congruence"]).ravel()),
        atol=CONGRUENCE_TOLERANCE,
    )
