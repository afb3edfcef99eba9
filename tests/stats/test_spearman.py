"""Spearman correlations against R."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from research.stats.spearman import spearman
from tests.bfi import complete, items, needs_bfi
from tests.correlation_figures import figures, five_point, lower, repeated_weights, with_gaps

R_DIGITS = 1e-9
"""R's figures are kept with ten decimals."""
EXACT = 1e-12
"""Sums of a few hundred ranks."""


@needs_bfi
def test_bfi_equals_r_pairwise_and_complete() -> None:
    x = items().to_numpy()
    np.testing.assert_allclose(lower(spearman(x, np.ones(len(x)))), figures()["spearman_pairwise"], atol=R_DIGITS)
    found = spearman(complete(), np.ones(len(complete())))
    np.testing.assert_allclose(lower(found), figures()["spearman_complete"], atol=R_DIGITS)


def test_numbers_with_ties_and_gaps_equal_scipy_pair_by_pair() -> None:
    x = with_gaps(
        np.round(np.random.default_rng(3).standard_normal((200, 3)) @ np.array([[1, 1, 0], [0, 1, 1], [0, 0, 1]]), 1)
    )
    found = spearman(x, np.ones(200))
    for i, j in ((0, 1), (0, 2), (1, 2)):
        both = ~np.isnan(x[:, [i, j]]).any(axis=1)
        assert found[i, j] == pytest.approx(stats.spearmanr(x[both, i], x[both, j]).statistic, abs=EXACT)


@pytest.mark.parametrize("gaps", [0.0, 0.15])
def test_a_weight_of_two_equals_answering_twice_and_a_constant_factor_changes_nothing(gaps: float) -> None:
    x, weights = with_gaps(five_point(200), gaps), repeated_weights(200)
    found = spearman(x, weights)
    again = np.repeat(x, weights.astype(int), axis=0)
    np.testing.assert_allclose(found, spearman(again, np.ones(len(again))), atol=EXACT)
    np.testing.assert_allclose(found, spearman(x, 7.3 * weights), atol=EXACT)
    assert np.abs(found - spearman(x, np.ones(200))).max() > 0.01


def test_only_the_order_of_answers_matters() -> None:
    x = with_gaps(five_point(200))
    np.testing.assert_allclose(spearman(x, np.ones(200)), spearman(np.exp(x), np.ones(200)), atol=EXACT)


def test_a_constant_column_is_refused() -> None:
    x = five_point(50)
    x[:, 4] = 2.0
    with pytest.raises(ValueError, match=r"constant.*\[4\]"):
        spearman(x, np.ones(50))
