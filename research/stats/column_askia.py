"""Column tests as askiaanalyse makes them by default, "Classical Student's t-test".

Askia, "Significance and Column Significativity test formulas" and "Column significativity (AskiaAnalyse)": z with each
column's own variance, compared with 1.65, 1.96 and 2.576; neither weights nor respondents in two columns widen the
error (other of its four tests take an estimator or an efficiency coefficient). The bases are weighted and cells with
fewer than five "counts when independent" are dropped in Quantipy's `Test` with mimic "askia"
(core/quantify/engine.py); it expects them from the total of the table, here the two columns are that total.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from research.stats.column_pairs import ColumnTest, MeanPairs, SharePairs, inverse, quotient, z_test

Floats = NDArray[np.float64]

CRITICAL = (2.576, 1.96, 1.65)
"""The values of z from which letters are A+, A and a."""
LEAST_EXPECTED = 5.0


def askia_shares(pairs: SharePairs) -> ColumnTest:
    """z = (p₁ − p₂) / √(p₁q₁/W₁ + p₂q₂/W₂), NaN where fewer than five answers are expected in either column."""
    one, two = pairs.bases_1.weighted, pairs.bases_2.weighted
    p1, p2 = pairs.share_1, pairs.share_2
    variance = p1 * (1.0 - p1) * inverse(one) + p2 * (1.0 - p2) * inverse(two)
    pooled = (one * p1 + two * p2) * inverse(one + two)
    enough = np.minimum(one, two) * pooled >= LEAST_EXPECTED
    return z_test(np.where(enough, quotient(p1 - p2, variance, inverse(one) + inverse(two)), np.nan))


def askia_means(pairs: MeanPairs) -> ColumnTest:
    """z = (m₁ − m₂) / √(sd₁²/W₁ + sd₂²/W₂)."""
    variance = pairs.sd_1**2 * inverse(pairs.bases_1.weighted) + pairs.sd_2**2 * inverse(pairs.bases_2.weighted)
    return z_test(quotient(pairs.mean_1 - pairs.mean_2, variance, variance))
