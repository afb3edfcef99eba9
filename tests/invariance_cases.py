"""Groups that R has compared, and its figures, see tests/oracles/invariance.R."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from research.stats.fit_measures import FitMeasures
from research.stats.group_moments import GroupMoments, group_moments
from tests import bfi
from tests.shared_data import DATA

CHI2_TOLERANCE = 1e-5
"""χ² and the log-likelihood: both searches stop where these are flat; measured 2e-6 at most."""
INDEX_TOLERANCE = 1e-6
"""CFI, TLI, RMSEA and SRMR; measured 1.5e-7 at most."""
ESTIMATE_TOLERANCE = 5e-5
"""R's optimiser stops at parameters that are right to four digits; measured 3e-5 at most."""

_NAMES = {
    "chisq": "chi2",
    "df": "df",
    "logl": "log_likelihood",
    "aic": "aic",
    "bic": "bic",
    "npar": "parameters",
}
_INDICES = {
    "pvalue": "p",
    "cfi": "cfi",
    "tli": "tli",
    "rmsea": "rmsea",
    "rmsea.ci.lower": "rmsea_low",
    "rmsea.ci.upper": "rmsea_high",
    "srmr": "srmr",
}


@cache
def oracle() -> dict[str, Any]:
    """R's figures."""
    figures: dict[str, Any] = json.loads((Path(__file__).parent / "oracles" / "invariance.json").read_text())
    return figures


def simple_structure(factors: int, items: int) -> np.ndarray:
    """Mask of `factors` factors of `items` items each, in order."""
    return np.kron(np.eye(factors, dtype=bool), np.ones((items, 1), dtype=bool))


def schools() -> list[GroupMoments]:
    """Nine ability tests in two schools (Holzinger & Swineford 1939)."""
    figures = oracle()["schools"]
    moments = zip(figures["n"], figures["means"], figures["covariances"], strict=True)
    return [GroupMoments(n, np.array(means), np.array(covariance)) for n, means, covariance in moments]


@cache
def people() -> pd.DataFrame:
    """Complete rows of bfi with gender, half and schooling in three."""
    full = pd.read_csv(DATA / "bfi" / "bfi.csv", index_col=0).dropna(subset=bfi.oracle()["items"])
    schooling = pd.cut(full["education"], [0, 2, 3, 5], labels=["1", "2", "3"])
    return full.assign(half=np.arange(len(full)) % 2, schooling=schooling)


def bfi_groups(case: str) -> list[GroupMoments]:
    """bfi by `gender`, `half` or `schooling`, in R's order of the groups."""
    items, by = people()[bfi.oracle()["items"]], people()[case.replace("halves", "half")].astype(str)
    answers = [items[by == label].to_numpy(float) for label in oracle()[f"bfi_{case}"]["groups"]]
    return [group_moments(x, np.ones(len(x))) for x in answers]


def assert_fit(found: FitMeasures, expected: dict[str, float]) -> None:
    """Every measure agrees with R's."""
    for theirs, ours in _NAMES.items():
        np.testing.assert_allclose(getattr(found, ours), expected[theirs], rtol=0, atol=CHI2_TOLERANCE, err_msg=ours)
    for theirs, ours in _INDICES.items():
        np.testing.assert_allclose(getattr(found, ours), expected[theirs], rtol=0, atol=INDEX_TOLERANCE, err_msg=ours)
