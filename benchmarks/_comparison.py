"""A statistic beside R's, and families of them that are held to one tolerance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benchmarks._evidence import Goal

Floats = NDArray[np.float64]

HEADER = ("statistic", "figures", "ours", "R's", "difference", "allowed", "")
"""Of the rows of a family."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One statistic, of one figure or of many: the pair of figures that differ most.

    Attributes:
        figures: how many were compared.
        difference: absolute, or as a share of R's figure; not a number where either is none.
    """

    name: str
    figures: int
    ours: float
    theirs: float
    difference: float


@dataclass(frozen=True, slots=True)
class Family:
    """Statistics that are held to one tolerance.

    Attributes:
        claim: what agrees.
        allowed: the largest difference.
    """

    claim: str
    allowed: float
    comparisons: Sequence[Comparison]

    def goal(self) -> Goal:
        """The largest difference of all, and where it is; not a number where some figure is none."""
        worst = self.comparisons[int(np.argmax([one.difference for one in self.comparisons]))]
        total = sum(one.figures for one in self.comparisons)
        beside = f"{total:,} figures" + (f", most at {worst.name}" if worst.difference else "")
        return Goal(self.claim, worst.difference, "at most", self.allowed, beside)

    def rows(self) -> list[tuple[str, ...]]:
        """Every statistic as a row under HEADER."""
        return [self._row(one) for one in self.comparisons]

    def _row(self, one: Comparison) -> tuple[str, ...]:
        met = "met" if one.difference <= self.allowed else "MISSED"
        ours, theirs = f"{one.ours:.7g}", f"{one.theirs:.7g}"
        return one.name, f"{one.figures:,}", ours, theirs, f"{one.difference:.1e}", f"{self.allowed:g}", met


def compare(name: str, ours: ArrayLike, theirs: ArrayLike) -> Comparison:
    """The figures that differ most, by their absolute difference; arrays of one shape."""
    return _widest(name, ours, theirs, lambda first, second: np.abs(first - second))


def compare_relative(name: str, ours: ArrayLike, theirs: ArrayLike) -> Comparison:
    """The same by the difference as a share of R's figure."""
    return _widest(name, ours, theirs, lambda first, second: np.abs(first - second) / np.abs(second))


def not_above(name: str, ours: float, theirs: float) -> Comparison:
    """A criterion that is to be no higher than R's lowest; one that is lower does not differ."""
    return _widest(name, ours, theirs, lambda first, second: np.maximum(first - second, 0.0))


def _widest(name: str, ours: ArrayLike, theirs: ArrayLike, distance: Callable[[Floats, Floats], Floats]) -> Comparison:
    first, second = np.asarray(ours, dtype=np.float64), np.asarray(theirs, dtype=np.float64)
    if first.shape != second.shape:
        raise ValueError(f"{name}: {first.shape} beside {second.shape}")
    differences = distance(first, second).ravel()
    widest = int(np.argmax(differences))
    return Comparison(
        name, first.size, float(first.ravel()[widest]), float(second.ravel()[widest]), float(differences[widest])
    )
