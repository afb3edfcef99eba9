"""TablePlan: which tables, on which banner, of whom, and tested how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from pydantic import ConfigDict

from research.errors import Fault
from research.yaml_source import STRICT

Answer = int | str
"""A code, the name of an answer of a multiple question, or several joined by plus: `1+2`."""
ColumnsPlan = tuple[Answer, ...] | Mapping[str, Answer | tuple[Answer, ...]]
"""Columns of one group: answers, or labels with answers or with conditions."""
GroupPlan = str | Mapping[str, ColumnsPlan]
"""One group of columns: a question, `outer > inner` for one inside the other, or a name with its columns."""
Statistic = Literal["mean", "sd", "median", "p5", "p10", "p25", "p75", "p90", "p95", "nps"]
Summary = Literal["top", "top1", "top2", "top3", "bottom1", "bottom2", "bottom3", "mean"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignificancePlan:
    """How columns are tested against each other.

    Attributes:
        levels: confidence, in per cent, of upper and lower case letters.
        min_base: unweighted base below which nothing is tested; small_base: below which cells are marked.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    levels: tuple[float, float] = (95, 90)
    min_base: int = 30
    small_base: int = 100

    def faults(self) -> Iterator[Fault]:
        """What no letter can be given with."""
        upper, lower = self.levels
        if not 50 < lower < upper < 100:
            yield Fault(
                f"`levels: [{upper:g}, {lower:g}]` is no pair of confidence levels",
                why="upper case letters need the higher confidence",
                remedy="give per cents such as [95, 90], the higher first",
            )
        if not 2 <= self.min_base <= self.small_base:
            yield Fault(
                f"`min_base: {self.min_base}` and `small_base: {self.small_base}` do not fit together",
                why="below min_base nothing is tested, below small_base cells are marked",
                remedy="min_base is at least 2 and at most small_base",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlan:
    """The settings of the tables.

    Attributes:
        banner: the groups of columns beside the total and the segments.
        rows: `all`, or the questions, batteries, measures and variables to tabulate.
        filter: condition that respondents of every table meet; filters: of single tables besides, by name.
        nets: answers that are counted together, by question and label.
        summaries: figures in which a battery or a measure is shown item by item, instead of top box and mean.
        statistics: figures of a question, instead of mean and standard deviation, and the median of numbers.
        hide_below: unweighted base below which a column shows no figure, so that nobody can be recognised.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    banner: tuple[GroupPlan, ...] = ()
    rows: Literal["all"] | tuple[str, ...] = "all"
    filter: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    nets: Mapping[str, Mapping[str, tuple[Answer, ...]]] = field(default_factory=dict)
    summaries: Mapping[str, tuple[Summary, ...]] = field(default_factory=dict)
    statistics: Mapping[str, tuple[Statistic, ...]] = field(default_factory=dict)
    hide_below: int = 0
    significance: SignificancePlan = field(default_factory=SignificancePlan)

    def faults(self) -> Iterator[Fault]:
        """What no table can be made with."""
        yield from self.significance.faults()
        if self.hide_below < 0:
            yield Fault(f"`hide_below: {self.hide_below}` is no base", remedy="give a number of respondents, or 0")
