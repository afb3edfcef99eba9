"""What a respondent would have answered: the expected value of a gap, given the answers that he gave.

For answers with mean μ and covariance C, the expected values of the missing ones are μ_m + C_mo C_oo⁻¹ (x_o − μ_o)
(Anderson 2003, An Introduction to Multivariate Statistical Analysis, theorem 2.5.1). With the precision P = C⁻¹ the
same is μ_m − P_mm⁻¹ P_mo (x_o − μ_o): a system as large as the gaps instead of the answers. Factor scores are linear in
the answers, so those of the completed answers are the scores to be expected from the answers that were given.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from research.domain.arrays import Counts, Floats

LEAST_VARIANCE = 1e-8
"""Directions in which answers vary by less than this share of the most count as varying by it: of items that follow
from others the gap is then filled with what follows, to about as many digits."""
NUMBERS_AT_ONCE = 4_000_000
"""Rows are completed in portions of about this many numbers, some 30 MB."""


def precision(covariance: Floats, blocks: Sequence[str], levels: Floats) -> Floats:
    """Inverse of `covariance`, shape (p, p), block by block: gaps are filled from answers of the same block.

    Args:
        levels: orthonormal columns, shape (p, g), each inside one block: directions in which answers tell nothing,
            such as the level of answers that were centred within persons. Their precision is 0.
    """
    inverse = np.zeros_like(covariance)
    names = np.array(blocks, dtype=np.str_)
    for block in dict.fromkeys(blocks):
        own = np.flatnonzero(names == block)
        inverse[np.ix_(own, own)] = _inverse(covariance[np.ix_(own, own)], levels[own])
    return inverse


def without_gaps(answers: Floats, means: Floats, precision: Floats) -> Floats:
    """`answers`, shape (n, p), with every NaN replaced by its expected value; rows without NaN as they are.

    Args:
        means: of the items, shape (p,).
        precision: as `precision` gives it; every level that it leaves open must be answered by one item at least.
    """
    completed = np.array(answers, dtype=np.float64)
    missing = np.isnan(answers).sum(axis=1)
    for gaps in np.unique(missing[missing > 0]).tolist():
        rows = np.flatnonzero(missing == gaps)
        portion = max(1, NUMBERS_AT_ONCE // (gaps**2 + 3 * answers.shape[1]))
        for start in range(0, len(rows), portion):
            _complete(completed, rows[start : start + portion], gaps, means, precision)
    return completed


def _inverse(covariance: Floats, levels: Floats) -> Floats:
    """Inverse on the complement of `levels`, with the smallest eigenvalues lifted."""
    blind = levels @ levels.T
    seen = np.eye(len(covariance)) - blind
    size = float(np.trace(covariance)) / len(covariance) or 1.0
    eigenvalues, vectors = np.linalg.eigh(seen @ (covariance / size) @ seen + blind)
    vectors = seen @ vectors
    lifted = np.maximum(eigenvalues, LEAST_VARIANCE * float(eigenvalues[-1]) or 1.0)
    return np.asarray((vectors / lifted) @ vectors.T / size)


def _complete(completed: Floats, rows: Counts, gaps: int, means: Floats, precision: Floats) -> None:
    """Fill the `gaps` NaN of each of `rows` in place."""
    answers = completed[rows]
    missing = np.isnan(answers)
    pulls = np.where(missing, 0.0, answers - means) @ precision
    items = np.nonzero(missing)[1].reshape(-1, gaps)
    among = precision[items[:, :, None], items[:, None, :]]
    expected = np.linalg.solve(among, np.take_along_axis(pulls, items, axis=1)[:, :, None])[:, :, 0]
    completed[rows[:, None], items] = means[items] - expected
