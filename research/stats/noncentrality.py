"""How far a model is off: noncentrality of its χ², and the interval of it that RMSEA is told with."""

from __future__ import annotations

from scipy.special import chndtrinc
from scipy.stats import chi2 as chi2_distribution


def noncentrality(chi2: float, df: int, probability: float) -> float:
    """λ for which P(χ²(df, λ) ≤ `chi2`) is `probability`; 0 where even λ = 0 makes it less likely.

    Browne & Cudeck 1992, Sociological Methods & Research 21: the ends of a 90 % interval are those of 0.95 and 0.05.
    """
    reached = chi2_distribution.cdf(chi2, df) > probability
    return float(chndtrinc(chi2, df, probability)) if reached else 0.0
