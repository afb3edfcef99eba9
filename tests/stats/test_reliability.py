"""Cronbach's alpha: Spearman-Brown, weights, gaps, and R's psych."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.reliability import cronbach_alpha
from tests import bfi

ALPHA_TOLERANCE = 1e-6


def parallel_items(p: int, r: float, n: int = 80) -> np.ndarray:
    """Rows whose sample correlations are all exactly `r`."""
    noise = np.random.default_rng(2).standard_normal((n, p))
    whitened = np.linalg.qr(noise - noise.mean(axis=0))[0] * np.sqrt(n)
    return whitened @ np.linalg.cholesky(np.full((p, p), r) + (1 - r) * np.eye(p)).T


@pytest.mark.parametrize(("p", "r"), [(2, 0.4), (5, 0.4), (8, 0.1)])
def test_parallel_items_have_the_spearman_brown_reliability(p: int, r: float) -> None:
    assert cronbach_alpha(parallel_items(p, r)) == pytest.approx(p * r / (1 + (p - 1) * r))


def test_doubling_the_items_follows_spearman_brown() -> None:
    single, double = cronbach_alpha(parallel_items(3, 0.3)), cronbach_alpha(parallel_items(6, 0.3))
    assert double == pytest.approx(2 * single / (1 + single))


def test_weights_are_frequencies() -> None:
    x = np.random.default_rng(3).integers(1, 6, (50, 4)).astype(float)
    w = np.random.default_rng(4).integers(1, 4, 50)
    assert cronbach_alpha(x, w.astype(float)) == pytest.approx(cronbach_alpha(np.repeat(x, w, axis=0)))
    assert cronbach_alpha(x, np.full(50, 3.0)) == pytest.approx(cronbach_alpha(x))


def test_rows_with_gaps_are_left_out() -> None:
    x = parallel_items(3, 0.5)
    gappy = np.vstack([x, [[1.0, np.nan, 2.0]]])
    assert cronbach_alpha(gappy, np.ones(81)) == pytest.approx(cronbach_alpha(x))


def test_there_is_no_alpha_below_two_items_without_rows_or_without_variance() -> None:
    assert np.isnan(cronbach_alpha(np.ones((10, 1))))
    assert np.isnan(cronbach_alpha(np.empty((10, 0))))
    assert np.isnan(cronbach_alpha(np.full((4, 2), np.nan)))
    assert np.isnan(cronbach_alpha(np.ones((10, 3))))


@bfi.needs_bfi
def test_alpha_of_the_bfi_scales_equals_psych() -> None:
    oracle, rows = bfi.oracle(), bfi.items().dropna()
    keyed = rows.copy()
    keyed[oracle["reversed"]] = 7 - keyed[oracle["reversed"]]
    for scale, expected in oracle["alpha"].items():
        items = [item for item in rows if item.startswith(scale)]
        assert cronbach_alpha(keyed[items].to_numpy()) == pytest.approx(expected, abs=ALPHA_TOLERANCE)
    extraversion = [item for item in rows if item.startswith("E")]
    assert cronbach_alpha(rows[extraversion].to_numpy()) == pytest.approx(-0.655, abs=1e-3)
