"""Personas: what can be said of each segment, every statement with the cell it stands on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from research.domain.caveats import Caveat

Section = Literal["wants", "thinks", "does", "is", "reached", "concepts"]
Comparison = Literal[
    "far_more", "more", "slightly_more", "same", "slightly_less", "less", "far_less", "unclear", "too_few"
]
SECTIONS: tuple[Section, ...] = ("wants", "thinks", "does", "is", "reached", "concepts")


@dataclass(frozen=True, slots=True)
class Statement:
    """One comparison of a segment with the market, without words.

    Attributes:
        table, row: the cell's table and row; the columns are the segment's and the total.
        subject: the row's label; the table's title where the row only says "mean", "yes" or "net".
        question: the table's title.
        statistic: `share` from 0 to 1, or `mean`.
        value, market, rest: of the segment, of everyone, of everyone else.
        difference: value − market, in shares or in standard deviations of the market for means.
        comparison: how the two compare, by the stated rules.
        defines: the row is a basis variable, so the segment differs by construction.
        base, effective_base: of the segment's cell.
        low, high: 95 % interval of the value.
        answers: labels of the answers that a net of a scale counts, the most favourable first; `other_answers` those
            of the scale that it does not count.
        true_own, true_rest: share of the segment, and of everyone else, of whom the statement is true by themselves:
            who give the answer where there is more of it, who do not where there is less, who are above (below) the
            market's mean; NaN where nothing is said to differ.
    """

    section: Section
    table: str
    row: str
    subject: str
    question: str
    statistic: Literal["share", "mean"]
    value: float
    market: float
    rest: float
    difference: float
    comparison: Comparison
    defines: bool
    base: int
    effective_base: float
    unit: str = ""
    decimals: int = 0
    low: float = math.nan
    high: float = math.nan
    answers: tuple[str, ...] = ()
    other_answers: tuple[str, ...] = ()
    true_own: float = math.nan
    true_rest: float = math.nan


@dataclass(frozen=True, slots=True)
class FactorMean:
    """A segment's mean on one factor (or basis column, where nothing was factored), in SDs from the market."""

    key: str
    name: str
    mean: float


@dataclass(frozen=True, slots=True)
class Verbatim:
    """What a respondent near the segment's centre said, in the respondent's own words."""

    question: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Persona:
    """One segment as a reader meets it.

    Attributes:
        name: from the study, or suggested from the strongest factors.
        named_by: `study` or `suggested`.
        share: weighted share of those assigned; `share_low`, `share_high` its 95 % interval.
        people: share × universe, or None without a universe.
        certainty: mean membership of its members; core: share of them who are core members.
        statements: strongest first within each section; concepts and prices all, in the order of their tables.
        action: what the study will do for this segment, by team; empty when the study does not say.
    """

    segment: int
    key: str
    name: str
    named_by: Literal["study", "suggested"]
    share: float
    share_low: float
    share_high: float
    people: float | None
    base: int
    certainty: float
    core: float
    factor_means: tuple[FactorMean, ...]
    statements: tuple[Statement, ...]
    verbatims: tuple[Verbatim, ...] = ()
    action: Mapping[str, str] = field(default_factory=dict)
    pursue: bool | None = None
    because: str = ""

    def section(self, section: Section) -> tuple[Statement, ...]:
        """The statements of one section, strongest first."""
        return tuple(statement for statement in self.statements if statement.section == section)


@dataclass(frozen=True, slots=True, eq=False)
class Decisions:
    """Which segments the study goes for, which not, and which it leaves open, each in the order that they came in."""

    chosen: tuple[Persona, ...]
    left: tuple[Persona, ...]
    undecided: tuple[Persona, ...]

    @property
    def taken(self) -> bool:
        """Whether any segment is decided on."""
        return bool(self.chosen or self.left)


def decisions(personas: Sequence[Persona]) -> Decisions:
    """What is decided on `personas`."""
    yes, no, open_ = (tuple(one for one in personas if one.pursue is pursue) for pursue in (True, False, None))
    return Decisions(yes, no, open_)


@dataclass(frozen=True, slots=True, eq=False)
class Personas:
    """All segments' personas, in order of their numbers."""

    personas: tuple[Persona, ...]
    caveats: tuple[Caveat, ...] = ()

    def tidy(self) -> pd.DataFrame:
        """One row a statement."""
        return pd.DataFrame(
            [
                {
                    "segment": persona.segment,
                    "name": persona.name,
                    "section": statement.section,
                    "table": statement.table,
                    "row": statement.row,
                    "subject": statement.subject,
                    "statistic": statement.statistic,
                    "value": statement.value,
                    "value_low": statement.low,
                    "value_high": statement.high,
                    "market": statement.market,
                    "rest": statement.rest,
                    "difference": statement.difference,
                    "comparison": statement.comparison,
                    "defines": statement.defines,
                    "base": statement.base,
                    "effective_base": statement.effective_base,
                    "true_own": statement.true_own,
                    "true_rest": statement.true_rest,
                }
                for persona in self.personas
                for statement in persona.statements
            ],
            columns=[
                "segment",
                "name",
                "section",
                "table",
                "row",
                "subject",
                "statistic",
                "value",
                "value_low",
                "value_high",
                "market",
                "rest",
                "difference",
                "comparison",
                "defines",
                "base",
                "effective_base",
                "true_own",
                "true_rest",
            ],
        )

    def factor_profile(self) -> pd.DataFrame:
        """One row a segment and factor: the mean in standard deviations from the market."""
        return pd.DataFrame(
            [
                {
                    "segment": persona.segment,
                    "factor": factor.key,
                    "factor_name": factor.name,
                    "mean": factor.mean,
                }
                for persona in self.personas
                for factor in persona.factor_means
            ],
            columns=["segment", "factor", "factor_name", "mean"],
        )

    def glance(self) -> pd.DataFrame:
        """One row a segment: name, size with interval, base."""
        return pd.DataFrame(
            [
                {
                    "segment": persona.segment,
                    "name": persona.name,
                    "named_by": persona.named_by,
                    "share": persona.share,
                    "share_low": persona.share_low,
                    "share_high": persona.share_high,
                    "people": persona.people,
                    "base": persona.base,
                    "certainty": persona.certainty,
                    "core": persona.core,
                }
                for persona in self.personas
            ]
        )
