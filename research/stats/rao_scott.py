"""Rao and Scott's chi-square: whether the rows of a weighted table depend on its columns, for all columns at once.

Pearson's statistic of the weighted table, scaled to its respondents, is set against the design effects of the table
(Rao and Scott 1981, 1984). The figures are those of R's survey, `svychisq`, for `svydesign(ids = ~1, weights = ~w)`
and the respondents who are in the table; where `svychisq` is left to drop the others itself, it scales Pearson's
statistic and the second degrees of freedom to everybody, and F is the same. Without clusters the covariance of the cell
shares needs only Σw and Σw² of each cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, fdtrc

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Independence:
    """The test of independence of a table; figures are NaN where fewer than two rows or columns have anyone in them.

    Attributes:
        f, ndf, ddf, p: the second-order test, F with both degrees of freedom; `svychisq(statistic = "F")`.
        chi_square: Pearson's statistic of the weighted table scaled to its respondents.
        df: (rows − 1)(columns − 1); first_order_p: of the first-order test; `svychisq(statistic = "Chisq")`.
        cramers_v: √(chi_square / (n · min(rows − 1, columns − 1))), from 0 to 1 (Cramér 1946).
    """

    f: float
    ndf: float
    ddf: float
    p: float
    chi_square: float
    df: int
    first_order_p: float
    cramers_v: float


_NOTHING = Independence(np.nan, np.nan, np.nan, np.nan, np.nan, 0, np.nan, np.nan)


def rao_scott(weights: Floats, squares: Floats, n: int, sample: int) -> Independence:
    """The test of a table of cells in which every respondent is once.

    Args:
        weights, squares: Σw and Σw² of the cells, shape (rows, columns); empty rows and columns are left out.
        n: respondents in the table.
        sample: respondents of the whole sample, of whom the table may hold only those asked.
    """
    kept = np.ix_(weights.sum(axis=1) > 0, weights.sum(axis=0) > 0)
    shares, squared = weights[kept] / weights.sum(), squares[kept] / weights.sum() ** 2
    rows, columns = shares.shape
    if min(rows, columns) < 2 or n < 2:
        return _NOTHING
    statistic = n * _departure(shares)
    effects = _design_effects(shares, squared, n, sample)
    total, df = float(np.trace(effects)), len(effects)
    ndf = total**2 / float(np.trace(effects @ effects))
    ddf, f = ndf * (n - 1), statistic / total
    return Independence(
        f,
        ndf,
        ddf,
        float(fdtrc(ndf, ddf, f)),
        statistic,
        df,
        float(chdtrc(df, statistic * df / total)),
        float(np.sqrt(statistic / (n * min(rows - 1, columns - 1)))),
    )


def _departure(shares: Floats) -> float:
    """Pearson's statistic of one respondent."""
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    return float(((shares - expected) ** 2 / expected).sum())


def _design_effects(shares: Floats, squared: Floats, n: int, sample: int) -> Floats:
    """Rao and Scott's matrix of generalised design effects, shape (df, df): as drawn over simple random sampling."""
    p = shares.ravel()
    contrasts = _interactions(*shares.shape)
    inverse = np.divide(1.0, p, out=np.zeros_like(p), where=p > 0)
    scaled = contrasts * inverse[:, None]
    simple = contrasts.T @ scaled / n
    drawn = scaled.T @ _covariance(p, squared.ravel(), sample) @ scaled
    return np.asarray(np.linalg.solve(simple, drawn), dtype=np.float64)


def _covariance(p: Floats, squared: Floats, sample: int) -> Floats:
    """Of the cell shares p: n / (n − 1) · Σ w²(1ₐ − pₐ)(1ᵦ − pᵦ) / W², with `squared` Σw² / W² of the cells."""
    across = np.outer(squared, p)
    spread = np.diag(squared) - across - across.T + squared.sum() * np.outer(p, p)
    return np.asarray(spread * sample / (sample - 1), dtype=np.float64)


@cache
def _interactions(rows: int, columns: int) -> Floats:
    """An orthonormal basis of the interactions of a table, shape (rows · columns, (rows − 1)(columns − 1)).

    R's is another basis of the same space; the traces do not depend on the choice.
    """
    return np.asarray(np.kron(_contrasts(rows), _contrasts(columns)), dtype=np.float64)


def _contrasts(levels: int) -> Floats:
    """Orthonormal columns that sum to zero, shape (levels, levels − 1)."""
    spread = np.eye(levels) - 1.0 / levels
    return np.asarray(np.linalg.svd(spread)[0][:, : levels - 1], dtype=np.float64)
