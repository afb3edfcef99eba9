"""Numbers as readers meet them."""

from __future__ import annotations

import math

import pytest

from research.wording.numbers import UNKNOWN, NumberStyle

ENGLISH = NumberStyle()
GERMAN = NumberStyle(decimal=",", group=".", percent=" %", large={1e9: "Mrd.", 1e6: "Mio."})


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234.56, 1, "1,234.6"),
        (0.0, 0, "0"),
        (-0.04, 1, "0.0"),
        (-0.06, 1, "−0.1"),
        (12.5, 2, "12.50"),
        (math.nan, 1, UNKNOWN),
    ],
)
def test_figures_are_rounded_with_the_marks_of_the_language(value: float, decimals: int, shown: str) -> None:
    assert ENGLISH.figure(value, decimals) == shown


def test_another_language_has_other_marks() -> None:
    assert GERMAN.figure(1234.56, 1) == "1.234,6"
    assert GERMAN.people(11_800_000) == "11,8 Mio."


@pytest.mark.parametrize(
    ("value", "shown"), [(0.8, "+0.8"), (-0.8, "−0.8"), (0.04, "0.0"), (-0.04, "0.0"), (math.nan, UNKNOWN)]
)
def test_differences_carry_their_sign_unless_they_round_to_nothing(value: float, shown: str) -> None:
    assert ENGLISH.signed(value) == shown


def test_shares_are_per_cent_that_never_part_from_their_sign() -> None:
    assert ENGLISH.percentage(0.684) == "68\u202f%"
    assert ENGLISH.span(0.62, 0.744) == "62–74\u202f%"
    assert ENGLISH.percentage(math.nan) == ENGLISH.span(math.nan, 1.0) == UNKNOWN


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown"),
    [
        (1.794, "GBP", 2, "£1.79"),
        (47.2, "years", 0, "47 years"),
        (3.0, "", 1, "3.0"),
        (math.nan, "GBP", 2, UNKNOWN),
        (2, "CHF", 0, "2 CHF"),
    ],
)
def test_figures_stand_with_their_unit(value: float, unit: str, decimals: int, shown: str) -> None:
    assert ENGLISH.measured(value, unit, decimals) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (11_812_345, "11.8 million"),
        (1.24e9, "1.2 billion"),
        (420_321, "420,000"),
        (9_876, "9,876"),
        (345e6, "345 million"),
        (0, "0"),
    ],
)
def test_people_are_as_precise_as_the_size_of_a_market_can_be(number: float, shown: str) -> None:
    assert ENGLISH.people(number) == shown
