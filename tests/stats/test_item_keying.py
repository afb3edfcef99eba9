"""Wrongly keyed items: the minority of a factor, ties, and what is no evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from research.stats.item_keying import wrongly_keyed


def wrong(
    loadings: Sequence[float],
    reversed: Sequence[int] = (),
    item_rest: float | Sequence[float] = 0.5,
    structure: Sequence[float] | None = None,
) -> list[int]:
    """Numbers of the wrong items of one factor."""
    pattern = np.array(loadings)[:, None]
    flags = np.isin(np.arange(len(pattern)), reversed)
    correlations = pattern if structure is None else np.array(structure)[:, None]
    return np.flatnonzero(
        wrongly_keyed(pattern, correlations, np.broadcast_to(item_rest, len(pattern)).astype(float), flags)
    ).tolist()


@pytest.mark.parametrize("sign", [1, -1])
def test_the_minority_of_a_factor_is_wrong_whichever_way_the_factor_points(sign: int) -> None:
    assert wrong(sign * np.array([0.6, -0.5, 0.7, 0.4, -0.35])) == [1, 4]


@pytest.mark.parametrize("sign", [1, -1])
def test_items_that_all_run_one_way_are_right_reversed_or_not(sign: int) -> None:
    assert wrong(sign * np.array([0.6, 0.5, 0.7, 0.4, 0.35]), reversed=[3, 4]) == []


def test_of_two_even_sides_the_one_that_the_questionnaire_reverses_is_wrong() -> None:
    assert wrong([0.4, 0.4, -0.8, -0.8], reversed=[2, 3]) == [2, 3]


def test_of_two_even_sides_that_are_equally_reversed_the_one_that_loads_less_is_wrong() -> None:
    assert wrong([0.4, 0.5, -0.8, -0.8]) == [0, 1]


@pytest.mark.parametrize("loadings", [[0.6, -0.5], [0.6, -0.5, 0.2, 0.1]])
def test_two_items_are_no_majority(loadings: list[float]) -> None:
    assert wrong(loadings) == []


def test_an_item_that_hardly_loads_is_not_turned() -> None:
    assert wrong([0.6, 0.5, 0.7, -0.29]) == []


def test_an_item_that_would_not_go_with_the_others_turned_is_not_turned() -> None:
    assert wrong([0.6, 0.5, 0.7, -0.4], item_rest=[0.5, 0.5, 0.5, 0.1]) == []
    assert wrong([0.6, 0.5, 0.7, -0.4], item_rest=[0.5, 0.5, 0.5, np.nan]) == []


def test_an_item_that_correlates_with_the_factor_the_other_way_is_not_turned() -> None:
    assert wrong([0.6, 0.5, 0.7, -0.4], structure=[0.6, 0.5, 0.7, 0.05]) == []


def test_each_factor_has_a_majority_of_its_own() -> None:
    pattern = np.array([[0.6, 0], [0.5, 0.2], [-0.6, 0.1], [0, -0.6], [0.1, -0.7], [0, 0.5], [0.1, -0.4]])
    found = wrongly_keyed(pattern, pattern, np.full(7, 0.5), np.zeros(7, dtype=bool))
    assert np.flatnonzero(found).tolist() == [2, 5]
