"""How well a model of means and covariances fits: the usual indices, as lavaan's fitMeasures() has them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2 as chi2_distribution

from research.stats.noncentrality import noncentrality

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FitMeasures:
    """Fit of a model to G groups of together n respondents.

    Attributes:
        p: of χ²; 1 where the model has no degrees of freedom: it fits whatever it is given.
        cfi, tli: against independent items (Bentler 1990; Tucker & Lewis 1973).
        rmsea: times √G (Steiger 1998), `rmsea_low` to `rmsea_high` its 90 % interval (Browne & Cudeck 1992).
        srmr: of correlations and, where the model has them, standardised means; groups weigh as their n.
        parameters: free ones, shared ones counted once.
    """

    chi2: float
    df: int
    p: float
    cfi: float
    tli: float
    rmsea: float
    rmsea_low: float
    rmsea_high: float
    srmr: float
    log_likelihood: float
    aic: float
    bic: float
    parameters: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """χ² of the model in which no two items correlate, and what the data alone say.

    Attributes:
        saturated: log-likelihood of the observed means and covariances.
    """

    n: float
    groups: int
    chi2: float
    df: int
    saturated: float


def baseline(ns: list[float], covariances: list[Floats]) -> Baseline:
    """Independent items, of groups of `ns` respondents with `covariances` (p, p), divisor n."""
    p = len(covariances[0])
    determinants = [float(np.linalg.slogdet(s)[1]) for s in covariances]
    diagonals = [float(np.log(np.diag(s)).sum()) for s in covariances]
    chi2 = sum(n * (diagonal - whole) for n, diagonal, whole in zip(ns, diagonals, determinants, strict=True))
    saturated = -sum(n * (p * np.log(2 * np.pi) + whole + p) for n, whole in zip(ns, determinants, strict=True)) / 2
    return Baseline(sum(ns), len(ns), chi2, len(ns) * p * (p - 1) // 2, float(saturated))


def fit_measures(chi2: float, df: int, parameters: int, srmr: float, base: Baseline) -> FitMeasures:
    """All indices of a model with `chi2` on `df` degrees of freedom and so many free `parameters`."""
    rmsea, low, high = _rmsea(chi2, df, base)
    log_likelihood = base.saturated - chi2 / 2
    return FitMeasures(
        chi2=chi2,
        df=df,
        p=p_value(chi2, df),
        cfi=_cfi(chi2, df, base),
        tli=_tli(chi2, df, base),
        rmsea=rmsea,
        rmsea_low=low,
        rmsea_high=high,
        srmr=srmr,
        log_likelihood=log_likelihood,
        aic=2 * parameters - 2 * log_likelihood,
        bic=float(np.log(base.n)) * parameters - 2 * log_likelihood,
        parameters=parameters,
    )


def p_value(chi2: float, df: int) -> float:
    """P(χ² of `df` degrees of freedom > `chi2`); 1 for none."""
    return float(chi2_distribution.sf(chi2, df)) if df > 0 else 1.0


def standardised_residuals(covariance: Floats, implied: Floats) -> Floats:
    """Residuals of covariances, (p, p), in observed standard deviations, each pair once (Bentler 1995); 1-d."""
    spread = np.sqrt(np.diag(covariance))
    return np.asarray(((covariance - implied) / np.outer(spread, spread))[np.tril_indices(len(spread))])


def _cfi(chi2: float, df: int, base: Baseline) -> float:
    excess = max(chi2 - df, 0.0)
    most = max(excess, base.chi2 - base.df)
    return 1.0 - excess / most if most > 0 else 1.0


def _tli(chi2: float, df: int, base: Baseline) -> float:
    if df == 0 or base.chi2 == base.df:
        return 1.0
    ratio = base.chi2 / base.df
    return (ratio - chi2 / df) / (ratio - 1)


def _rmsea(chi2: float, df: int, base: Baseline) -> tuple[float, float, float]:
    """RMSEA and its 90 % interval, from the noncentralities that put `chi2` at the 95th and 5th percentile."""
    if df == 0:
        return 0.0, 0.0, 0.0
    excesses = (max(chi2 - df, 0.0), noncentrality(chi2, df, 0.95), noncentrality(chi2, df, 0.05))
    value, low, high = (float(np.sqrt(base.groups * excess / (df * base.n))) for excess in excesses)
    return value, low, high
