"""Tests between columns agree with the field's reference figures and collapse where they must."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import norm
from scipy.stats.contingency import expected_freq

from research.stats.proportions import (
    column_means_z,
    column_proportions_z,
    critical_z,
    enough_expected,
    standard_error,
    wilson_interval,
)

PRINTED = 5e-7
"""The reference figures are printed with six decimals, or four for t."""
EXACT = 1e-12


def test_the_standard_error_is_that_of_dimensions_with_its_pooling_on_weighted_bases() -> None:
    pooled = (400 * 0.45 + 310 * 0.36) / 710
    se = standard_error(pooled, 320, 250)
    assert se == pytest.approx(0.041526, abs=PRINTED)
    assert 0.09 / se == pytest.approx(2.1673, abs=1e-4)


def test_an_overlap_narrows_the_standard_error_as_in_dimensions() -> None:
    pooled = (400 * 0.45 + 310 * 0.36) / 710
    se = standard_error(pooled, 320, 250, 60 / (320 * 250))
    assert se == pytest.approx(0.036897, abs=PRINTED)
    assert 0.09 / se == pytest.approx(2.4392, abs=1e-4)


def test_pooling_on_effective_bases_is_the_textbook_z_of_that_many_respondents() -> None:
    hits, n1, n2 = np.array([144, 90]), 320, 250
    p = hits.sum() / (n1 + n2)
    textbook = (0.45 - 0.36) / math.sqrt(p * (1 - p) * (1 / n1 + 1 / n2))
    assert column_proportions_z(0.45, 0.36, n1, n2) == pytest.approx(textbook, abs=EXACT)


def test_the_square_of_z_is_the_chi_square_of_the_two_by_two_table() -> None:
    observed = np.array([[45.0, 55.0], [72.0, 128.0]])
    expected = np.outer(observed.sum(1), observed.sum(0)) / observed.sum()
    chi2 = ((observed - expected) ** 2 / expected).sum()
    assert column_proportions_z(0.45, 0.36, 100, 200) ** 2 == pytest.approx(chi2, rel=EXACT)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_nobody_against_nobody_and_everyone_against_everyone_is_not_tested(share: float) -> None:
    assert np.isnan(column_proportions_z(share, share, 100, 200))


def test_a_column_is_not_tested_against_itself() -> None:
    assert np.isnan(column_proportions_z(0.4, 0.4, 80, 80, 1 / 80))


def test_an_empty_column_is_not_tested() -> None:
    assert np.isnan(column_proportions_z(0.4, np.nan, 80, 0))


@pytest.mark.parametrize(("hits_1", "n1", "hits_2", "n2"), [(4, 190, 5, 1009), (0, 593, 7, 410), (60, 64, 300, 310)])
def test_what_is_expected_is_that_of_the_two_by_two_table(hits_1: int, n1: int, hits_2: int, n2: int) -> None:
    smallest = expected_freq([[hits_1, n1 - hits_1], [hits_2, n2 - hits_2]]).min()
    pair = hits_1 / n1, hits_2 / n2, n1, n2
    assert enough_expected(*pair, smallest) and not enough_expected(*pair, smallest + 0.001)


@pytest.mark.parametrize("hits", range(1, 100))
def test_no_rounding_decides_whether_enough_is_expected(hits: int) -> None:
    """Half of the hits are expected in each column."""
    assert enough_expected(hits / 100, 0.0, 100, 100, hits / 2)
    assert enough_expected(1 - hits / 100, 1.0, 100, 100, hits / 2)


def test_of_an_empty_column_nothing_is_expected() -> None:
    assert not enough_expected(0.4, np.nan, 80, 0, 5)


def test_means_without_overlap_are_tested_as_welch_does() -> None:
    z = column_means_z(3.2, 2.9, 1.1, 0.9, 80, 120)
    assert z == pytest.approx(0.3 / math.sqrt(1.21 / 80 + 0.81 / 120), rel=EXACT)


def test_the_overlap_of_means_takes_out_the_covariance_of_those_in_both() -> None:
    rng = np.random.default_rng(1)
    repeats, n, shared = 4000, 60, 40
    draws = rng.normal(size=(repeats, 2 * n - shared))
    first, second = draws[:, :n], draws[:, n - shared :]
    z = column_means_z(first.mean(1), second.mean(1), 1.0, 1.0, n, n, shared / n**2)
    assert z.std() == pytest.approx(1.0, abs=0.05)


def test_critical_values_are_the_normal_ones() -> None:
    assert critical_z(95) == pytest.approx(1.959964, abs=PRINTED)
    assert critical_z(90) == pytest.approx(norm.isf(0.05), abs=EXACT)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_is_that_of_newcombe(hits: int, n: int, low: float, high: float) -> None:
    """Newcombe (1998), Statistics in Medicine 17, table I, method 3."""
    assert wilson_interval(hits / n, n) == pytest.approx((low, high), abs=5e-5)


def test_wilson_of_nobody_begins_at_nought_and_has_width() -> None:
    low, high = wilson_interval(0.0, 40)
    assert low == 0.0
    assert high == pytest.approx(critical_z(95) ** 2 / (40 + critical_z(95) ** 2), rel=EXACT)
    assert np.isnan(wilson_interval(np.nan, 0)).all()
