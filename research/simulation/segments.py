"""Planted segments: respondents drawn around known centres, and the best rule that could find them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class PlantedSegments:
    """Respondents and the segment that each was drawn from.

    Attributes:
        labels: segment 1 … k per respondent, in random order, shape (n,).
        scores: true factor scores, shape (n, f).
        centres: mean score per segment, shape (k, f).
        within: covariance of the scores inside every segment, shape (f, f).
        shares: of the segments, shape (k,), sum to one.
    """

    labels: Ints
    scores: Floats
    centres: Floats
    within: Floats
    shares: Floats

    @property
    def n(self) -> int:
        return int(self.labels.shape[0])

    @property
    def k(self) -> int:
        return int(self.centres.shape[0])

    @property
    def covariance(self) -> Floats:
        """Covariance of the scores over all segments, within and between, shape (f, f)."""
        centred = self.centres - self.shares @ self.centres
        return np.asarray(self.within + (centred.T * self.shares) @ centred)

    def bayes(self) -> Ints:
        """Segment 1 … k by the Bayes rule on the true scores, shape (n,): no rule errs less.

        Linear discriminants of normal groups with one covariance and known shares (Fisher 1936; Anderson 1951).
        """
        directions = np.linalg.solve(self.within, self.centres.T)
        constants = np.log(self.shares) - 0.5 * np.sum(self.centres.T * directions, axis=0)
        return np.asarray(np.argmax(self.scores @ directions + constants, axis=1) + 1)


def plant_segments(
    rng: np.random.Generator, sizes: Sequence[int], centres: ArrayLike, within: ArrayLike
) -> PlantedSegments:
    """Draw `sizes[s]` respondents from a normal distribution around `centres[s]`, and shuffle them.

    Args:
        centres: shape (k, f); one row of zeros and one size plant a market without segments.
        within: shape (f, f), positive definite.

    Raises:
        ValueError: the shapes do not match.
    """
    middle, spread = np.asarray(centres, dtype=np.float64), np.asarray(within, dtype=np.float64)
    if middle.shape != (len(sizes), spread.shape[0]) or spread.shape[0] != spread.shape[1]:
        raise ValueError(f"{len(sizes)} sizes, centres {middle.shape} and within {spread.shape} do not match")
    labels = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    noise = rng.standard_normal((len(labels), spread.shape[0])) @ np.linalg.cholesky(spread).T
    shares = np.asarray(sizes, dtype=np.float64) / len(labels)
    return PlantedSegments(labels + 1, middle[labels] + noise, middle, spread, shares)


def standardised_centres(centres: ArrayLike, shares: ArrayLike, between: ArrayLike) -> Floats:
    """`centres`, shape (k, f), moved to a market mean of zero and scaled to a variance of `between` per factor.

    With a variance of 1 − `between` inside the segments, every factor has variance one over the market.
    """
    weights = np.asarray(shares, dtype=np.float64)
    centred = np.asarray(centres, dtype=np.float64) - weights @ np.asarray(centres, dtype=np.float64)
    return np.asarray(centred * np.sqrt(np.asarray(between) / (weights @ centred**2)))


def equidistant_centres(k: int, factors: int, distance: float) -> Floats:
    """k centres on `factors` ≥ k axes, each `distance` from every other, shape (k, factors)."""
    if factors < k:
        raise ValueError(f"{k} equidistant centres need as many factors, not {factors}")
    centres = np.zeros((k, factors))
    np.fill_diagonal(centres, distance / np.sqrt(2.0))
    return np.asarray(centres - centres.mean(axis=0))


def apportion(n: int, shares: ArrayLike) -> tuple[int, ...]:
    """`n` respondents divided by `shares`, largest remainders first, so that the sizes sum to n."""
    exact = n * np.asarray(shares, dtype=np.float64) / np.sum(shares)
    sizes = np.floor(exact).astype(np.int64)
    remainders = np.argsort(sizes - exact, kind="stable")
    sizes[remainders[: n - int(sizes.sum())]] += 1
    return tuple(int(size) for size in sizes)
