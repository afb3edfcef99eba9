"""The order in which loadings are read, and which of them are shown."""

from __future__ import annotations

import numpy as np

from research.domain.factors import BatteryFactors

BLANK_BELOW = 0.30
"""Loadings below this are left blank."""
STRONG = 0.50
"""Loadings from here on stand out."""


def items_by_factor(battery: BatteryFactors) -> list[list[int]]:
    """Positions of the items that load on each factor most, the strongest first (R psych `fa.sort`)."""
    size = np.abs(battery.pattern)
    strongest = size.argmax(axis=1)
    order = np.argsort(-size.max(axis=1), kind="stable")
    return [[int(i) for i in order if strongest[i] == j] for j in range(battery.k)]


def factor_code(key: str) -> str:
    """`F1` of `needs.F1`."""
    return key.rpartition(".")[2]


def factor_label(battery: BatteryFactors, j: int) -> str:
    """`F1 Planet first`."""
    return f"{factor_code(battery.keys[j])} {battery.names[j]}"
