"""The respondents who can be placed, as a cloud of points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from research.domain.arrays import Counts, Flags, Floats
from research.domain.basis import Basis, ColumnKind

GAP = -1e300
"""Stands for a gap where rows are compared."""


@dataclass(frozen=True, slots=True, eq=False)
class Cloud:
    """The respondents who can be placed.

    Attributes:
        view: name of the basis.
        placed: who they are, shape (n of the basis,).
        x: basis values, shape (n, p), with NaN where a respondent left out an answer; kinds: of the p columns.
        weights: shape (n,), mean 1.
        rows: the different ones of `x`, shape (`different`, p); patterns: which of them is whose, shape (n,).
    """

    view: str
    placed: Flags
    x: Floats
    weights: Floats
    kinds: tuple[ColumnKind, ...]
    rows: Floats
    patterns: Counts

    @property
    def gaps(self) -> bool:
        """Whether anybody left out an answer."""
        return bool(np.isnan(self.x).any())

    @property
    def numbers(self) -> Floats:
        """The values as numbers, for figures of distances: a column a name, gaps at the mean of the column; (n, ·)."""
        return as_numbers(self.x, self.weights, self.kinds)

    @property
    def different(self) -> int:
        return len(self.rows)


def as_numbers(x: Floats, weights: Floats, kinds: Sequence[ColumnKind]) -> Floats:
    """`x`, shape (n, p), with an indicator a category in place of a column of names, and the column's mean in gaps."""
    columns: list[Floats] = []
    for column, kind in zip(x.T, kinds, strict=True):
        codes = np.unique(column[~np.isnan(column)]) if kind == "nominal" else ()
        own = [np.where(np.isnan(column), np.nan, column == code) for code in codes] or [column]
        columns += [_filled(one, weights) for one in own]
    return np.column_stack(columns)


def _filled(column: Floats, weights: Floats) -> Floats:
    given = ~np.isnan(column)
    if given.all():
        return column
    mean = np.average(column[given], weights=weights[given]) if weights[given].sum() > 0 else 0.0
    return np.where(given, column, mean)


def cloud_of(basis: Basis) -> Cloud:
    """The placed rows of the basis."""
    placed = basis.placed
    return cloud(basis.view, placed, basis.values[placed], basis.weights[placed], basis.recipe.kinds)


def cloud(view: str, placed: Flags, x: Floats, weights: Floats, kinds: tuple[ColumnKind, ...]) -> Cloud:
    """The cloud of the rows `x`, shape (n, p), with `weights`, shape (n,)."""
    _, firsts, whose = np.unique(np.nan_to_num(x, nan=GAP), axis=0, return_index=True, return_inverse=True)
    patterns = whose.reshape(-1).astype(np.int64)
    return Cloud(view, placed, x, weights / weights.mean() if len(weights) else weights, kinds, x[firsts], patterns)
