"""Prototypes of mixed columns: means of numbers, most frequent categories of names.

Distances are linear in what a prototype is: with the statistics g of a row (its numbers, which of them are given, and
one column a category) they are const + g · θ, so that all rows and all starts are a matrix product.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import ColumnKind, Floats

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Which columns are numbers and which are names, and what a mismatch of names counts.

    Attributes:
        numeric: columns taken as numbers, shape (q,); nominal: columns of names, shape (r,).
        items, categories: column and code of each of the c categories, in blocks by item, shape (c,).
        mismatch: λ, the squared distance that another name counts.
    """

    numeric: Ints
    nominal: Ints
    items: Ints
    categories: Floats
    mismatch: float

    def statistics(self, x: Floats) -> tuple[Floats, Floats]:
        """g of every row, shape (n, 2q + c), and what of its distances depends on no prototype, shape (n,)."""
        numbers = x[:, self.numeric]
        given = ~np.isnan(numbers)
        values = np.where(given, numbers, 0.0)
        chosen = (x[:, self.items] == self.categories).astype(np.float64)
        named = (~np.isnan(x[:, self.nominal])).sum(axis=1)
        constant = (values * values).sum(axis=1) + self.mismatch * named
        return np.hstack([values, given, chosen]), constant

    def slopes(self, means: Floats, modes: Floats) -> Floats:
        """θ of prototypes with `means`, shape (…, k, q), and `modes`, ones and zeros, shape (…, k, c)."""
        return np.concatenate([-2.0 * means, means * means, -self.mismatch * modes], axis=-1)


def layout_of(x: Floats, weights: Floats, kinds: Sequence[ColumnKind], mismatch: float | None) -> Layout:
    """The layout of the rows `x`, shape (m, p); `mismatch` is estimated where it is None.

    λ is the mean variance of the numeric columns over the mean of 1 − Σ p² of the nominal ones, p the shares of the
    categories (Huang 1997; Szepannek 2018, `clustMixType::lambdaest` in R), so that either kind counts about alike.
    """
    numeric = np.flatnonzero([kind != "nominal" for kind in kinds])
    nominal = np.flatnonzero([kind == "nominal" for kind in kinds])
    codes = {int(j): np.unique(x[~np.isnan(x[:, j]), j]) for j in nominal}
    items = np.repeat(nominal, [len(codes[int(j)]) for j in nominal]).astype(np.int64)
    categories = np.concatenate([np.empty(0), *codes.values()])
    layout = Layout(numeric, nominal, items, categories, 1.0)
    return Layout(numeric, nominal, items, categories, _mismatch(x, weights, layout) if mismatch is None else mismatch)


def _mismatch(x: Floats, weights: Floats, layout: Layout) -> float:
    variances = [_variance(x[:, j], weights) for j in layout.numeric]
    spreads = [_spread(x[:, j], weights, layout.categories[layout.items == j]) for j in layout.nominal]
    numbers, names = float(np.mean(variances or [0.0])), float(np.mean(spreads or [0.0]))
    return numbers / names if numbers > 0 and names > 0 else 1.0


def _variance(column: Floats, weights: Floats) -> float:
    given = ~np.isnan(column)
    if not given.any():
        return 0.0
    centre = np.average(column[given], weights=weights[given])
    return float(np.average((column[given] - centre) ** 2, weights=weights[given]))


def _spread(column: Floats, weights: Floats, codes: Floats) -> float:
    held = np.array([weights[column == code].sum() for code in codes])
    return float(1.0 - ((held / held.sum()) ** 2).sum()) if held.sum() > 0 else 0.0
