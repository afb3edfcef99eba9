"""Are the items worth factoring: Kaiser-Meyer-Olkin and Bartlett's test of sphericity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from research.stats.extraction import SINGULAR, is_singular

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Adequacy:
    """Kaiser-Meyer-Olkin measure of sampling adequacy, `overall` and per `items`, shape (p,); from 0 to 1."""

    overall: float
    items: Floats


@dataclass(frozen=True, slots=True)
class Sphericity:
    """Bartlett's test that the items are uncorrelated."""

    chi2: float
    df: int
    p: float


def kmo(correlations: Floats) -> Adequacy:
    """Σr² ÷ (Σr² + Σ partial r²) over pairs of different items (Kaiser 1974; R: psych::KMO).

    An item that correlates with no other has 0. Partial correlations come from the inverse; of singular correlations,
    such as centred answers or a copied item have and psych has no figure for, from the pseudo-inverse: directions in
    which the answers cannot differ, those with an eigenvalue below SINGULAR, are left out of what is held constant.
    Centred answers that are otherwise unrelated come to 0.5.

    Args:
        correlations: shape (p, p).
    """
    squared = _off_diagonal(correlations).sum(axis=0)
    partial = _off_diagonal(_partial(correlations)).sum(axis=0)
    both = np.append(squared + partial, (squared + partial).sum())
    shares = np.divide(np.append(squared, squared.sum()), both, out=np.zeros_like(both), where=both > 0)
    return Adequacy(float(shares[-1]), shares[:-1])


def bartlett(correlations: Floats, n: float) -> Sphericity:
    """−ln|R| (n − 1 − (2p + 5) / 6), chi-squared on p(p − 1) / 2 (Bartlett 1951; R: psych::cortest.bartlett).

    Args:
        correlations: shape (p, p), not singular.
        n: respondents, or their effective number.

    Raises:
        ValueError: the correlations are singular.
    """
    if is_singular(correlations):
        raise ValueError("singular correlations: some items are determined by the others")
    p, log_determinant = len(correlations), np.linalg.slogdet(correlations)[1]
    chi2 = float(-log_determinant * (n - 1 - (2 * p + 5) / 6))
    df = p * (p - 1) // 2
    return Sphericity(chi2, df, float(stats.chi2.sf(chi2, df)))


def _partial(correlations: Floats) -> Floats:
    """Correlation of every pair with all other items held constant."""
    values, axes = np.linalg.eigh(correlations)
    free = values >= SINGULAR
    inverse = (axes[:, free] / values[free]) @ axes[:, free].T
    spread = np.sqrt(np.diag(inverse))
    return np.asarray(-inverse / np.outer(spread, spread))


def _off_diagonal(matrix: Floats) -> Floats:
    """Squares of `matrix` with a diagonal of zeros."""
    squares = matrix**2
    np.fill_diagonal(squares, 0.0)
    return squares
