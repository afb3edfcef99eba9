"""Answers as categories: codes, margins and thresholds."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from research.stats.categories import (
    BEYOND,
    MOST_CATEGORIES,
    are_numbers,
    categorise,
    distinct_answers,
    indicators,
)
from research.stats.chunked_sums import CHUNK
from tests.bfi import items, needs_bfi
from tests.correlation_figures import figures

R_DIGITS = 1e-9
"""R's figures are kept with ten decimals."""
X = np.array([[1.0, 5.0], [2.0, np.nan], [2.0, 7.0], [4.0, 5.0]])


def test_codes_follow_the_order_of_the_answers_and_skip_what_nobody_said() -> None:
    assert categorise(X, np.ones(4)).codes.tolist() == [[0, 0], [1, -1], [1, 1], [2, 0]]
    assert categorise(X, np.ones(4)).counts.tolist() == [3, 2]


def test_shares_are_weighted_and_rest_on_each_items_own_answers() -> None:
    shares = categorise(X, np.array([1.0, 2.0, 3.0, 4.0])).shares
    np.testing.assert_allclose(shares, [[0.1, 0.5, 0.4], [5 / 8, 3 / 8, 0.0]])


def test_thresholds_cut_the_normal_distribution_into_the_shares() -> None:
    items_ = categorise(X, np.ones(4))
    np.testing.assert_allclose(items_.thresholds[0], stats.norm.ppf([0.25, 0.75]))
    np.testing.assert_allclose(items_.thresholds[1], [stats.norm.ppf(2 / 3), BEYOND])


@needs_bfi
def test_thresholds_equal_those_of_psych() -> None:
    found = categorise(items().to_numpy(), np.ones(2800)).thresholds
    np.testing.assert_allclose(found, figures()["thresholds"], atol=R_DIGITS)


def test_answers_are_found_in_every_chunk_of_rows() -> None:
    x = np.ones((CHUNK + 3, 2))
    x[-1], x[5, 1] = 9.0, np.nan
    assert [answers.tolist() for answers in distinct_answers(x)] == [[1.0, 9.0], [1.0, 9.0]]
    codes = categorise(x, np.ones(len(x))).codes
    assert (codes[-1] == 1).all()
    assert codes[5].tolist() == [0, -1]


def test_the_search_for_distinct_answers_stops_where_there_are_too_many() -> None:
    x = np.column_stack([np.arange(CHUNK), np.arange(CHUNK) % 3, np.arange(CHUNK) // (CHUNK - 1)]).astype(float)
    found = distinct_answers(x, 4)
    assert len(found[0]) < len(x)
    assert [answers.tolist() for answers in found[1:]] == [[0.0, 1.0, 2.0], [0.0, 1.0]]


def test_a_category_without_weight_is_none() -> None:
    assert categorise(X, np.array([1.0, 1.0, 1.0, 0.0])).counts.tolist() == [2, 2]


def test_indicators_mark_the_choice_and_leave_gaps_empty() -> None:
    codes = np.array([[0, 1], [-1, 0]], dtype=np.int8)
    assert indicators(codes, 2).tolist() == [[1, 0, 0, 1], [0, 1, 0, 0]]


def test_many_distinct_answers_make_a_number() -> None:
    x = np.column_stack([np.arange(40) % 10, np.arange(40) % 11]).astype(float)
    assert are_numbers(x).tolist() == [False, True]


def test_one_category_and_too_many_are_refused_by_column() -> None:
    with pytest.raises(ValueError, match=r"fewer than two categories.*\[1\]"):
        categorise(np.array([[1.0, 3.0, np.nan], [2.0, 3.0, 1.0], [2.0, 3.0, 2.0]]), np.ones(3))
    many = np.column_stack([np.arange(50) % 2, np.arange(50) % (MOST_CATEGORIES + 1)]).astype(float)
    with pytest.raises(ValueError, match=r"more than 20 categories.*\[1\]"):
        categorise(many, np.ones(50))
