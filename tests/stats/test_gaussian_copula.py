"""Draws keep margins and correlations, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.gaussian_copula import gaussian_copula
from research.stats.moments import means, pairwise_correlation

SERIES = 2e-3
"""What 80 terms of the series leave out of a correlation of .9 between answers in two categories."""
DRAWN = 0.02
"""Correlations of 5,000 drawn answers given exactly correlated scores vary by less."""
ROUNDING = 1e-9


def five_point(n: int, correlation: float, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    level = rng.normal(size=(n, 1))
    scores = np.sqrt(correlation) * level + np.sqrt(1 - correlation) * rng.normal(size=(n, 4))
    return np.searchsorted([-1.0, 0.2, 0.9, 1.6], scores.ravel()).reshape(scores.shape).astype(float)


def test_latent_correlations_of_large_samples_are_those_behind_the_answers() -> None:
    latent = gaussian_copula(five_point(200_000, 0.5), np.ones(200_000)).latent
    assert latent[np.triu_indices(4, 1)] == pytest.approx(0.5, abs=0.01)


def test_two_halves_agree_with_the_bivariate_normal() -> None:
    """Two items split at the median: P(both high) = 1/4 + arcsin(ρ) / 2π (Sheppard 1899)."""
    both = 0.25 + np.arcsin(0.9) / (2 * np.pi)
    n = 10_000
    high = round(both * n)
    rest = n // 2 - high
    x = np.repeat([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]], [high, rest, rest, high], axis=0)
    assert gaussian_copula(x, np.ones(len(x))).latent[0, 1] == pytest.approx(0.9, abs=SERIES)


def test_numbers_on_a_normal_scale_keep_their_correlation() -> None:
    scores = np.random.default_rng(1).multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], size=20_000)
    latent = gaussian_copula(scores, np.ones(len(scores))).latent[0, 1]
    assert latent == pytest.approx(np.corrcoef(scores.T)[0, 1], abs=1e-3)


def test_draws_have_the_margins_and_correlations() -> None:
    x = five_point(5_000, 0.4)
    drawn = gaussian_copula(x, np.ones(len(x))).draw(np.random.default_rng(2))
    assert (np.sort(drawn, axis=0) == np.sort(x, axis=0)).all()
    assert np.corrcoef(drawn.T) == pytest.approx(np.corrcoef(x.T), abs=DRAWN)


def test_draws_hold_no_segments() -> None:
    """Four clouds at the corners of a tetrahedron: no two answers are related, three are."""
    rng = np.random.default_rng(3)
    corners = np.array([[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]])
    x = corners[rng.integers(4, size=4_000)] + 0.3 * rng.normal(size=(4_000, 3))
    drawn = gaussian_copula(x, np.ones(len(x))).draw(rng)
    assert np.prod(x, axis=1).mean() > 0.9
    assert abs(np.prod(drawn, axis=1).mean()) < 0.1


def test_weights_shape_margins_and_correlations() -> None:
    x = five_point(4_000, 0.4)
    weights = np.where(x[:, 0] > 2, 3.0, 0.5)
    drawn = gaussian_copula(x, weights).draw(np.random.default_rng(4))
    assert means(drawn, weights) == pytest.approx(means(x, weights), abs=0.01)
    assert pairwise_correlation(drawn, weights) == pytest.approx(pairwise_correlation(x, weights), abs=2 * DRAWN)


def test_gaps_stay_where_they_were() -> None:
    x = five_point(1_000, 0.4)
    x[::3, 1] = np.nan
    drawn = gaussian_copula(x, np.ones(len(x))).draw(np.random.default_rng(5))
    assert (np.isnan(drawn) == np.isnan(x)).all()


def test_a_matrix_that_is_not_positive_definite_is_repaired() -> None:
    rng = np.random.default_rng(6)
    x = rng.normal(size=(300, 3))
    x[:, 2] = x[:, 0] + x[:, 1]
    copula = gaussian_copula(np.round(x, 1), np.ones(300))
    assert np.linalg.eigvalsh(copula.latent)[0] > 0
    assert np.isfinite(copula.draw(rng)).all()


def test_a_constant_column_is_refused() -> None:
    with pytest.raises(ValueError, match="constant"):
        gaussian_copula(np.ones((50, 2)), np.ones(50))
