"""One matrix per battery, of every kind, and what it rests on."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from research.stats.correlations import CorrelationMethod, correlate
from research.stats.moments import effective_n, pairwise_correlation
from research.stats.polychoric import polychoric
from research.stats.polyserial import polyserial
from tests.bfi import items, needs_bfi
from tests.correlation_figures import figures, five_point, lower, repeated_weights, with_gaps

METHODS = get_args(CorrelationMethod)
SAME = 1e-8
"""Twice the tolerance of the search for a polychoric correlation."""
R_DIGITS = 1e-9
"""R's figures are kept with ten decimals."""


def _answers(method: str, n: int = 300) -> np.ndarray:
    """Items that the method takes: five-point ones, halves of them for tetrachoric, beside a number for mixed."""
    x = five_point(n)
    if method == "tetrachoric":
        return 1.0 * (x > 3)
    number = x.sum(axis=1) + np.random.default_rng(8).standard_normal(n)
    return np.column_stack([x, number]) if method == "mixed" else x


@needs_bfi
@pytest.mark.parametrize(("method", "key"), [("pearson", "pearson_pairwise"), ("spearman", "spearman_pairwise")])
def test_bfi_pairwise_equals_r(method: CorrelationMethod, key: str) -> None:
    found = correlate(items().to_numpy(), np.ones(2800), method)
    np.testing.assert_allclose(lower(found.matrix), figures()[key], atol=R_DIGITS)


@needs_bfi
def test_complete_takes_those_who_answered_everything() -> None:
    found = correlate(items().to_numpy(), np.ones(2800), "spearman", "complete")
    np.testing.assert_allclose(lower(found.matrix), figures()["spearman_complete"], atol=R_DIGITS)
    assert found.n == figures()["n_complete"] == found.smallest_pair == pytest.approx(found.base)


@pytest.mark.parametrize("missing", ["pairwise", "complete"])
@pytest.mark.parametrize("method", METHODS)
def test_a_weight_of_two_equals_answering_twice(method: CorrelationMethod, missing: str) -> None:
    x, weights = with_gaps(_answers(method)), repeated_weights(300)
    again = np.repeat(x, weights.astype(int), axis=0)
    once = correlate(x, weights, method, missing)
    np.testing.assert_allclose(once.matrix, correlate(again, np.ones(len(again)), method, missing).matrix, atol=SAME)
    assert np.abs(once.matrix - correlate(x, np.ones(300), method, missing).matrix).max() > 0.005


@pytest.mark.parametrize("method", METHODS)
def test_a_constant_factor_on_the_weights_changes_nothing(method: CorrelationMethod) -> None:
    x, weights = with_gaps(_answers(method)), repeated_weights(300)
    found, scaled = correlate(x, weights, method), correlate(x, 0.013 * weights, method)
    np.testing.assert_allclose(found.matrix, scaled.matrix, atol=SAME)
    assert (found.n, found.base, found.smallest_pair) == pytest.approx((scaled.n, scaled.base, scaled.smallest_pair))


@pytest.mark.parametrize("method", METHODS)
def test_the_matrix_is_a_positive_definite_correlation_matrix(method: CorrelationMethod) -> None:
    found = correlate(with_gaps(_answers(method)), repeated_weights(300), method)
    assert (found.matrix == found.matrix.T).all()
    assert (np.diag(found.matrix) == 1.0).all()
    assert np.linalg.eigvalsh(found.matrix)[0] > 0
    assert found.smallest_eigenvalue == pytest.approx(np.linalg.eigvalsh(found.matrix)[0])
    assert (found.method, found.smoothed, found.bounded) == (method, 0.0, 0)


def test_a_matrix_that_does_not_fit_together_is_smoothed_and_says_so() -> None:
    rng = np.random.default_rng(3)
    x = rng.standard_normal((60, 3))
    x[:20, 1], x[20:40, 2], x[40:, 0] = x[:20, 0], -x[20:40, 1] - x[20:40, 0], x[40:, 2]
    x[:20, 2], x[20:40, 0], x[40:, 1] = np.nan, np.nan, np.nan
    x[20:40, 2] = -x[20:40, 1]
    found = correlate(x, np.ones(60))
    assert found.smallest_eigenvalue < -0.5
    assert found.smoothed > 0.3
    assert np.linalg.eigvalsh(found.matrix)[0] > 0


def test_mixed_takes_each_pair_by_its_kind() -> None:
    x, weights = with_gaps(_answers("mixed")), repeated_weights(300)
    x = np.column_stack([x[:, 6], x[:, :2], x[:, 2] + 0.3 * x[:, 6], x[:, 3]])
    found, ordinal = correlate(x, weights, "mixed").matrix, [1, 2, 4]
    np.testing.assert_allclose(found[np.ix_(ordinal, ordinal)], polychoric(x[:, ordinal], weights).matrix)
    np.testing.assert_allclose(found[[0, 3]][:, ordinal], polyserial(x[:, [0, 3]], x[:, ordinal], weights).matrix)
    assert found[0, 3] == pytest.approx(pairwise_correlation(x, weights)[0, 3])


def test_mixed_of_one_kind_only_is_that_kind() -> None:
    x, weights = _answers("polychoric"), np.ones(300)
    assert (correlate(x, weights, "mixed").matrix == correlate(x, weights, "polychoric").matrix).all()
    everything = np.ones(6, dtype=bool)
    assert (correlate(x, weights, "mixed", numbers=everything).matrix == correlate(x, weights).matrix).all()


def test_a_number_and_an_item_alone_can_be_mixed() -> None:
    x = _answers("mixed")[:, [0, 6]]
    found = correlate(x, np.ones(300), "mixed").matrix[0, 1]
    assert found == pytest.approx(polyserial(x[:, 1:], x[:, :1], np.ones(300)).matrix[0, 0])


def test_what_is_a_number_can_be_declared() -> None:
    x, weights = _answers("polychoric"), np.ones(300)
    numbers = np.array([True, True, False, False, False, False])
    found = correlate(x, weights, "mixed", numbers=numbers).matrix
    assert found[0, 1] == pytest.approx(correlate(x, weights).matrix[0, 1])
    assert found[2, 3] == pytest.approx(correlate(x, weights, "polychoric").matrix[2, 3])


def test_bases_are_effective_numbers_of_the_pairs() -> None:
    x, weights = five_point(200), repeated_weights(200)
    x[:50, 0], x[40:90, 1], x[199] = np.nan, np.nan, np.nan
    found = correlate(x, weights)
    both = ~np.isnan(x[:, :2]).any(axis=1)
    assert found.smallest_pair == pytest.approx(effective_n(weights[both]))
    pairs = [effective_n(weights[~np.isnan(x[:, [i, j]]).any(axis=1)]) for i in range(6) for j in range(i)]
    assert found.base == pytest.approx(len(pairs) / sum(1 / n for n in pairs))
    assert found.n == 199
    x[198, 1:] = np.nan
    assert correlate(x, weights).n == 198


def test_respondents_without_weight_take_no_part() -> None:
    x, weights = five_point(200), repeated_weights(200)
    weights[::4] = 0.0
    x[0] = 77.0
    found, without = correlate(x, weights, "polychoric"), correlate(x[weights > 0], weights[weights > 0], "polychoric")
    assert (found.matrix == without.matrix).all()
    assert found.n == without.n == 150


def test_corrected_tables_and_bounded_pairs_are_counted() -> None:
    scarce = correlate(np.array(figures()["scarce"], dtype=float), np.ones(60), "tetrachoric")
    assert (scarce.empty_cells, scarce.correction) == (figures()["scarce_empty"], 0.5)
    x = five_point(200)
    twice = correlate(np.column_stack([x, x[:, 0]]), np.ones(200), "polychoric")
    assert (twice.bounded, twice.empty_cells, twice.correction) == (1, 0, 0.0)
    assert np.isfinite(twice.matrix).all()
    number = np.random.default_rng(1).standard_normal(400)
    cut = (number > np.sort(number)[300]).astype(float)
    mixed = correlate(np.column_stack([number, cut, five_point(400), -cut]), np.ones(400), "mixed")
    assert mixed.bounded == 3, "number and cut, number and its opposite, cut and its opposite"


@pytest.mark.parametrize("method", METHODS)
def test_a_constant_item_is_refused_by_its_number(method: CorrelationMethod) -> None:
    x = _answers(method)
    x[:, 3] = 1.0
    with pytest.raises(ValueError, match=r"\[3\]"):
        correlate(x, np.ones(300), method)


@pytest.mark.parametrize("method", METHODS)
def test_a_pair_that_nobody_answered_is_refused_by_its_numbers(method: CorrelationMethod) -> None:
    x = _answers(method)
    x[:150, 1], x[150:, 4] = np.nan, np.nan
    with pytest.raises(ValueError, match=r"nobody answered both.*\[\[1, 4\]\]"):
        correlate(x, np.ones(300), method)


def test_what_cannot_be_correlated_is_refused() -> None:
    x, ones = five_point(50), np.ones(50)
    for weights in (np.zeros(50), -ones, np.where(x[:, 0] > 2, np.nan, 1.0), np.full(50, np.inf)):
        with pytest.raises(ValueError, match="weights must be"):
            correlate(x, weights)
    with pytest.raises(ValueError, match="do not go with"):
        correlate(x, np.ones(49))
    with pytest.raises(ValueError, match="two items"):
        correlate(x[:, :1], ones)
    infinite = x.copy()
    infinite[[3, 4], 2] = np.inf, -np.inf
    with pytest.raises(ValueError, match=r"infinite answers.*\[2\]"):
        correlate(infinite, ones)
    with pytest.raises(ValueError, match=r"more than two categories.*\[0, 1, 2, 3, 4, 5\]"):
        correlate(x, ones, "tetrachoric")
    unanswered = x.copy()
    unanswered[:, 0] = np.nan
    with pytest.raises(ValueError, match="nobody answered all"):
        correlate(unanswered, ones, "pearson", "complete")
    number = np.column_stack([np.arange(50.0), x])
    with pytest.raises(ValueError, match=r"more than 20 categories.*\[0\]"):
        correlate(number, ones, "mixed", numbers=np.zeros(7, dtype=bool))
