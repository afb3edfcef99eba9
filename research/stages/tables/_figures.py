"""The figures of a stub in every column, and in everyone else of the column's group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from research.domain.arrays import Counts, Flags, Floats
from research.stages.tables._counting import Counted, Counting
from research.stages.tables._stub import FigureRow, ShareRow, StubRow, worth
from research.stats import tabulation
from research.stats.cell_sums import CellSums
from research.stats.column_tests import OverlapRule
from research.stats.linearised import covariances, logit_interval, mean_interval

_LEVEL = 95.0
"""Confidence of intervals, in per cent."""


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """r rows in c columns, every array of shape (r, c).

    Attributes:
        sds: standard deviations behind means, NaN for shares.
        standard_errors: linearised, of shares and means; NaN for other figures.
    """

    values: Floats
    sds: Floats
    standard_errors: Floats
    counts: Counts
    weighted_counts: Floats
    bases: Counts
    weighted_bases: Floats
    effective_bases: Floats


@dataclass(frozen=True, slots=True, eq=False)
class TableFigures:
    """The figures of a table.

    Attributes:
        columns: in the columns; rest: in everyone else of each column's group.
        overlaps: what is taken out for the pairs of columns that share respondents, shape (r, m).
        covariances: linearised, of these pairs.
    """

    columns: Figures
    rest: Figures
    overlaps: Floats
    covariances: Floats


def measure(rows: Sequence[StubRow], counting: Counting, overlaps_by: OverlapRule | None) -> TableFigures:
    """The figures of `rows` in the columns that `counting` knows, overlaps as `overlaps_by` tells them."""
    people = counting.people
    shape, pairs = (len(rows), people.members.shape[1]), (len(rows), len(people.pairs))
    columns, rest, overlaps, covaried = _empty(shape), _empty(shape), np.zeros(pairs), np.zeros(pairs)
    for at, run in _runs(rows):
        counted = counting.sums_of(run[0].source)
        asked = np.array([_asked(row, counted) for row in run])
        for figures, sums in ((columns, counted.sums.columns), (rest, counted.sums.rest)):
            _fill(figures, at, run, counted, sums, asked)
        if len(people.pairs):
            covaried[at] = _covariances(run, counted, columns, at, counting)
            if overlaps_by is not None:
                overlaps[at] = overlaps_by(counted.sums.shared, asked, people.pairs, _bases(columns, at))
    return TableFigures(columns, rest, overlaps, covaried)


def _covariances(
    run: Sequence[StubRow], counted: Counted, columns: Figures, at: Sequence[int], counting: Counting
) -> Floats:
    """Of shares and means in the pairs of columns, shape (rows, m); meaningless for other figures."""
    scores = np.array([worth(row, counted.answers) for row in run])
    figures, shared = _bases(columns, at).weighted, counted.sums.shared.squares
    return covariances(shared, scores, columns.values[at], figures, counting.people.pairs, len(counting.people.of))


def _bases(figures: Figures, at: Sequence[int]) -> tabulation.Bases:
    return tabulation.Bases(figures.bases[at], figures.weighted_bases[at], figures.effective_bases[at])


def intervals(figures: Figures, rows: Sequence[StubRow]) -> tuple[Floats, Floats]:
    """The 95 % intervals of shares and means, low and high, of shape (r, c)."""
    low, high = mean_interval(figures.values, figures.standard_errors, _LEVEL)
    shares = [i for i, row in enumerate(rows) if isinstance(row, ShareRow)]
    degrees = np.maximum(figures.bases[shares] - 1.0, 1.0)
    low[shares], high[shares] = logit_interval(figures.values[shares], figures.standard_errors[shares], _LEVEL, degrees)
    return low, high


def _runs(rows: Sequence[StubRow]) -> Iterator[tuple[list[int], list[StubRow]]]:
    """Rows of one source that follow each other, with their positions."""
    for _, run in groupby(enumerate(rows), key=lambda place: place[1].source.key):
        places = list(run)
        yield [i for i, _ in places], [row for _, row in places]


def _asked(row: StubRow, counted: Counted) -> Flags:
    """The answers in the base of a row, shape (l,)."""
    if isinstance(row, ShareRow) or row.scores is None:
        return np.ones(len(counted.answers), dtype=bool)
    return np.isin(counted.answers, list(row.scores))


def _fill(
    figures: Figures, at: Sequence[int], run: Sequence[StubRow], counted: Counted, sums: CellSums, asked: Flags
) -> None:
    shares = [k for k, row in enumerate(run) if isinstance(row, ShareRow)]
    if shares:
        hits = np.array([np.isin(counted.answers, row.hits) for row in run if isinstance(row, ShareRow)])
        _fill_shares(figures, [at[k] for k in shares], tabulation.shares(sums, hits, asked[shares]))
    for i, row in zip(at, run, strict=True):
        if isinstance(row, FigureRow):
            _fill_figure(figures, i, row, sums, worth(row, counted.answers))


def _fill_shares(figures: Figures, at: Sequence[int], shares: tabulation.Shares) -> None:
    figures.values[at] = shares.values
    figures.standard_errors[at] = shares.standard_errors
    figures.counts[at] = shares.counts
    figures.weighted_counts[at] = shares.weighted_counts
    _fill_bases(figures, at, shares.bases)


def _fill_figure(figures: Figures, i: int, row: FigureRow, sums: CellSums, scores: Floats) -> None:
    moments = tabulation.moments(sums, scores)
    figures.sds[i] = moments.sds
    if row.row.kind == "quantile":
        figures.values[i] = tabulation.quantiles(sums, scores, row.share)
    elif row.row.kind == "sd":
        figures.values[i] = moments.sds
    else:
        figures.values[i], figures.standard_errors[i] = moments.means, moments.standard_errors
    figures.counts[i] = moments.bases.unweighted[0]
    figures.weighted_counts[i] = moments.bases.weighted[0]
    _fill_bases(figures, [i], moments.bases)


def _fill_bases(figures: Figures, at: Sequence[int], bases: tabulation.Bases) -> None:
    figures.bases[at] = bases.unweighted
    figures.weighted_bases[at] = bases.weighted
    figures.effective_bases[at] = bases.effective


def _empty(shape: tuple[int, int]) -> Figures:
    def unknown() -> Floats:
        return np.full(shape, np.nan)

    def none() -> Counts:
        return np.zeros(shape, dtype=np.int64)

    return Figures(unknown(), unknown(), unknown(), none(), np.zeros(shape), none(), np.zeros(shape), np.zeros(shape))
