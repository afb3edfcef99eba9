"""Compare waves: segment sizes, concept scores and outcomes, each wave against the one before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from research.domain.arrays import Floats
from research.domain.tables import LEAST_EXPECTED, SEGMENT, SHARES, TOTAL, Row, Table, Tables
from research.domain.waves import Change, Topic, WaveComparison, WaveFigure
from research.stats.proportions import critical_z, enough_expected, wilson_interval
from research.stats.wave_tests import WavePairs, shares_z

LEVEL = 95.0
"""Confidence of the intervals and of a change."""
_TOP_BOX = "net:top"
"""How the keys of top boxes begin, whatever their width."""
_YES, _NO = "1", "0"
"""The codes of a flag."""


@dataclass(frozen=True, slots=True)
class _Tracked:
    """One row of one table in one column, to be followed over the waves."""

    topic: Topic
    key: str
    label: str
    segment: int
    table: str
    row: str
    column: str


def compare_waves(waves: Sequence[tuple[str, str, Tables]], outcomes: tuple[str, ...]) -> WaveComparison:
    """Figures that waves have in common, side by side.

    Sizes are weighted shares of those in a segment; concept scores are top boxes of every concept and measure; of
    `outcomes` outside the concepts, whatever is a share is followed. Intervals are Wilson's on effective bases; a
    change is tested as in the tables: respondents of both waves are held against themselves.

    Args:
        waves: key, label and tables of each wave in order.
        outcomes: names of outcome questions and variables.
    """
    tracked: dict[tuple[str, str, int], _Tracked] = {}
    for one in (one for _, _, tables in waves for one in _tracked(tables, outcomes)):
        tracked.setdefault((one.topic, one.key, one.segment), one)
    return WaveComparison(
        tuple(key for key, _, _ in waves),
        tuple(label for _, label, _ in waves),
        tuple(figure for one in tracked.values() for figure in _followed(one, waves)),
    )


def _tracked(tables: Tables, outcomes: tuple[str, ...]) -> Iterator[_Tracked]:
    segments = [column.key for column in tables.banner.columns if column.group == SEGMENT]
    for table in tables.tables:
        if table.name == SEGMENT:
            for row in table.rows:
                yield _Tracked("size", row.key, row.label, int(row.key), table.name, row.key, TOTAL)
        elif table.kind == "concepts":
            yield from _scores("concept", table, [row for row in table.rows if row.kind == "net"], segments)
        elif table.name in outcomes and table.role != "concept":
            yield from _scores("outcome", table, _outcome_rows(table), segments)


def _scores(topic: Topic, table: Table, rows: Sequence[Row], segments: Sequence[str]) -> Iterator[_Tracked]:
    for row in rows:
        alone = topic == "outcome" and len(rows) == 1
        label = table.title if alone else f"{table.title}, {row.label}"
        for number, column in enumerate([TOTAL, *segments]):
            yield _Tracked(topic, f"{table.name}/{row.key}", label, number, table.name, row.key, column)


def _outcome_rows(table: Table) -> list[Row]:
    """The top box of a scale, "yes" of a flag, else every share; a mean is none."""
    shares = [row for row in table.rows if row.kind in SHARES]
    if {row.key for row in shares} == {_YES, _NO}:
        return [row for row in shares if row.key == _YES]
    return [row for row in shares if row.key.startswith(_TOP_BOX)] or shares


def _followed(tracked: _Tracked, waves: Sequence[tuple[str, str, Tables]]) -> Iterator[WaveFigure]:
    before: _Cell | None = None
    for number, (wave, _, tables) in enumerate(waves):
        cell = _cell(tracked, number, tables)
        if cell is not None:
            low, high = wilson_interval(cell.value, cell.effective_base, LEVEL)
            yield WaveFigure(
                tracked.topic,
                tracked.key,
                tracked.label,
                tracked.segment,
                wave,
                cell.value,
                float(low),
                float(high),
                cell.base,
                cell.effective_base,
                _change(cell, before, tables.min_base),
            )
            before = cell


@dataclass(frozen=True, slots=True)
class _Cell:
    """A share in one wave; `covariance` with that of the wave right before, NaN where nobody is in both."""

    wave: int
    value: float
    base: int
    effective_base: float
    error: float
    covariance: float


def _cell(tracked: _Tracked, wave: int, tables: Tables) -> _Cell | None:
    """The figure in this wave, or None where the wave does not have it or nobody is in its base."""
    try:
        table = tables.table(tracked.table)
        at = table.row(tracked.row), tables.banner.position(tracked.column)
    except KeyError:
        return None
    base = int(table.bases[at])
    if base == 0:
        return None
    shown = table.values, table.effective_bases, table.standard_errors, table.since_covariances
    value, effective, error, covariance = (float(figures[at]) for figures in shown)
    return _Cell(wave, value, base, effective, error, covariance)


def _change(cell: _Cell, before: _Cell | None, min_base: int) -> Change:
    if before is None:
        return "first"
    pair = cell.value, before.value, cell.effective_base, before.effective_base
    if min(cell.base, before.base) < min_base or not enough_expected(*pair, LEAST_EXPECTED):
        return "untested"
    z = float(shares_z(_pair(cell, before)))
    if abs(z) >= critical_z(LEVEL):
        return "up" if z > 0 else "down"
    return "none"


def _pair(cell: _Cell, before: _Cell) -> WavePairs:
    together = cell.covariance if cell.wave == before.wave + 1 else np.nan

    def both(one: float, other: float) -> tuple[Floats, Floats]:
        return np.array(one), np.array(other)

    return WavePairs(
        both(cell.value, before.value),
        both(cell.effective_base, before.effective_base),
        both(cell.error, before.error),
        np.array(together),
    )
