"""The gap statistic: how much tighter segments are than those of respondents spread evenly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.agreement import Labels
from research.stats.dispersion import within_ss

Floats = NDArray[np.float64]
Cut = Callable[[Floats, int, np.random.Generator], Labels]
"""Cuts rows of shape (n, p) into so many segments: labels from 0, shape (n,)."""


@dataclass(frozen=True, slots=True, eq=False)
class GapStatistic:
    """One figure for every number of segments.

    Attributes:
        ks: ascending.
        log_w: ln of the sum of squares within segments, shape (len(ks),).
        reference: the same of every reference draw, shape (draws, len(ks)).
    """

    ks: tuple[int, ...]
    log_w: Floats
    reference: Floats

    @property
    def gap(self) -> Floats:
        """Mean reference less observed, shape (len(ks),)."""
        return np.asarray(self.reference.mean(axis=0) - self.log_w)

    @property
    def se(self) -> Floats:
        """Standard deviation of the draws · √(1 + 1 / draws), shape (len(ks),); its divisor is draws − 1, as R's."""
        draws = len(self.reference)
        return np.asarray(self.reference.std(axis=0, ddof=1) * np.sqrt(1 + 1 / draws))

    @property
    def k(self) -> int:
        """The number of segments that the 1-SE rule takes."""
        return self.ks[first_within_one_se(self.gap, self.se)]


def first_within_one_se(gap: Floats, se: Floats) -> int:
    """Position of the first gap that comes up to the next one less its standard error; the last where none does.

    Tibshirani, Walther & Hastie (2001), section 3; `cluster::maxSE(method = "Tibs2001SEmax")` in R.
    """
    enough = gap[:-1] >= gap[1:] - se[1:]
    return int(enough.argmax()) if enough.any() else len(gap) - 1


def gap_statistic(x: Floats, cut: Cut, ks: Sequence[int], draws: int, seed: Sequence[int]) -> GapStatistic:
    """Beside cuts of `x`, shape (n, p), cuts of as many rows spread evenly over the box along its principal axes.

    Tibshirani, Walther & Hastie (2001, Estimating the number of clusters in a data set via the gap statistic, reference
    b); `cluster::clusGap(d.power = 2, spaceH0 = "scaledPCA")` in R, whose log W is less by ln 2 throughout. One
    segment is not cut. Weights are not taken: the reference has no respondents who could carry them.

    Raises:
        ValueError: fewer than two draws.
    """
    if draws < 2:
        raise ValueError(f"a spread needs two draws or more, not {draws}")
    own, *streams = np.random.SeedSequence(seed).spawn(draws + 1)
    log_w = _log_w(x, cut, ks, np.random.default_rng(own))
    reference = np.empty((draws, len(ks)))
    for draw, stream in enumerate(streams):
        rng = np.random.default_rng(stream)
        reference[draw] = _log_w(evenly_spread(x, rng), cut, ks, rng)
    return GapStatistic(tuple(ks), log_w, reference)


def evenly_spread(x: Floats, rng: np.random.Generator) -> Floats:
    """As many rows as `x`, shape (n, p), uniform over the box that encloses it along its principal axes."""
    centre = x.mean(axis=0)
    axes = np.linalg.svd(x - centre, full_matrices=False)[2]
    turned = (x - centre) @ axes.T
    drawn = rng.uniform(turned.min(axis=0), turned.max(axis=0), size=turned.shape)
    return np.asarray(drawn @ axes + centre)


def _log_w(x: Floats, cut: Cut, ks: Sequence[int], rng: np.random.Generator) -> Floats:
    return np.array([np.log(_within(x, cut, k, rng)) for k in ks])


def _within(x: Floats, cut: Cut, k: int, rng: np.random.Generator) -> float:
    labels = cut(x, k, rng) if k > 1 else np.zeros(len(x), dtype=np.int64)
    return within_ss(x, labels, np.ones(len(x)))
