"""The project's own tests between columns: z on effective bases, with the covariance of those who are in both.

`pooled_shares` and `welch_means` are what tables show by default, `unpooled_shares` takes each share's own variance,
and the linearised ones take standard errors that hold also where weights go with the answers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from research.stats.column_pairs import ColumnTest, MeanPairs, SharePairs, inverse, quotient, z_test
from research.stats.proportions import column_means_z, column_proportions_z, enough_expected

Floats = NDArray[np.float64]

LEAST_EXPECTED = 5.0
"""Cases of either answer to be expected in either column, below which the normal distribution does not hold."""


def pooled_shares(pairs: SharePairs) -> ColumnTest:
    """`proportions.column_proportions_z`, NaN where too few cases are expected (`proportions.enough_expected`)."""
    given = pairs.share_1, pairs.share_2, pairs.bases_1.effective, pairs.bases_2.effective
    return z_test(_enough(pairs, column_proportions_z(*given, pairs.overlap)))


def unpooled_shares(pairs: SharePairs) -> ColumnTest:
    """z with p(1 − p) / e of each column, and c √(p₁q₁ p₂q₂) as the covariance of those in both.

    The counterpart of `welch_means`; NaN where too few cases are expected.
    """
    sd_1, sd_2 = (np.sqrt(np.maximum(share * (1.0 - share), 0.0)) for share in (pairs.share_1, pairs.share_2))
    apart = sd_1**2 * inverse(pairs.bases_1.effective) + sd_2**2 * inverse(pairs.bases_2.effective)
    z = quotient(pairs.share_1 - pairs.share_2, apart - 2.0 * pairs.overlap * sd_1 * sd_2, apart)
    return z_test(_enough(pairs, z))


def welch_means(pairs: MeanPairs) -> ColumnTest:
    """`proportions.column_means_z`: each column's own variance, read on the normal distribution."""
    spread = pairs.sd_1, pairs.sd_2, pairs.bases_1.effective, pairs.bases_2.effective
    return z_test(column_means_z(pairs.mean_1, pairs.mean_2, *spread, pairs.overlap))


def linearised_shares(pairs: SharePairs, error_1: Floats, error_2: Floats, covariance: Floats) -> ColumnTest:
    """`linearised_means` of shares, NaN where too few cases are expected."""
    found = linearised_means(pairs.share_1, pairs.share_2, error_1, error_2, covariance)
    return z_test(_enough(pairs, found.statistic))


def linearised_means(
    value_1: Floats, value_2: Floats, error_1: Floats, error_2: Floats, covariance: Floats
) -> ColumnTest:
    """z = (value_1 − value_2) / √(error_1² + error_2² − 2 covariance), broadcast: R's `svycontrast` of two domains."""
    apart = np.asarray(error_1**2 + error_2**2, dtype=np.float64)
    return z_test(quotient(value_1 - value_2, apart - 2.0 * covariance, apart))


def _enough(pairs: SharePairs, z: Floats) -> Floats:
    given = pairs.share_1, pairs.share_2, pairs.bases_1.effective, pairs.bases_2.effective
    return np.where(enough_expected(*given, LEAST_EXPECTED), z, np.nan)
