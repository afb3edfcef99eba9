"""Partitions and R's figures of them, see tests/oracles/stability.R."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

AGREES = 1e-10
"""R's figures are written with 17 digits, and both sides only add, divide and take logarithms."""

FIGURES: dict[str, Any] = json.loads((Path(__file__).parent / "oracles" / "stability.json").read_text())
X: NDArray[np.float64] = np.array(FIGURES["x"])


def from_zero(labels: list[int]) -> NDArray[np.int64]:
    """R's labels, which count from 1."""
    return np.array(labels, dtype=np.int64) - 1


PARTITIONS = [from_zero(labels) for labels in FIGURES["partitions"]]
"""Into two, three, four and five segments."""
