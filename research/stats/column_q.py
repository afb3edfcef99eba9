"""Column comparisons as Q and Displayr make them by default, on effective bases.

Q wiki, "Independent Sample Tests - Comparing Two Proportions": without weights Pearson's chi-square of the two-by-two
table, with weights Rao and Scott's second-order test of it; "Independent Complex Samples t-Test - Comparing Two
Means"; Displayr, "Advanced Statistical Testing Assumptions": weights by a mix of Taylor series linearisation and
Kish's effective sample size, at least two respondents. Here a column's design effect is Kish's throughout, as a table
knows no more; with Σw² of the four cells at hand, `rao_scott` of the two-by-two table is their test itself.
Respondents in two columns are not taken out; Q has other tests for these.

Letters need a false discovery rate of 5 per cent, and are upper case where p itself, uncorrected, is at most .001 (Q,
"How to Change Significance Levels for Column Comparisons").
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from research.stats.column_pairs import ColumnTest, MeanPairs, SharePairs, inverse, quotient, t_test
from research.stats.proportions import standard_error
from research.stats.tabulation import Bases

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_LEAST_BASE = 2
_EQUAL_WEIGHTS = 1e-9
"""Relative: effective bases as near as this to the respondents are those of equal weights."""


def q_shares(pairs: SharePairs) -> ColumnTest:
    """The signed root of the chi-square on effective bases, p̄ pooled on weighted ones.

    Without weights it is read as χ² with one degree of freedom, which is z; with weights as F(1, n − 1), which is t
    with n − 1 degrees of freedom, n the respondents of both columns.
    """
    one, two = pairs.bases_1, pairs.bases_2
    pooled = (one.weighted * pairs.share_1 + two.weighted * pairs.share_2) * inverse(one.weighted + two.weighted)
    error = standard_error(pooled, one.effective, two.effective)
    z = np.where(_enough(one, two), (pairs.share_1 - pairs.share_2) / error, np.nan)
    respondents = one.unweighted + two.unweighted
    equal = np.isclose(one.effective + two.effective, respondents, rtol=_EQUAL_WEIGHTS)
    return t_test(z, np.where(equal, np.inf, respondents - 1.0))


def q_means(pairs: MeanPairs) -> ColumnTest:
    """t with each mean's own variance v = sd²/e and Welch's (v₁ + v₂)² / (v₁²/(n₁ − 1) + v₂²/(n₂ − 1)) for df."""
    one, two = pairs.bases_1, pairs.bases_2
    first, second = pairs.sd_1**2 * inverse(one.effective), pairs.sd_2**2 * inverse(two.effective)
    t = quotient(pairs.mean_1 - pairs.mean_2, first + second, first + second)
    split = _over(first**2, one) + _over(second**2, two)
    df = np.asarray((first + second) ** 2 * inverse(split), dtype=np.float64)
    return t_test(np.where(_enough(one, two), t, np.nan), df)


def _over(square: Floats, bases: Bases) -> Floats:
    """square / (n − 1)."""
    return np.asarray(square * inverse(np.asarray(bases.unweighted - 1.0, dtype=np.float64)), dtype=np.float64)


def _enough(one: Bases, two: Bases) -> Flags:
    return np.asarray(np.minimum(one.unweighted, two.unweighted) >= _LEAST_BASE, dtype=np.bool_)
