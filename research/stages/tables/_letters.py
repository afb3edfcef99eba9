"""Significance: letters between the columns of a group, and each column against everyone else of its group.

Not tested are bases below the least base, what the package's rules leave out, and a column against another that it is
part of.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from research.domain.arrays import Flags, Floats, Texts
from research.domain.tables import MEANS, SHARES, Row
from research.stages.tables._banner import Columns
from research.stages.tables._figures import Figures, TableFigures
from research.stages.tables._marks import grades, lettered, signed
from research.stages.tables._testing import Testing, both_ways, side


def letters(measured: TableFigures, rows: Sequence[Row], columns: Columns, silent: Flags, testing: Testing) -> Texts:
    """Per cell the letters of the columns of its group that it is above, shape (rows, columns).

    Args:
        silent: cells that are not tested, shape (rows, columns).
    """
    figures, named = measured.columns, columns.banner.columns
    found = np.full(figures.values.shape, "", dtype=object)
    tested = _testable(figures, rows, testing.min_base) & ~silent
    for group in columns.groups:
        at = np.array(group)
        higher, grade = _graded(measured, rows, columns, at, tested, testing)
        found[:, at] = lettered(higher, grade, [named[j].letter for j in group], len(testing.limits))
    return found


def versus_rest(
    measured: TableFigures, rows: Sequence[Row], columns: Columns, silent: Flags, testing: Testing
) -> Texts:
    """Per cell `+` or `-` where it differs from everyone else of its group, shape (rows, columns)."""
    own, others = measured.columns, measured.rest
    nothing = np.zeros_like(own.values)
    outcome = testing.of_rows(rows, side(own), side(others), nothing, nothing)
    tested = _testable(own, rows, testing.min_base) & _testable(others, rows, testing.min_base) & ~silent
    p = np.where(tested, outcome.p, np.nan)
    for group in columns.groups:
        p[:, list(group)] = testing.corrected_rest(p[:, list(group)])
    return signed(p <= testing.arrow, outcome.statistic)


def _graded(
    measured: TableFigures,
    rows: Sequence[Row],
    columns: Columns,
    at: NDArray[np.int64],
    tested: Flags,
    testing: Testing,
) -> tuple[Flags, NDArray[np.int64]]:
    """Which column of a pair is higher, and how strict a limit the pair reaches, both of shape (rows, g, g)."""
    places = _places(columns, at)
    overlap, covariance = (_square(part, places, len(at)) for part in (measured.overlaps, measured.covariances))
    outcome = testing.of_rows(rows, *both_ways(measured.columns, at), overlap, covariance)
    apart = tested[:, at, None] & tested[:, None, at] & ~columns.inside[np.ix_(at, at)] & ~np.eye(len(at), dtype=bool)
    p = np.where(apart, outcome.p, np.nan)
    corrected = testing.corrected(p)
    graded_by = corrected if testing.preset.graded_by == "corrected" else p
    return (corrected <= testing.limits[-1]) & (outcome.statistic > 0), grades(graded_by, testing.limits[:-1])


def _places(columns: Columns, at: NDArray[np.int64]) -> NDArray[np.intp]:
    """Of the pairs of columns that share respondents, those in the group: pair and both positions, shape (m, 3)."""
    pairs = columns.people.pairs
    inside = np.flatnonzero(np.isin(pairs[:, 0], at))
    place = np.zeros(len(columns.banner.columns), dtype=np.intp)
    place[at] = np.arange(len(at))
    return np.column_stack([inside, place[pairs[inside]]])


def _square(figures: Floats, places: NDArray[np.intp], width: int) -> Floats:
    """Figures of pairs, shape (rows, m), as those of every two columns of a group, 0 where nobody is in both."""
    full = np.zeros((len(figures), width, width))
    pair, i, j = places.T
    full[:, i, j] = full[:, j, i] = figures[:, pair]
    return full


def _testable(figures: Figures, rows: Sequence[Row], min_base: int) -> Flags:
    comparable = np.array([row.kind in (*SHARES, *MEANS) for row in rows], dtype=bool)
    return np.asarray((figures.bases >= min_base) & comparable[:, None], dtype=bool)
