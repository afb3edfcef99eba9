"""What changed since the wave before: every cell against the same cell there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import ndtr

from research.domain.arrays import Floats, Texts, sealed
from research.domain.tables import Table, Tables
from research.stages.tables._between import waves_z
from research.stages.tables._marks import signed
from research.stages.tables._panel import Side, panel_of
from research.stages.tables._plan import TablePlan
from research.stages.tables._waves import WaveTables
from research.stats.wave_tests import WavePairs


def mark_changes(now: WaveTables, before: WaveTables, plan: TablePlan) -> Tables:
    """The tables of a wave with a mark at every figure that differs from that of the wave before.

    At the level of arrows; respondents of both waves are held against themselves. Where a table, row or column was not
    there before, nothing is marked.
    """
    panel = panel_of(Side(now, plan), Side(before, plan))
    tables, earlier = now.tables, {table.name: table for table in before.tables.tables}

    def marked(table: Table) -> Table:
        if table.name not in earlier:
            return table
        together = panel.covariances(table.name)
        marks = _marks(table, earlier[table.name], together, tables, before.tables)
        return replace(table, since=sealed(marks), since_covariances=sealed(together))

    return replace(tables, tables=tuple(map(marked, tables.tables)), since=before.label, panel=panel.n)


def _marks(now: Table, before: Table, together: Floats, tables: Tables, earlier: Tables) -> Texts:
    rows = {row.key: i for i, row in enumerate(before.rows)}
    same = np.array([rows.get(row.key, -1) for row in now.rows])
    place = {column.key: j for j, column in enumerate(earlier.banner.columns)}
    at = np.array([place.get(column.key, -1) for column in tables.banner.columns])
    there = np.ix_(same, at)
    known = (same >= 0)[:, None] & (at >= 0) & (now.bases >= tables.min_base)
    known &= before.bases[there] >= earlier.min_base
    pairs = WavePairs(
        (now.values, before.values[there]),
        (now.effective_bases, before.effective_bases[there]),
        (now.standard_errors, before.standard_errors[there]),
        together,
    )
    z = waves_z(now.rows, pairs)
    changed = known & (2.0 * ndtr(-np.abs(z)) <= 1.0 - tables.rules.arrow / 100.0)
    return signed(changed, z)
