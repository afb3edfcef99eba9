"""EM for latent classes: many starts at once, as arrays, with squared extrapolation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from research.clusterers._latent_blocks import TINY, Block, Floats

BLOCK = 1 << 17
"""Log densities held at once (1 MB): rows are taken in blocks that stay in the processor's cache."""
CYCLES = 1000
PATIENCE = 100.0
"""A start is given up when this many more gains as large as its last one would not bring it to the best."""
LONGEST = 256.0
"""How many steps one extrapolation may spare."""
LEAST_LEFT = 0.1
"""Share of an expected count that an extrapolation leaves: it may go towards zero, but not to it at a leap."""


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Where starts have come to.

    Attributes:
        expected: statistics of the classes, shape (starts, k, statistics).
        coefficients: of the log density, same shape: log_likelihood is at these, shape (starts,).
    """

    expected: Floats
    coefficients: Floats
    log_likelihood: NDArray[np.float64]

    def __getitem__(self, which: NDArray[np.int64]) -> Ends:
        return Ends(self.expected[which], self.coefficients[which], self.log_likelihood[which])

    @property
    def best(self) -> Ends:
        """The likeliest one, alone."""
        return self[np.array([self.log_likelihood.argmax()])]


@dataclass(frozen=True, slots=True, eq=False)
class Em:
    """The EM algorithm (Dempster, Laird & Rubin 1977) on different rows with weights.

    Attributes:
        blocks: what turns expected statistics into coefficients.
        statistics: of the rows, shape (statistics, m), the first being ones. Their precision is that of all steps.
        weights: shape (m,).
    """

    blocks: Sequence[Block]
    statistics: Floats
    weights: NDArray[np.float64]

    def begun(self, expected: Floats) -> Ends:
        """Starts with `expected` statistics of the classes, shape (starts, k, statistics), not yet stepped."""
        expected = expected.astype(self.statistics.dtype)
        return Ends(expected, np.zeros_like(expected), np.full(len(expected), -np.inf))

    def advanced(self, ends: Ends, cycles: int) -> Ends:
        """Where a number of cycles of SQUAREM lead."""
        for _ in range(cycles):
            ends, _ = self._cycle(ends)
        return ends

    def converged(self, ends: Ends, settled: float, best: float) -> Ends:
        """Where cycles of SQUAREM lead until one gains no more than `settled`.

        `best` is a log likelihood already reached: starts that will not come to it, nor to the best among them, are
        given up.
        """
        expected, coefficients, reached = ends.expected.copy(), ends.coefficients.copy(), ends.log_likelihood.copy()
        live = np.arange(len(expected))
        for _ in range(CYCLES):
            moved, gains = self._cycle(Ends(expected[live], coefficients[live], reached[live]))
            expected[live], coefficients[live], reached[live] = moved.expected, moved.coefficients, moved.log_likelihood
            best = max(best, float(reached.max()))
            live = live[(gains > settled) & (reached[live] + PATIENCE * gains >= best)]
            if not len(live):
                break
        return Ends(expected, coefficients, reached)

    def posteriors(self, coefficients: Floats) -> Floats:
        """Posterior probabilities of the classes of one solution, coefficients (k, statistics); shape (k, m)."""
        return np.asarray(self._posteriors(coefficients[None], slice(None))[0][0])

    def _cycle(self, ends: Ends) -> tuple[Ends, Floats]:
        """Two steps of EM, and one from where they point (Varadhan & Roland 2008, scheme SqS3; `turboEM` in R).

        What is extrapolated are the expected statistics, whose sums the extrapolation keeps. An extrapolation that
        lowers the likelihood is dropped. Also the gain in log likelihood, shape (starts,).
        """
        first = self._step(ends.expected, ends.coefficients)
        second = self._step(first.expected, first.coefficients)
        step = first.expected - ends.expected
        bend = second.expected - first.expected - step
        squares = [np.einsum("skc,skc->s", a, a) for a in (step, bend)]
        length = np.sqrt(squares[0] / np.maximum(squares[1], TINY * TINY))
        length = np.clip(length, 1.0, LONGEST)[:, None, None]
        leap = ends.expected + 2 * length * step + length * length * bend
        least = np.where(self._counts(), LEAST_LEFT * second.expected, -np.inf)
        third = self._step(np.maximum(leap, least), second.coefficients)
        better = third.log_likelihood >= second.log_likelihood
        chosen = [
            np.where(better.reshape(-1, *(1,) * (a.ndim - 1)), a, b)
            for a, b in (
                (third.expected, second.expected),
                (third.coefficients, second.coefficients),
                (third.log_likelihood, second.log_likelihood),
            )
        ]
        return Ends(*chosen), chosen[2] - first.log_likelihood

    def _step(self, expected: Floats, previous: Floats) -> Ends:
        """An M-step and the E-step after it: the likelihood is at the new coefficients."""
        coefficients = self._coefficients(expected, previous)
        after, reached = np.zeros_like(expected), np.zeros(len(expected))
        rows = max(1, BLOCK // (expected.shape[0] * expected.shape[1]))
        for start in range(0, len(self.weights), rows):
            portion = slice(start, start + rows)
            posteriors, densities = self._posteriors(coefficients, portion)
            reached += densities.astype(np.float64) @ self.weights[portion]
            posteriors *= self.weights[portion]
            flat = posteriors.reshape(-1, posteriors.shape[2])
            after += (flat @ self.statistics[:, portion].T).reshape(expected.shape)
        return Ends(after, coefficients, reached)

    def _posteriors(self, coefficients: Floats, portion: slice) -> tuple[Floats, Floats]:
        """Posterior probabilities, shape (starts, k, rows), and log densities of the rows, shape (starts, rows)."""
        starts, k, width = coefficients.shape
        joint = (coefficients.reshape(-1, width) @ self.statistics[:, portion]).reshape(starts, k, -1)
        peaks = joint.max(axis=1)
        joint -= peaks[:, None]
        np.exp(joint, out=joint)
        sums = joint.sum(axis=1)
        joint /= sums[:, None]
        return joint, np.log(sums) + peaks

    def _coefficients(self, expected: Floats, previous: Floats) -> Floats:
        sizes = np.maximum(expected[:, :, :1], 0.0) + TINY
        parts = [np.log(sizes / sizes.sum(axis=1, keepdims=True))]
        parts += [
            block.coefficients(expected[:, :, a:b], previous[:, :, a:b])
            for block, (a, b) in zip(self.blocks, pairwise(self._bounds()), strict=True)
        ]
        return np.concatenate(parts, axis=2).astype(self.statistics.dtype, copy=False)

    def _bounds(self) -> list[int]:
        return list(accumulate((block.width for block in self.blocks), initial=1))

    def _counts(self) -> NDArray[np.bool_]:
        return np.concatenate([[True], *(block.counts for block in self.blocks)])
