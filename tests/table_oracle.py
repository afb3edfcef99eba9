"""Weighted samples and R's figures of them, see tests/oracles/tables.R."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from research.stats.linearised import logit_interval, mean_interval
from research.stats.rao_scott import Independence, rao_scott
from tests.respondent_tables import moments, shares
from tests.shared_data import DATA

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

AGREES = 1e-8
"""Relative: R's figures are written with 15 digits, and sums of squares lose some where they nearly cancel."""
PEW = "pew_dec13/dec13_excerpt.csv"
AGES = ("18-24", "25-34", "35-44", "45-54", "55-64", "65+")

FIGURES: dict[str, Any] = json.loads((Path(__file__).parent / "oracles" / "tables.json").read_text())


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What is found of a row in every column, beside R's `svyby` and `confint`: arrays of shape (c,)."""

    values: Floats
    standard_errors: Floats
    low: Floats
    high: Floats

    def distance(self, theirs: dict[str, Any]) -> float:
        """The largest relative difference from R's."""
        pairs = zip((self.values, self.standard_errors, self.low, self.high), FIELDS, strict=True)
        return max(apart(mine, theirs[name]) for mine, name in pairs)


FIELDS = ("values", "standard_errors", "low", "high")


def apart(mine: ArrayLike, theirs: ArrayLike) -> float:
    """The largest difference, as a share of R's figure."""
    reference = np.asarray(theirs, dtype=np.float64)
    return float(np.max(np.abs(np.asarray(mine) - reference) / np.abs(reference)))


def made() -> pd.DataFrame:
    """The invented sample."""
    return pd.DataFrame(FIGURES["made"]).astype(np.float64)


@cache
def pew() -> pd.DataFrame:
    """All 2,001 respondents; `w` has mean 1, `age` is the band from 1 to 6, NaN where it was refused."""
    people = pd.read_csv(DATA / PEW)
    bands = {band: float(code) for code, band in enumerate(AGES, start=1)}
    return people.assign(w=people["weight"] / people["weight"].mean(), age=people["recage"].map(bands))


def columns(groups: pd.Series) -> Flags:
    """Who is in which group, the groups in R's order, shape (n, c)."""
    return np.column_stack([groups == level for level in sorted(groups.dropna().unique())])


def share_of(people: pd.DataFrame, hits: pd.Series, asked: pd.Series, by: str) -> Found:
    """A share in every group of `by`."""
    rows = hits.to_numpy()[:, None], asked.to_numpy()[:, None]
    found = shares(*rows, columns(people[by]), people["w"].to_numpy())
    values, errors = found.values[0], found.standard_errors[0]
    return Found(values, errors, *mean_interval(values, errors, 95.0))


def mean_of(people: pd.DataFrame, variable: str, by: str) -> Found:
    """A mean in every group of `by`."""
    found = moments(people[[variable]].to_numpy(np.float64), columns(people[by]), people["w"].to_numpy())
    values, errors = found.means[0], found.standard_errors[0]
    return Found(values, errors, *mean_interval(values, errors, 95.0))


def logits_apart(found: Found, theirs: Sequence[dict[str, float]]) -> float:
    """The largest relative difference of 90 % logit intervals from R's `svyciprop`."""
    df = [interval["df"] for interval in theirs]
    low, high = logit_interval(found.values, found.standard_errors, 90.0, df)
    return max(apart(low, [i["low"] for i in theirs]), apart(high, [i["high"] for i in theirs]))


def independence(people: pd.DataFrame, rows: str, by: str) -> Independence:
    """The test of the table of two variables."""
    asked = people.dropna(subset=[rows, by])
    weights, squares = (
        asked.assign(v=asked["w"] ** power).pivot_table(index=rows, columns=by, values="v", aggfunc="sum", fill_value=0)
        for power in (1, 2)
    )
    return rao_scott(weights.to_numpy(np.float64), squares.to_numpy(np.float64), len(asked), len(people))


def independence_apart(found: Independence, theirs: dict[str, float]) -> float:
    """The largest relative difference from R's `svychisq`."""
    return max(apart(getattr(found, name), figure) for name, figure in theirs.items())
