"""Velicer's MAP: closed forms, planted factors, and R's psych."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.minimum_average_partial import minimum_average_partial
from tests import bfi
from tests.retention_oracle import YOUNG_PEOPLE, battery, figures, needs_young_people, pairwise

MAP_TOLERANCE = 1e-8
"""R's figures are kept to eight digits."""


def equicorrelated(p: int, r: float) -> np.ndarray:
    return np.full((p, p), r) + (1 - r) * np.eye(p)


def test_before_the_first_component_all_correlations_are_averaged() -> None:
    found = minimum_average_partial(equicorrelated(6, 0.3))
    assert found.squares[0] == pytest.approx(0.3**2)
    assert found.fourth_powers[0] == pytest.approx(0.3**4)


def test_one_component_leaves_equal_items_related_by_minus_one_over_the_others() -> None:
    found = minimum_average_partial(equicorrelated(6, 0.3))
    assert found.squares[1] == pytest.approx((1 / 5) ** 2)
    assert found.fourth_powers[1] == pytest.approx((1 / 5) ** 4)


@pytest.mark.parametrize("factors", [1, 3])
def test_planted_factors_have_the_minimum(factors: int) -> None:
    loadings = np.kron(np.eye(factors), np.full((8, 1), 0.7))
    found = minimum_average_partial(loadings @ loadings.T + 0.51 * np.eye(8 * factors))
    assert (found.suggested, found.suggested_by_fourth_powers) == (factors, factors)


def test_unrelated_items_have_none() -> None:
    r = np.corrcoef(np.random.default_rng(1).standard_normal((10, 500)))
    found = minimum_average_partial(r)
    assert (found.suggested, found.suggested_by_fourth_powers) == (0, 0)


def test_copied_items_end_the_row_and_make_no_gap() -> None:
    copy = equicorrelated(4, 0.5)[[0, 1, 2, 3, 3]][:, [0, 1, 2, 3, 3]]
    found = minimum_average_partial(copy)
    assert np.isfinite(found.squares).all()
    assert 1 <= len(found.squares) <= 4


def test_centred_answers_have_no_gap() -> None:
    centred = np.eye(5) - 1 / 5
    assert np.isfinite(minimum_average_partial(centred / 0.8).squares).all()


def test_a_negative_eigenvalue_makes_no_gap() -> None:
    impossible = np.array([[1.0, 0.9, -0.5], [0.9, 1.0, 0.5], [-0.5, 0.5, 1.0]])
    assert np.linalg.eigvalsh(impossible)[0] < 0
    assert np.isfinite(minimum_average_partial(impossible).squares).all()


@bfi.needs_bfi
def test_map_of_bfi_equals_psych() -> None:
    found, oracle = minimum_average_partial(pairwise(bfi.complete())), figures()["bfi"]["map"]
    np.testing.assert_allclose(found.squares[1 : len(oracle) + 1], oracle, atol=MAP_TOLERANCE)
    assert found.suggested == np.argmin(oracle) + 1 == 5


@needs_young_people
@pytest.mark.parametrize("name", YOUNG_PEOPLE)
def test_map_of_young_people_equals_psych(name: str) -> None:
    found, oracle = minimum_average_partial(pairwise(battery(name))), figures()["young_people"][name]["map"]
    both = min(len(found.squares) - 1, len(oracle))
    np.testing.assert_allclose(found.squares[1 : both + 1], oracle[:both], atol=MAP_TOLERANCE)
    assert found.suggested == np.argmin(oracle) + 1
