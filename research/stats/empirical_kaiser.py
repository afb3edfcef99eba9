"""Eigenvalues that are more than an item's share: Kaiser's rule, and the empirical one that knows sampling error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.parallel import leading

Floats = NDArray[np.float64]

_ZERO = 1e-6
"""Eigenvalues below this are directions in which the answers cannot differ."""


@dataclass(frozen=True, slots=True, eq=False)
class EmpiricalKaiser:
    """Eigenvalues that exceed what chance leaves to them after those before.

    Attributes:
        reference: the mark of each eigenvalue that is not zero, in descending order, shape (rank,).
        suggested: how many lead without a break above their mark.
    """

    reference: Floats
    suggested: int


def empirical_kaiser(eigenvalues: Floats, n: float) -> EmpiricalKaiser:
    """The empirical Kaiser criterion (Braeken & van Assen 2017, Psychological Methods 22; R: EFAtools::EKC,
    type = "BvA2017").

    The largest eigenvalue of p unrelated items comes to (1 + √(p / n))² with n respondents (Marčenko & Pastur 1967).
    An eigenvalue is held against that figure times the mean of all eigenvalues from it on, (p − those before it) ÷
    (how many), and never against less than 1. Where items are determined by each other, as centred answers are, both
    figures count the r eigenvalues that are not zero: (1 + √(r / n))² and p / r.

    Args:
        eigenvalues: of correlations, descending, shape (p,).
        n: respondents; where weights differ, `eigenvalue_base`; of polychoric correlations, `equivalent_n`.

    Raises:
        ValueError: n is not above 0.
    """
    if not n > 0:
        raise ValueError(f"the empirical Kaiser criterion needs respondents, not {n:g}")
    values = eigenvalues[eigenvalues > _ZERO]
    rank, total = len(values), float(values.sum())
    before = np.concatenate([[0.0], np.cumsum(values)[:-1]])
    means = (total - before) / (rank - np.arange(rank))
    reference = np.maximum(means * (1 + np.sqrt(rank / n)) ** 2, total / rank)
    return EmpiricalKaiser(reference, leading(values > reference))


def kaiser(eigenvalues: Floats) -> int:
    """How many `eigenvalues`, shape (p,), exceed one (Kaiser 1960; SPSS FACTOR, CRITERIA = MINEIGEN(1))."""
    return int((eigenvalues > 1.0).sum())
