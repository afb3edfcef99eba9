"""Shares, means, standard deviations and quantiles of the columns of a crosstab, from its sums by answer and column.

Standard errors are linearised, those of R's survey for `svydesign(ids = ~1, weights = ~w)`, a sample drawn with
replacement, in domains: `svyby(~y, ~g, design, svymean)`. A column is a domain of the whole sample, a respondent
outside adds nothing, and the variance of Σ u, u = w(x − mean) / Σw, is n / (n − 1) · Σu² with n the whole sample
(Binder 1983; Lumley 2010, section 2.1 and appendix).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.cell_sums import CellSums

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Positions = NDArray[np.intp]

_TIE = 1e-12
"""Relative: weights below a quantile that differ from it by less reach it exactly, so that unit weights give the usual
median."""


@dataclass(frozen=True, slots=True, eq=False)
class Bases:
    """Bases of r rows in c columns, each of shape (r, c).

    Attributes:
        unweighted: respondents.
        weighted: Σw.
        effective: (Σw)² / Σw² (Kish 1965), 0 in an empty column.
    """

    unweighted: Counts
    weighted: Floats
    effective: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """Shares of r rows in c columns, each of shape (r, c); `values` are NaN where the base is empty.

    Attributes:
        standard_errors: linearised: √(n / (n − 1) · Σw²(y − p)²) / Σw, y = 1 for who counts and else 0, n the whole
            sample; NaN where the base is empty.
    """

    values: Floats
    counts: Counts
    weighted_counts: Floats
    standard_errors: Floats
    bases: Bases


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Mean and standard deviation of one variable in c columns, each of shape (c,), the bases of shape (1, c).

    Attributes:
        means: Σwx / Σw, NaN where the base is empty.
        sds: √(Σw(x − mean)² / Σw · n* / (n* − 1)) with n* the effective base, NaN where n* ≤ 1; for weights of one
            the usual standard deviation.
        standard_errors: linearised: √(n / (n − 1) · Σw²(x − mean)²) / Σw, n the whole sample.
    """

    means: Floats
    sds: Floats
    standard_errors: Floats
    bases: Bases


def drawn(n: int) -> float:
    """n / (n − 1) of a sample drawn with replacement; NaN of a single respondent, whose variance nothing tells."""
    return n / (n - 1) if n > 1 else np.nan


def effective_base(weighted: Floats, squares: Floats) -> Floats:
    """Kish's effective base (Σw)² / Σw² from Σw and Σw², 0 where there is nobody."""
    return np.divide(weighted**2, squares, out=np.zeros_like(weighted), where=squares > 0)


def bases(sums: CellSums, asked: Flags) -> Bases:
    """The bases of rows that count the answers `asked`, shape (r, l)."""
    rows = asked.astype(np.float64)
    weighted = rows @ sums.weights
    effective = effective_base(weighted, rows @ sums.squares)
    return Bases(np.rint(rows @ sums.counts).astype(np.int64), weighted, effective)


def shares(sums: CellSums, hits: Flags, asked: Flags) -> Shares:
    """Shares of the answers `hits` among those `asked`, both of shape (r, l)."""
    rows = (hits & asked).astype(np.float64)
    base = bases(sums, asked)
    weighted = rows @ sums.weights
    values = np.clip(_ratio(weighted, base.weighted), 0.0, 1.0)
    hit_squares, all_squares = rows @ sums.squares, asked.astype(np.float64) @ sums.squares
    spread = np.maximum(hit_squares * (1.0 - 2.0 * values) + values**2 * all_squares, 0.0)
    errors = _ratio(np.sqrt(drawn(sums.n) * spread), base.weighted)
    return Shares(values, np.rint(rows @ sums.counts).astype(np.int64), weighted, errors, base)


def moments(sums: CellSums, scores: Floats) -> Moments:
    """Mean and standard deviation where each answer counts as its score, shape (l,), NaN = out of the base."""
    asked = ~np.isnan(scores)
    base = bases(sums, asked[None])
    weights, squares = (np.where(asked[:, None], part, 0.0) for part in (sums.weights, sums.squares))
    everyone = weights.sum(axis=1)
    known = np.where(asked, scores, 0.0)
    centre = float(known @ everyone / everyone.sum()) if everyone.any() else 0.0
    off = np.where(asked, known - centre, 0.0)
    offsets = _ratio(off @ weights, base.weighted[0])
    spread = np.maximum(_ratio(off**2 @ weights, base.weighted[0]) - offsets**2, 0.0)
    effective = base.effective[0]
    sds = np.sqrt(spread * _ratio(effective, effective - 1.0, effective > 1.0))
    around = off**2 @ squares - 2.0 * offsets * (off @ squares) + offsets**2 * squares.sum(axis=0)
    errors = _ratio(np.sqrt(drawn(sums.n) * np.maximum(around, 0.0)), base.weighted[0])
    return Moments(centre + offsets, sds, errors, base)


def quantiles(sums: CellSums, scores: Floats, share: float) -> Floats:
    """The score below which `share` of the weights lie in each column; scores as in `moments`. Shape (c,).

    Where a score is reached exactly, the mean of it and the next (R survey `svyquantile`, qrule "school"). NaN where
    nobody answered.
    """
    order = np.argsort(scores, kind="stable")[: int((~np.isnan(scores)).sum())]
    held = sums.weights[order]
    reached = np.cumsum(held, axis=0)
    found = np.full(sums.weights.shape[1], np.nan)
    for column in np.flatnonzero(reached[-1] > 0) if order.size else ():
        present = np.flatnonzero(held[:, column] > 0)
        wanted = reached[-1, column] * share
        below = reached[present, column]
        low = np.searchsorted(below, wanted * (1.0 - _TIE))
        high = np.searchsorted(below, wanted * (1.0 + _TIE))
        ends = np.minimum([low, high], len(present) - 1)
        found[column] = scores[order[present[ends]]].mean()
    return found


def overlaps(shared: CellSums, asked: Flags, pairs: Positions, base: Bases) -> Floats:
    """Σ w² over those in both columns ÷ (Σw of one · Σw of the other), for pairs of columns, shape (r, m).

    The covariance of two columns' shares in units of p(1 − p). 0 where a column is empty.

    Args:
        shared: sums by answer and pair; asked: answers in the base of each row, shape (r, l).
        pairs: columns of each pair, shape (m, 2); base: of the columns, shape (r, c).
    """
    product = base.weighted[:, pairs[:, 0]] * base.weighted[:, pairs[:, 1]]
    return _ratio(asked.astype(np.float64) @ shared.squares, product, fallback=0.0)


def _ratio(above: Floats, below: Floats, where: Flags | None = None, fallback: float = np.nan) -> Floats:
    possible = below > 0 if where is None else where
    return np.asarray(np.divide(above, below, out=np.full(np.shape(below), fallback), where=possible))
