"""Polychoric and tetrachoric correlations against psych and lavaan, and against planted truth."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from research.stats.categories import categorise
from research.stats.correlation_scoring import BOUND
from research.stats.moments import pairwise_correlation
from research.stats.polychoric import CORRECTION, normal_scores, polychoric
from tests.bfi import complete, items, needs_bfi
from tests.correlation_figures import (
    figures,
    five_point,
    interests,
    lower,
    needs_young_people,
    repeated_weights,
    with_gaps,
)

PSYCH = 5e-5
"""psych searches with R's optimize(), which stops within 1.2e-4 of the bracket's ends: 2.1e-5 off at most here."""
LAVAAN = 1e-7
"""lavaan searches to nlminb()'s tolerance."""
SAME = 1e-8
"""The tolerance of the search, taken twice."""


@needs_bfi
def test_bfi_pairwise_equals_psych() -> None:
    x = items().to_numpy()
    found = polychoric(x, np.ones(len(x)))
    np.testing.assert_allclose(lower(found.matrix), figures()["polychoric_pairwise_psych"], atol=PSYCH)
    assert (found.empty_cells, found.bounded) == (0, 0)


@needs_bfi
def test_bfi_complete_equals_psych_and_lavaan_more_closely() -> None:
    found = lower(polychoric(complete(), np.ones(len(complete()))).matrix)
    np.testing.assert_allclose(found, figures()["polychoric_complete_psych"], atol=PSYCH)
    np.testing.assert_allclose(found, figures()["polychoric_complete_lavaan"], atol=LAVAAN)


@needs_bfi
def test_weighted_bfi_equals_lavaan_on_repeated_respondents() -> None:
    x = complete()[:, :10]
    found = lower(polychoric(x, repeated_weights(len(x))).matrix)
    np.testing.assert_allclose(found, figures()["polychoric_repeated_lavaan"], atol=LAVAAN)


@needs_young_people
def test_the_interests_of_young_people_equal_psych() -> None:
    x = interests()
    np.testing.assert_allclose(
        lower(polychoric(x, np.ones(len(x))).matrix), figures()["interests_polychoric"], atol=PSYCH
    )


@needs_bfi
def test_two_categories_equal_psychs_tetrachoric() -> None:
    x = 1.0 * (complete()[:, :10] > 3)
    np.testing.assert_allclose(lower(polychoric(x, np.ones(len(x))).matrix), figures()["tetrachoric"], atol=PSYCH)


def test_empty_cells_of_two_by_two_tables_are_corrected_as_psychs_tetrachoric_does() -> None:
    x = np.array(figures()["scarce"], dtype=float)
    found = polychoric(x, np.ones(len(x)))
    np.testing.assert_allclose(lower(found.matrix), figures()["tetrachoric_scarce_unsmoothed"], atol=PSYCH)
    assert found.empty_cells == figures()["scarce_empty"] > 0
    assert CORRECTION == 0.5


def test_empty_cells_of_larger_tables_are_left_empty() -> None:
    x = five_point(120, loading=0.9)
    assert (np.bincount((5 * x[:, 0] + x[:, 1]).astype(int) - 6, minlength=25) == 0).any()
    assert polychoric(x, np.ones(len(x))).empty_cells == 0


def test_full_tables_beside_longer_scales_count_no_correction() -> None:
    x = five_point(300)
    halves = np.column_stack([x[:, 0] > 3, x[:, 1] > 3, x[:, 2]]).astype(float)
    found = polychoric(halves, np.ones(300))
    assert found.empty_cells == 0
    assert found.matrix[0, 1] == pytest.approx(polychoric(halves[:, :2], np.ones(300)).matrix[0, 1], abs=SAME)


def test_a_category_of_next_to_no_weight_does_no_harm() -> None:
    x, weights = five_point(300), np.ones(300)
    x[7], weights[7] = 6.0, 1e-18
    found, without = polychoric(x, weights).matrix, polychoric(np.delete(x, 7, 0), np.ones(299)).matrix
    np.testing.assert_allclose(found, without, atol=SAME)


def test_a_weight_of_two_equals_answering_twice_and_a_constant_factor_changes_nothing() -> None:
    x = with_gaps(five_point(300))
    weights = repeated_weights(300)
    found = polychoric(x, weights).matrix
    again = np.repeat(x, weights.astype(int), axis=0)
    np.testing.assert_allclose(found, polychoric(again, np.ones(len(again))).matrix, atol=SAME)
    np.testing.assert_allclose(found, polychoric(x, 0.037 * weights).matrix, atol=SAME)
    assert np.abs(found - polychoric(x, np.ones(300)).matrix).max() > 0.01


def test_a_constant_factor_changes_nothing_in_corrected_tables_either() -> None:
    x = np.array(figures()["scarce"], dtype=float)
    weights = repeated_weights(len(x))
    np.testing.assert_allclose(polychoric(x, weights).matrix, polychoric(x, 12.0 * weights).matrix, atol=SAME)


def test_thresholds_rest_on_all_answers_of_an_item_not_on_those_of_the_pair() -> None:
    x = five_point(400)
    gappy = x.copy()
    gappy[x[:, 1] > 3, 2] = np.nan
    of_pair = polychoric(gappy[~np.isnan(gappy[:, 2])][:, 1:3], np.ones((x[:, 1] <= 3).sum())).matrix[0, 1]
    of_all = polychoric(gappy, np.ones(400)).matrix[1, 2]
    assert of_all != pytest.approx(of_pair, abs=0.02)


def test_planted_correlations_are_found_behind_coarse_answers() -> None:
    x = five_point(60_000, loading=0.7)
    coarse = np.where(np.arange(6) % 2 == 0, x, x > 3.0)
    found = polychoric(coarse, np.ones(len(x))).matrix
    np.testing.assert_allclose(lower(found), 0.49, atol=0.03)
    assert np.abs(lower(pairwise_correlation(coarse, np.ones(len(x)))) - 0.49).max() > 0.1


def test_identical_and_opposite_items_are_held_at_the_bound_and_counted() -> None:
    x = five_point(500)
    found = polychoric(np.column_stack([x[:, 0], x[:, 0], -x[:, 0], x[:, 1]]), np.ones(500))
    np.testing.assert_allclose(found.matrix[0, 1:3], [BOUND, -BOUND], atol=1e-6)
    assert found.bounded == 3


def test_a_few_contradictions_hold_identical_items_back() -> None:
    x = five_point(2000)[:, 0]
    other = x.copy()
    other[np.flatnonzero(x == 1)[:3]] = 5
    found = polychoric(np.column_stack([x, other]), np.ones(2000))
    assert found.bounded == 0
    assert 0.9 < found.matrix[0, 1] < 0.99


def test_what_has_no_correlation_is_refused_by_column() -> None:
    x = five_point(60)
    x[:, 2] = 4.0
    with pytest.raises(ValueError, match=r"fewer than two categories.*\[2\]"):
        polychoric(x, np.ones(60))
    never_both = five_point(60)
    never_both[:30, 1], never_both[30:, 3] = np.nan, np.nan
    with pytest.raises(ValueError, match=r"nobody answered both.*\[\[1, 3\]\]"):
        polychoric(never_both, np.ones(60))
    constant_together = five_point(60)
    constant_together[constant_together[:, 1] > 1, 3] = np.nan
    with pytest.raises(ValueError, match=r"constant among those who answered both.*\[\[1, 3\]\]"):
        polychoric(constant_together, np.ones(60))


ONE_STEP = 0.004
"""Of eigenvalues near 1 with 1,000 respondents: what the second step of the search still moves; they range over 0.4."""


def test_normal_scores_give_the_polychoric_eigenvalues_of_independent_items() -> None:
    rng = np.random.default_rng(2)
    x = with_gaps(np.column_stack([rng.permutation(column) for column in five_point(1000, p=15).T]), 0.05)
    weights = np.ones(len(x))
    coded, inflation = normal_scores(x, weights)
    one_step = pairwise_correlation(coded, weights) * np.outer(inflation, inflation)
    np.fill_diagonal(one_step, 1.0)
    full = np.linalg.eigvalsh(polychoric(x, weights).matrix)
    np.testing.assert_allclose(np.linalg.eigvalsh(one_step), full, atol=ONE_STEP)
    plain = np.linalg.eigvalsh(pairwise_correlation(x, weights))
    assert np.abs(plain - full).max() > 5 * ONE_STEP


def test_normal_scores_are_standardised_means_of_normal_slices() -> None:
    x, weights = with_gaps(five_point(500)), repeated_weights(500)
    coded, inflation = normal_scores(x, weights)
    answered = ~np.isnan(x)
    assert (np.isnan(coded) == ~answered).all()
    totals = (weights[:, None] * answered).sum(axis=0)
    np.testing.assert_allclose(np.nansum(weights[:, None] * coded, axis=0) / totals, 0.0, atol=1e-12)
    np.testing.assert_allclose(np.nansum(weights[:, None] * coded**2, axis=0) / totals, 1.0)
    lowest = categorise(x, weights).shares[0, 0]
    slice_ = stats.norm.ppf(lowest * (np.arange(100_000) + 0.5) / 100_000)
    assert coded[x[:, 0] == 1, 0][0] / inflation[0] == pytest.approx(slice_.mean(), abs=1e-4)
