"""Parallel analysis: planted factors, noise, centred answers, and R's psych."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.moments import correlation
from research.stats.parallel import parallel_analysis
from research.stats.polychoric import normal_scores, polychoric
from research.stats.random_correlations import inflated, normal_correlations, permuted_correlations
from tests import bfi
from tests.retention_oracle import YOUNG_PEOPLE, battery, figures, needs_young_people, pairwise

EIGENVALUE_TOLERANCE = 1e-6
"""R keeps eight digits, and its search for communalities ends where eigenvalues are settled to the seventh."""
MONTE_CARLO = 0.02
"""A 95th percentile of 100 to 500 draws has a standard error of 0.002 to 0.007 here, ours and R's alike."""
DRAWS = 100


def planted(n: int, factors: int, per_factor: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    scores = rng.standard_normal((n, factors))
    return 0.7 * np.repeat(scores, per_factor, axis=1) + 0.7 * rng.standard_normal((n, factors * per_factor))


def analyse(x: np.ndarray, seed: int = 1, draws: int = DRAWS):
    random = normal_correlations(x.shape[1], len(x))
    return parallel_analysis(correlation(x, np.ones(len(x))), random, np.random.default_rng(seed), draws)


@pytest.mark.parametrize("factors", [1, 2, 4])
def test_planted_factors_are_counted_by_both_comparisons(factors: int) -> None:
    found = analyse(planted(400, factors, 5, seed=5))
    assert (found.components.suggested, found.factors.suggested) == (factors, factors)


def test_noise_has_no_factor_but_for_chance() -> None:
    found = [analyse(np.random.default_rng(seed).standard_normal((200, 8))) for seed in range(20)]
    assert sum(one.components.suggested == 0 for one in found) >= 17
    assert sum(one.factors.suggested == 0 for one in found) >= 17


def test_the_band_holds_nine_draws_in_ten() -> None:
    random = normal_correlations(6, 120)
    found = parallel_analysis(np.eye(6), random, np.random.default_rng(1), 500).components
    fresh = np.linalg.eigvalsh(random(np.random.default_rng(2), 1000))[:, ::-1]
    inside = ((fresh >= found.random_05) & (fresh <= found.random_95)).mean(axis=0)
    np.testing.assert_allclose(inside, 0.9, atol=0.05)


def test_eigenvalues_above_chance_after_the_first_below_never_count() -> None:
    r = np.full((10, 10), 0.5) + 0.5 * np.eye(10)
    found = parallel_analysis(r, normal_correlations(10, 30), np.random.default_rng(1), DRAWS).components
    assert (found.observed > found.random_95).sum() > 1
    assert found.suggested == 1


def test_centred_answers_are_held_against_centred_noise() -> None:
    noise = np.random.default_rng(3).standard_normal((300, 5))
    r = correlation(noise - noise.mean(axis=1, keepdims=True), np.ones(300))
    for groups, suggested in ((("a",) * 5, 0), ((), 4)):
        random = normal_correlations(5, 300, centred=groups)
        assert parallel_analysis(r, random, np.random.default_rng(1), DRAWS).components.suggested == suggested


def test_the_same_stream_gives_the_same_answer() -> None:
    x = planted(100, 2, 4, seed=3)
    np.testing.assert_array_equal(analyse(x, 4).factors.random_95, analyse(x, 4).factors.random_95)
    assert (analyse(x, 4).factors.random_95 != analyse(x, 5).factors.random_95).any()


def test_random_correlations_of_other_items_are_refused() -> None:
    with pytest.raises(ValueError, match="of 4 items beside 5"):
        parallel_analysis(np.eye(5), normal_correlations(4, 50), np.random.default_rng(1), 10)


@bfi.needs_bfi
def test_bfi_has_the_eigenvalues_and_bands_of_psych() -> None:
    x, oracle = bfi.complete(), figures()["bfi"]
    normal = analyse(x, draws=200)
    permuted = parallel_analysis(pairwise(x), permuted_correlations(x, pairwise), np.random.default_rng(1), DRAWS)
    np.testing.assert_allclose(normal.components.observed, oracle["components"], atol=EIGENVALUE_TOLERANCE)
    np.testing.assert_allclose(normal.factors.observed, oracle["factors"], atol=EIGENVALUE_TOLERANCE)
    for found, kind in ((normal, "normal"), (permuted, "permuted")):
        assert (found.factors.suggested, found.components.suggested) == (6, 5)
        np.testing.assert_allclose(found.components.random_95, oracle[f"{kind}_components"], atol=MONTE_CARLO)
        # The first of the factors has a long tail: near unrelated items a draw in a hundred has a perfect item.
        np.testing.assert_allclose(found.factors.random_95[1:], oracle[f"{kind}_factors"][1:], atol=MONTE_CARLO)


@needs_young_people
@pytest.mark.parametrize("name", YOUNG_PEOPLE)
def test_young_people_have_the_numbers_of_psych(name: str) -> None:
    x, oracle = battery(name), figures()["young_people"][name]
    found = parallel_analysis(pairwise(x), normal_correlations(x.shape[1], len(x)), np.random.default_rng(1), DRAWS)
    np.testing.assert_allclose(found.factors.observed, oracle["factors"], atol=EIGENVALUE_TOLERANCE)
    assert found.components.suggested == oracle["suggested_components"]
    assert found.factors.suggested == oracle["suggested_factors"]


@bfi.needs_bfi
def test_polychoric_bands_are_those_of_psych_without_its_polychoric_correlations() -> None:
    """psych suggests four factors here: it counts against Pearson correlations of normal data, as ours do not."""
    x, oracle = bfi.complete()[:, :10], figures()["bfi_ten_polychoric"]
    weights = np.ones(len(x))
    codes, inflation = normal_scores(x, weights)
    ours = polychoric(x, weights).matrix
    kinds = (
        normal_correlations(10, len(x), inflation),
        permuted_correlations(codes, lambda shuffled: inflated(correlation(shuffled, weights), inflation)),
    )
    for random in kinds:
        found = parallel_analysis(ours, random, np.random.default_rng(1), DRAWS)
        np.testing.assert_allclose(found.components.random_95, oracle["permuted_components"], atol=MONTE_CARLO)
        np.testing.assert_allclose(found.factors.random_95[1:], oracle["permuted_factors"][1:], atol=MONTE_CARLO)
        assert (found.components.suggested, found.factors.suggested) == (2, 2)
