"""Tucker's congruence: shuffled, reflected and turned factors are found again."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.congruence import Target, congruence, congruence_after_target, similarity, tucker
from research.stats.factoring import fit_factors
from research.stats.moments import correlation
from tests import bfi
from tests.invariance_cases import oracle, people

CONGRUENCE_TOLERANCE = 1e-4
"""Loadings agree with R's to 1e-5."""
TARGET_TOLERANCE = 1e-9
"""Closed forms of loadings that are written with ten decimals."""


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


@bfi.needs_bfi
def test_men_and_women_of_bfi_agree_as_psych_says() -> None:
    x, women = people()[bfi.oracle()["items"]].to_numpy(float), (people()["gender"] == 2).to_numpy()
    his, hers = (fit_factors(correlation(part, np.ones(len(part))), 5).pattern for part in (x[~women], x[women]))
    found = congruence(his, hers)
    expected = np.abs(oracle()["gender_congruence"])
    np.testing.assert_allclose(np.sort(found.matched), np.sort(expected.max(axis=1)), atol=CONGRUENCE_TOLERANCE)


@pytest.mark.parametrize("rotation", ["orthogonal", "oblique"])
def test_target_rotation_is_psychs(rotation: Target) -> None:
    expected = oracle()["gender_target"]
    found = congruence_after_target(np.array(expected["women"]), np.array(expected["men"]), rotation)
    np.testing.assert_allclose(found.pattern, expected[rotation], atol=TARGET_TOLERANCE)
    np.testing.assert_allclose(found.factors, expected[f"{rotation}_congruence"], atol=TARGET_TOLERANCE)
    phi = expected["oblique_phi"] if rotation == "oblique" else np.eye(5)
    np.testing.assert_allclose(found.phi, phi, atol=TARGET_TOLERANCE)


def test_an_oblique_solution_is_turned_back_to_where_it_came_from(loadings: np.ndarray) -> None:
    phi = np.array([[1.0, 0.4, 0.2, 0.0], [0.4, 1.0, 0.1, 0.3], [0.2, 0.1, 1.0, 0.0], [0.0, 0.3, 0.0, 1.0]])
    turn = np.random.default_rng(5).standard_normal((4, 4))
    turn *= np.sqrt(np.diag(np.linalg.inv(turn.T @ np.linalg.inv(phi) @ turn)))
    other, other_phi = loadings @ turn, np.linalg.inv(turn) @ phi @ np.linalg.inv(turn).T
    found = congruence_after_target(loadings, other, "oblique", other_phi)
    np.testing.assert_allclose(found.pattern, loadings, atol=1e-10)
    np.testing.assert_allclose(found.phi, phi, atol=1e-10)
    np.testing.assert_allclose(np.concatenate([found.factors, found.items]), 1.0)


def test_an_orthogonal_turn_leaves_the_communalities_alone(loadings: np.ndarray) -> None:
    target = np.random.default_rng(6).standard_normal((12, 4))
    found = congruence_after_target(target, loadings)
    np.testing.assert_allclose((found.pattern**2).sum(axis=1), (loadings**2).sum(axis=1))
    assert found.factors.sum() > np.abs(congruence(target, loadings).matched).sum()


def test_an_item_that_changes_its_factor_is_seen_by_its_own_congruence() -> None:
    first = np.kron(np.eye(2), np.full((6, 1), 0.7))
    second = first.copy()
    second[0] = [0.0, 0.7]
    found = congruence_after_target(first, second)
    assert found.items.argmin() == 0
    assert found.items[0] < 0.3
    assert found.items[1:].min() > 0.95


def test_a_target_that_cannot_be_reached_is_refused(loadings: np.ndarray) -> None:
    with pytest.raises(ValueError, match="cannot be rotated"):
        congruence_after_target(loadings, loadings[:, :3])
    flat = loadings.copy()
    flat[:, 3] = flat[:, 2]
    with pytest.raises(ValueError, match="fewer dimensions"):
        congruence_after_target(loadings, flat, "oblique")


@pytest.mark.parametrize(("value", "said"), [(0.95, "equal"), (0.949, "fair"), (0.85, "fair"), (0.849, "different")])
def test_congruence_is_read_by_its_thresholds(value: float, said: str) -> None:
    assert similarity(value) == said
