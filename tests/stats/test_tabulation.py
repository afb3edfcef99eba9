"""Weighted counts, shares, means and medians agree with loops, and collapse to the unweighted ones."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats import tabulation

EXACT = 1e-12
N, R, C = 83, 4, 5


@pytest.fixture
def people() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Hits, asked, overlapping members, weights; the last column is empty."""
    rng = np.random.default_rng(7)
    hits, asked, members = rng.random((N, R)) < 0.4, rng.random((N, R)) < 0.8, rng.random((N, C)) < 0.5
    members[:, 0] = True
    members[:, -1] = False
    return hits, asked, members, rng.gamma(4, 0.25, N)


def test_shares_and_bases_agree_with_a_loop_over_cells(people: tuple[np.ndarray, ...]) -> None:
    hits, asked, members, weights = people
    shares = tabulation.shares(hits, asked, members, weights)
    for i in range(R):
        for j in range(C - 1):
            base = asked[:, i] & members[:, j]
            hit = base & hits[:, i]
            w = weights[base]
            assert shares.counts[i, j] == hit.sum()
            assert shares.bases.unweighted[i, j] == base.sum()
            assert shares.weighted_counts[i, j] == pytest.approx(weights[hit].sum(), rel=EXACT)
            assert shares.bases.weighted[i, j] == pytest.approx(w.sum(), rel=EXACT)
            assert shares.bases.effective[i, j] == pytest.approx(w.sum() ** 2 / (w**2).sum(), rel=EXACT)
            assert shares.values[i, j] == pytest.approx(weights[hit].sum() / w.sum(), rel=EXACT)


def test_an_empty_column_has_no_share_and_no_mean(people: tuple[np.ndarray, ...]) -> None:
    hits, asked, members, weights = people
    shares = tabulation.shares(hits, asked, members, weights)
    moments = tabulation.moments(hits.astype(float), members, weights)
    assert np.isnan(shares.values[:, -1]).all() and (shares.bases.effective[:, -1] == 0).all()
    assert np.isnan(moments.means[:, -1]).all() and np.isnan(moments.sds[:, -1]).all()
    assert np.isnan(tabulation.medians(weights, members, weights)[-1])


def test_kishs_example_is_eighty_percent_efficient() -> None:
    weights = np.repeat([0.5, 1.5], 50)
    bases = tabulation.bases(np.ones((100, 1), bool), np.ones((100, 1), bool), weights)
    assert bases.effective[0, 0] == pytest.approx(80.0, rel=EXACT)


def test_means_and_deviations_agree_with_a_loop(people: tuple[np.ndarray, ...]) -> None:
    _, asked, members, weights = people
    values = np.where(asked, np.random.default_rng(8).normal(1e6, 2, (N, R)), np.nan)
    moments = tabulation.moments(values, members, weights)
    for i in range(R):
        for j in range(C - 1):
            base = asked[:, i] & members[:, j]
            x, w = values[base, i], weights[base]
            mean = np.average(x, weights=w)
            effective = w.sum() ** 2 / (w**2).sum()
            variance = np.average((x - mean) ** 2, weights=w) * effective / (effective - 1)
            assert moments.means[i, j] == pytest.approx(mean, rel=EXACT)
            assert moments.sds[i, j] == pytest.approx(np.sqrt(variance), rel=1e-9)


def test_unit_weights_give_the_unweighted_figures(people: tuple[np.ndarray, ...]) -> None:
    _, _, members, _ = people
    values, ones = np.random.default_rng(9).normal(size=(N, 1)), np.ones(N)
    moments = tabulation.moments(values, members, ones)
    medians = tabulation.medians(values[:, 0], members, ones)
    for j in range(C - 1):
        x = values[members[:, j], 0]
        assert moments.means[0, j] == pytest.approx(x.mean(), rel=EXACT)
        assert moments.sds[0, j] == pytest.approx(x.std(ddof=1), rel=EXACT)
        assert medians[j] == pytest.approx(np.median(x), rel=EXACT)
        assert moments.bases.effective[0, j] == pytest.approx(members[:, j].sum(), rel=EXACT)


def test_a_weight_of_two_moves_the_median_as_answering_twice_does() -> None:
    values, weights = np.array([1.0, 2.0, 5.0, 9.0, np.nan]), np.array([1.0, 2.0, 2.0, 1.0, 7.0])
    everyone = np.ones((5, 1), bool)
    assert tabulation.medians(values, everyone, weights)[0] == np.median([1, 2, 2, 5, 5, 9])


def test_the_overlap_of_a_column_with_itself_is_one_over_its_effective_base(people: tuple[np.ndarray, ...]) -> None:
    _, asked, members, weights = people
    bases = tabulation.bases(asked, members, weights)
    overlaps = tabulation.overlaps(asked[:, 0], members, weights)
    assert np.diag(overlaps)[:-1] == pytest.approx(1 / bases.effective[0, :-1], rel=EXACT)
    both = asked[:, 0] & members[:, 1] & members[:, 2]
    expected = (weights[both] ** 2).sum() / bases.weighted[0, 1] / bases.weighted[0, 2]
    assert overlaps[1, 2] == pytest.approx(expected, rel=EXACT)
    assert not overlaps[-1].any()


def test_multiplying_all_weights_changes_no_figure(people: tuple[np.ndarray, ...]) -> None:
    hits, asked, members, weights = people
    one, ten = (tabulation.shares(hits, asked, members, factor * weights) for factor in (1, 10))
    assert np.nanmax(np.abs(one.values - ten.values)) < EXACT
    assert one.bases.effective == pytest.approx(ten.bases.effective, rel=EXACT)
