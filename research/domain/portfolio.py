"""Portfolio: what speaks for which segment, by the study's own criteria."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import pandas as pd

SHARE, REACH = "share", "reach"
"""Criteria that are no question: the segment's share of the market, and how many of it one channel reaches."""
RIVAL = 0.2
"""Share of samples in which a segment comes first from which it is a rival."""
NEVER = 0.005
"""A figure that would have to fall below this part of itself stays where it is."""
CriterionKind = Literal["size", "reach", "concept", "share", "mean"]


@dataclass(frozen=True, slots=True)
class Bound:
    """What a target must reach: at least, more than, at most or less than a figure."""

    sign: Literal[">=", ">", "<=", "<"]
    figure: float

    def holds(self, value: float) -> bool:
        """Whether `value` is within; also where it is not known, which knocks nobody out."""
        if math.isnan(value):
            return True
        within = {">=": value >= self.figure, ">": value > self.figure, "<=": value <= self.figure}
        return within.get(self.sign, value < self.figure)

    def __str__(self) -> str:
        return f"{self.sign} {self.figure:g}"


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something that a target is judged by.

    Attributes:
        key: as the study calls it; `label` as a reader does.
        weight: how much it counts, as an exponent; 0 for one that only knocks out.
        market: the figure that an index of 100 stands for: of everyone, or of an average segment for its size.
        bound: what a target must reach; None where it need reach nothing.
    """

    key: str
    label: str
    kind: CriterionKind
    weight: float
    market: float
    bound: Bound | None = None
    unit: str = ""
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """How a segment does on one criterion.

    Attributes:
        value: a share from 0 to 1, or a mean; NaN where too few answered. `low`, `high` its 95 % interval.
        about: which concept or channel it is of; empty where there is no choice.
        index: value ÷ market × 100.
        passed: not under the bound of the criterion.
        table, row: the cell it stands on, in the segment's column; empty for a size.
    """

    value: float
    low: float
    high: float
    index: float
    passed: bool
    about: str = ""
    table: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a segment stands.

    Attributes:
        marks: in the order of the criteria.
        score: the weighted geometric mean of the indices, 100 for a segment like the market; NaN where one is unknown.
        rank: among those that no criterion knocks out, from 1; 0 for the others and where the score is unknown.
        first: share of samples like this one in which it comes first.
    """

    segment: int
    name: str
    marks: tuple[Mark, ...]
    score: float
    rank: int
    first: float


@dataclass(frozen=True, slots=True)
class Trial:
    """What a criterion decides.

    Attributes:
        doubled, dropped: the segment that comes first when it counts twice as much, or not at all; 0 for none.
        break_even: the figure of the first segment at which the second would draw level, all else as it is; NaN where
            there is no second.
    """

    criterion: str
    doubled: int
    dropped: int
    break_even: float


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The segments as targets.

    Attributes:
        planned: the study names its criteria; else size, the first outcome and reach count alike.
        value: position of the criterion that says what a segment is worth, beside its size.
        standings: in the order of the segments.
        trials: of every criterion that counts, where there are several.
    """

    planned: bool
    criteria: tuple[Criterion, ...]
    value: int
    standings: tuple[Standing, ...]
    trials: tuple[Trial, ...] = ()

    @property
    def size(self) -> int:
        """Position of the criterion that is the size."""
        return [criterion.kind for criterion in self.criteria].index("size")

    @property
    def rivals(self) -> tuple[Standing, ...]:
        """Those that may well come first, the likelier by rank first."""
        return tuple(standing for standing in self.ranked if standing.first >= RIVAL)

    @property
    def turning_points(self) -> tuple[tuple[Criterion, Mark, float], ...]:
        """Criteria on which the second may draw level with the first: the first one's mark, and the figure of that."""
        leader = self.leader
        if leader is None or len(self.ranked) < 2:
            return ()
        told = {trial.criterion: trial.break_even for trial in self.trials}
        points = (
            (criterion, mark, told[criterion.key])
            for criterion, mark in zip(self.criteria, leader.marks, strict=True)
            if criterion.key in told and criterion.kind != "size"
        )
        return tuple(point for point in points if point[2] >= NEVER * point[1].value)

    def highest(self, position: int) -> Standing | None:
        """The segment with the highest figure on the criterion at `position`; None where no figure is known."""
        known = [one for one in self.standings if math.isfinite(one.marks[position].value)]
        return max(known, key=lambda one: one.marks[position].value, default=None)

    @property
    def leads(self) -> tuple[tuple[Standing, tuple[Criterion, ...]], ...]:
        """Of all criteria that count, which segment has the highest figure on which."""
        highest = [(self.highest(i), one) for i, one in enumerate(self.criteria) if one.weight]
        first = dict.fromkeys(standing.segment for standing, _ in highest if standing)
        found = {standing.segment: standing for standing, _ in highest if standing}
        return tuple(
            (found[segment], tuple(one for standing, one in highest if standing is found[segment])) for segment in first
        )

    @property
    def leader(self) -> Standing | None:
        """The segment that comes first; None where none is left or scored."""
        return next((standing for standing in self.standings if standing.rank == 1), None)

    @property
    def ranked(self) -> tuple[Standing, ...]:
        """Those that are in the running, the first first."""
        return tuple(sorted((one for one in self.standings if one.rank), key=lambda one: one.rank))

    def tidy(self) -> pd.DataFrame:
        """One row a segment and criterion; what would come first if it counted otherwise is that of the criterion."""
        trials = {trial.criterion: trial for trial in self.trials}
        return pd.DataFrame(
            [
                {
                    "segment": standing.segment,
                    "name": standing.name,
                    "criterion": criterion.key,
                    "weight": criterion.weight,
                    "value": mark.value,
                    "value_low": mark.low,
                    "value_high": mark.high,
                    "market": criterion.market,
                    "index": mark.index,
                    "about": mark.about,
                    "bound": str(criterion.bound or ""),
                    "passed": mark.passed,
                    "score": standing.score,
                    "rank": standing.rank,
                    "first": standing.first,
                    **_tidy_trial(trials.get(criterion.key)),
                }
                for standing in self.standings
                for criterion, mark in zip(self.criteria, standing.marks, strict=True)
            ]
        )

    def glance(self) -> pd.DataFrame:
        """One row: criteria, segments and those in the running, who comes first and how surely, how many rivals.

        `leader` is 0 and `first` NaN where no segment is left or scored.
        """
        leader = self.leader
        return pd.DataFrame(
            [
                {
                    "criteria": len(self.criteria),
                    "planned": self.planned,
                    "segments": len(self.standings),
                    "running": len(self.ranked),
                    "leader": leader.segment if leader else 0,
                    "leader_name": leader.name if leader else "",
                    "score": leader.score if leader else math.nan,
                    "first": leader.first if leader else math.nan,
                    "rivals": len(self.rivals),
                }
            ]
        )


def _tidy_trial(trial: Trial | None) -> dict[str, float]:
    if trial is None:
        return {"doubled": math.nan, "dropped": math.nan, "break_even": math.nan}
    return {"doubled": trial.doubled, "dropped": trial.dropped, "break_even": trial.break_even}
