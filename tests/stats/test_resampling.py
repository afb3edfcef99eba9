"""Bootstrap stability: the draws, the pairs, the seeds."""

from __future__ import annotations

import numpy as np
import pytest

from research.clusterers._refit import Refit
from research.clusterers.kmeans import KMeans
from research.stats.agreement import adjusted_rand_index
from research.stats.resampling import Stability, bootstrap_stability, drawn, partitions
from research.stats.segment_stability import SegmentStability, found_again
from tests.clouds import SHARES, mcdonalds, planted

SEED = (7, 1)
FLEXCLUST_BY_CHANCE = 0.03
"""Three standard errors of the means of 100 pairs in R and 40 here."""


def cut(x: np.ndarray, k: int, starts: int = 10) -> Refit:
    """k-means of a resample; everybody is placed."""
    rows = np.arange(len(x))
    return Refit(KMeans(starts=starts), x, ("numeric",) * x.shape[1], np.ones(len(x)), rows, k)


def nobody(n: int) -> np.ndarray:
    """One segment, where the segments themselves are not looked at."""
    return np.zeros(n, dtype=np.int64)


def test_a_partition_that_always_comes_back_is_stable() -> None:
    truth = np.arange(60) % 3
    stability = bootstrap_stability(lambda _counts, _rng: truth, truth, 10, SEED)
    assert (stability.mean, stability.low, stability.high) == (1, 1, 1)
    assert (stability.segments.jaccard == np.ones((20, 3))).all()


def test_a_partition_by_lot_is_not() -> None:
    stability = bootstrap_stability(lambda _counts, rng: rng.integers(3, size=300), nobody(300), 50, SEED)
    assert stability.mean == pytest.approx(0, abs=0.01)
    assert stability.agreements.std() > 0


def test_every_resample_draws_as_many_respondents_as_there_are_and_leaves_a_third_out() -> None:
    drawn: list[np.ndarray] = []

    def record(counts: np.ndarray, _rng: np.random.Generator) -> np.ndarray:
        drawn.append(counts)
        return np.zeros(1000, dtype=int)

    bootstrap_stability(record, nobody(1000), 20, SEED)
    assert len(drawn) == 40
    assert all(counts.sum() == 1000 for counts in drawn)
    assert np.mean([(counts == 0).mean() for counts in drawn]) == pytest.approx(np.exp(-1), abs=0.01)
    assert len({counts.tobytes() for counts in drawn}) == 40


def test_calls_with_one_seed_see_the_same_resamples_whatever_they_fit() -> None:
    seen: list[list[bytes]] = [[], []]
    for record in seen:

        def fit(counts: np.ndarray, rng: np.random.Generator, record: list[bytes] = record) -> np.ndarray:
            record.append(counts.tobytes())
            return rng.integers(2, size=50)

        bootstrap_stability(fit, nobody(50), 5, SEED)
        bootstrap_stability(fit, nobody(50), 2, (8, 1))
    assert seen[0] == seen[1]
    assert len(set(seen[0])) == 14


def test_more_pairs_leave_the_first_ones_as_they_were() -> None:
    x, _ = planted(SHARES, n=200, apart=2.0)
    few, more = (bootstrap_stability(cut(x, 4), nobody(200), pairs, SEED).agreements for pairs in (3, 6))
    assert (more[:3] == few).all()


def test_worker_processes_change_nothing() -> None:
    x, _ = planted(SHARES, n=200, apart=2.0)
    alone, shared = (bootstrap_stability(cut(x, 3), nobody(200), 4, SEED, jobs=jobs).agreements for jobs in (1, 2))
    assert (alone == shared).all()


def test_agreement_is_weighted() -> None:
    x, _ = planted(SHARES, n=200, apart=2.0)
    weights = np.where(x[:, 0] > 0, 5.0, 0.2)
    plain, weighted = (bootstrap_stability(cut(x, 4), nobody(200), 4, SEED, w).mean for w in (None, weights))
    assert plain != weighted


def test_planted_segments_come_back_and_a_cloud_does_not() -> None:
    x, truth = planted(SHARES, n=400)
    assert bootstrap_stability(cut(x, 4), nobody(400), 10, SEED).mean > 0.9
    cloud, _ = planted((1,), n=400)
    assert bootstrap_stability(cut(cloud, 4), nobody(400), 10, SEED).mean < 0.5
    assert adjusted_rand_index(truth, cut(x, 4)(np.ones(400), np.random.default_rng(1))) > 0.9


def test_stability_grows_with_the_effort_until_the_optimum_is_found() -> None:
    # one start measures the optimiser: R's clusterboot has Jaccards of .31 to .55 with one start, .90 to .97 with 100
    x = mcdonalds()
    one, ten, many = (bootstrap_stability(cut(x, 4, starts), nobody(len(x)), 15, SEED).mean for starts in (1, 10, 50))
    assert one < 0.65
    assert ten > 0.8
    assert many > 0.8


def test_two_segments_of_mcdonalds_are_as_stable_as_flexclust_says() -> None:
    # bootFlexclust(x, k = 2, nboot = 100, nrep = 10): mean adjusted Rand index .9555
    x = mcdonalds()
    assert bootstrap_stability(cut(x, 2), nobody(len(x)), 40, SEED).mean == pytest.approx(
        0.9555, abs=FLEXCLUST_BY_CHANCE
    )


def test_percentiles_are_over_the_pairs() -> None:
    stability = Stability(np.linspace(0, 1, 101), SegmentStability(np.ones((202, 3))))
    assert (stability.mean, stability.low, stability.high) == pytest.approx((0.5, 0.05, 0.95))


def test_each_segment_is_looked_for_among_those_who_were_drawn() -> None:
    x, truth = planted(SHARES, n=200, apart=2.0)
    found = bootstrap_stability(cut(x, 4), truth, 3, SEED).segments.jaccard
    assert found.shape == (6, 4)
    counts = drawn(200, (*SEED, 1, 0))
    labels = partitions(cut(x, 4), 200, 1, (*SEED, 1))[0]
    assert (found[2] == found_again(truth, labels, counts)).all()
