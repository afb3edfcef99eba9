"""The letters of tables once more, from coded answers and pair by pair, without the package's own arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from research.domain.responses import NOT_ASKED
from research.domain.sample import Sample
from research.domain.tables import Row, Table, Tables

Flags = NDArray[np.bool_]

UPPER, LOWER = 1.9599639845400545, 1.6448536269514722
"""Two-sided 95 % and 90 % points of the normal distribution."""
LEAST_BASE, LEAST_EXPECTED = 30, 5
SHARES = ("category", "off_scale", "net")


@dataclass(frozen=True)
class Answers:
    """A sample as a frame of answers by variable, NaN where there is none, with weights `w` and the `segment`."""

    sample: Sample
    segments: NDArray[np.int16]

    @cached_property
    def frame(self) -> pd.DataFrame:
        responses = self.sample.responses
        codes = pd.DataFrame(dict(responses.codes)).astype(float)
        texts = {name: [float(bool(text)) for text in said] for name, said in responses.texts.items()}
        numbers = pd.DataFrame(dict(responses.numbers)).astype(float)
        frame = pd.concat([codes.where(codes > NOT_ASKED), numbers, pd.DataFrame(texts, index=codes.index)], axis=1)
        return frame.assign(w=self.sample.weights, segment=self.segments.astype(float))

    def asked_and_hit(self, table: Table, row: Row) -> tuple[Flags, Flags]:
        """The base of a row of shares, and who counts in it."""
        people = self.frame
        if table.kind == "multiple":
            names = [other.variable for other in table.rows if other.kind == "category"]
            chosen = people[names if row.key == "net:any" else [row.variable]] == 1
            return people[names].notna().any(axis=1).to_numpy(), chosen.any(axis=1).to_numpy()
        if row.key == "said":
            return np.ones(len(people), dtype=bool), (people[row.variable] == 1).to_numpy()
        return people[row.variable].notna().to_numpy(), people[row.variable].isin(row.codes).to_numpy()

    def values(self, row: Row) -> NDArray[np.float64]:
        """What a row of means is the mean of: on scales without what is off them, high for the favourable end."""
        given = self.frame[row.variable]
        scale = self.sample.responses.questionnaire.variables[row.variable].scale
        if scale is None:
            return given.to_numpy()
        on_scale = given.where(given.isin(list(scale.labels)))
        low, high = min(scale.labels), max(scale.labels)
        return (on_scale if scale.top == high else low + high - on_scale).to_numpy()

    def members(self, key: str) -> Flags:
        """Who is in a column of the banner."""
        group, code = key.split(":")
        name = code if code in self.frame else group
        return (self.frame[name] == (1.0 if name == code else float(code))).to_numpy()


@dataclass(frozen=True)
class Comparison:
    """Cells that were compared, letters that stand in them, and cells whose letters or arrows differ."""

    cells: int
    letters: int
    differing: tuple[str, ...]


def compare(tables: Tables, answers: Answers, made_of: Mapping[str, frozenset[str]]) -> Comparison:
    """Every cell of `tables` against the plain letters.

    Args:
        made_of: per group of the banner, the variables that are not tested in it.
    """
    cells, letters, differing = 0, 0, []
    for table in tables.tables:
        for i, row in enumerate(table.rows):
            told = dict(_told(tables, table, row, answers, made_of))
            for j, column in enumerate(tables.banner.columns):
                shown = str(table.letters[i, j]), str(table.versus_rest[i, j])
                cells += 1
                letters += sum(map(str.isalpha, shown[0]))
                if shown != told.get(column.key, ("", "")):
                    differing.append(f"{table.name} {row.key} {column.key}: {shown}, not {told.get(column.key)}")
    return Comparison(cells, letters, tuple(differing))


def _told(
    tables: Tables, table: Table, row: Row, answers: Answers, made_of: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Letters and arrow by column."""
    if row.kind not in (*SHARES, "mean"):
        return
    for group in tables.banner.groups:
        if row.variable in made_of[group.key]:
            continue
        columns = [column for column in tables.banner.columns if column.group == group.key]
        inside = {column.key: answers.members(column.key) for column in columns}
        anybody = np.logical_or.reduce(list(inside.values()))
        z = _Pair(table, row, answers)
        for column in columns:
            own = inside[column.key]
            marks = [(other.letter, z(own, inside[other.key])) for other in columns if other is not column]
            letters = [letter if at >= UPPER else letter.lower() for letter, at in marks if at >= LOWER]
            separator = " " if any(len(c.letter) > 1 for c in tables.banner.columns) else ""
            rest = z(own, anybody & ~own)
            yield column.key, (separator.join(letters), "+" if rest >= UPPER else "-" if rest <= -UPPER else "")


class _Pair:
    """z of a row between two sets of respondents, NaN where they are not tested."""

    def __init__(self, table: Table, row: Row, answers: Answers) -> None:
        self.w = answers.frame["w"].to_numpy()
        self.mean = row.kind == "mean"
        if self.mean:
            self.x = answers.values(row)
            self.asked = ~np.isnan(self.x)
        else:
            self.asked, hit = answers.asked_and_hit(table, row)
            self.x = hit.astype(float)

    def __call__(self, one: Flags, other: Flags) -> float:
        (n1, w1, e1, m1, s1), (n2, w2, e2, m2, s2) = self._figures(one), self._figures(other)
        if min(n1, n2) < LEAST_BASE:
            return float("nan")
        both = (self.w[self.asked & one & other] ** 2).sum() / (w1 * w2)
        if self.mean:
            variance = s1**2 / e1 + s2**2 / e2 - 2 * both * s1 * s2
        else:
            pooled = (e1 * m1 + e2 * m2) / (e1 + e2)
            if min(e1, e2) * min(pooled, 1 - pooled) < LEAST_EXPECTED:
                return float("nan")
            variance = pooled * (1 - pooled) * (1 / e1 + 1 / e2 - 2 * both)
        return (m1 - m2) / sqrt(variance) if variance > 1e-12 else float("nan")

    def _figures(self, who: Flags) -> tuple[int, float, float, float, float]:
        """Respondents, weights, effective base, mean and standard deviation."""
        inside = self.asked & who
        w, x = self.w[inside], self.x[inside]
        if not len(w):
            return 0, 0.0, 0.0, 0.0, 0.0
        total, effective = w.sum(), w.sum() ** 2 / (w**2).sum()
        mean = (w * x).sum() / total
        spread = (w * (x - mean) ** 2).sum() / total
        sd = sqrt(spread * effective / (effective - 1)) if effective > 1 else float("nan")
        return len(w), total, effective, mean, sd
