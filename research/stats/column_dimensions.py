"""Column tests as UNICOM Intelligence (SPSS Dimensions, Data Collection) makes them.

UNICOM Intelligence 7.5, Desktop User Guides, "Statistical formula for the column proportions test" and "… for the
Column Means Test": weighted counts give the pooled share, effective bases eᵢ = Wᵢ² / qᵢ the standard error,
respondents in both columns are taken out, t has e₁ + e₂ − e₀ − 2 degrees of freedom, identical values are not tested,
nor bases below 30 ("Minimum base and small base values in statistical tests"). The formulas stand there as pictures;
Quantipy's `Test` with mimic "Dim" (core/quantify/engine.py) has them in code and leaves out what has no more than one
degree of freedom.

e₀ is c · e₁ · e₂ with the overlap c that is handed over. Theirs is the effective base of those in both, (Σw)² / Σw²,
which `dimensions_overlaps` gives as a c, and which the preset takes. The c of `tabulation.overlaps` is the covariance
of the two columns instead: the same where weights are equal, and the sounder where they are not, with standard errors
up to a sixth apart at a design effect of 1.4.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from research.stats.cell_sums import CellSums
from research.stats.column_pairs import ColumnTest, MeanPairs, SharePairs, inverse, quotient, t_test
from research.stats.proportions import standard_error
from research.stats.tabulation import Bases, bases

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Positions = NDArray[np.intp]

_LEAST_DF = 1.0


def dimensions_overlaps(shared: CellSums, asked: Flags, pairs: Positions, base: Bases) -> Floats:
    """e₀ / (e₁ · e₂) for pairs of columns, e₀ the effective base of those in both, 0 where nobody is; shape (r, m).

    Arguments as of `tabulation.overlaps`.
    """
    both = bases(shared, asked).effective
    below = base.effective[:, pairs[:, 0]] * base.effective[:, pairs[:, 1]]
    return np.asarray(np.divide(both, below, out=np.zeros_like(both), where=below > 0), dtype=np.float64)


def dimensions_shares(pairs: SharePairs) -> ColumnTest:
    """t = (p₁ − p₂) / √(p̄(1 − p̄)(1/e₁ + 1/e₂ − 2e₀/(e₁e₂))), p̄ = (c₁ + c₂) / (W₁ + W₂)."""
    one, two = pairs.bases_1, pairs.bases_2
    pooled = (one.weighted * pairs.share_1 + two.weighted * pairs.share_2) * inverse(one.weighted + two.weighted)
    error = standard_error(pooled, one.effective, two.effective, pairs.overlap)
    return _t(pairs.share_1 - pairs.share_2, 1.0 / error, one, two, pairs.overlap)


def dimensions_means(pairs: MeanPairs) -> ColumnTest:
    """t = (m₁ − m₂) / √(s²(1/e₁ + 1/e₂ − 2e₀/(e₁e₂))), s² = Σ Σw(x − mᵢ)² / Σ (Wᵢ − qᵢ/Wᵢ), sums over both columns.

    Wᵢ − qᵢ/Wᵢ is Wᵢ(1 − 1/eᵢ), and times the variance of the column it is Σw(x − mᵢ)².
    """
    one, two = pairs.bases_1, pairs.bases_2
    parts = [base.weighted * (1.0 - inverse(base.effective)) for base in (one, two)]
    pooled = (parts[0] * pairs.sd_1**2 + parts[1] * pairs.sd_2**2) * inverse(parts[0] + parts[1])
    apart = pooled * (inverse(one.effective) + inverse(two.effective))
    scale = quotient(1.0, apart - 2.0 * pooled * pairs.overlap, apart)
    return _t(pairs.mean_1 - pairs.mean_2, scale, one, two, pairs.overlap)


def _t(difference: Floats, scale: Floats, one: Bases, two: Bases, overlap: Floats) -> ColumnTest:
    both = overlap * one.effective * two.effective
    df = one.effective + two.effective - both - 2.0
    tested = (difference != 0.0) & (df > _LEAST_DF)
    return t_test(np.where(tested, difference * scale, np.nan), df)
