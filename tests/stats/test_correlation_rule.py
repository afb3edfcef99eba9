"""The rule that picks the kind of correlation."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.correlation_rule import CorrelationChoice, choose_correlation
from tests.bfi import items, needs_bfi
from tests.correlation_figures import five_point

BALANCED = [0.1, 0.2, 0.4, 0.2, 0.1]
CROWDED = [0.05, 0.2, 0.5, 0.2, 0.05]
EXTREME = [0.1, 0.15, 0.15, 0.2, 0.4]
LEANING = [0.39, 0.39, 0.1, 0.06, 0.06]
SKEWED = [0.02, 0.03, 0.08, 0.38, 0.49]
ALMOST = [0.12, 0.11, 0.11, 0.27, 0.39]
N = 2000


def _item(shares: list[float]) -> np.ndarray:
    return 1.0 + np.repeat(np.arange(len(shares)), np.round(N * np.array(shares)).astype(int))


def _battery(*items_: list[float]) -> np.ndarray:
    rng = np.random.default_rng(1)
    return np.column_stack([rng.permutation(_item(shares)) for shares in items_])


def _choice(x: np.ndarray) -> CorrelationChoice:
    return choose_correlation(x, np.ones(len(x)))


def test_two_categories_everywhere_ask_for_tetrachoric() -> None:
    found = _choice(_battery([0.5, 0.5], [0.9, 0.1], [0.2, 0.8]))
    assert found == CorrelationChoice("tetrachoric", "binary", 3, 3, 3)


def test_up_to_four_categories_ask_for_polychoric() -> None:
    assert _choice(_battery([0.25] * 4, [0.3, 0.4, 0.3], [0.5, 0.5])).method == "polychoric"
    assert _choice(_battery([0.25] * 4, [0.25] * 4)).reason == "few_categories"


@pytest.mark.parametrize("shares", [CROWDED, EXTREME, EXTREME[::-1], LEANING, LEANING[::-1]])
def test_five_categories_ask_when_they_are_crowded_or_skewed(shares: list[float]) -> None:
    found = _choice(_battery(shares, shares, BALANCED))
    assert found == CorrelationChoice("polychoric", "skewed", 2, 3, 3)


@pytest.mark.parametrize("shares", [BALANCED, ALMOST])
def test_five_balanced_categories_stay_with_pearson(shares: list[float]) -> None:
    assert _choice(_battery(shares, shares, BALANCED)) == CorrelationChoice("pearson", "symmetric", 0, 3, 3)


def test_a_third_of_the_items_must_ask() -> None:
    assert _choice(_battery(SKEWED, BALANCED, BALANCED)).method == "polychoric"
    assert _choice(_battery(SKEWED, BALANCED, BALANCED, BALANCED)) == CorrelationChoice("pearson", "symmetric", 1, 4, 4)


def test_six_categories_never_ask() -> None:
    six = [0.02, 0.03, 0.05, 0.1, 0.2, 0.6]
    assert _choice(_battery(six, six, six)) == CorrelationChoice("pearson", "many_categories", 0, 3, 3)


def test_numbers_beside_items_that_ask_make_it_mixed() -> None:
    numbers = np.random.default_rng(2).standard_normal(N)
    assert _choice(np.column_stack([_battery(SKEWED, SKEWED), numbers])) == CorrelationChoice(
        "mixed", "mixed_kinds", 2, 2, 3
    )
    assert _choice(np.column_stack([_battery(BALANCED, BALANCED), numbers])).method == "pearson"
    assert _choice(np.column_stack([numbers, -numbers])) == CorrelationChoice("pearson", "many_categories", 0, 0, 2)


def test_what_is_a_number_can_be_declared() -> None:
    x = _battery(SKEWED, SKEWED, SKEWED)
    found = choose_correlation(x, np.ones(N), np.array([True, False, False]))
    assert found.method == "mixed"


def test_shares_are_weighted() -> None:
    x = _battery(BALANCED, BALANCED, BALANCED)
    weights = np.where(x[:, 0] == 5, 9.0, 1.0)
    assert choose_correlation(x, weights).asking == 1
    assert choose_correlation(x, 3.0 * weights) == choose_correlation(x, weights)


@needs_bfi
def test_six_point_bfi_is_taken_as_pearson() -> None:
    assert _choice(items().to_numpy()) == CorrelationChoice("pearson", "many_categories", 0, 25, 25)


def test_an_item_without_variation_is_refused() -> None:
    x = five_point(60)
    x[:, 1] = 2.0
    with pytest.raises(ValueError, match=r"fewer than two categories.*\[1\]"):
        _choice(x)
    with pytest.raises(ValueError, match=r"fewer than two categories.*\[2\]"):
        _choice(np.column_stack([np.arange(60.0), x]))
