"""Split-half replication: planted factors come back, a factor too many does not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from research.stats.congruence import congruence
from research.stats.factoring import fit_factors
from research.stats.moments import correlation
from research.stats.replication import PER_ITEM, SplitHalf, halves_congruence, split_half
from tests import bfi
from tests.invariance_cases import oracle

CONGRUENCE_TOLERANCE = 1e-4
"""Loadings agree with R's to 1e-5."""
SPLITS = 6


def factors(k: int) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    return lambda x, weights: fit_factors(correlation(x, weights), k).pattern


def survey(n: int, k: int, items: int) -> tuple[np.ndarray, np.ndarray]:
    """Five-point answers to `items` items on each of `k` correlated factors, and the loadings."""
    rng = np.random.default_rng(n + items)
    loadings = np.zeros((k * items, k))
    loadings[np.arange(k * items), np.repeat(np.arange(k), items)] = rng.uniform(0.5, 0.8, k * items)
    phi = np.full((k, k), 0.3) + 0.7 * np.eye(k)
    common = rng.standard_normal((n, k)) @ np.linalg.cholesky(phi).T @ loadings.T
    own = rng.standard_normal((n, k * items)) * np.sqrt(1 - (loadings**2).sum(axis=1))
    return np.digitize(common + own, [-1.5, -0.5, 0.5, 1.5]) + 1.0, loadings


@pytest.mark.parametrize(("n", "items"), [(400, 3), (400, 6), (1000, 4)])
def test_planted_factors_replicate(n: int, items: int) -> None:
    x, _ = survey(n, 3, items)
    found = split_half(x, np.ones(n), factors(3), np.random.default_rng(1), SPLITS)
    assert found.verdicts == ("replicated",) * 3
    assert found.failed == 0
    assert found.congruences.shape == (SPLITS, 3)
    assert (found.low <= found.median).all()


@pytest.mark.parametrize(("n", "items"), [(400, 4), (1000, 5)])
def test_a_factor_too_many_does_not_replicate_and_unsettles_the_others_only_a_little(n: int, items: int) -> None:
    x, loadings = survey(n, 3, items)
    found = split_half(x, np.ones(n), factors(4), np.random.default_rng(2), SPLITS)
    planted = congruence(loadings, found.pattern).order
    surplus = (set(range(4)) - set(planted.tolist())).pop()
    assert found.verdicts[surplus] == "not_replicated"
    assert found.median[surplus] < 0.5
    assert found.median[planted].min() > 0.85


@bfi.needs_bfi
def test_odd_and_even_rows_of_bfi_agree_as_psych_says() -> None:
    x = bfi.complete()
    whole, odd, even = (factors(5)(part, np.ones(len(part))) for part in (x, x[::2], x[1::2]))
    found = halves_congruence(whole, odd, even)
    expected = np.abs(oracle()["odd_even_congruence"]).max(axis=1)
    np.testing.assert_allclose(np.sort(found), np.sort(expected), atol=CONGRUENCE_TOLERANCE)


def test_halves_are_compared_in_the_order_and_direction_of_the_whole() -> None:
    whole = np.kron(np.eye(3), np.array([[0.8], [0.7], [0.6], [0.5]]))
    first = whole[:, [2, 0, 1]] * [1, -1, 1]
    second = whole[:, [1, 2, 0]] * [-1, -1, 1]
    second[:4, 2] = [0.8, 0.7, -0.6, -0.5]
    found = halves_congruence(whole, first, second)
    np.testing.assert_allclose(found, [(0.64 + 0.49 - 0.36 - 0.25) / 1.74, 1.0, 1.0])


def test_the_same_draw_gives_the_same_figures_and_halves_are_disjoint_and_complete() -> None:
    x = np.random.default_rng(3).standard_normal((101, 2))
    seen: list[np.ndarray] = []

    def remember(rows: np.ndarray, _: np.ndarray) -> np.ndarray:
        seen.append(rows)
        return np.eye(2)

    split_half(x, np.ones(101), remember, np.random.default_rng(4), 1)
    whole, first, second = seen
    np.testing.assert_array_equal(whole, x)
    assert (len(first), len(second)) == (50, 51)
    assert sorted(map(tuple, [*first, *second])) == sorted(map(tuple, x))
    y, _ = survey(300, 2, 3)
    one, other = (split_half(y, np.ones(300), factors(2), np.random.default_rng(5), 3) for _ in range(2))
    np.testing.assert_array_equal(one.congruences, other.congruences)


def test_respondents_keep_their_weights() -> None:
    x, weights = np.arange(120.0).reshape(60, 2), np.arange(1.0, 61.0)

    def check(rows: np.ndarray, own: np.ndarray) -> np.ndarray:
        np.testing.assert_array_equal(own, rows[:, 0] / 2 + 1)
        return np.eye(2)

    assert split_half(x, weights, check, np.random.default_rng(6), 2).congruences.tolist() == [[1, 1]] * 2


def test_too_few_respondents_are_refused_by_their_effective_number() -> None:
    x, _ = survey(120, 2, 6)
    split_half(x, np.ones(120), factors(2), np.random.default_rng(7), 1)
    with pytest.raises(ValueError, match=f"too few respondents.*not {PER_ITEM} for each"):
        split_half(x[:119], np.ones(119), factors(2), np.random.default_rng(7), 1)
    uneven = np.where(np.arange(120) < 60, 3.0, 1.0)
    with pytest.raises(ValueError, match="halves of 48 for 12 items"):
        split_half(x, uneven, factors(2), np.random.default_rng(7), 1)


def failing(often: int) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Fails for the first half of the first `often` splits."""
    calls = iter(range(1000))

    def fit(rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
        call = next(calls)
        if 1 <= call <= often:
            raise ValueError("singular correlations")
        return np.eye(2)

    return fit


def test_halves_without_a_solution_are_counted_and_many_of_them_refused() -> None:
    x = np.zeros((40, 2))
    found = split_half(x, np.ones(40), failing(3), np.random.default_rng(8), 8)
    assert (found.failed, len(found.congruences)) == (3, 5)
    with pytest.raises(ValueError, match="no factors in 4 of 8 pairs"):
        split_half(x, np.ones(40), failing(4), np.random.default_rng(8), 8)
    with pytest.raises(ValueError, match="at least one split"):
        split_half(x, np.ones(40), failing(0), np.random.default_rng(8), 0)


def test_a_half_with_fewer_factors_counts_as_one_without_a_solution() -> None:
    calls = iter([np.eye(3), np.eye(3)[:, :2], *[np.eye(3)] * 5])
    found = split_half(np.zeros((60, 3)), np.ones(60), lambda *_: next(calls), np.random.default_rng(9), 3)
    assert found.failed == 1


@pytest.mark.parametrize(
    ("congruences", "verdict"),
    [([0.85] * 20, "replicated"), ([0.6, 0.6, *[0.9] * 18], "similar"), ([0.8] * 11 + [0.99] * 9, "not_replicated")],
)
def test_verdicts_ask_for_fair_similarity_nearly_always_or_half_of_the_time(
    congruences: list[float], verdict: str
) -> None:
    found = SplitHalf(np.zeros((3, 1)), np.array(congruences)[:, None], 0)
    assert found.verdicts == (verdict,)
    assert found.share[0] == np.mean(np.array(congruences) >= 0.85)
