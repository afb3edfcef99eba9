"""Exploration: for each segment the figures that set it apart, and the profile of all segments by these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from research.domain.arrays import Floats, Texts
from research.domain.questionnaire import Role


@dataclass(frozen=True, slots=True, eq=False)
class ProfileRow:
    """One row of a table, by k segments.

    Attributes:
        table, row: keys, as in the tables; title, label: what they are called.
        summary: the row sums the question up, as a top box and a mean do, so that its title says what is meant.
        is_share: shares from 0 to 1, else a mean with `decimals`.
        defining: the segments were formed on it: shown, never tested.
        total: of everyone.
        values, indices: by segment, shape (k,); indices are NaN for means.
        effects: Cohen's h of shares, the difference in standard deviations of everyone for means, shape (k,).
        marks: `+`, `-` where the segment differs from everyone else at the level of arrows, shape (k,).
        apart: 1 where the segment is set apart above everyone, -1 below, else 0: significant (or defining) and large,
            shape (k,).
    """

    table: str
    row: str
    variable: str
    role: Role
    title: str
    label: str
    summary: bool
    is_share: bool
    decimals: int
    defining: bool
    total: float
    values: Floats
    indices: Floats
    effects: Floats
    marks: Texts
    apart: Floats

    @property
    def told(self) -> tuple[str, str]:
        """What the figure is about, and of what it is a figure."""
        return (self.title, self.label) if self.summary else (self.label, self.title)


@dataclass(frozen=True, slots=True, eq=False)
class Exploration:
    """What sets segments apart.

    Attributes:
        segments: labels of the segments 1 … k; bases: respondents in each, shape (k,).
        rows: those that set any segment apart, in the order of the tables, each variable once.
    """

    segments: tuple[str, ...]
    bases: Floats
    rows: tuple[ProfileRow, ...]

    def of(self, segment: int, direction: int) -> tuple[ProfileRow, ...]:
        """What sets the segment (from 1) apart above everyone (1) or below (-1), the strongest first."""
        at = segment - 1
        own = [row for row in self.rows if row.apart[at] == direction]
        return tuple(sorted(own, key=lambda row: -abs(float(row.effects[at]))))

    def tidy(self) -> pd.DataFrame:
        """One row a segment and figure that sets it apart, the strongest first; `rank` from 1 in each direction."""
        return pd.DataFrame(list(self._told()))

    def _told(self) -> Iterator[dict[str, object]]:
        for segment, label in enumerate(self.segments, start=1):
            for direction, word in ((1, "above"), (-1, "below")):
                for rank, row in enumerate(self.of(segment, direction), start=1):
                    at = segment - 1
                    yield {
                        "segment": segment,
                        "segment_label": label,
                        "direction": word,
                        "rank": rank,
                        "table": row.table,
                        "row": row.row,
                        "title": row.title,
                        "row_label": row.label,
                        "statistic": "share" if row.is_share else "mean",
                        "value": row.values[at],
                        "total": row.total,
                        "index": row.indices[at],
                        "effect": row.effects[at],
                        "defining": row.defining,
                    }

    def glance(self) -> pd.DataFrame:
        """One row a segment: respondents, how many figures set it apart above and below."""
        return pd.DataFrame(
            [
                {
                    "segment": segment,
                    "segment_label": label,
                    "base": int(self.bases[segment - 1]),
                    "above": len(self.of(segment, 1)),
                    "below": len(self.of(segment, -1)),
                }
                for segment, label in enumerate(self.segments, start=1)
            ]
        )
