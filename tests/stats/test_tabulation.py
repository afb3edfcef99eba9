"""Weighted counts, shares, means and quantiles from sums agree with loops, and collapse to the unweighted ones."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from research.stats import cell_sums, tabulation
from research.stats.cell_sums import AnswerSums, answer_sums, profiles

EXACT = 1e-12
N, L, C = 83, 4, 5
GROUPS = [(1, 2), (3, 4)]
HITS, ASKED = np.array([[1, 0, 1, 0], [0, 1, 0, 0]], bool), np.array([[1, 1, 1, 1], [1, 1, 1, 0]], bool)


@pytest.fixture(params=["in full", "sparse"])
def people(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[np.ndarray, ...]:
    """Answers with some out of the base, overlapping members, weights; the last column is empty."""
    if request.param == "sparse":
        monkeypatch.setattr(cell_sums, "_DENSE", 1)
    rng = np.random.default_rng(7)
    answers, members = rng.integers(0, L + 1, N).astype(np.int32), rng.random((N, C)) < 0.5
    members[:, 0] = True
    members[:, -1] = False
    return answers, members, rng.gamma(4, 0.25, N)


def sums_of(answers: np.ndarray, members: np.ndarray, weights: np.ndarray) -> AnswerSums:
    return answer_sums(answers, L, profiles(members, GROUPS, weights))


def test_shares_bases_and_their_errors_agree_with_a_loop_over_cells(people: tuple[np.ndarray, ...]) -> None:
    answers, members, weights = people
    shares = tabulation.shares(sums_of(*people).columns, HITS, ASKED)
    for i in range(len(HITS)):
        for j in range(C - 1):
            base = members[:, j] & np.isin(answers, np.flatnonzero(ASKED[i]))
            hit = base & np.isin(answers, np.flatnonzero(HITS[i]))
            w = weights[base]
            share = weights[hit].sum() / w.sum()
            assert shares.counts[i, j] == hit.sum()
            assert shares.bases.unweighted[i, j] == base.sum()
            assert shares.weighted_counts[i, j] == pytest.approx(weights[hit].sum(), rel=EXACT)
            assert shares.bases.weighted[i, j] == pytest.approx(w.sum(), rel=EXACT)
            assert shares.bases.effective[i, j] == pytest.approx(w.sum() ** 2 / (w**2).sum(), rel=EXACT)
            assert shares.values[i, j] == pytest.approx(share, rel=EXACT)
            error = np.sqrt(N / (N - 1) * ((w * (hit[base] - share)) ** 2).sum()) / w.sum()
            assert shares.standard_errors[i, j] == pytest.approx(error, rel=EXACT)


def test_everyone_else_is_whoever_is_in_another_column_of_the_group_only(people: tuple[np.ndarray, ...]) -> None:
    answers, members, weights = people
    rest = sums_of(*people).rest
    for own, other in ((1, 2), (2, 1), (4, 3)):
        beside = members[:, other] & ~members[:, own]
        for answer in range(L):
            assert rest.counts[answer, own] == (beside & (answers == answer)).sum()
            assert rest.weights[answer, own] == pytest.approx(weights[beside & (answers == answer)].sum(), rel=EXACT)
    assert not rest.counts[:, 0].any()


def test_an_empty_column_has_no_share_and_no_mean(people: tuple[np.ndarray, ...]) -> None:
    sums = sums_of(*people).columns
    shares, moments = tabulation.shares(sums, HITS, ASKED), tabulation.moments(sums, np.arange(L, dtype=float))
    assert np.isnan(shares.values[:, -1]).all() and (shares.bases.effective[:, -1] == 0).all()
    assert np.isnan(moments.means[-1]) and np.isnan(moments.sds[-1])
    assert np.isnan(tabulation.quantiles(sums, np.arange(L, dtype=float), 0.5)[-1])


def test_kishs_example_is_eighty_percent_efficient() -> None:
    weights = np.repeat([0.5, 1.5], 50)
    sums = answer_sums(np.zeros(100, dtype=np.int32), 1, profiles(np.ones((100, 1), bool), [], weights))
    bases = tabulation.bases(sums.columns, np.ones((1, 1), bool))
    assert bases.effective[0, 0] == pytest.approx(80.0, rel=EXACT)


def test_means_deviations_and_errors_agree_with_a_loop(people: tuple[np.ndarray, ...]) -> None:
    answers, members, weights = people
    scores = np.array([1e6, 1e6 + 1, np.nan, 1e6 + 7])
    moments = tabulation.moments(sums_of(*people).columns, scores)
    values = np.append(scores, np.nan)[answers]
    for j in range(C - 1):
        base = ~np.isnan(values) & members[:, j]
        x, w = values[base], weights[base]
        mean = np.average(x, weights=w)
        effective = w.sum() ** 2 / (w**2).sum()
        variance = np.average((x - mean) ** 2, weights=w) * effective / (effective - 1)
        assert moments.means[j] == pytest.approx(mean, rel=EXACT)
        assert moments.sds[j] == pytest.approx(np.sqrt(variance), rel=1e-9)
        error = np.sqrt(N / (N - 1) * ((w * (x - mean)) ** 2).sum()) / w.sum()
        assert moments.standard_errors[j] == pytest.approx(error, rel=1e-9)
        assert moments.bases.unweighted[0, j] == base.sum()


def by_values(values: np.ndarray, members: np.ndarray, weights: np.ndarray) -> tuple[AnswerSums, np.ndarray]:
    answers, place = np.unique(values, return_inverse=True)
    return answer_sums(place.astype(np.int32), len(answers), profiles(members, [], weights)), answers


def test_unit_weights_give_the_unweighted_figures(people: tuple[np.ndarray, ...]) -> None:
    _, members, _ = people
    values = np.random.default_rng(9).normal(size=N)
    sums, answers = by_values(values, members, np.ones(N))
    moments = tabulation.moments(sums.columns, answers)
    quantiles = {share: tabulation.quantiles(sums.columns, answers, share) for share in (0.25, 0.5, 0.9)}
    for j in range(C - 1):
        x = values[members[:, j]]
        assert moments.means[j] == pytest.approx(x.mean(), rel=EXACT)
        assert moments.sds[j] == pytest.approx(x.std(ddof=1), rel=EXACT)
        assert moments.bases.effective[0, j] == pytest.approx(members[:, j].sum(), rel=EXACT)
        for share, found in quantiles.items():
            assert found[j] == pytest.approx(np.quantile(x, share, method="averaged_inverted_cdf"), rel=EXACT)


def test_a_weight_of_two_moves_the_median_as_answering_twice_does() -> None:
    values, weights = np.array([1.0, 2.0, 5.0, 9.0]), np.array([1.0, 2.0, 2.0, 1.0])
    sums, answers = by_values(values, np.ones((4, 1), bool), weights)
    assert tabulation.quantiles(sums.columns, answers, 0.5)[0] == np.median([1, 2, 2, 5, 5, 9])


def test_overlaps_are_the_shared_squares_over_both_bases(people: tuple[np.ndarray, ...]) -> None:
    answers, members, weights = people
    who = profiles(members, GROUPS, weights)
    sums = answer_sums(answers, L, who)
    bases = tabulation.bases(sums.columns, ASKED)
    weighted, overlaps = bases.weighted, tabulation.overlaps(sums.shared, ASKED, who.pairs, bases)
    assert who.pairs.tolist() == [[1, 2]]
    for i, asked in enumerate(ASKED):
        both = members[:, 1] & members[:, 2] & np.isin(answers, np.flatnonzero(asked))
        assert overlaps[i, 0] == pytest.approx((weights[both] ** 2).sum() / weighted[i, 1] / weighted[i, 2], rel=EXACT)


def test_multiplying_all_weights_changes_no_figure(people: tuple[np.ndarray, ...]) -> None:
    answers, members, weights = people
    one, ten = (tabulation.shares(sums_of(answers, members, by * weights).columns, HITS, ASKED) for by in (1, 10))
    assert np.nanmax(np.abs(one.values - ten.values)) < EXACT
    assert one.bases.effective == pytest.approx(ten.bases.effective, rel=EXACT)
    assert one.standard_errors == pytest.approx(ten.standard_errors, rel=1e-9, nan_ok=True)


def test_profiles_of_a_hundred_columns_tell_every_respondent_apart() -> None:
    members = np.random.default_rng(3).random((500, 100)) < 0.5
    members[250:] = members[:250]
    found = profiles(members, [range(50), range(50, 100)], np.ones(500))
    assert len(found.members) == 250 and (found.members[found.of] == members).all()
    assert len(found.pairs) == 2 * 49 * 50 / 2
    assert all(a <= b for a, b in pairwise(sorted(found.of[:250])))
