"""Column tests as IBM SPSS Custom Tables (CTABLES /COMPARETEST) makes them.

IBM SPSS Statistics Algorithms 20, p. 263 (proportions) and p. 267 (means), as R's expss takes them over
(`compare_proportions`, `compare_means`): weights count respondents, so that the bases are Σw; p is pooled; nothing is
taken out for respondents in two columns. Shares of 0 and 1, and columns with a base below 2, are left out (expss,
`as_spss`). Bonferroni is the default correction and the level 5 per cent (IBM, COMPARETEST subcommand).

That bases are rounded to whole respondents is a reading: PSPP's CTABLES says that the weights of its dictionary are
rounded, case by case, and the rounded sum is what a table still has. The variance of means is that of the two columns
compared, MEANSVARIANCE=TESTEDCATS, as SPSS always takes it for multiple responses; its default elsewhere, ALLCATS,
pools all columns of the table.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from research.stats.column_pairs import ColumnTest, MeanPairs, SharePairs, inverse, quotient, t_test, z_test
from research.stats.proportions import column_proportions_z
from research.stats.tabulation import Bases

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_LEAST_BASE = 2.0


def spss_shares(pairs: SharePairs) -> ColumnTest:
    """z of a pooled share on rounded weighted bases, without overlap."""
    one, two = _whole(pairs.bases_1.weighted), _whole(pairs.bases_2.weighted)
    z = column_proportions_z(pairs.share_1, pairs.share_2, one, two)
    tested = _inside(pairs.share_1) & _inside(pairs.share_2) & _enough(one, two)
    return z_test(np.where(tested, z, np.nan))


def spss_means(pairs: MeanPairs) -> ColumnTest:
    """t with the variance Σ Σw(x − mᵢ)² / (N₁ + N₂ − 2) of both columns, Nᵢ the rounded Σw, df N₁ + N₂ − 2."""
    one, two = _whole(pairs.bases_1.weighted), _whole(pairs.bases_2.weighted)
    df = one + two - 2.0
    squares = _squares(pairs.sd_1, pairs.bases_1) + _squares(pairs.sd_2, pairs.bases_2)
    variance = squares * inverse(df) * (inverse(one) + inverse(two))
    t = quotient(pairs.mean_1 - pairs.mean_2, variance, variance)
    return t_test(np.where(_enough(one, two), t, np.nan), df)


def _squares(sd: Floats, bases: Bases) -> Floats:
    """Σw(x − mean)² of a column."""
    return np.asarray(sd**2 * bases.weighted * (1.0 - inverse(bases.effective)), dtype=np.float64)


def _whole(base: Floats) -> Floats:
    """To the nearest whole number, halves up."""
    return np.floor(base + 0.5)


def _inside(share: Floats) -> Flags:
    return np.asarray((share > 0.0) & (share < 1.0), dtype=np.bool_)


def _enough(one: Floats, two: Floats) -> Flags:
    return np.asarray(np.minimum(one, two) >= _LEAST_BASE, dtype=np.bool_)
