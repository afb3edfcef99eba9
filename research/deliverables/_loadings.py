"""The order in which loadings are read, and which of them are shown."""

from __future__ import annotations

import numpy as np

from research.domain.arrays import Floats
from research.domain.factors import BatteryFactors

BLANK_BELOW = 0.30
"""Loadings below this are left blank."""
STRONG = 0.50
"""Loadings from here on stand out."""


def items_by_factor(battery: BatteryFactors) -> list[list[int]]:
    """Positions of the items that load on each factor most, the strongest first (R psych `fa.sort`)."""
    size = np.abs(battery.pattern)
    strongest = size.argmax(axis=1)
    return [
        [i for i in _by_strength(size) if strongest[i] == j and size[i, j] >= BLANK_BELOW] for j in range(battery.k)
    ]


def items_of_no_factor(battery: BatteryFactors) -> list[int]:
    """Positions of the items of which every loading is left blank, the strongest first."""
    size = np.abs(battery.pattern)
    return [i for i in _by_strength(size) if size[i].max() < BLANK_BELOW]


def _by_strength(size: Floats) -> list[int]:
    return [int(i) for i in np.argsort(-size.max(axis=1), kind="stable")]


def factor_code(key: str) -> str:
    """`F1` of `needs.F1`."""
    return key.rpartition(".")[2]


def factor_label(battery: BatteryFactors, j: int) -> str:
    """`F1 Planet first`."""
    return f"{factor_code(battery.keys[j])} {battery.names[j]}"
