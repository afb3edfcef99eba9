"""Linearised covariances of columns that overlap, and intervals from linearised standard errors.

As in `tabulation`, the figures are those of R's survey for a sample drawn with replacement: the covariance of two
columns is n / (n − 1) · Σ u₁u₂ over those in both, u = w(x − mean) / Σw (Binder 1983; Lumley 2010, section 2.1).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit, stdtrit

from research.stats.tabulation import drawn

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]


def covariances(shared: Floats, scores: Floats, means: Floats, weighted: Floats, pairs: Positions, n: int) -> Floats:
    """Of the means, or shares, of the pairs of columns, shape (r, m); NaN where a column is empty.

    Args:
        shared: Σw² by answer and pair, shape (l, m).
        scores: what each answer counts as in each row, shape (r, l), NaN = out of the base; 0 and 1 for shares.
        means, weighted: means and Σw by row and column, shape (r, c).
        pairs: columns of each pair, shape (m, 2); n: respondents of the whole sample.
    """
    asked = ~np.isnan(scores)
    x = np.where(asked, scores, 0.0)
    first, second = means[:, pairs[:, 0]], means[:, pairs[:, 1]]
    together = x**2 @ shared - (first + second) * (x @ shared) + first * second * (asked.astype(np.float64) @ shared)
    both = weighted[:, pairs[:, 0]] * weighted[:, pairs[:, 1]]
    return np.asarray(drawn(n) * np.divide(together, both, out=np.full_like(both, np.nan), where=both > 0))


def logit_interval(
    share: ArrayLike, standard_error: ArrayLike, level: float, df: ArrayLike = np.inf
) -> tuple[Floats, Floats]:
    """The interval of a share that is symmetric on the logit scale, low and high; arguments broadcast.

    R's `svyciprop(method = "logit")`: logit(p) ± t · se / (p(1 − p)).

    Args:
        level: confidence in per cent.
        df: of t; R takes the respondents of the column less one. Without limit the normal quantile.

    Returns:
        NaN where everyone or nobody gives the answer: the logit has no end there.
    """
    p, se = np.broadcast_arrays(np.asarray(share, np.float64), np.asarray(standard_error, np.float64))
    inside = np.where((p > 0.0) & (p < 1.0), p, np.nan)
    half = _quantile(level, df) * se / (inside * (1.0 - inside))
    return expit(logit(inside) - half), expit(logit(inside) + half)


def mean_interval(
    mean: ArrayLike, standard_error: ArrayLike, level: float, df: ArrayLike = np.inf
) -> tuple[Floats, Floats]:
    """mean ± quantile · se, low and high, broadcast; R's `confint` of `svymean`, whose quantile is the normal one.

    Args:
        level: confidence in per cent.
        df: of t; without limit the normal quantile.
    """
    m, half = np.asarray(mean, np.float64), _quantile(level, df) * np.asarray(standard_error, np.float64)
    return m - half, m + half


def _quantile(level: float, df: ArrayLike) -> Floats:
    """The two-sided quantile of t."""
    return np.asarray(stdtrit(df, 0.5 + level / 200.0), dtype=np.float64)
