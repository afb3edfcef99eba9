"""R's figures of alpha and omega, and the answers that they are of."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tests import bfi
from tests.shared_data import DATA, needs

SCALES = "ACENO"
needs_people = needs("young_people/responses.csv")


@cache
def oracle() -> dict[str, Any]:
    """See tests/oracles/reliability.R."""
    figures: dict[str, Any] = json.loads((Path(__file__).parent / "oracles" / "reliability.json").read_text())
    return figures


@cache
def keyed_bfi() -> pd.DataFrame:
    """All 2,800 respondents, items reversed as the questionnaire says, with gaps."""
    answers = bfi.items().copy()
    reversed = oracle()["bfi"]["reversed"]
    answers[reversed] = 7 - answers[reversed]
    return answers


def bfi_scale(name: str) -> np.ndarray:
    """Keyed answers to the five items of a scale, complete over all 25 items, shape (2436, 5)."""
    return keyed_bfi().dropna()[oracle()["bfi"]["scales"][name]["items"]].to_numpy()


@cache
def people() -> pd.DataFrame:
    return pd.read_csv(DATA / "young_people" / "responses.csv")
