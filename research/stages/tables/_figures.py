"""The figures of a stub in every column, and in everyone else of the column's group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from research.domain.arrays import Counts, Flags, Floats
from research.stages.tables._stub import FigureRow, ShareRow, StubRow
from research.stats import tabulation


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """r rows in c columns, every array of shape (r, c).

    Attributes:
        sds: standard deviations behind means, NaN for shares.
    """

    values: Floats
    sds: Floats
    counts: Counts
    weighted_counts: Floats
    bases: Counts
    weighted_bases: Floats
    effective_bases: Floats


def measure(rows: Sequence[StubRow], members: Flags, weights: Floats) -> Figures:
    """The figures of `rows` in the columns of `members`, shape (n, c), with weights of shape (n,)."""
    shape = (len(rows), members.shape[1])
    figures = Figures(
        np.full(shape, np.nan),
        np.full(shape, np.nan),
        np.zeros(shape, dtype=np.int64),
        np.zeros(shape),
        np.zeros(shape, dtype=np.int64),
        np.zeros(shape),
        np.zeros(shape),
    )
    _fill_shares(figures, rows, members, weights)
    _fill_moments(figures, rows, members, weights)
    return figures


def measure_overlaps(rows: Sequence[StubRow], members: Flags, weights: Floats) -> Floats:
    """Per row and pair of columns Σ_overlap w² ÷ (W₁·W₂), shape (r, c, c)."""
    found: list[Floats] = []
    before: Flags | None = None
    for row in rows:
        asked = _asked(row)
        same = before is not None and np.array_equal(asked, before)
        found.append(found[-1] if same else tabulation.overlaps(asked, members, weights))
        before = asked
    return np.array(found)


def _fill_shares(figures: Figures, rows: Sequence[StubRow], members: Flags, weights: Floats) -> None:
    at = [i for i, row in enumerate(rows) if isinstance(row, ShareRow)]
    stacked = [row for row in rows if isinstance(row, ShareRow)]
    if not stacked:
        return
    hits, asked = np.column_stack([row.hits for row in stacked]), np.column_stack([row.asked for row in stacked])
    shares = tabulation.shares(hits, asked, members, weights)
    figures.values[at] = shares.values
    figures.counts[at] = shares.counts
    figures.weighted_counts[at] = shares.weighted_counts
    _fill_bases(figures, at, shares.bases)


def _fill_moments(figures: Figures, rows: Sequence[StubRow], members: Flags, weights: Floats) -> None:
    at = [i for i, row in enumerate(rows) if isinstance(row, FigureRow)]
    stacked = [row for row in rows if isinstance(row, FigureRow)]
    if not stacked:
        return
    moments = tabulation.moments(np.column_stack([row.values for row in stacked]), members, weights)
    figures.sds[at] = moments.sds
    for i, row, means, sds in zip(at, stacked, moments.means, moments.sds, strict=True):
        if row.row.kind == "median":
            figures.values[i] = tabulation.medians(row.values, members, weights)
        else:
            figures.values[i] = means if row.row.kind == "mean" else sds
    figures.counts[at] = moments.bases.unweighted
    figures.weighted_counts[at] = moments.bases.weighted
    _fill_bases(figures, at, moments.bases)


def _fill_bases(figures: Figures, at: Sequence[int], bases: tabulation.Bases) -> None:
    figures.bases[at] = bases.unweighted
    figures.weighted_bases[at] = bases.weighted
    figures.effective_bases[at] = bases.effective


def _asked(row: StubRow) -> Flags:
    return row.asked if isinstance(row, ShareRow) else ~np.isnan(row.values)
