"""What changed since the wave before: every cell against the same cell there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import ndtr

from research.domain.arrays import Texts, sealed
from research.domain.tables import Table, Tables
from research.stages.tables._independent import independent_z
from research.stages.tables._marks import signed


def mark_changes(tables: Tables, before: Tables, label: str) -> Tables:
    """`tables` with a mark at every figure that differs from that of the wave before, called `label`.

    The waves count as independent samples, at the level of arrows; where a table, row or column was not there before,
    nothing is marked.
    """
    earlier = {table.name: table for table in before.tables}
    place = {column.key: j for j, column in enumerate(before.banner.columns)}
    at = np.array([place.get(column.key, -1) for column in tables.banner.columns])
    marked = tuple(
        replace(table, since=sealed(_marks(table, earlier[table.name], at, tables, before)))
        if table.name in earlier
        else table
        for table in tables.tables
    )
    return replace(tables, tables=marked, since=label)


def _marks(now: Table, before: Table, at: np.ndarray, tables: Tables, earlier: Tables) -> Texts:
    rows = {row.key: i for i, row in enumerate(before.rows)}
    same = np.array([rows.get(row.key, -1) for row in now.rows])
    there = np.ix_(same, at)
    known = (same >= 0)[:, None] & (at >= 0) & (now.bases >= tables.min_base)
    known &= before.bases[there] >= earlier.min_base
    z = independent_z(
        now.rows,
        (now.values, before.values[there]),
        (now.effective_bases, before.effective_bases[there]),
        (now.standard_errors, before.standard_errors[there]),
    )
    changed = known & (2.0 * ndtr(-np.abs(z)) <= 1.0 - tables.rules.arrow / 100.0)
    return signed(changed, z)
