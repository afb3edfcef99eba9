"""Sums by chunks against sums at once."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats import chunked_sums
from research.stats.chunked_sums import column_sums, pair_sums, row_chunks

P, CHUNK = 10, 2000
ROUNDING = 1e-11
"""Sums of some hundred numbers near 1, relative to their size."""


@pytest.fixture(autouse=True)
def short_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunked_sums, "CHUNK", CHUNK)


@pytest.fixture
def x() -> np.ndarray:
    """Four chunks of rows and a bit, gaps in the second and third."""
    x = 3 + np.random.default_rng(1).standard_normal((4 * CHUNK // P + 7, P))
    x[CHUNK // P : 2 * CHUNK // P + 50, 3:5] = np.nan
    return x


@pytest.fixture
def weights(x: np.ndarray) -> np.ndarray:
    return np.random.default_rng(2).uniform(0.2, 3, len(x))


def test_chunks_cover_every_row_once(x: np.ndarray) -> None:
    rows = np.concatenate([np.arange(len(x))[chunk] for chunk in row_chunks(x)])
    assert rows.tolist() == list(range(len(x)))
    assert len(list(row_chunks(x))) == 5
    assert all(x[chunk].size <= CHUNK for chunk in row_chunks(x))


def test_column_sums_are_those_of_the_deviations(x: np.ndarray, weights: np.ndarray) -> None:
    sums = column_sums(x, weights)
    deviations = x - sums.shift
    np.testing.assert_allclose(sums.weight, (~np.isnan(x)).T @ weights, rtol=ROUNDING)
    np.testing.assert_allclose(sums.first, np.nansum(weights[:, None] * deviations, axis=0), rtol=ROUNDING)
    np.testing.assert_allclose(sums.second, np.nansum(weights[:, None] * deviations**2, axis=0), rtol=ROUNDING)


def test_pair_sums_are_of_those_who_answered_both(x: np.ndarray, weights: np.ndarray) -> None:
    sums, deviations = pair_sums(x, weights), x - column_sums(x, weights).shift
    for i, j in ((0, 1), (0, 3), (3, 0), (3, 4), (4, 4)):
        both = ~np.isnan(x[:, [i, j]]).any(axis=1)
        w, d, e = weights[both], deviations[both, i], deviations[both, j]
        found = sums.weight[i, j], sums.first[i, j], sums.second[i, j], sums.cross[i, j]
        np.testing.assert_allclose(found, (w.sum(), w @ d, w @ d**2, w @ (d * e)), rtol=ROUNDING)


def test_a_column_that_nobody_answered_has_nothing_to_sum() -> None:
    sums = column_sums(np.full((5, 2), np.nan), np.ones(5))
    assert (sums.weight == 0).all()
    assert (sums.first == 0).all()
