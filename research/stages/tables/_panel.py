"""A panel: respondents who answered two waves, and how far the figures of both go together because of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from research.domain.allocation import places
from research.domain.arrays import Floats, Strings
from research.domain.tables import Tables
from research.stages.tables._plan import TablePlan
from research.stages.tables._stub import Stub, worth
from research.stages.tables._tabulating import Tabulation, prepare, stubs_of
from research.stages.tables._waves import Answered, WaveTables
from research.stats.wave_tests import covariance

Places = NDArray[np.intp]


_TINY = np.finfo(np.float64).tiny
"""Instead of an empty base, which nobody is in."""


@dataclass(frozen=True, eq=False)
class Side:
    """One wave of several: its tables, and the answers behind them, which are looked at when somebody is in two waves.

    Attributes:
        plan: that the tables were made by, or one of fewer columns.
    """

    wave: WaveTables
    plan: TablePlan

    @property
    def tables(self) -> Tables:
        return self.wave.tables

    @property
    def answered(self) -> Answered:
        """The answers; a wave without any has nobody in common with another, so that they are not asked for."""
        assert self.wave.answered is not None
        return self.wave.answered

    @property
    def ids(self) -> Strings:
        """Of those who can be known again in another wave."""
        return np.empty(0, dtype=np.str_) if self.wave.answered is None else self.answered.sample.responses.ids

    @cached_property
    def shared(self) -> Tabulation:
        """What all tables have in common."""
        return prepare(self.answered.sample, self.answered.divisions, frozenset(), self.plan)

    @cached_property
    def stubs(self) -> Mapping[str, Stub]:
        """The stubs of the tables by name."""
        made = stubs_of(self.answered.sample, self.answered.divisions, self.plan)
        return {stub.name: stub for stub in made}

    @cached_property
    def columns(self) -> Mapping[str, tuple[int, int]]:
        """Where each column that figures are wanted in stands, by key, among the answers and in the tables."""
        place = {column.key: i for i, column in enumerate(self.shared.columns.banner.columns)}
        at = {column.key: i for i, column in enumerate(self.tables.banner.columns)}
        return {key: (place[key], at[key]) for key in place if key in at}

    def scores(self, table: str, row: int, who: Places, columns: Sequence[str]) -> Floats:
        """w (x − figure) / Σw of the respondents `who`, NaN outside the base; shape (m, columns)."""
        stub, figures, people = self.stubs[table], self.tables.table(table), self.shared.columns.people
        place, at = (list(part) for part in zip(*(self.columns[key] for key in columns), strict=True))
        positions, answers = stub.rows[row].source.read()
        x = np.append(worth(stub.rows[row], answers), np.nan)[positions[who], None]
        counted = people.members[people.of[who]][:, place]
        within = self.shared.filter_of(stub).within
        if within is not None:
            counted = counted & within[who, None]
        values, whole = figures.values[row, at], np.maximum(figures.weighted_bases[row, at], _TINY)
        weights = self.answered.sample.weights
        return np.where(counted, weights[who, None] * (x - values) / whole, np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Two waves, and where those who are in both stand in each of them, shape (m,)."""

    now: Side
    before: Side
    here: Places
    there: Places

    @property
    def n(self) -> int:
        """How many are in both."""
        return len(self.here)

    def covariances(self, table: str) -> Floats:
        """Of every figure of a table of this wave with the same one before; of the shape of the table now.

        Of shares and means, meaningless for other figures, NaN where nobody answered in both waves.
        """
        now = self.now.tables.table(table)
        found = np.full(now.values.shape, np.nan)
        if not self.n or table not in self.before.stubs:
            return found
        rows = {row.key: i for i, row in enumerate(self.before.tables.table(table).rows)}
        columns = [key for key in self.now.columns if key in self.before.columns]
        at = [self.now.columns[key][1] for key in columns]
        for i, row in enumerate(now.rows):
            if row.key in rows:
                own = self.now.scores(table, i, self.here, columns)
                other = self.before.scores(table, rows[row.key], self.there, columns)
                found[i, at] = covariance(own, other, len(self.now.ids), len(self.before.ids))
        return found


def panel_of(now: Side, before: Side) -> Panel:
    """Those with the same id in both waves."""
    there = places(before.ids, now.ids)
    here = np.flatnonzero(there >= 0)
    return Panel(now, before, here, there[here])
