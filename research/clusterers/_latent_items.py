"""What rows answer, as sufficient statistics: the data of latent class analysis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import ColumnKind, Floats
from research.clusterers._latent_blocks import Block, FreeCategories, Normals
from research.clusterers._latent_ordinal import OrderedCategories


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """Different rows in canonical order with their summed weights.

    Attributes:
        x: shape (m, p), with NaN for gaps; weights: shape (m,), mean 1.
        answered: how many of the rows hold an answer at all.
    """

    x: Floats
    weights: Floats
    answered: int


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """The columns in blocks of one kind, and where their statistics lie.

    Attributes:
        blocks: in the order of the statistics, the first of which is a one for the size of the class.
        items, categories: column and code of each statistic that counts a category, shape (c,).
        numeric: the columns taken as numbers, shape (q,); centre, spread: by which these are standardised.
    """

    blocks: tuple[Block, ...]
    items: NDArray[np.int64]
    categories: Floats
    numeric: NDArray[np.int64]
    centre: Floats
    spread: Floats

    def statistics(self, x: Floats) -> Floats:
        """Sufficient statistics of the rows of `x`, shape (1 + statistics, n); a gap has zeros."""
        z = (x[:, self.numeric] - self.centre) / self.spread
        values = np.stack([np.ones(z.shape), z, z * z], axis=2)
        values[np.isnan(z)] = 0.0
        rows = np.empty((1 + len(self.items) + 3 * len(self.numeric), len(x)))
        rows[0] = 1.0
        for at, (item, category) in enumerate(zip(self.items, self.categories, strict=True), start=1):
            rows[at] = x[:, item] == category
        rows[1 + len(self.items) :] = values.reshape(len(x), -1).T
        return rows

    def parameters(self, k: int) -> int:
        """Free parameters of `k` classes: their sizes, and what the blocks have."""
        return k - 1 + sum(block.parameters(k) for block in self.blocks)


def patterns_of(x: Floats, weights: Floats) -> Patterns:
    """The different rows of positive weight; rows with the same gaps and the same answers are alike."""
    held = weights > 0
    x, weights = x[held], weights[held]
    order = np.lexsort((weights, *x.T[::-1]))
    x, weights = x[order], weights[order]
    alike = (x[1:] == x[:-1]) | (np.isnan(x[1:]) & np.isnan(x[:-1]))
    firsts = np.flatnonzero(np.r_[True, ~alike.all(axis=1)][: len(x)])
    x, weights = x[firsts], np.add.reduceat(weights, firsts) if len(firsts) else weights
    # rounded, so that weights that differ by a constant only are the same to the last bit
    weights = np.round(weights * (len(weights) / (float(weights.sum()) or 1.0)), 12)
    return Patterns(x, weights, int((~np.isnan(x)).any(axis=1).sum()))


def items_of(rows: Patterns, kinds: Sequence[ColumnKind]) -> Items:
    """Blocks for the columns of `rows`; the categories of an item are the codes that occur in it."""
    codes = {j: np.unique(rows.x[~np.isnan(rows.x[:, j]), j]) for j, kind in enumerate(kinds) if kind != "numeric"}
    ordered = [j for j in codes if kinds[j] == "ordinal" and len(codes[j]) > 2]
    free = [j for j in codes if j not in ordered and len(codes[j])]
    sizes = sorted({len(codes[j]) for j in ordered})
    alike = [[j for j in ordered if len(codes[j]) == size] for size in sizes]
    columns = [*free, *(j for group in alike for j in group)]
    numeric = np.flatnonzero([kind == "numeric" for kind in kinds])
    centre, spread = _moments(rows.x[:, numeric], rows.weights)
    blocks: tuple[Block, ...] = (
        FreeCategories(np.array([len(codes[j]) for j in free], dtype=np.int64)),
        *(OrderedCategories(np.array([_scores(codes[j]) for j in group])) for group in alike),
        Normals(len(numeric)),
    )
    return Items(
        tuple(block for block in blocks if block.width),
        np.repeat(np.array(columns, dtype=np.int64), [len(codes[j]) for j in columns]),
        np.concatenate([np.empty(0), *(codes[j] for j in columns)]),
        numeric,
        centre,
        spread,
    )


def _scores(codes: Floats) -> Floats:
    return np.asarray((codes - codes[0]) / (codes[-1] - codes[0]))


def _moments(x: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Weighted mean and standard deviation of each column where it is answered; a constant one has spread 1."""
    answered = np.where(np.isnan(x), 0.0, weights[:, None])
    held = np.maximum(answered.sum(axis=0), np.finfo(float).tiny)
    values = np.nan_to_num(x)
    centre = (answered * values).sum(axis=0) / held
    variance = (answered * (values - centre) ** 2).sum(axis=0) / held
    spread = np.sqrt(variance)
    return centre, np.where(spread > 1e-9 * np.maximum(np.abs(centre), 1e-300), spread, 1.0)
