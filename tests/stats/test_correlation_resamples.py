"""Bootstrap of correlations: its spread, weights, gaps, blocks."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.correlation_resamples import BLOCKS, bootstrap_correlations
from research.stats.moments import correlation

MONTE_CARLO = 0.15
"""A standard deviation of 500 draws has a relative error of 3 %, and theory one of 1 / n; five times that."""


def rows(n: int, r: float = 0.5, seed: int = 1) -> np.ndarray:
    root = np.linalg.cholesky(np.array([[1, r, 0], [r, 1, 0.2], [0, 0.2, 1]]))
    return np.random.default_rng(seed).standard_normal((n, 3)) @ root.T


@pytest.mark.parametrize("n", [400, 5 * BLOCKS + 3])
def test_draws_scatter_around_the_correlations_as_normal_theory_says(n: int) -> None:
    x = rows(n)
    draws = bootstrap_correlations(x, np.ones(n), np.random.default_rng(2), 500)
    observed = correlation(x, np.ones(n))
    assert draws.mean(axis=0) == pytest.approx(observed, abs=4 / n**0.5 / 500**0.5 + 1 / n)
    theory = (1 - observed[0, 1] ** 2) / n**0.5
    assert draws[:, 0, 1].std() == pytest.approx(theory, rel=MONTE_CARLO)


def test_every_draw_is_a_matrix_of_correlations() -> None:
    draws = bootstrap_correlations(rows(60), np.ones(60), np.random.default_rng(2), 50)
    assert (draws == np.swapaxes(draws, 1, 2)).all()
    assert (np.diagonal(draws, axis1=1, axis2=2) == 1).all()
    assert np.linalg.eigvalsh(draws).min() > 0


def test_weights_that_vary_widen_the_spread_by_kishs_design_effect() -> None:
    n, rng = 3000, np.random.default_rng(6)
    w = rng.choice([1.0, 9.0], n)
    draws = bootstrap_correlations(rows(n, 0.0), w, np.random.default_rng(3), 400)
    effective = w.sum() ** 2 / (w @ w)
    assert draws[:, 0, 1].std() == pytest.approx(1 / effective**0.5, rel=MONTE_CARLO)


def test_multiplying_all_weights_by_a_constant_changes_nothing() -> None:
    one, other = (bootstrap_correlations(rows(50), np.full(50, w), np.random.default_rng(3), 5) for w in (1.0, 7.0))
    assert one == pytest.approx(other, abs=1e-12)


def test_gaps_leave_the_other_pairs_as_they_were() -> None:
    x = rows(200)
    gappy = x.copy()
    gappy[:40, 2] = np.nan
    whole, holed = (bootstrap_correlations(y, np.ones(200), np.random.default_rng(3), 50) for y in (x, gappy))
    assert holed[:, 0, 1] == pytest.approx(whole[:, 0, 1], abs=1e-12)
    assert holed[:, 0, 2].mean() == pytest.approx(correlation(x[40:], np.ones(160))[0, 2], abs=0.05)


def test_draws_without_a_correlation_are_nan() -> None:
    x = np.column_stack([np.arange(4.0), [0, 0, 0, 1.0]])
    draws = bootstrap_correlations(x, np.ones(4), np.random.default_rng(3), 40)
    assert 0 < np.isnan(draws[:, 0, 1]).sum() < 40


def test_the_same_generator_gives_the_same_draws() -> None:
    one, other = (bootstrap_correlations(rows(50), np.ones(50), np.random.default_rng(9), 5) for _ in range(2))
    assert (one == other).all()


def test_one_respondent_cannot_be_resampled() -> None:
    with pytest.raises(ValueError, match="two respondents"):
        bootstrap_correlations(np.ones((1, 3)), np.ones(1), np.random.default_rng(1))
