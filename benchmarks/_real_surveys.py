"""The real surveys that R's figures are of, and the figures: bfi, and five batteries of the Young People Survey."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from research.stats.correlations import correlate
from tests.shared_data import DATA

Floats = NDArray[np.float64]

ORACLES = Path(__file__).parents[1] / "tests" / "oracles"
BFI, YOUNG_PEOPLE = DATA / "bfi" / "bfi.csv", DATA / "young_people" / "responses.csv"
BATTERIES = ("bfi", "interests", "personality", "spending", "music", "fears")
REVERSED = ("A1", "C4", "C5", "E1", "E2", "O2", "O5")
"""Items of bfi that are keyed against their scale."""
SCALES = "ACENO"


def require(script: str, files: Sequence[Path] = (BFI, YOUNG_PEOPLE)) -> None:
    """Exit with one line where a survey is absent."""
    absent = [str(file) for file in files if not file.exists()]
    if absent:
        sys.exit(f"{script}: not run, {' and '.join(absent)} not found; RESEARCH_DATA names the folder of the surveys")


@cache
def figures(name: str) -> dict[str, Any]:
    """R's figures in tests/oracles, beside the script that made them."""
    read: dict[str, Any] = json.loads((ORACLES / f"{name}.json").read_text())
    return read


def matrix(rows: Sequence[Any], p: int) -> Floats:
    """Loadings of `p` items; R writes a single column as a list of numbers."""
    return np.array(rows, dtype=np.float64).reshape(p, -1)


@cache
def bfi() -> pd.DataFrame:
    """All 2,800 respondents: 25 items, gender, education, age."""
    return pd.read_csv(BFI, index_col=0)


@cache
def people() -> pd.DataFrame:
    """All 1,010 respondents of the Young People Survey."""
    return pd.read_csv(YOUNG_PEOPLE)


def items(battery: str) -> list[str]:
    named: list[str] = figures("agreement")["batteries"][battery]["items"]
    return named


def answers(battery: str) -> Floats:
    """As they were given: of bfi the 2,436 complete rows, of the others all with their gaps."""
    if battery == "bfi":
        return bfi()[items("bfi")].dropna().to_numpy(np.float64)
    return people()[items(battery)].to_numpy(np.float64)


def complete(battery: str) -> Floats:
    """The rows without a gap."""
    x = answers(battery)
    return x[~np.isnan(x).any(axis=1)]


def all_of_bfi() -> Floats:
    """All 2,800 respondents with their gaps, shape (2800, 25)."""
    return bfi()[items("bfi")].to_numpy(np.float64)


def keyed_bfi() -> pd.DataFrame:
    """All 2,800 respondents with the reversed items turned."""
    turned = bfi()[items("bfi")].astype(np.float64)
    turned[list(REVERSED)] = 7 - turned[list(REVERSED)]
    return turned


def keys() -> Floats:
    """−1 for the reversed items of bfi, else 1; shape (25,)."""
    return np.array([-1.0 if item in REVERSED else 1.0 for item in items("bfi")])


@cache
def pearson(battery: str) -> Floats:
    """Pearson correlations of `answers`, pairwise, everyone with the same weight."""
    return pearson_of(answers(battery))


def eigenvalues(battery: str) -> Floats:
    """Of its correlations, descending, shape (p,)."""
    return np.asarray(np.linalg.eigvalsh(pearson(battery))[::-1], dtype=np.float64)


def pearson_of(x: Floats) -> Floats:
    return correlate(x, np.ones(len(x)), "pearson", "pairwise").matrix


def lower(square: Floats) -> Floats:
    """The lower triangle column by column, as R's m[lower.tri(m)]."""
    return square.T[np.triu_indices(len(square), 1)]
