"""The respondents who can be placed, as a cloud of points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from research.domain.arrays import Counts, Flags, Floats
from research.domain.basis import Basis, ColumnKind


@dataclass(frozen=True, slots=True, eq=False)
class Cloud:
    """The respondents who can be placed.

    Attributes:
        view: name of the basis.
        placed: who they are, shape (n of the basis,).
        x: basis values, shape (n, p), without NaN; weights: shape (n,), mean 1; kinds: of the p columns.
        patterns: 0 … `different` − 1: respondents with the same values have the same number, shape (n,).
    """

    view: str
    placed: Flags
    x: Floats
    weights: Floats
    kinds: tuple[ColumnKind, ...]
    patterns: Counts

    @property
    def different(self) -> int:
        return int(self.patterns.max(initial=-1)) + 1


def cloud_of(basis: Basis) -> Cloud:
    """The rows of the basis without gaps."""
    placed = np.asarray(~np.isnan(basis.values).any(axis=1))
    return cloud(basis.view, placed, basis.values[placed], basis.weights[placed], basis.recipe.kinds)


def cloud(view: str, placed: Flags, x: Floats, weights: Floats, kinds: tuple[ColumnKind, ...]) -> Cloud:
    """The cloud of the rows `x`, shape (n, p), with `weights`, shape (n,)."""
    patterns = np.unique(x, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)
    return Cloud(view, placed, x, weights / weights.mean() if len(weights) else weights, kinds, patterns)
