"""Each rule of comparison at its boundary."""

from __future__ import annotations

import math
from typing import Any

import pytest

from research.domain.comparison import RULES
from research.stages.personas.comparing import Contrast, compare
from research.stats.proportions import critical_z

A_LITTLE = 1e-6


def contrast(value: float, market: float, **other: Any) -> Contrast:
    settings: dict[str, Any] = {"se": 0.01, "significant": True, "defines": False, "enough": True, **other}
    return Contrast("share", value, market, value - market, **settings)


def mean(difference: float, **other: Any) -> Contrast:
    settings: dict[str, Any] = {"se": 0.01, "significant": True, "defines": False, "enough": True, **other}
    return Contrast("mean", 5 + difference, 5.0, difference, **settings)


@pytest.mark.parametrize(
    ("value", "market", "word"),
    [
        (0.30, 0.20, "far_more"),  # index 150 and ten points
        (0.2999, 0.20, "more"),  # index 149.95
        (0.27, 0.18, "more"),  # index 150, nine points
        (0.70, 0.50, "far_more"),  # twenty points alone
        (0.6999, 0.50, "more"),
        (0.30, 0.25, "more"),  # index 120 and five points
        (0.2999, 0.25, "slightly_more"),
        (0.24, 0.20, "slightly_more"),  # index 120, four points
        (0.90, 0.80, "more"),  # ten points alone
        (0.8999, 0.80, "slightly_more"),
        (0.268, 0.40, "far_less"),  # index 67 and more than ten points
        (0.2684, 0.40, "less"),  # index 67.1
        (0.201, 0.30, "less"),  # index 67, 9.9 points
        (0.60, 0.80, "far_less"),  # twenty points alone
        (0.6001, 0.80, "less"),
        (0.249, 0.30, "less"),  # index 83 and more than five points
        (0.2493, 0.30, "slightly_less"),  # index 83.1
        (0.70, 0.80, "less"),  # ten points alone
        (0.7001, 0.80, "slightly_less"),
    ],
)
def test_shares_at_the_boundaries(value: float, market: float, word: str) -> None:
    assert compare(contrast(value, market), RULES) == word


@pytest.mark.parametrize(
    ("difference", "word"),
    [
        (0.5, "far_more"),
        (0.5 - A_LITTLE, "more"),
        (0.25, "more"),
        (0.25 - A_LITTLE, "slightly_more"),
        (-0.25 + A_LITTLE, "slightly_less"),
        (-0.25, "less"),
        (-0.5, "far_less"),
    ],
)
def test_means_at_the_boundaries(difference: float, word: str) -> None:
    assert compare(mean(difference), RULES) == word


def test_an_index_is_no_use_for_means() -> None:
    tiny = Contrast("mean", 0.3, 0.1, 0.2, 0.01, True, False, True)
    assert compare(tiny, RULES) == "slightly_more"


def test_without_significance_no_size_makes_more() -> None:
    assert compare(contrast(0.9, 0.4, se=0.4, significant=False), RULES) == "unclear"


def test_about_the_same_needs_the_interval_within_five_points() -> None:
    reach = critical_z(RULES.same_level)
    inside, outside = (contrast(0.51, 0.50, se=(0.04 + d) / reach, significant=False) for d in (-A_LITTLE, A_LITTLE))
    assert compare(inside, RULES) == "same"
    assert compare(outside, RULES) == "unclear"


def test_means_are_the_same_within_a_tenth_of_a_standard_deviation() -> None:
    reach = critical_z(RULES.same_level)
    inside, outside = (mean(0.05, se=(0.05 + d) / reach, significant=False) for d in (-A_LITTLE, A_LITTLE))
    assert compare(inside, RULES) == "same"
    assert compare(outside, RULES) == "unclear"


def test_basis_rows_pass_by_size_alone_and_are_never_slightly_more() -> None:
    assert compare(contrast(0.70, 0.50, significant=False, defines=True), RULES) == "far_more"
    assert compare(contrast(0.54, 0.50, significant=False, defines=True, se=0.05), RULES) == "unclear"


def test_a_difference_that_is_significant_is_not_the_same_however_small() -> None:
    assert compare(contrast(0.51, 0.50, se=0.001), RULES) == "slightly_more"


def test_too_few_comes_before_everything() -> None:
    assert compare(contrast(0.9, 0.1, enough=False), RULES) == "too_few"


def test_nobody_in_the_market_is_an_index_without_end() -> None:
    assert compare(contrast(0.10, 0.0), RULES) == "far_more"


def test_an_unknown_error_is_unclear() -> None:
    assert compare(contrast(0.5, 0.5, se=math.inf, significant=False), RULES) == "unclear"
