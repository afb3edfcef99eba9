"""Real weighted files as bare files: cells, bases and letters are those of plain pandas."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from research import crosstab
from research.domain.tables import Table, Tables
from tests.shared_data import DATA, needs

PEW = "pew_dec13/dec13_excerpt.csv"
BRANDS = "quantipy_example/Example Data (A).csv"
SAME = 1e-9


def columns(people: pd.DataFrame, by: str, tables: Tables) -> dict[str, pd.Series]:
    """Who is in each column of a group, by its letter, and everyone under the empty one."""
    found = {"": pd.Series(True, index=people.index)}
    for column in tables.banner.columns[1:]:
        if column.group == by:
            found[column.letter] = people[by].astype(str) == column.label
    return found


def z_of(people: pd.DataFrame, hit: pd.Series, one: pd.Series, two: pd.Series) -> float:
    p, n = [], []
    for who in (one, two):
        w = people["w"][who]
        p.append(float(w[hit[who]].sum() / w.sum()))
        n.append(float(w.sum() ** 2 / (w**2).sum()))
    pooled = (n[0] * p[0] + n[1] * p[1]) / (n[0] + n[1])
    if min(n) * min(pooled, 1 - pooled) < 5:
        return np.nan
    return (p[0] - p[1]) / np.sqrt(pooled * (1 - pooled) * (1 / n[0] + 1 / n[1]))


def agrees(people: pd.DataFrame, table: Table, tables: Tables, question: str, by: str) -> int:
    """Every share of the table is that of pandas; how many letters stood."""
    asked = people[people[question].notna()]
    inside, letters = columns(asked, by, tables), 0
    for i, row in enumerate(table.rows):
        if row.kind not in ("category", "off_scale"):
            continue
        hit = asked[question].astype(str) == row.label
        for j, column in enumerate(tables.banner.columns):
            if column.letter and column.group != by:
                continue
            who = inside[column.letter]
            w = asked["w"][who]
            assert table.counts[i, j] == (hit & who).sum()
            assert table.bases[i, j] == who.sum()
            assert table.weighted_bases[i, j] == pytest.approx(w.sum(), rel=SAME)
            assert table.effective_bases[i, j] == pytest.approx(w.sum() ** 2 / (w**2).sum(), rel=SAME)
            assert table.values[i, j] == pytest.approx(w[hit[who]].sum() / w.sum(), rel=SAME, abs=1e-12)
            if column.letter:
                assert table.letters[i, j] == expected(asked, hit, who, inside, column.letter)
                letters += len(table.letters[i, j])
    return letters


def expected(people: pd.DataFrame, hit: pd.Series, who: pd.Series, inside: dict[str, pd.Series], own: str) -> str:
    found = ""
    for letter, other in inside.items():
        if letter in ("", own) or min(who.sum(), other.sum()) < 30:
            continue
        z = z_of(people, hit, who, other)
        found += letter if z >= norm.isf(0.025) else letter.lower() if z >= norm.isf(0.05) else ""
    return found


@needs(PEW)
@pytest.mark.parametrize(("question", "by"), [("q1", "recage"), ("q45", "cregion"), ("party", "receduc")])
def test_a_poll_by_age_region_and_education(question: str, by: str) -> None:
    people = pd.read_csv(DATA / PEW)
    people["w"] = people["weight"] / people["weight"].mean()
    tables = crosstab(DATA / PEW, [question], [by]).tables
    assert tables.weighted
    assert agrees(people, tables.table(question), tables, question, by) > 0


@needs(BRANDS)
def test_a_brand_tracker_by_locality() -> None:
    people = pd.read_csv(DATA / BRANDS, low_memory=False)
    people["locality"] = people["locality"].map(lambda code: f"{code:g}", na_action="ignore")
    people["q2b"] = people["q2b"].map(lambda code: f"{code:g}", na_action="ignore")
    found = crosstab(DATA / BRANDS, ["q2b"], ["locality"])
    weight = pd.to_numeric(people[found.weighting.source])
    people["w"] = weight / weight.mean()
    assert agrees(people, found.tables.table("q2b"), found.tables, "q2b", "locality") > 0
