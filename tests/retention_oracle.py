"""R's figures for the number of factors, and the real batteries they were made of; see tests/oracles/retention.R."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from research.stats.moments import pairwise_correlation
from tests.shared_data import DATA, needs

needs_young_people = needs("young_people/responses.csv")
YOUNG_PEOPLE = ("interests", "personality", "spending", "music", "fears")


@cache
def figures() -> dict[str, Any]:
    """R's figures."""
    found: dict[str, Any] = json.loads((Path(__file__).parent / "oracles" / "retention.json").read_text())
    return found


@cache
def battery(name: str) -> np.ndarray:
    """Answers of 1,010 young people to the items of a battery, with gaps."""
    answers = pd.read_csv(DATA / "young_people" / "responses.csv")
    return answers[figures()["young_people"][name]["items"]].to_numpy(dtype=np.float64)


def pairwise(x: np.ndarray) -> np.ndarray:
    """Unweighted correlations of whoever answered both items."""
    return pairwise_correlation(x, np.ones(len(x)))
