"""Many rows condensed into a few small cells, for methods whose cost grows with the square of the rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import Floats

CELLS = 1_500
SAMPLE = 20_000
"""Rows on which the centres of the cells are found."""
STEPS = 4
"""Lloyd's iterations on them."""
ROWS_AT_ONCE = 4_096


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Weighted means of neighbouring rows, shape (c, p), and their weights, shape (c,)."""

    x: Floats
    weights: Floats


def cells_of(x: Floats, weights: Floats, rng: np.random.Generator) -> Cells:
    """At most CELLS cells of the rows `x`, shape (m, p), with `weights`, shape (m,): k-means in few steps."""
    drawn = np.sort(rng.choice(len(x), min(SAMPLE, len(x)), replace=False))
    seeds = rng.choice(len(drawn), min(CELLS, len(drawn)), replace=False)
    found = Cells(x[drawn[seeds]], weights[drawn[seeds]])
    for _ in range(STEPS):
        found = _means(x[drawn], weights[drawn], found.x)
    return _means(x, weights, found.x)


def _means(x: Floats, weights: Floats, centres: Floats) -> Cells:
    """The means of the rows nearest to each of `centres`; those without a row are left out."""
    nearest, c = _nearest(x, centres), len(centres)
    held = np.asarray(np.bincount(nearest, weights, c), dtype=np.float64)
    sums = np.column_stack([np.bincount(nearest, weights * column, c) for column in x.T])
    return Cells(sums[held > 0] / held[held > 0, None], held[held > 0])


def _nearest(x: Floats, centres: Floats) -> NDArray[np.int64]:
    """Which centre is nearest, in single precision, shape (m,)."""
    rough = centres.astype(np.float32)
    halves = 0.5 * (rough * rough).sum(axis=1)
    portions = [x[at : at + ROWS_AT_ONCE].astype(np.float32) for at in range(0, len(x), ROWS_AT_ONCE)]
    return np.concatenate([(portion @ rough.T - halves).argmax(axis=1) for portion in portions])
