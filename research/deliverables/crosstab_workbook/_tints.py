"""Shades of segment figures: far enough from the total, and told apart from everyone else or defining."""

from __future__ import annotations

import numpy as np

from research.domain.arrays import Flags, Texts
from research.domain.comparison import RULES
from research.domain.tables import Table, Tables


def tints(table: Table, tables: Tables) -> Texts:
    """The Tint of every cell, shape (rows, columns)."""
    gate, indices = RULES.plain, table.indices
    above = table.values - table.values[:, :1]
    shades = np.full(table.values.shape, "", dtype=object)
    shades[(above >= gate.points) & (indices >= gate.index)] = "up"
    shades[(above <= -gate.points) & (indices <= gate.index_less)] = "down"
    shades[~_told(table, tables)] = ""
    return shades


def _told(table: Table, tables: Tables) -> Flags:
    """Cells of segments with enough respondents that are tested and apart, or about what defines the segments."""
    banner = tables.banner
    segments = np.array([column.group in banner.of_segments for column in banner.columns], dtype=bool)
    defining = np.array([row.basis for row in table.rows], dtype=bool)
    apart = defining[:, None] | (table.versus_rest != "")
    told: Flags = segments & apart & (table.bases >= tables.min_base)
    return told
