"""Style indices: respondents whose style is known by hand, and what may not change them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from research.stats.response_style import StyleIndices, style_indices

FIVE = (1, 2, 3, 4, 5)
ROUNDING = 1e-12
"""Sums of a few answers of one digit."""
NAN = np.nan


def of(row: list[float], points: tuple[float, ...] = FIVE) -> tuple[float, ...]:
    """Answered, acquiescence, agreement, extremity, midpoint, differentiation of one respondent."""
    measured = style_indices(np.array([row], dtype=np.float64), points)
    return tuple(float(values[0]) for values in as_columns(measured))


def as_columns(measured: StyleIndices) -> tuple[np.ndarray, ...]:
    return (
        measured.answered,
        measured.acquiescence,
        measured.agreement,
        measured.extremity,
        measured.midpoint,
        measured.differentiation,
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param([4, 5, 4, 5], (4, 1.5, 1.0, 0.5, 0.0, 0.5), id="yea-sayer"),
        pytest.param([2, 1, 2, 1], (4, -1.5, 0.0, 0.5, 0.0, 0.5), id="nay-sayer"),
        pytest.param([1, 5, 5, 1], (4, 0.0, 0.5, 1.0, 0.0, 2.0), id="extreme"),
        pytest.param([3, 3, 3, 3], (4, 0.0, 0.0, 0.0, 1.0, 0.0), id="middle"),
        pytest.param([4, 4, 4, 4], (4, 1.0, 1.0, 0.0, 0.0, 0.0), id="straight line"),
        pytest.param([NAN, 5, NAN, 3], (2, 1.0, 0.5, 0.5, 0.5, 1.0), id="gaps"),
        pytest.param([9, 5, 88, 3], (2, 1.0, 0.5, 0.5, 0.5, 1.0), id="off the scale"),
        pytest.param([NAN, 5, 9, NAN], (1, 2.0, 1.0, 1.0, 0.0, NAN), id="one answer"),
        pytest.param([NAN, 9, NAN, 9], (0, NAN, NAN, NAN, NAN, NAN), id="no answer"),
    ],
)
def test_respondents_made_by_hand(row: list[float], expected: tuple[float, ...]) -> None:
    np.testing.assert_allclose(of(row), expected, atol=ROUNDING)


def test_scales_without_a_middle_have_no_midpoint_use() -> None:
    assert np.isnan(of([3, 4], (1, 2, 3, 4, 5, 6))[4])
    np.testing.assert_allclose(of([3, 4], (1, 2, 3, 4, 5, 6))[1:4], (0.0, 0.5, 0.0), atol=ROUNDING)
    assert np.isnan(of([1, 2], (1, 2, 4, 5))[4])


def test_scales_of_two_points_have_no_extremes() -> None:
    assert np.isnan(of([1, 0, 1], (0, 1))[3])
    assert of([1, 0, 1], (0, 1))[2] == pytest.approx(2 / 3)


@pytest.mark.parametrize("points", [(3,), (), (2, 2), (1, NAN), (1, 2, np.inf)])
def test_a_scale_needs_two_points(points: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="two points"):
        style_indices(np.ones((2, 2)), points)


answers = arrays(np.float64, (5, 6), elements=st.one_of(st.integers(1, 5).map(float), st.just(NAN)))


@given(answers, st.integers(-3, 3))
def test_answers_shifted_on_the_same_scale_change_in_acquiescence_and_not_in_differentiation(
    x: np.ndarray, shift: int
) -> None:
    wide = tuple(range(-3, 10))
    before, after = style_indices(x, wide), style_indices(x + shift, wide)
    np.testing.assert_allclose(after.acquiescence, before.acquiescence + shift, atol=ROUNDING)
    np.testing.assert_allclose(after.differentiation, before.differentiation, atol=ROUNDING)
    np.testing.assert_array_equal(after.answered, before.answered)


@given(answers, st.integers(-3, 3))
def test_the_codes_of_the_scale_do_not_matter(x: np.ndarray, shift: int) -> None:
    moved = style_indices(x + shift, np.array(FIVE) + shift)
    for one, other in zip(as_columns(moved), as_columns(style_indices(x, FIVE)), strict=True):
        np.testing.assert_allclose(one, other, atol=ROUNDING)


@given(answers)
def test_turning_the_scale_round_turns_acquiescence_round_and_nothing_else(x: np.ndarray) -> None:
    before, after = style_indices(x, FIVE), style_indices(6 - x, FIVE)
    np.testing.assert_allclose(after.acquiescence, -before.acquiescence, atol=ROUNDING)
    np.testing.assert_allclose(after.agreement + after.midpoint, 1 - before.agreement, atol=ROUNDING)
    for name in ("extremity", "midpoint", "differentiation"):
        np.testing.assert_allclose(getattr(after, name), getattr(before, name), atol=ROUNDING)


@given(answers, st.permutations(range(6)))
def test_the_order_of_items_does_not_matter(x: np.ndarray, order: list[int]) -> None:
    for one, other in zip(
        as_columns(style_indices(x, FIVE)), as_columns(style_indices(x[:, order], FIVE)), strict=True
    ):
        np.testing.assert_allclose(one, other, atol=ROUNDING)


@given(answers)
def test_shares_are_shares_and_no_index_is_missing_but_for_want_of_answers(x: np.ndarray) -> None:
    measured = style_indices(x, FIVE)
    some = ~np.isnan(x).all(axis=1)
    for share in (measured.agreement, measured.extremity, measured.midpoint):
        assert ((share[some] >= 0) & (share[some] <= 1)).all()
        np.testing.assert_array_equal(np.isnan(share), ~some)
    assert (measured.extremity[some] + measured.midpoint[some] <= 1 + ROUNDING).all()
