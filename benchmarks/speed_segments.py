"""Races bootstrap stability against scikit-learn in one run, at equal starts, and a million respondents.

python benchmarks/speed_segments.py [--quick | --write]
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from sklearn.cluster import KMeans as PeerKMeans
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from benchmarks._evidence import Evidence, Goal, conclude
from benchmarks._real_surveys import require
from research.clusterers._refit import Refit
from research.clusterers.kmeans import KMeans
from research.stats.resampling import bootstrap_stability
from tests.clouds import MCDONALDS, mcdonalds

KS = range(2, 9)
PAIRS, QUICK = 100, 10
STARTS = 10
TWICE = 2.0
SMALL, LARGE = 100_000, 1_000_000
LINEAR = 2.0
"""Cost per respondent among a million, over that among a hundred thousand: the different rows are found by sorting, and
a million of them leave the processor's cache."""


def measure(quick: bool) -> Evidence:
    """Time both by turns, one process and one thread each."""
    require("speed_segments", (MCDONALDS / "mcdonalds.csv",))
    x, pairs = mcdonalds(), QUICK if quick else PAIRS
    with threadpool_limits(1):
        ours, within = _timed(lambda: _ours(x, pairs))
        theirs, peers = _timed(lambda: _theirs(x, pairs))
        small, large = (_timed(lambda n=n: _cut(n))[0] / n for n in (SMALL, LARGE))  # type: ignore[misc]
    return Evidence(
        name="speed_segments",
        title="Stability is faster than with scikit-learn, and cost is linear in respondents",
        method=(
            f"Bootstrap stability of k-means, k = 2..8, {pairs} pairs of resamples, {STARTS} starts in each, 1,453 "
            "respondents and 11 yes-no items on McDonald's; scikit-learn's KMeans with as many k-means++ starts and "
            "the resamples as weights. Processor seconds of one thread, in one run. One cut of 100,000 and of "
            "1,000,000 simulated respondents to 12 items into five."
        ),
        goals=[
            Goal(
                "times as fast as scikit-learn",
                theirs / ours,
                "at least",
                TWICE,
                f"{ours:.1f} s against {theirs:.1f} s",
            ),
            Goal("within-SS over scikit-learn's, mean of all k", float(np.mean(within / peers)), "at most", 1.0),
            Goal("cost per respondent, 1,000,000 over 100,000", large / small, "at most", LINEAR),
        ],
    )


def _timed(work: Callable[[], object]) -> tuple[float, np.ndarray]:
    begun = time.process_time()
    found = work()
    return time.process_time() - begun, np.asarray(found)


def _ours(x: np.ndarray, pairs: int) -> list[float]:
    kinds, ones, within = ("binary",) * x.shape[1], np.ones(len(x)), []
    rows, patterns = np.unique(x, axis=0, return_inverse=True)
    patterns = patterns.reshape(-1)
    for k in KS:
        fit = KMeans(starts=STARTS).fit(x, kinds, ones, k, np.random.default_rng(k))
        bootstrap_stability(Refit(KMeans(starts=STARTS), rows, kinds, ones, patterns, k), fit.labels, pairs, (1, k))
        within.append(fit.objective)
    return within


def _theirs(x: np.ndarray, pairs: int) -> list[float]:
    rng, within = np.random.default_rng(1), []
    for k in KS:
        for pair in range(pairs):
            labels = []
            for _ in range(2):
                counts = np.bincount(rng.integers(len(x), size=len(x)), minlength=len(x)).astype(float)
                labels.append(PeerKMeans(k, n_init=STARTS, random_state=pair).fit(x, sample_weight=counts).predict(x))
            adjusted_rand_score(*labels)
        within.append(PeerKMeans(k, n_init=STARTS, random_state=0).fit(x).inertia_)
    return within


def _cut(n: int) -> float:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(n, 12)) + 2 * np.eye(12)[rng.integers(5, size=n)]
    return KMeans(starts=3).fit(x, ("numeric",) * 12, np.ones(n), 5, rng).objective


if __name__ == "__main__":
    conclude(measure)
