"""Standard errors of weighted shares and means by Taylor linearisation, from the sums of weights of a table.

They are those of R's survey for `svydesign(ids = ~1, weights = ~w)`, a sample drawn with replacement, in domains:
`svyby(~y, ~g, design, svymean)`. A column is a domain of the whole sample, a respondent outside adds nothing, and the
variance of Σ u, u = w(x − mean) / Σw, is n / (n − 1) · Σu² with n the whole sample (Binder 1983; Lumley 2010, section
2.1 and appendix). Columns may overlap: their covariance is n / (n − 1) · Σ u₁u₂ over those in both.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit, stdtrit

from research.stats.weight_sums import MeanPairSums, MeanSums, SharePairSums, ShareSums

Floats = NDArray[np.float64]


def share_standard_errors(sums: ShareSums) -> Floats:
    """Of shares, shape (r, c); NaN in an empty column, 0 where everyone or nobody gives the answer."""
    p = _ratio(sums.hit_weights, sums.weights)
    spread = sums.hit_squares * (1.0 - p) ** 2 + (sums.squares - sums.hit_squares) * p**2
    return np.sqrt(_drawn(sums.n) * _ratio(np.maximum(spread, 0.0), sums.weights**2))


def mean_standard_errors(sums: MeanSums) -> Floats:
    """Of means, shape (r, c); NaN in an empty column."""
    m = _ratio(sums.values, sums.weights)
    spread = sums.square_value_squares - 2.0 * m * sums.square_values + m**2 * sums.squares
    return np.sqrt(_drawn(sums.n) * _ratio(np.maximum(spread, 0.0), sums.weights**2))


def share_covariances(sums: ShareSums, both: SharePairSums) -> Floats:
    """Of the shares of every two columns, shape (r, c, c); the diagonal holds variances, NaN where one is empty."""
    p = _ratio(sums.hit_weights, sums.weights)
    first, second = p[:, :, None], p[:, None]
    together = both.hit_squares * (1.0 - first - second) + both.squares * first * second
    return _drawn(sums.n) * _ratio(together, sums.weights[:, :, None] * sums.weights[:, None])


def mean_covariances(sums: MeanSums, both: MeanPairSums) -> Floats:
    """Of the means of every two columns, shape (r, c, c); the diagonal holds variances, NaN where one is empty."""
    m = _ratio(sums.values, sums.weights)
    first, second = m[:, :, None], m[:, None]
    together = both.square_value_squares - (first + second) * both.square_values + first * second * both.squares
    return _drawn(sums.n) * _ratio(together, sums.weights[:, :, None] * sums.weights[:, None])


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


def _drawn(n: int) -> float:
    """n / (n − 1); NaN of a single respondent, whose variance nothing tells."""
    return n / (n - 1) if n > 1 else np.nan


def _ratio(above: Floats, below: Floats) -> Floats:
    return np.asarray(np.divide(above, below, out=np.full(np.shape(below), np.nan), where=below > 0))
