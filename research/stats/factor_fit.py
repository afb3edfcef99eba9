"""How well k factors reproduce the correlations: the indices of R's psych::fa.

For the comparison of groups and waves, `fit_measures` has those of lavaan, which differ in small-sample corrections.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2 as chi2_distribution

from research.stats.discrepancy import LEAST_UNIQUENESS
from research.stats.extraction import (
    Extraction,
    NoSuchFactor,
    degrees_of_freedom,
    extract_quickly,
    is_singular,
    most_factors,
)
from research.stats.noncentrality import noncentrality

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

CONFIDENCE = 0.90
"""Of the interval of RMSEA."""


@dataclass(frozen=True, slots=True)
class FactorModelFit:
    """Fit of k factors to the correlations of p items.

    Attributes:
        chi2: discrepancy × (n − 1 − (2p + 5)/6 − 2k/3) (Bartlett 1951), on `df` degrees of freedom, with its `p`.
        rmsea: root mean square error of approximation (Steiger & Lind 1980), `rmsea_low` to `rmsea_high` its 90 %
            interval (Browne & Cudeck 1992).
        tli: Tucker & Lewis (1973), against items that do not correlate; not cut at 1.
        bic: chi2 − df ln n; below 0 the model is preferred to one that reproduces everything.
        srmr: root mean square of the residual correlations, each pair once; psych's RMSR.
        srmr_corrected: the same per degree of freedom.
        null_chi2, null_df: of items that do not correlate.

    All but `srmr` and `df` are NaN where the correlations are singular, whose likelihood is not defined; `p`, `rmsea`,
    `tli` and `srmr_corrected` also where there are no degrees of freedom, and so nothing left to test.
    """

    chi2: float
    df: int
    p: float
    rmsea: float
    rmsea_low: float
    rmsea_high: float
    tli: float
    bic: float
    srmr: float
    srmr_corrected: float
    null_chi2: float
    null_df: int


@dataclass(frozen=True, slots=True, eq=False)
class NumberFit:
    """Fit of one number of factors; `heywood` items, shape (p,), and `converged` as in Extracted."""

    factors: int
    fit: FactorModelFit
    heywood: Flags
    converged: bool


def fit_table(correlations: Floats, n: float, most: int, extraction: Extraction = "minres") -> tuple[NumberFit, ...]:
    """Fit of 1 to `most` factors, or as many as the items determine and hold.

    Principal axes have the fit of minres, whose loadings they share; so have components, which are no model of
    correlations and have none of their own.

    Raises:
        ValueError: what `extract` refuses but for the number of factors; too few respondents.
    """
    method: Literal["minres", "ml"] = "ml" if extraction == "ml" else "minres"
    table = []
    for k in range(1, min(most, most_factors(len(correlations))) + 1):
        try:
            found = extract_quickly(correlations, k, method)
        except NoSuchFactor:
            break
        fit = fit_indices(correlations, found.loadings, np.eye(k), n)
        table.append(NumberFit(k, fit, found.heywood, found.converged))
    return tuple(table)


def fit_indices(correlations: Floats, pattern: Floats, phi: Floats, n: float) -> FactorModelFit:
    """Fit of factors, rotated or not; R: psych::fa.stats.

    Uniquenesses count at least 0.005: items that are explained more than completely do not break the model.

    Args:
        correlations: shape (p, p).
        pattern: loadings, shape (p, k).
        phi: factor correlations, shape (k, k).
        n: respondents, or their effective number.

    Raises:
        ValueError: too few respondents for so many items and factors.
    """
    p, k = pattern.shape
    df, pairs = degrees_of_freedom(p, k), p * (p - 1) // 2
    null_size = n - 1 - (2 * p + 5) / 6
    size = null_size - 2 * k / 3
    if size <= 0:
        raise ValueError(f"the fit of {k} factors of {p} items needs more respondents than {n:g}")
    discrepancy, null = _discrepancies(correlations, pattern, phi)
    chi2 = max(discrepancy * size, 0.0)
    rmsea, low, high = _rmsea(chi2, df, n)
    residual = srmr(correlations, pattern, phi)
    return FactorModelFit(
        chi2=chi2,
        df=df,
        p=float(chi2_distribution.sf(chi2, df)) if df else np.nan,
        rmsea=rmsea,
        rmsea_low=low,
        rmsea_high=high,
        tli=(null / pairs - discrepancy / df) / (null / pairs - 1 / size) if df else np.nan,
        bic=chi2 - df * float(np.log(n)),
        srmr=residual,
        srmr_corrected=residual * float(np.sqrt(pairs / df)) if df and not np.isnan(chi2) else np.nan,
        null_chi2=null * null_size,
        null_df=pairs,
    )


def srmr(correlations: Floats, pattern: Floats, phi: Floats) -> float:
    """Root mean square of residual correlations, each pair of items once (psych::fa's rms)."""
    residuals = correlations - pattern @ phi @ pattern.T
    return float(np.sqrt((residuals[np.triu_indices(len(residuals), 1)] ** 2).mean()))


def _discrepancies(correlations: Floats, pattern: Floats, phi: Floats) -> tuple[float, float]:
    """Maximum-likelihood discrepancy of the model and of items that do not correlate; NaN in singular correlations."""
    if is_singular(correlations):
        return np.nan, np.nan
    model = pattern @ phi @ pattern.T
    model += np.diag(np.maximum(1 - np.diag(model), LEAST_UNIQUENESS))
    observed = float(np.linalg.slogdet(correlations)[1])
    implied = float(np.linalg.slogdet(model)[1])
    misfit = float(np.trace(np.linalg.solve(model, correlations))) - len(model)
    return misfit + implied - observed, -observed


def _rmsea(chi2: float, df: int, n: float) -> tuple[float, float, float]:
    """RMSEA and the ends of its interval, as psych has them: the estimate itself divides by n, its ends by n − 1."""
    if df == 0 or np.isnan(chi2):
        return np.nan, np.nan, np.nan
    tail = (1 - CONFIDENCE) / 2
    low, high = (np.sqrt(noncentrality(chi2, df, q) / (df * (n - 1))) for q in (1 - tail, tail))
    return float(np.sqrt(max(chi2 / (df * n) - 1 / (n - 1), 0.0))), float(low), float(high)
