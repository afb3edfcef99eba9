"""Random correlations: the same chance as rows of answers would show, without the rows."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.chance_base import equivalent_n
from research.stats.moments import correlation, pairwise_correlation
from research.stats.polychoric import normal_scores, polychoric
from research.stats.random_correlations import inflated, normal_correlations, permuted_correlations

DRAWS = 600
STANDARD_ERRORS = 4.0
"""Of figures from several hundred draws; by chance one check in ten thousand strays further."""
N, P = 150, 6


def leading(matrices: np.ndarray) -> np.ndarray:
    return np.linalg.eigvalsh(matrices)[:, -1]


def assert_same_mean(first: np.ndarray, second: np.ndarray) -> None:
    error = np.sqrt(first.var() / len(first) + second.var() / len(second))
    assert abs(first.mean() - second.mean()) < STANDARD_ERRORS * error


def of_rows(treat, seed: int = 2) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.stack([np.corrcoef(treat(rng.standard_normal((N, P))).T) for _ in range(DRAWS)])


def test_normal_correlations_are_those_of_normal_rows() -> None:
    found = normal_correlations(P, N)(np.random.default_rng(1), DRAWS)
    assert found.shape == (DRAWS, P, P)
    np.testing.assert_allclose(np.diagonal(found, axis1=1, axis2=2), 1.0)
    pairs = found[:, *np.triu_indices(P, 1)]
    assert pairs.var() == pytest.approx(1 / (N - 1), rel=0.06)
    assert_same_mean(leading(found), leading(of_rows(lambda x: x)))


def test_a_handful_of_respondents_has_the_exact_variance_in_every_pair() -> None:
    found = normal_correlations(P, P + 2)(np.random.default_rng(1), 4000)
    np.testing.assert_allclose(found[:, *np.triu_indices(P, 1)].var(axis=0), 1 / (P + 1), rtol=0.1)


def test_centred_draws_are_those_of_rows_centred_within_groups() -> None:
    sds = np.array([1.0, 1.5, 0.7, 1.0, 1.0, 2.0])
    groups = ("agree", "agree", "agree", "", "often", "often")

    def treat(x: np.ndarray) -> np.ndarray:
        x = x * sds
        x[:, :3] -= x[:, :3].mean(axis=1, keepdims=True)
        x[:, 4:] -= x[:, 4:].mean(axis=1, keepdims=True)
        return x

    found = normal_correlations(P, N, centred=groups, sds=sds)(np.random.default_rng(1), DRAWS)
    rows = of_rows(treat)
    np.testing.assert_allclose(found[:, 4, 5], -1.0)
    np.testing.assert_allclose(np.linalg.eigvalsh(found)[:, :2], 0.0, atol=1e-12)
    np.testing.assert_allclose(found.mean(axis=0), rows.mean(axis=0), atol=STANDARD_ERRORS * 2 / np.sqrt(N * DRAWS))
    assert_same_mean(leading(found), leading(rows))


def test_inflation_multiplies_pairs_and_leaves_the_diagonal() -> None:
    inflation = np.linspace(1.0, 1.5, P)
    plain = normal_correlations(P, N)(np.random.default_rng(3), 5)
    found = normal_correlations(P, N, inflation)(np.random.default_rng(3), 5)
    np.testing.assert_allclose(found, [inflated(matrix, inflation) for matrix in plain])
    assert found[2, 1, 4] == pytest.approx(plain[2, 1, 4] * inflation[1] * inflation[4])
    np.testing.assert_allclose(np.diagonal(found, axis1=1, axis2=2), 1.0)


def test_inflated_draws_err_as_polychoric_correlations_of_unrelated_items_do() -> None:
    rng = np.random.default_rng(4)
    skewed = [1 + (rng.standard_normal((N, P, 1)) > np.array([0.6, 1.2, 1.7])).sum(axis=2) for _ in range(120)]
    found = np.stack([polychoric(x.astype(float), np.ones(N)).matrix for x in skewed])[:, *np.triu_indices(P, 1)]
    inflation = normal_scores(skewed[0].astype(float), np.ones(N))[1]
    drawn = normal_correlations(P, N, inflation)(rng, DRAWS)[:, *np.triu_indices(P, 1)]
    assert drawn.std() == pytest.approx(found.std(), rel=0.08)
    assert drawn.var() == pytest.approx(1 / (equivalent_n(N, inflation) - 1), rel=0.08)


def test_permuted_answers_keep_their_values_and_gaps_and_lose_their_relations() -> None:
    rng = np.random.default_rng(5)
    x = np.round(2 * rng.standard_normal((400, 1)) + rng.standard_normal((400, 4)))
    x[rng.random(x.shape) < 0.1] = np.nan
    seen = []

    def correlate(shuffled: np.ndarray) -> np.ndarray:
        seen.append(shuffled)
        return pairwise_correlation(shuffled, np.ones(len(shuffled)))

    found = permuted_correlations(x, correlate)(rng, 3)
    np.testing.assert_array_equal(np.sort(seen[1], axis=0), np.sort(x, axis=0))
    assert np.abs(found[:, *np.triu_indices(4, 1)]).max() < 0.25 < pairwise_correlation(x, np.ones(400))[0, 1]
    assert len({matrix[0, 1] for matrix in found}) == 3


def test_weights_stay_in_their_place() -> None:
    """Weights that follow the answers would make every shuffle alike; in place they widen chance to their base."""
    rng = np.random.default_rng(6)
    weights = np.where(np.arange(300) < 30, 10.0, 0.25)
    base = weights.sum() ** 2 / (weights**2).sum()
    x = rng.standard_normal((300, 4))
    draws = permuted_correlations(x, lambda shuffled: correlation(shuffled, weights))(rng, 150)
    assert draws[:, *np.triu_indices(4, 1)].var() == pytest.approx(1 / base, rel=0.15)


def test_the_same_generator_gives_the_same_draws() -> None:
    random = normal_correlations(P, N)
    np.testing.assert_array_equal(random(np.random.default_rng(7), 2), random(np.random.default_rng(7), 2))


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match="more than 8 respondents"):
        normal_correlations(8, 8)
    with pytest.raises(ValueError, match="group of one item cannot be centred: agree"):
        normal_correlations(3, 50, centred=("agree", "", ""))
    with pytest.raises(ValueError, match="nothing to inflate"):
        normal_correlations(3, 50, np.ones(3), centred=("a", "a", "a"))
