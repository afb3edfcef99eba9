"""Gower's dissimilarity between rows of any kinds of columns, with gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import ColumnKind, Floats


@dataclass(frozen=True, slots=True, eq=False)
class Gower:
    """Mean over the columns that both rows answer: 0 or 1 for nominal ones, and |difference| ÷ range for all others.

    Gower 1971, A general coefficient of similarity, Biometrics 27; `cluster::daisy(metric = "gower")` in R, with
    binary columns symmetric and ordinal ones by their codes. Beyond the ranges of the fit it may exceed 1. Rows that
    answer nothing in common are 1 apart.

    Attributes:
        nominal: which columns are, shape (p,); scales: 1 ÷ range, 0 for a column in which nobody differs, shape (p,).
    """

    nominal: NDArray[np.bool_]
    scales: Floats

    def between(self, x: Floats, y: Floats) -> Floats:
        """Dissimilarity of every row of `x`, shape (n, p), from every row of `y`, shape (l, p); shape (n, l)."""
        total = np.zeros((len(x), len(y)))
        for j, (nominal, scale) in enumerate(zip(self.nominal, self.scales, strict=True)):
            apart = np.abs(x[:, [j]] - y[:, j])
            total += np.nan_to_num((apart > 0) if nominal else apart * scale, copy=False) * ~np.isnan(apart)
        common = (~np.isnan(x)).astype(np.float64) @ (~np.isnan(y)).astype(np.float64).T
        return np.asarray(np.where(common > 0, total / np.maximum(common, 1.0), 1.0))


def gower_of(x: Floats, kinds: Sequence[ColumnKind]) -> Gower:
    """By the ranges of the rows `x`, shape (m, p), where they are answered."""
    ranges = np.fmax.reduce(x, axis=0, initial=-np.inf) - np.fmin.reduce(x, axis=0, initial=np.inf)
    varies = np.isfinite(ranges) & (ranges > 0)
    scales = np.where(varies, 1 / np.where(varies, ranges, 1.0), 0.0)
    return Gower(np.array([kind == "nominal" for kind in kinds]), scales)
