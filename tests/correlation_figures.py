"""R's correlations of bfi and of the Young People Survey, and answers to correlate."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tests.shared_data import DATA, needs

needs_young_people = needs("young_people/responses.csv")


@cache
def figures() -> dict[str, Any]:
    """See tests/oracles/correlations.R."""
    read: dict[str, Any] = json.loads((Path(__file__).parent / "oracles" / "correlations.json").read_text())
    return read


def lower(matrix: np.ndarray) -> np.ndarray:
    """The lower triangle column by column, as R's m[lower.tri(m)]."""
    return matrix.T[np.triu_indices(len(matrix), 1)]


def interests() -> np.ndarray:
    """1,010 respondents, 32 interests, answers 1-5 with gaps."""
    return pd.read_csv(DATA / "young_people" / "responses.csv")[figures()["interests"]].to_numpy(float)


def ages() -> np.ndarray:
    """Age of all 2,800 respondents of bfi."""
    return pd.read_csv(DATA / "bfi" / "bfi.csv", index_col=0)["age"].to_numpy(float)


def repeated_weights(n: int) -> np.ndarray:
    """2, 3, 1, 2, 3, 1 …: how often R repeated every respondent."""
    return 1.0 + np.arange(1, n + 1) % 3


def five_point(n: int, seed: int = 5, p: int = 6, loading: float = 0.6) -> np.ndarray:
    """Answers 1-5 of `n` respondents to `p` items with one factor, unevenly spread over the categories."""
    rng = np.random.default_rng(seed)
    latent = loading * rng.standard_normal((n, 1)) + np.sqrt(1 - loading**2) * rng.standard_normal((n, p))
    cuts = np.linspace(-0.6, 0.4, p)[:, None] + np.array([-1.2, -0.4, 0.4, 1.2])
    return np.column_stack([1.0 + np.digitize(latent[:, j], cuts[j]) for j in range(p)])


def with_gaps(x: np.ndarray, share: float = 0.1, seed: int = 6) -> np.ndarray:
    gappy = x.copy()
    gappy[np.random.default_rng(seed).random(x.shape) < share] = np.nan
    return gappy
