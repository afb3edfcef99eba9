"""Two shares or means of the same respondents: items of a grid in one column, or one item in two waves of a panel.

The difference of two weighted means whose errors go together is tested with its linearised standard error, √(v₁ + v₂ −
2v₁₂), v = n / (n − 1) · Σ u₁u₂ with u = w(x − mean) / Σw, as R's `svycontrast` of `svymean` does (Lumley 2010, section
2.1). Where everyone answers both items it is the test of the mean of their differences.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from research.stats.column_pairs import ROUNDING

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class PairedTests:
    """Every item against every other in every column, arrays of shape (columns, items, items) but for the means.

    Attributes:
        means: of the items, shares where they are 0 and 1, shape (columns, items).
        differences: the first item's share or mean less the second's, NaN where nobody answered one.
        standard_errors, z, p: two-sided on the normal distribution; NaN where the two cannot differ, as an item from
            itself or from one that everyone answers alike.
    """

    means: Floats
    differences: Floats
    standard_errors: Floats
    z: Floats
    p: Floats


def paired_tests(values: Floats, members: Flags, weights: Floats) -> PairedTests:
    """The tests of `values`, shape (n, items), for shares 0 and 1, NaN = no answer, with weights of shape (n,).

    Each item's share or mean is that of all who answered it, as tables show it; those who answered both make the
    covariance. n in n / (n − 1) is everyone, members of a column or not. With weights of one, everyone in the column
    and no gaps, z of means is Student's paired t. z of shares is then McNemar's z₀ without continuity correction but
    with the variance of the difference as found instead of under equality: z² = z₀² · (n − 1) / (n − z₀²).

    Args:
        members: who is in which column, boolean of shape (n, columns); columns may overlap.
    """
    found = [_moments(values, weights * column) for column in members.T]
    means, covariances = (np.array(part) for part in zip(*found, strict=True))
    n = len(weights)
    return _tests(means, covariances * (n / (n - 1) if n > 1 else np.nan))


def _moments(values: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """The weighted means of items, shape (items,), and Σ u₁u₂ of every two, shape (items, items)."""
    answered = ~np.isnan(values)
    shares = answered * weights[:, None]
    totals = shares.sum(axis=0)
    shares = np.divide(shares, totals, out=np.full(shares.shape, np.nan), where=totals > 0)
    filled = np.where(answered, values, 0.0)
    means = (shares * filled).sum(axis=0)
    scores = shares * (filled - means)
    return means, scores.T @ scores


def _tests(means: Floats, covariances: Floats) -> PairedTests:
    differences = means[:, :, None] - means[:, None]
    own = np.diagonal(covariances, axis1=1, axis2=2)
    apart = own[:, :, None] + own[:, None]
    variances = apart - 2.0 * covariances
    with np.errstate(invalid="ignore"):
        testable = variances > ROUNDING * apart
    errors = np.sqrt(np.where(testable, variances, np.nan))
    z = differences / errors
    return PairedTests(means, differences, errors, z, np.asarray(2.0 * ndtr(-np.abs(z)), dtype=np.float64))
