"""Weighted counts, shares, means, standard deviations and medians by column; columns may overlap.

A crosstab is a matrix product: `members`, boolean of shape (n, c), says who is in which column, and every row of the
stub is another column of answers. Nothing here loops over respondents.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]

_HALF_TOLERANCE = 1e-12
"""Relative: two halves of the weights that differ by less are equal, so that unit weights give the usual median."""


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
    """Shares of r rows in c columns, each of shape (r, c); `values` are NaN where the base is empty."""

    values: Floats
    counts: Counts
    weighted_counts: Floats
    bases: Bases


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Means and standard deviations of r variables in c columns, each of shape (r, c).

    Attributes:
        means: Σwx / Σw, NaN where the base is empty.
        sds: √(Σw(x − mean)² / Σw · n* / (n* − 1)) with n* the effective base, NaN where n* ≤ 1; for weights of one
            the usual standard deviation.
    """

    means: Floats
    sds: Floats
    bases: Bases


def effective_base(weighted: Floats, squares: Floats) -> Floats:
    """Kish's effective base (Σw)² / Σw² from Σw and Σw², 0 where there is nobody."""
    return np.divide(weighted**2, squares, out=np.zeros_like(weighted), where=squares > 0)


def bases(asked: Flags, members: Flags, weights: Floats) -> Bases:
    """The bases of rows with `asked` of shape (n, r) in columns with `members` of shape (n, c), weights (n,)."""
    rows = asked.T.astype(np.float64)
    weighted = rows @ (members * weights[:, None])
    squares = rows @ (members * (weights**2)[:, None])
    return Bases(_counted(rows, members), weighted, effective_base(weighted, squares))


def shares(hits: Flags, asked: Flags, members: Flags, weights: Floats) -> Shares:
    """Shares of `hits` among those `asked`, both of shape (n, r), in columns `members` of shape (n, c)."""
    rows = (hits & asked).T.astype(np.float64)
    base = bases(asked, members, weights)
    weighted = rows @ (members * weights[:, None])
    values = np.clip(_ratio(weighted, base.weighted), 0.0, 1.0)
    return Shares(values, _counted(rows, members), weighted, base)


def moments(values: Floats, members: Flags, weights: Floats) -> Moments:
    """Means and standard deviations of `values`, shape (n, r), NaN = no answer, in columns `members`, shape (n, c)."""
    asked = ~np.isnan(values)
    base = bases(asked, members, weights)
    weighted_members = members * weights[:, None]
    centre = _ratio((np.where(asked, values, 0.0) * weights[:, None]).sum(0), (asked * weights[:, None]).sum(0))
    centred = np.where(asked, values - centre, 0.0)
    offsets = _ratio(centred.T @ weighted_members, base.weighted)
    spread = np.maximum(_ratio((centred**2).T @ weighted_members, base.weighted) - offsets**2, 0.0)
    sds = np.sqrt(spread * _ratio(base.effective, base.effective - 1.0, base.effective > 1.0))
    return Moments(centre[:, None] + offsets, sds, base)


def medians(values: Floats, members: Flags, weights: Floats) -> Floats:
    """Weighted medians of `values`, shape (n,), NaN = no answer, in columns `members`, shape (n, c).

    The value at which half of the weights is reached; where exactly half lies below, the mean of the two beside it
    (R survey `svyquantile`, qrule "school"). NaN where nobody answered. Returns shape (c,).
    """
    answered = np.flatnonzero(~np.isnan(values))
    order = answered[np.argsort(values[answered], kind="stable")]
    reached = np.cumsum(members[order] * weights[order, None], axis=0)
    result = np.full(members.shape[1], np.nan)
    for column in np.flatnonzero(reached[-1] > 0) if order.size else ():
        half = reached[-1, column] / 2.0
        low = np.searchsorted(reached[:, column], half * (1.0 - _HALF_TOLERANCE))
        high = np.searchsorted(reached[:, column], half * (1.0 + _HALF_TOLERANCE))
        result[column] = (values[order[low]] + values[order[high]]) / 2.0
    return result


def overlaps(asked: Flags, members: Flags, weights: Floats) -> Floats:
    """Σ w² over those in both columns ÷ (Σw of one · Σw of the other), for one row, shape (c, c).

    The covariance of two columns' shares in units of p(1 − p); on the diagonal 1 / n*. 0 where columns are empty.
    """
    answering = members * (weights * asked)[:, None]
    weighted = answering.sum(axis=0)
    both = answering.T @ answering
    return _ratio(both, np.outer(weighted, weighted), fallback=0.0)


def _counted(rows: Floats, members: Flags) -> Counts:
    return np.rint(rows @ members.astype(np.float64)).astype(np.int64)


def _ratio(above: Floats, below: Floats, where: Flags | None = None, fallback: float = np.nan) -> Floats:
    possible = below > 0 if where is None else where
    return np.asarray(np.divide(above, below, out=np.full(np.shape(below), fallback), where=possible))
