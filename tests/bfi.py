"""The bfi items and R's figures for them; tests that need the data skip where they are absent."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tests.shared_data import DATA, needs

needs_bfi = needs("bfi/bfi.csv")


@cache
def oracle() -> dict[str, Any]:
    """R's figures, see tests/oracles/bfi_factors.R."""
    figures: dict[str, Any] = json.loads((Path(__file__).parent / "oracles" / "bfi_factors.json").read_text())
    return figures


@cache
def items() -> pd.DataFrame:
    """All 2,800 respondents, 25 items, answers 1-6 with gaps."""
    return pd.read_csv(DATA / "bfi" / "bfi.csv", index_col=0)[oracle()["items"]].astype(float)


def complete() -> np.ndarray:
    """The 2,436 complete rows."""
    return items().dropna().to_numpy()
