"""Do the items of a factor measure one thing: Cronbach's alpha."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from research.stats.moments import complete_rows, covariance

Floats = NDArray[np.float64]


def cronbach_alpha(x: Floats, weights: Floats | None = None) -> float:
    """Raw alpha, p / (p − 1) · (1 − Σ item variances ÷ variance of the sum) (Cronbach 1951; R: psych::alpha raw_alpha).

    Args:
        x: answers keyed in one direction, shape (n, p); rows with gaps are left out.
        weights: shape (n,), ones when left out.

    Returns:
        NaN below two items, without complete rows, or when the sum does not vary.
    """
    rows = complete_rows(x)
    if x.shape[1] < 2 or not rows.any():
        return float("nan")
    products = covariance(x[rows], np.ones(rows.sum()) if weights is None else weights[rows])
    p, total = len(products), float(products.sum())
    return p / (p - 1) * (1 - float(np.trace(products)) / total) if total > 0 else float("nan")
