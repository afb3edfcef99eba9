"""Does a partition come back when other respondents had been drawn?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import joblib  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from research.stats.agreement import Labels, adjusted_rand_index
from research.stats.one_thread import one_thread
from research.stats.segment_stability import SegmentStability, found_again

Floats = NDArray[np.float64]
FitPredict = Callable[[Floats, np.random.Generator], Labels]
"""Fits on a resample, told as how often each respondent was drawn, shape (n,), and labels all n respondents."""


@dataclass(frozen=True, slots=True, eq=False)
class Stability:
    """Agreement of pairs of partitions with each other, and of each of them with the partition of the full sample.

    Attributes:
        agreements: adjusted Rand index per pair, shape (pairs,).
        segments: how each segment of the full sample fares in the 2 · pairs resamples.
    """

    agreements: Floats
    segments: SegmentStability

    @property
    def mean(self) -> float:
        return float(self.agreements.mean())

    @property
    def low(self) -> float:
        """The 5th percentile."""
        return float(np.quantile(self.agreements, 0.05))

    @property
    def high(self) -> float:
        """The 95th percentile."""
        return float(np.quantile(self.agreements, 0.95))


def bootstrap_stability(
    fit_predict: FitPredict,
    labels: Labels,
    pairs: int,
    seed: Sequence[int],
    weights: Floats | None = None,
    jobs: int = 1,
) -> Stability:
    """How well partitions from pairs of bootstrap samples agree on the full sample, cut as `labels`, shape (n,).

    Dolnicar & Leisch (2010, Evaluation of structure and reproducibility of cluster solutions using the bootstrap);
    `flexclust::bootFlexclust` in R; its segments one by one, as `fpc::clusterboot` does. The draws depend on `seed`,
    `n` and the number of the pair only: calls with one seed see the same resamples, so that partitions into different
    numbers of segments are compared on equal terms.
    `weights`, shape (n,), weigh the agreement. `jobs` worker processes (-1: one a processor) share the pairs, which
    has no effect on the result; threads would not help, as the fits are many short array operations.
    """
    tasks = (joblib.delayed(_agreement)(fit_predict, labels, (*seed, pair), weights) for pair in range(pairs))
    found = joblib.Parallel(jobs, max_nbytes=None)(tasks)
    agreements = np.array([agreement for agreement, _ in found], dtype=np.float64)
    return Stability(agreements, SegmentStability(np.concatenate([jaccard for _, jaccard in found])))


def partitions(fit_predict: FitPredict, n: int, resamples: int, seed: Sequence[int], jobs: int = 1) -> Labels:
    """Labels of all `n` by partitions of `resamples` bootstrap samples, shape (resamples, n).

    The draws, `drawn(n, (*seed, resample))`, depend on `seed`, `n` and the number of the resample only.
    """
    tasks = (joblib.delayed(_alone)(fit_predict, n, (*seed, resample)) for resample in range(resamples))
    return np.array(joblib.Parallel(jobs, max_nbytes=None)(tasks))


def drawn(n: int, seed: Sequence[int]) -> Floats:
    """How often each of `n` respondents is in the bootstrap sample of `seed`, shape (n,)."""
    draws = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0])
    return np.bincount(draws.integers(n, size=n), minlength=n).astype(np.float64)


def _agreement(
    fit_predict: FitPredict, labels: Labels, seed: Sequence[int], weights: Floats | None
) -> tuple[float, Floats]:
    """Of the two partitions of a pair; Jaccard coefficients of the segments `labels` in either, shape (2, k)."""
    n, sides = len(labels), [(*seed, side) for side in (0, 1)]
    with one_thread():
        first, second = (_partition(fit_predict, n, side) for side in sides)
    again = [
        found_again(labels, found, drawn(n, side), weights) for found, side in zip((first, second), sides, strict=True)
    ]
    return adjusted_rand_index(first, second, weights), np.array(again)


def _alone(fit_predict: FitPredict, n: int, seed: Sequence[int]) -> Labels:
    with one_thread():
        return _partition(fit_predict, n, seed)


def _partition(fit_predict: FitPredict, n: int, seed: Sequence[int]) -> Labels:
    fits = np.random.default_rng(np.random.SeedSequence(seed).spawn(2)[1])
    return fit_predict(drawn(n, seed), fits)
