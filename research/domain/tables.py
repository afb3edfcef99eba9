"""Tables: stubs by banner, every cell with its bases and its test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from research.domain.arrays import Counts, Floats, Texts
from research.domain.caveats import Caveat
from research.domain.questionnaire import Role

RowKind = Literal["category", "off_scale", "net", "mean", "nps", "sd", "quantile"]
TableKind = Literal["single", "multiple", "numeric", "ranking", "grid_top_box", "grid_mean", "grid_box", "concepts"]

Shown = Literal["count", "weighted_count", "row", "cell", "mentions", "index", "error", "interval"]
"""What a book may show beneath every figure."""
Percentages = Literal["column", "row", "cell", "mentions"]

SHARES: tuple[RowKind, ...] = ("category", "off_scale", "net")
"""Kinds of rows that hold shares from 0 to 1."""
MEANS: tuple[RowKind, ...] = ("mean", "nps")
"""Kinds of rows that hold means of scores; a net promoter score is one of 100, 0 and −100."""
TOTAL, SEGMENT = "total", "segment"
"""The column of everyone, and the group of the study's segments with the table of their sizes."""
LEAST_EXPECTED = 5.0
"""Two shares are tested where so many respondents of the effective bases are expected to give the answer, and as many
not to give it, in either column: with fewer the normal distribution does not hold."""


@dataclass(frozen=True, slots=True)
class BannerColumn:
    """One column of the banner.

    Attributes:
        key: `total`, or group and code such as `segment:1`, `sex:2`.
        group: key of its group; columns are tested within their group.
        letter: A, B, C … over the whole banner; empty for the total.
    """

    key: str
    group: str
    label: str
    letter: str


@dataclass(frozen=True, slots=True)
class BannerGroup:
    """Columns that are held against each other: the answers to a question, conditions, or `segments`.

    Attributes:
        made_of: names of the variables and questions that tell who is in which column.
    """

    key: str
    label: str
    segments: bool = False
    made_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Banner:
    """The columns of every table, the total first."""

    groups: tuple[BannerGroup, ...]
    columns: tuple[BannerColumn, ...]

    @property
    def of_segments(self) -> frozenset[str]:
        """Keys of the groups whose columns are segments."""
        return frozenset(group.key for group in self.groups if group.segments)

    def position(self, key: str) -> int:
        """Where the column `key` stands; KeyError where there is none."""
        return {column.key: i for i, column in enumerate(self.columns)}[key]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Attributes:
        key: unique in the table: a code, a variable name, `net:top2`, `mean`, `p25`.
        variable: the variable that the row is about.
        codes: answer codes that count, for categories and nets.
        basis: the row is about a basis variable, or what is derived from one: segments differ in it by construction.
    """

    key: str
    label: str
    kind: RowKind
    variable: str
    codes: tuple[int, ...] = ()
    basis: bool = False


@dataclass(frozen=True, slots=True)
class Association:
    """Whether the rows of a table depend on the columns of a group, all at once: Rao and Scott's test.

    Attributes:
        group: key of the group of columns.
        f, ndf, ddf, p: F with its degrees of freedom; for equal weights Pearson's chi-square as F.
        cramers_v: how much they do, from 0 to 1; n: respondents in the table.
    """

    group: str
    f: float
    ndf: float
    ddf: float
    p: float
    cramers_v: float
    n: int


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One stub by the banner. Arrays have the shape (rows, banner columns).

    Attributes:
        name: unique among the tables.
        title: short; `wording` the question as asked; `base_text` who was asked.
        values: shares from 0 to 1 for categories and nets, figures in the unit of the question for means.
        standard_errors: of shares and means, linearised (R survey: `svyby` with `svymean`); NaN for other figures.
        low, high: their 95 % intervals, of shares on the logit scale (R survey: `svyciprop`); NaN where there is none.
        counts: unweighted respondents in the cell (those who answered, for means).
        weighted_counts: their weights.
        bases, weighted_bases, effective_bases: of the row in each column.
        letters: letters of the columns that this one is above; upper case 95 %, lower case 90 %.
        versus_rest: `+`, `-` where the column differs at 95 % from everyone else in its group, else empty.
        since: `+`, `-` where the column differs at 95 % from the same one in the wave before, else empty.
        since_covariances: of each figure with that of the wave before, because of respondents who answered both; NaN
            where there are none.
        basis: at least one row is about a basis variable, and not tested between segments.
        filter_text: whom alone the table counts, in words; empty for everyone.
        associations: of a table of one answer a respondent with the groups that put everyone in one column at most.
    """

    name: str
    title: str
    wording: str
    base_text: str
    role: Role
    kind: TableKind
    rows: tuple[Row, ...]
    values: Floats
    standard_errors: Floats
    low: Floats
    high: Floats
    counts: Counts
    weighted_counts: Floats
    bases: Counts
    weighted_bases: Floats
    effective_bases: Floats
    letters: Texts
    versus_rest: Texts
    since: Texts
    since_covariances: Floats
    basis: bool
    unit: str = ""
    decimals: int = 0
    filter_text: str = ""
    associations: tuple[Association, ...] = ()

    def row(self, key: str) -> int:
        """Where the row `key` stands; KeyError where there is none."""
        return {row.key: i for i, row in enumerate(self.rows)}[key]

    def percentages(self, of: Percentages) -> Floats:
        """Shares of the column, of the row's total, of everyone in the table, or of all mentions in the column.

        Figures that are no shares stay as they are. Of mentions: the weighted mentions of all answers of a multiple
        question in the column are 1. Shape (rows, columns), NaN where there is nobody to be a share of.
        """
        if of == "column":
            return self.values
        shares = np.array([row.kind in SHARES for row in self.rows], dtype=bool)
        answers = np.array([row.kind in ("category", "off_scale") for row in self.rows], dtype=bool)
        below = {
            "row": self.weighted_counts[:, :1],
            "cell": self.weighted_bases[:, :1],
            "mentions": self.weighted_counts[answers].sum(axis=0, keepdims=True),
        }[of]
        whole = np.broadcast_to(below, self.values.shape)
        found: Floats = np.divide(self.weighted_counts, whole, out=np.full(whole.shape, np.nan), where=whole > 0)
        return np.where(shares[:, None], found, self.values)

    @property
    def indices(self) -> Floats:
        """Column ÷ total × 100 for shares, NaN for other figures and where the total is 0; shape (rows, columns)."""
        total = np.broadcast_to(self.values[:, :1], self.values.shape)
        shares = np.array([row.kind in SHARES for row in self.rows], dtype=bool)
        told = (total > 0) & shares[:, None]
        ratio: Floats = np.divide(self.values, total, out=np.full(self.values.shape, np.nan), where=told)
        return 100.0 * ratio


@dataclass(frozen=True, slots=True)
class SignificanceRules:
    """How columns were tested.

    Attributes:
        tests: `house`, or the package whose rules were followed.
        variance: of a difference: `pooled`, `unpooled` or `linearised`.
        levels: confidence of letters in per cent, the highest first; arrow: of a column against everyone else.
        correction: for many comparisons; family: those that were corrected together.
        overlap: respondents in both columns were taken into account.
    """

    tests: str = "house"
    variance: str = "pooled"
    levels: tuple[float, ...] = (95.0, 90.0)
    arrow: float = 95.0
    correction: str = "none"
    family: str = "row"
    overlap: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """All tables of a wave on one banner.

    Attributes:
        min_base: unweighted base below which nothing is tested; small_base: below which cells are marked.
        hidden_below: unweighted base below which a column shows no figure.
        show: what a book shows beneath every figure.
        held_out: respondents on whom letters between segments were tested, none of whom took part in forming these; 0
            where all were.
        since: the wave before, which figures are held against; empty for the first.
        panel: respondents who answered a wave before too, where waves are held against each other.
        sizes: respondents in each column of the banner but those of waves.
    """

    banner: Banner
    tables: tuple[Table, ...]
    min_base: int
    small_base: int
    rules: SignificanceRules
    weighted: bool
    caveats: tuple[Caveat, ...] = ()
    hidden_below: int = 0
    show: tuple[Shown, ...] = ()
    since: str = ""
    held_out: int = 0
    panel: int = 0
    sizes: tuple[int, ...] = ()

    def table(self, name: str) -> Table:
        """The table called `name`; KeyError where there is none."""
        return {table.name: table for table in self.tables}[name]

    def associations_of(self, table: Table) -> list[tuple[str, Association]]:
        """The tests of a whole table with the label of their group of columns."""
        labels = {group.key: group.label for group in self.banner.groups}
        return [(labels[one.group], one) for one in table.associations]

    def tidy(self) -> pd.DataFrame:
        """One row a cell; `index` is 100 where a share equals that of the total."""
        if not self.tables:
            return pd.DataFrame()
        keys = np.array([column.key for column in self.banner.columns], dtype=object)
        labels = np.array([column.label for column in self.banner.columns], dtype=object)
        return pd.concat([_tidy(table, keys, labels) for table in self.tables], ignore_index=True)

    def glance(self) -> pd.DataFrame:
        """One row: tables, columns, cells."""
        return pd.DataFrame(
            [
                {
                    "tables": len(self.tables),
                    "columns": len(self.banner.columns),
                    "cells": sum(table.values.size for table in self.tables),
                }
            ]
        )


def _tidy(table: Table, keys: Texts, labels: Texts) -> pd.DataFrame:
    """The cells of one table, row by row."""
    columns, rows = len(keys), len(table.rows)

    def by_row(values: Sequence[str]) -> Texts:
        return np.repeat(np.array(values, dtype=object), columns)

    return pd.DataFrame(
        {
            "table": table.name,
            "row": by_row([row.key for row in table.rows]),
            "row_label": by_row([row.label for row in table.rows]),
            "statistic": by_row([row.kind for row in table.rows]),
            "variable": by_row([row.variable for row in table.rows]),
            "column": np.tile(keys, rows),
            "column_label": np.tile(labels, rows),
            "value": table.values.ravel(),
            "value_se": table.standard_errors.ravel(),
            "value_low": table.low.ravel(),
            "value_high": table.high.ravel(),
            "index": table.indices.ravel(),
            "count": table.counts.ravel(),
            "weighted_count": table.weighted_counts.ravel(),
            "base": table.bases.ravel(),
            "weighted_base": table.weighted_bases.ravel(),
            "effective_base": table.effective_bases.ravel(),
            "letters": table.letters.ravel(),
            "versus_rest": table.versus_rest.ravel(),
            "since": table.since.ravel(),
        }
    )
