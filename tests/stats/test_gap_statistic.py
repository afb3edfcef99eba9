"""The gap statistic: R's clusGap on given partitions, its box, its rule, and what it finds."""

from __future__ import annotations

import numpy as np
import pytest

from research.clusterers.kmeans import KMeans
from research.stats.gap_statistic import GapStatistic, evenly_spread, first_within_one_se, gap_statistic
from tests.clouds import planted
from tests.stability_oracle import AGREES, FIGURES, PARTITIONS, X

KS = (1, 2, 3, 4, 5)


def given(x: np.ndarray, k: int, _rng: np.random.Generator) -> np.ndarray:
    return PARTITIONS[k - 2]


def cut(x: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    return KMeans(starts=5).fit(x, ("numeric",) * x.shape[1], np.ones(len(x)), k, rng).labels


def test_log_w_is_that_of_r() -> None:
    found = gap_statistic(X, given, KS, 2, (7, 1))
    assert found.log_w - np.log(2) == pytest.approx(np.array(FIGURES["log_w"]), abs=AGREES)


def test_the_reference_fills_the_box_of_r() -> None:
    low, high = np.sort(np.array(FIGURES["box"]), axis=0)
    axes = np.linalg.svd(X - X.mean(axis=0))[2]
    rng = np.random.default_rng(1)
    turned = np.vstack([(evenly_spread(X, rng) - X.mean(axis=0)) @ axes.T for _ in range(100)])
    widths = high - low
    assert np.ptp(turned, axis=0) == pytest.approx(widths, rel=1e-3) and (np.ptp(turned, axis=0) < widths).all()
    for j in range(3):
        inner = (turned[:, j] - turned[:, j].min()) / np.ptp(turned[:, j])
        assert np.histogram(inner, 5)[0] / len(inner) == pytest.approx(np.full(5, 0.2), abs=0.02)


def test_the_rule_is_that_of_r() -> None:
    for case in FIGURES["one_se"]:
        assert first_within_one_se(np.array(case["gap"]), np.array(case["se"])) == case["k"] - 1


def test_gap_and_error_come_of_the_draws() -> None:
    reference = np.array([[3.0, 2.0], [5.0, 2.5], [4.0, 3.0]])
    found = GapStatistic((1, 2), np.array([3.5, 1.0]), reference)
    assert found.gap.tolist() == [0.5, 1.5]
    assert found.se == pytest.approx(np.array([1.0, 0.5]) * np.sqrt(4 / 3))
    assert found.k == 2


def test_planted_segments_are_counted_and_a_cloud_is_one() -> None:
    for shares, k in (((0.4, 0.35, 0.25), 3), ((1,), 1)):
        x, _ = planted(shares, n=200, columns=3, apart=6.0)
        assert gap_statistic(x, cut, KS, 10, (7, 1)).k == k


def test_one_seed_gives_one_answer() -> None:
    one, again, other = (gap_statistic(X, cut, KS, 3, seed).reference for seed in ((7, 1), (7, 1), (8, 1)))
    assert (one == again).all() and not np.allclose(one, other)


def test_one_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="two draws or more, not 1"):
        gap_statistic(X, given, KS, 1, (7, 1))
