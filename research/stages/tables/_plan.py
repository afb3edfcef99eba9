"""TablePlan: which tables, on which banner, of whom, and tested how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import ConfigDict

from research.domain.tables import Shown
from research.errors import Fault
from research.yaml_source import STRICT

Answer = int | str
"""A code, the name of an answer of a multiple question, or several joined by plus: `1+2`."""
ColumnsPlan = tuple[Answer, ...] | Mapping[str, Answer | tuple[Answer, ...]]
"""Columns of one group: answers, or labels with answers or with conditions."""
GroupPlan = str | Mapping[str, ColumnsPlan]
"""One group of columns: a question, `outer > inner` for one inside the other, or a name with its columns."""
Statistic = Literal["mean", "sd", "median", "p5", "p10", "p25", "p75", "p90", "p95", "nps"]
_MOST_LEVELS = 3
Summary = Literal["top1", "top2", "top3", "bottom1", "bottom2", "bottom3"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignificancePlan:
    """How columns are tested against each other.

    Attributes:
        tests: the project's own, or those of a package with its levels, least base and correction.
        variance: of a difference: pooled, each column's own, or linearised; a choice of the project's own tests only.
        levels: confidence, in per cent, of letters, the highest first; None takes those of `tests`.
        min_base: unweighted base below which nothing is tested; small_base: below which cells are marked.
        correction: for many comparisons; None takes that of `tests`.
        family: comparisons that are corrected together: all pairs of columns of a group in one row, or in one table.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    tests: Literal["house", "dimensions", "spss", "askia", "q"] = "house"
    variance: Literal["pooled", "unpooled", "linearised"] = "pooled"
    levels: tuple[float, ...] | None = None
    min_base: int | None = None
    small_base: int = 100
    correction: Literal["none", "bonferroni", "holm", "benjamini_hochberg"] | None = None
    family: Literal["row", "table"] = "row"

    def faults(self) -> Iterator[Fault]:
        """What no letter can be given with."""
        levels = (95, 90) if self.levels is None else self.levels
        if not 1 <= len(levels) <= _MOST_LEVELS or not 50 < min(levels) <= max(levels) < 100 or not _falling(levels):
            yield Fault(
                f"`levels: [{', '.join(f'{level:g}' for level in levels)}]` are no confidence levels",
                why="each letter needs a level of its own, upper case letters the higher one",
                remedy="give one to three per cents between 50 and 100, such as [95, 90], the highest first",
            )
        if self.min_base is not None and not 2 <= self.min_base <= self.small_base:
            yield Fault(
                f"`min_base: {self.min_base}` and `small_base: {self.small_base}` do not fit together",
                why="below min_base nothing is tested, below small_base cells are marked",
                remedy="min_base is at least 2 and at most small_base",
            )
        if self.tests != "house" and self.variance != "pooled":
            yield Fault(
                f"`variance: {self.variance}` is no part of the tests of `{self.tests}`",
                why="they have a variance of their own, and would no longer be that package's",
                remedy="leave `variance` out, or `tests`",
            )


def _falling(levels: tuple[float, ...]) -> bool:
    return all(one > other for one, other in pairwise(levels))


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlan:
    """The settings of the tables.

    Attributes:
        banner: the groups of columns beside the total and the segments.
        rows: `all`, or the questions, batteries, measures and variables to tabulate.
        filter: condition that respondents of every table meet; filters: of single tables besides, by name.
        nets: answers that are counted together, by question and label.
        summaries: boxes in which a battery or a measure is shown item by item, beside its top box and its mean.
        statistics: figures of a question, instead of mean and standard deviation, and the median of numbers.
        show_missing: questions in whose base those stand who were asked and gave no answer, in a row of theirs.
        show: what the book shows beneath every figure.
        split_sample: letters between segments are those of a half of the respondents that took no part in forming them.
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
    show_missing: tuple[str, ...] = ()
    hide_below: int = 0
    show: tuple[Shown, ...] = ()
    split_sample: bool = False
    significance: SignificancePlan = field(default_factory=SignificancePlan)

    def faults(self) -> Iterator[Fault]:
        """What no table can be made with."""
        yield from self.significance.faults()
        if self.hide_below < 0:
            yield Fault(f"`hide_below: {self.hide_below}` is no base", remedy="give a number of respondents, or 0")
        if not self.rows:
            yield Fault("`rows` of the tables names nothing", remedy="name questions, or write `all`")
        for name, nets in self.nets.items():
            if not all(label.strip() for label in nets):
                yield Fault(f"a net of `{name}` has no name", remedy="write what it is, as `Any social: [1, 2]`")
