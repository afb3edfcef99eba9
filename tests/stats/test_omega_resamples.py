"""Omegas of many matrices at once: the same as one by one."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.correlation_resamples import bootstrap_correlations
from research.stats.extraction import extract
from research.stats.omega import omega
from research.stats.omega_resamples import omega_draws, stacked_minres

SHORT_OF_THE_END = 2e-3
"""Searches end sooner than the exact ones; a resample's omega moves by ten times as much and more."""


def answers(n: int = 400, p: int = 9) -> np.ndarray:
    rng = np.random.default_rng(4)
    group = rng.standard_normal((n, 3))[:, np.arange(p) // 3 % 3]
    return 0.6 * rng.standard_normal((n, 1)) + 0.5 * group + 0.7 * rng.standard_normal((n, p))


def resamples(p: int, draws: int) -> tuple[np.ndarray, np.ndarray]:
    x = answers(p=p)
    return np.corrcoef(x.T), bootstrap_correlations(x, np.ones(len(x)), np.random.default_rng(5), draws)


@pytest.mark.parametrize(("p", "k"), [(3, 1), (6, 2), (9, 3)])
def test_every_resample_has_the_omega_that_it_has_alone(p: int, k: int) -> None:
    correlations, drawn = resamples(p, 12)
    found = omega_draws(drawn, omega(correlations, k))
    alone = [omega(one, k) for one in drawn]
    assert found.total == pytest.approx([one.total for one in alone], abs=SHORT_OF_THE_END)
    assert found.one_factor == pytest.approx([one.one_factor for one in alone], abs=SHORT_OF_THE_END)
    assert found.hierarchical == pytest.approx([one.hierarchical for one in alone], abs=SHORT_OF_THE_END, nan_ok=True)


def test_items_that_the_sample_turned_stay_turned() -> None:
    correlations, drawn = resamples(9, 6)
    turned = np.outer(*[np.where(np.arange(9) == 2, -1.0, 1.0)] * 2)
    plain = omega_draws(drawn, omega(correlations, 3))
    found = omega_draws(drawn * turned, omega(correlations * turned, 3))
    assert found.total == pytest.approx(plain.total, abs=1e-6)
    assert found.hierarchical == pytest.approx(plain.hierarchical, abs=SHORT_OF_THE_END)


def test_resamples_with_gaps_or_copies_are_left_out() -> None:
    correlations, drawn = resamples(6, 5)
    drawn[1, 0, 3] = np.nan
    drawn[2] = np.ones((6, 6))
    assert len(omega_draws(drawn, omega(correlations, 2)).total) == 3


def test_loadings_of_all_matrices_are_those_of_each() -> None:
    _, drawn = resamples(9, 4)
    stacked = stacked_minres(drawn, 2)
    for one, loadings in zip(drawn, stacked, strict=True):
        exact = extract(one, 2, "minres").loadings
        assert loadings @ loadings.T == pytest.approx(exact @ exact.T, abs=1e-3)
