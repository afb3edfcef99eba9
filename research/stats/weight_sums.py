"""The sums of weights that a table keeps of its respondents, from which standard errors follow without them.

Rows are variables or answers, columns may overlap. Everything is a matrix product of who answered what with who is
in which column: `asked` and `hits` are boolean of shape (n, r), `members` of shape (n, c), `weights` of shape (n,).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class ShareSums:
    """Behind shares, arrays of shape (r, c).

    Attributes:
        n: respondents of the whole sample.
        weights: Σw of those asked; squares: Σw².
        hit_weights: Σw of those asked who gave the answer; hit_squares: Σw² of them.
    """

    n: int
    weights: Floats
    squares: Floats
    hit_weights: Floats
    hit_squares: Floats


@dataclass(frozen=True, slots=True, eq=False)
class MeanSums:
    """Behind means of x, arrays of shape (r, c), over those who answered.

    Rounding grows with the distance of x from 0: centre x first where it is far away, and add the centre again.

    Attributes:
        n: respondents of the whole sample.
        weights: Σw; values: Σwx.
        squares: Σw²; square_values: Σw²x; square_value_squares: Σw²x².
    """

    n: int
    weights: Floats
    values: Floats
    squares: Floats
    square_values: Floats
    square_value_squares: Floats


@dataclass(frozen=True, slots=True, eq=False)
class SharePairSums:
    """Of the respondents in both of two columns, arrays of shape (r, c, c).

    Attributes:
        squares: Σw² of those asked; hit_squares: Σw² of those who gave the answer.
    """

    squares: Floats
    hit_squares: Floats


@dataclass(frozen=True, slots=True, eq=False)
class MeanPairSums:
    """Of the respondents in both of two columns who answered, arrays of shape (r, c, c).

    Attributes:
        squares: Σw²; square_values: Σw²x; square_value_squares: Σw²x².
    """

    squares: Floats
    square_values: Floats
    square_value_squares: Floats


def share_sums(hits: Flags, asked: Flags, members: Flags, weights: Floats) -> ShareSums:
    """The sums of `hits` among those `asked`, in every column."""
    base, chosen = asked.T.astype(np.float64), (hits & asked).T.astype(np.float64)
    once, twice = members * weights[:, None], members * (weights**2)[:, None]
    return ShareSums(len(weights), base @ once, base @ twice, chosen @ once, chosen @ twice)


def mean_sums(values: Floats, members: Flags, weights: Floats) -> MeanSums:
    """The sums of `values`, shape (n, r), NaN = no answer, in every column."""
    answered = (~np.isnan(values)).T.astype(np.float64)
    x = np.nan_to_num(values).T
    once, twice = members * weights[:, None], members * (weights**2)[:, None]
    return MeanSums(len(weights), answered @ once, x @ once, answered @ twice, x @ twice, x**2 @ twice)


def share_pair_sums(hits: Flags, asked: Flags, members: Flags, weights: Floats) -> SharePairSums:
    """The sums of `hits` among those `asked`, in every two columns together."""
    base, chosen = asked.astype(np.float64), (hits & asked).astype(np.float64)
    return SharePairSums(_pairs(base, members, weights), _pairs(chosen, members, weights))


def mean_pair_sums(values: Floats, members: Flags, weights: Floats) -> MeanPairSums:
    """The sums of `values`, shape (n, r), NaN = no answer, in every two columns together."""
    answered, x = (~np.isnan(values)).astype(np.float64), np.nan_to_num(values)
    return MeanPairSums(*(_pairs(part, members, weights) for part in (answered, x, x**2)))


def _pairs(rows: Floats, members: Flags, weights: Floats) -> Floats:
    """Σ row · w² over those in both columns, shape (r, c, c)."""
    weighted = members * weights[:, None]
    return np.array([(weighted * row[:, None]).T @ weighted for row in rows.T]).reshape(
        rows.shape[1], members.shape[1], members.shape[1]
    )
