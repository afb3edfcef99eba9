"""One weighted correlation matrix of a battery, of whichever kind its answers ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from research.stats.categories import are_numbers, distinct_answers, refuse_unordinal
from research.stats.chunked_sums import row_chunks
from research.stats.moments import complete_rows, pair_bases, pairwise_correlation
from research.stats.polychoric import CORRECTION, polychoric
from research.stats.polyserial import polyserial
from research.stats.smoothing import smooth
from research.stats.spearman import spearman

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
CorrelationMethod = Literal["pearson", "spearman", "polychoric", "tetrachoric", "mixed"]
MissingAnswers = Literal["pairwise", "complete"]


@dataclass(frozen=True, slots=True, eq=False)
class Correlations:
    """Correlations of p items and what they rest on.

    Attributes:
        matrix: shape (p, p), symmetric, unit diagonal, positive definite.
        n: respondents with some weight who answered all items (`complete`), or two at least (`pairwise`).
        base: their effective number: Kish's, for `pairwise` the harmonic mean over all pairs of items, because the
            error variance of a correlation is inversely proportional to its base and the mean of these is that of the
            harmonic mean.
        smallest_pair: effective number behind the pair that the fewest answered.
        empty_cells: pairs of items whose table had an empty cell that got `correction` effective respondents.
        bounded: pairs whose likelihood is greatest at a perfect correlation, held at 0.9999.
        smoothed: largest change of a correlation that made the matrix positive definite; 0.0 where none was needed.
        smallest_eigenvalue: before smoothing.
    """

    matrix: Floats
    method: CorrelationMethod
    missing: MissingAnswers
    n: int
    base: float
    smallest_pair: float
    empty_cells: int
    correction: float
    bounded: int
    smoothed: float
    smallest_eigenvalue: float


@dataclass(frozen=True, slots=True, eq=False)
class _Estimates:
    """Correlations pair by pair, shape (p, p), as in Correlations but not yet smoothed."""

    matrix: Floats
    empty_cells: int = 0
    bounded: int = 0


def correlate(
    x: Floats,
    weights: Floats,
    method: CorrelationMethod = "pearson",
    missing: MissingAnswers = "pairwise",
    numbers: Flags | None = None,
) -> Correlations:
    """Weighted correlations of the columns of `x`.

    `mixed` takes Pearson correlations between numbers, polyserial between a number and an ordinal item, polychoric
    between ordinal items (R: lavaan::lavCor; psych::mixedCor with the polyserial of greatest likelihood).

    Args:
        x: answers, shape (n, p), NaN without an answer.
        weights: shape (n,); respondents without weight take no part.
        missing: `complete` leaves out whoever lacks an answer; `pairwise` takes everyone who answered both of a pair.
        numbers: which columns are numbers, shape (p,), for `mixed`; without it, those with many distinct answers.

    Raises:
        ValueError: weights that are negative, not numbers or all zero; infinite answers; fewer than two items; a
            constant item; a pair of items that nobody answered; items with too many categories for the method.
    """
    _refuse(x, weights)
    x, weights = _taking_part(x, weights, missing)
    estimates = _METHODS[method](x, weights, numbers)
    smoothed = smooth(estimates.matrix)
    bases = pair_bases(x, weights)[np.triu_indices(x.shape[1], 1)]
    return Correlations(
        matrix=smoothed.matrix,
        method=method,
        missing=missing,
        n=_answered_two(x),
        base=float(1 / np.mean(1 / bases)),
        smallest_pair=float(bases.min()),
        empty_cells=estimates.empty_cells,
        correction=CORRECTION if estimates.empty_cells else 0.0,
        bounded=estimates.bounded,
        smoothed=smoothed.largest_change,
        smallest_eigenvalue=smoothed.smallest_eigenvalue,
    )


def _refuse(x: Floats, weights: Floats) -> None:
    if x.ndim != 2 or weights.shape != (len(x),):
        raise ValueError(f"answers of shape {x.shape} do not go with weights of shape {weights.shape}")
    if x.shape[1] < 2:
        raise ValueError("correlations need at least two items")
    if not (np.isfinite(weights).all() and (weights >= 0).all() and (weights > 0).any()):
        raise ValueError("weights must be finite and not negative, and some above zero")
    infinite = np.any([np.isinf(x[rows]).any(axis=0) for rows in row_chunks(x)], axis=0)
    if infinite.any():
        raise ValueError(f"infinite answers in columns {_where(infinite)}")


def _taking_part(x: Floats, weights: Floats, missing: MissingAnswers) -> tuple[Floats, Floats]:
    rows = weights > 0
    if missing == "complete":
        rows = rows & complete_rows(x)
        if not rows.any():
            raise ValueError("nobody answered all items")
    return (x, weights) if rows.all() else (x[rows], weights[rows])


def _answered_two(x: Floats) -> int:
    gappy = ~complete_rows(x)
    return int((~gappy).sum() + ((~np.isnan(x[gappy])).sum(axis=1) > 1).sum())


def _pearson(x: Floats, weights: Floats, _: Flags | None) -> _Estimates:
    return _Estimates(pairwise_correlation(x, weights))


def _spearman(x: Floats, weights: Floats, _: Flags | None) -> _Estimates:
    return _Estimates(spearman(x, weights))


def _polychoric(x: Floats, weights: Floats, _: Flags | None) -> _Estimates:
    found = polychoric(x, weights)
    return _Estimates(found.matrix, found.empty_cells, found.bounded)


def _tetrachoric(x: Floats, weights: Floats, _: Flags | None) -> _Estimates:
    more = np.array([len(answers) > 2 for answers in distinct_answers(x, 2)])
    if more.any():
        raise ValueError(f"columns with more than two categories have no tetrachoric correlation: {_where(more)}")
    return _polychoric(x, weights, None)


def _mixed(x: Floats, weights: Floats, numbers: Flags | None) -> _Estimates:
    matrix = pairwise_correlation(x, weights)
    numbers = are_numbers(x) if numbers is None else numbers
    ordinal = np.flatnonzero(~numbers)
    if ordinal.size == 0:
        return _Estimates(matrix)
    refuse_unordinal(distinct_answers(x[:, ordinal]), ordinal)
    within = polychoric(x[:, ordinal], weights)
    across = polyserial(x[:, numbers], x[:, ordinal], weights)
    matrix[np.ix_(ordinal, ordinal)] = within.matrix
    matrix[np.ix_(numbers, ordinal)] = across.matrix
    matrix[np.ix_(ordinal, numbers)] = across.matrix.T
    return _Estimates(matrix, within.empty_cells, within.bounded + across.bounded)


def _where(which: Flags) -> list[int]:
    return np.flatnonzero(which).tolist()


_METHODS: Mapping[CorrelationMethod, Callable[[Floats, Floats, Flags | None], _Estimates]] = {
    "pearson": _pearson,
    "spearman": _spearman,
    "polychoric": _polychoric,
    "tetrachoric": _tetrachoric,
    "mixed": _mixed,
}
