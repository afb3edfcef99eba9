"""R's figures for extraction, rotation, fit and scores, and the correlations they were made from."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from research.stats.moments import correlation
from tests import bfi
from tests.shared_data import DATA, needs

ORACLES = Path(__file__).parent / "oracles"
YOUNG_PEOPLE = "young_people/responses.csv"
needs_young_people = needs(YOUNG_PEOPLE)
REVERSED = ("A1", "C4", "C5", "E1", "E2", "O2", "O5")


@cache
def oracle() -> dict[str, Any]:
    """See tests/oracles/exploratory.R."""
    return _read("exploratory.json")


@cache
def rotations() -> dict[str, Any]:
    """See tests/oracles/rotations.R."""
    return _read("rotations.json")


def matrix(figures: list[Any], p: int) -> np.ndarray:
    """Loadings of `p` items; R writes one column as a list of numbers."""
    return np.array(figures, dtype=float).reshape(p, -1)


@cache
def bfi_correlations(name: str) -> np.ndarray:
    """Of the complete rows (`bfi`, `bfi_one`), or of answers minus each respondent's mean (`bfi_centred`)."""
    x = bfi.complete()
    return correlation(x - x.mean(axis=1, keepdims=True) if name == "bfi_centred" else x, np.ones(len(x)))


def agreeableness() -> np.ndarray:
    """Correlations of the five keyed items of agreeableness."""
    signs = np.array([-1.0 if item in REVERSED else 1.0 for item in bfi.oracle()["items"]])
    return (bfi_correlations("bfi") * np.outer(signs, signs))[:5, :5]


def young_correlations(first: str, last: str) -> np.ndarray:
    """Pairwise correlations of the items of the Young People Survey from `first` to `last`."""
    answers = pd.read_csv(DATA / YOUNG_PEOPLE).loc[:, first:last]
    return answers.corr().to_numpy()


def _read(name: str) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads((ORACLES / name).read_text())
    return figures
