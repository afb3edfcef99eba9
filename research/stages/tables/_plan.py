"""TablePlan: which tables, on which banner, tested how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import ConfigDict

from research.errors import Fault
from research.yaml_source import STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlan:
    """The settings of the tables.

    Attributes:
        banner: questions or variables whose answers are columns, beside the total and the segments.
        rows: `all`, or the questions, batteries, measures and variables to tabulate.
        min_base: unweighted base below which nothing is tested; small_base: below which cells are marked.
        levels: confidence, in per cent, of upper and lower case letters.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    banner: tuple[str, ...] = ()
    rows: Literal["all"] | tuple[str, ...] = "all"
    min_base: int = 30
    small_base: int = 100
    levels: tuple[float, float] = (95, 90)

    def faults(self) -> Iterator[Fault]:
        """What no table can be made with."""
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
