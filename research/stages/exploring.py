"""Explore: which figures set a segment apart, by a double gate: significant and large."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from research.domain.arrays import Floats, sealed
from research.domain.comparison import RULES
from research.domain.exploration import Exploration, ProfileRow
from research.domain.tables import SEGMENT, SHARES, Row, Table, Tables
from research.stats.effect_size import cohens_h, standardised_difference

_TOP_BOX, _ANY = "net:top", "net:any"
_LEFT_OUT = ("grid_mean", "grid_box", "grid_top_box", "concepts")
"""Summaries: the items of a grid speak by the tables of their own."""


def explore(tables: Tables) -> Exploration | None:
    """What sets the segments apart; None without segments.

    A figure counts where the segment is told apart from everyone else (or the segments were formed on it, which is
    marked), and the difference from everyone is large: an index of 120 or 83 with five points, or 20 points; a quarter
    of a standard deviation for means (`domain.comparison.RULES`). A scale speaks by its
    top box, a number by its mean; of several answers to one question the strongest is kept.
    """
    columns = [j for j, column in enumerate(tables.banner.columns) if column.group == SEGMENT]
    if not columns:
        return None
    found: dict[str, ProfileRow] = {}
    for row in _rows(tables, columns):
        known = found.get(row.variable)
        if known is None or _strength(row) > _strength(known):
            found[row.variable] = row
    labels = tuple(tables.banner.columns[j].label for j in columns)
    return Exploration(labels, sealed(_sizes(tables, columns)), tuple(found.values()))


def _sizes(tables: Tables, columns: Sequence[int]) -> Floats:
    """Respondents in each segment: the largest base of any table."""
    bases = [table.bases[:, columns].max(axis=0, initial=0) for table in tables.tables]
    return np.max(bases, axis=0).astype(np.float64) if bases else np.zeros(len(columns))


def _strength(row: ProfileRow) -> float:
    return float(np.max(np.abs(row.effects[row.apart != 0])))


def _rows(tables: Tables, columns: Sequence[int]) -> Iterator[ProfileRow]:
    for table in tables.tables:
        if table.kind in _LEFT_OUT or table.name in tables.banner.of_segments:
            continue
        for i, row in _speaking(table):
            made = _row(table, i, row, columns, tables)
            if made is not None and made.apart.any():
                yield made


def _speaking(table: Table) -> Iterator[tuple[int, Row]]:
    """A scale speaks by its top box, a number by its mean, another question by its answers and nets."""
    boxed = any(row.key.startswith(_TOP_BOX) for row in table.rows)
    shared = any(row.kind in SHARES for row in table.rows)
    for i, row in enumerate(table.rows):
        if row.key == _ANY:
            continue
        in_place_of_all = row.key.startswith(_TOP_BOX) if boxed else row.kind == "mean"
        if in_place_of_all if boxed or not shared else row.kind in SHARES:
            yield i, row


def _row(table: Table, i: int, row: Row, columns: Sequence[int], tables: Tables) -> ProfileRow | None:
    values, total = table.values[i, columns], float(table.values[i, 0])
    if row.kind in SHARES:
        effects, indices = cohens_h(values, total), table.indices[i, columns]
        large = _large_shares(values - total, indices)
    elif row.kind == "mean" and "sd" in {other.key for other in table.rows}:
        effects = standardised_difference(values, total, table.values[table.row("sd"), 0])
        indices = np.full(len(columns), np.nan)
        large = np.where(np.abs(effects) >= RULES.plain.sd, np.sign(effects), 0.0)
    else:
        return None
    marks = table.versus_rest[i, columns]
    told = (row.basis | (marks != "")) & (table.bases[i, columns] >= tables.min_base)
    return ProfileRow(
        table.name,
        row.key,
        row.variable,
        table.role,
        table.title,
        row.label,
        row.kind == "mean" or row.key.startswith(_TOP_BOX),
        row.kind in SHARES,
        table.decimals,
        row.basis,
        total,
        sealed(values),
        sealed(indices),
        sealed(effects),
        sealed(marks),
        sealed(np.where(told, large, 0.0)),
    )


def _large_shares(points: Floats, indices: Floats) -> Floats:
    """1 for far enough above everyone, -1 below, else 0."""
    gate = RULES.plain
    above = ((points >= gate.points) & (indices >= gate.index)) | (points >= gate.points_alone)
    below = ((points <= -gate.points) & (indices <= gate.index_less)) | (points <= -gate.points_alone)
    return above.astype(np.float64) - below.astype(np.float64)
