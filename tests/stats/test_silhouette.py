"""Silhouettes: R's cluster, weights, many respondents, the simplified form."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats import silhouette
from research.stats.silhouette import mean_width, silhouette_widths, simplified_silhouette_widths
from tests.clouds import SHARES, mcdonalds, planted
from tests.stability_oracle import AGREES, FIGURES, PARTITIONS, X


def test_widths_are_those_of_r() -> None:
    for labels, expected in zip(PARTITIONS, FIGURES["silhouette"], strict=True):
        assert silhouette_widths(X, labels) == pytest.approx(np.array(expected), abs=AGREES)


def test_mcdonalds_in_two_has_the_width_of_r() -> None:
    # cluster::silhouette of the best k-means: 0.24442
    from research.clusterers.kmeans import KMeans

    x = mcdonalds()
    fit = KMeans(starts=30).fit(x, ("binary",) * 11, np.ones(len(x)), 2, np.random.default_rng(1))
    assert mean_width(silhouette_widths(x, fit.labels)) == pytest.approx(0.24442, abs=5e-6)


def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = silhouette_widths(X, PARTITIONS[2])
    monkeypatch.setattr(silhouette, "_CHUNK", 7 * len(X))
    assert silhouette_widths(X, PARTITIONS[2]) == pytest.approx(whole, abs=AGREES)


def test_equal_weights_change_nothing_and_a_weight_of_zero_is_nobody() -> None:
    labels = PARTITIONS[1]
    plain = silhouette_widths(X, labels)
    assert silhouette_widths(X, labels, np.full(90, 0.3)) == pytest.approx(plain, abs=AGREES)
    there = np.arange(90) % 3 > 0
    without = silhouette_widths(X[there], labels[there])
    assert silhouette_widths(X, labels, there.astype(float))[there] == pytest.approx(without, abs=AGREES)
    assert mean_width(plain, there.astype(float)) == pytest.approx(plain[there].mean())


def test_weighted_means_by_hand() -> None:
    x, labels = np.array([[0.0], [1.0], [3.0], [6.0], [8.0]]), np.array([0, 0, 0, 1, 1])
    found = silhouette_widths(x, labels, np.array([1.0, 2.0, 1.0, 1.0, 3.0]))
    a, b = (2 * 1 + 1 * 3) / 3, (6 + 3 * 8) / 4
    assert found[0] == pytest.approx((b - a) / b)


def test_whoever_is_alone_has_none() -> None:
    assert silhouette_widths(np.array([[0.0], [1.0], [9.0]]), np.array([0, 0, 1]))[2] == 0


def test_respondents_at_one_place_have_none() -> None:
    assert silhouette_widths(np.zeros((4, 2)), np.array([0, 0, 1, 1])).tolist() == [0, 0, 0, 0]


def test_the_simplified_form_by_hand_and_beside_the_whole() -> None:
    x, labels = np.array([[0.0], [2.0], [6.0], [8.0]]), np.array([0, 0, 1, 1])
    assert simplified_silhouette_widths(x, labels) == pytest.approx([6 / 7, 4 / 5, 4 / 5, 6 / 7])
    weighted = simplified_silhouette_widths(x, labels, np.array([1.0, 3.0, 1.0, 1.0]))
    assert weighted[0] == pytest.approx((7 - 1.5) / 7)
    cloud, truth = planted(SHARES, n=400)
    for widths in (silhouette_widths, simplified_silhouette_widths):
        apart = mean_width(widths(cloud, truth))
        assert apart > mean_width(widths(cloud, np.where(truth == 3, 0, truth)))
        assert apart > mean_width(widths(cloud, np.random.default_rng(1).integers(4, size=400)))


@pytest.mark.parametrize("widths", [silhouette_widths, simplified_silhouette_widths])
def test_an_empty_segment_is_nobodys_neighbour_and_one_alone_is_refused(widths: object) -> None:
    gap = np.where(PARTITIONS[0] == 1, 2, 0)
    assert widths(X, gap) == pytest.approx(widths(X, PARTITIONS[0]), abs=AGREES)  # type: ignore[operator]
    with pytest.raises(ValueError, match="two segments or more"):
        widths(X, np.zeros(90, dtype=int))  # type: ignore[operator]
