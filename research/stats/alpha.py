"""Cronbach's alpha and what goes with it, from the covariances or correlations of a scale's items."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import f

from research.stats.estimate import CONFIDENCE, Estimate

Floats = NDArray[np.float64]


def alpha(covariances: Floats) -> float:
    """p / (p − 1) · (1 − trace ÷ sum) of `covariances`, shape (p, p) (Cronbach 1951).

    Of covariances it is raw alpha, of Pearson correlations standardised alpha (R: psych::alpha, raw_alpha and
    std.alpha), of polychoric correlations ordinal alpha (Zumbo, Gadermann & Zeisser 2007): the alpha of the normal
    variables that the answers are thought to cut into categories.

    Raises:
        ValueError: fewer than two items; the sum of the items does not vary.
    """
    p, total = len(covariances), float(covariances.sum())
    if p < 2:
        raise ValueError(f"alpha needs at least two items, not {p}")
    if not total > 0:
        raise ValueError("the sum of these items does not vary: key them in one direction")
    return p / (p - 1) * (1 - float(np.trace(covariances)) / total)


def alpha_estimate(covariances: Floats, n: float) -> Estimate:
    """Alpha with Feldt's interval: (1 − alpha) times quantiles of F with n − 1 and (n − 1)(p − 1) degrees of freedom.

    R: psych::alpha.ci, psych::alpha's "Feldt". Exact for raw alpha of normal items with equal covariances (Feldt 1965;
    Feldt, Woodruff & Salih 1987); approximate for others, and for standardised and ordinal alpha, whose polychoric
    correlations vary more from sample to sample than those of n respondents' normal answers would.

    Args:
        n: effective number of respondents, above 1.

    Raises:
        ValueError: as `alpha`; n not above 1.
    """
    if not n > 1:
        raise ValueError(f"an interval of alpha needs more than one respondent, not {n:g}")
    value, p = alpha(covariances), len(covariances)
    tails = np.array([(1 + CONFIDENCE) / 2, (1 - CONFIDENCE) / 2])
    low, high = 1 - (1 - value) * f.ppf(tails, n - 1, (n - 1) * (p - 1))
    return Estimate(value, float(low), float(high))


def alpha_if_dropped(covariances: Floats) -> Floats:
    """Alpha of the other items, per item of `covariances`, shape (p, p); shape (p,), NaN below three items.

    R: psych::alpha, alpha.drop.

    Raises:
        ValueError: as `alpha`, of the items that are left.
    """
    p = len(covariances)
    if p < 3:
        return np.full(p, np.nan)
    rest = [np.delete(np.delete(covariances, i, 0), i, 1) for i in range(p)]
    return np.array([alpha(one) for one in rest])


def item_rest(covariances: Floats) -> Floats:
    """Correlation of every item with the sum of the others, of `covariances`, (p, p); (p,), NaN for a single item.

    The corrected item-total correlation (R: psych::alpha, r.drop).

    Raises:
        ValueError: an item, or the sum of the others, does not vary.
    """
    if len(covariances) == 1:
        return np.full(1, np.nan)
    variances, with_all = np.diag(covariances), covariances.sum(axis=1)
    rest = covariances.sum() - 2 * with_all + variances
    still = ~(np.minimum(variances, rest) > 0)
    if still.any():
        raise ValueError(f"these items, or the others, do not vary: {np.flatnonzero(still).tolist()}")
    return np.asarray((with_all - variances) / np.sqrt(variances * rest))


def mean_correlation(correlations: Floats) -> float:
    """Mean of the p(p − 1) / 2 correlations between items, of shape (p, p), p from 2 (R: psych::alpha, average_r)."""
    p = len(correlations)
    return float((correlations.sum() - np.trace(correlations)) / (p * (p - 1)))
