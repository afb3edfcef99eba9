"""What is planted in the plant-based snacks study: segments, factors, items."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

SEED = 20250301
COMPLETES = 1200
BROKEN_OFF = 30
CARELESS = 48
RESPONSE_STYLE_SD = 0.10

SEGMENTS = ("Value Seekers", "Treat Keepers", "Planet Firsts", "Busy Fuellers")
SHARES = {1: (0.38, 0.28, 0.20, 0.14), 2: (0.347, 0.2555, 0.27, 0.1275)}
"""Per wave: the third segment grows, the others give way in proportion."""

FACTORS = ("fuel", "planet", "value", "explorer", "label", "treat")
BETWEEN = 0.63
"""Share of every factor's variance that lies between the segments, as in wave 1."""
CENTRES = np.array(
    [
        [-0.45, -0.25, 0.95, -0.90, 0.30, -0.25],
        [-0.20, -0.55, -0.95, 0.10, -1.20, 0.75],
        [-0.25, 1.55, -0.20, 1.15, 0.90, 0.60],
        [1.95, -0.45, -0.40, 0.60, 0.25, -1.65],
    ]
)
"""Shape (segments, factors), before they are standardised; every two segments lie about equally far apart."""
CORRELATION_NEEDS = 0.15
CORRELATION_ATTITUDES = 0.10
"""Of the factors of one battery inside every segment."""


class Item(NamedTuple):
    """An item: its factor (None for the one that belongs nowhere), loading (negative when reversed) and easiness."""

    name: str
    factor: str | None
    loading: float
    easiness: float


NEEDS = (
    Item("n1", "fuel", 0.84, 0.55),
    Item("n2", "planet", 0.86, 0.15),
    Item("n3", "value", 0.78, 0.45),
    Item("n4", "fuel", 0.85, 0.40),
    Item("n5", "planet", 0.79, 0.35),
    Item("n6", "value", 0.86, 0.50),
    Item("n7", "fuel", 0.77, 0.05),
    Item("n8", "planet", 0.80, 0.25),
    Item("n9", "value", 0.84, 0.40),
    Item("n10", "fuel", 0.83, 0.30),
    Item("n11", "planet", 0.85, -0.10),
    Item("n12", "value", 0.74, 0.05),
    Item("n13", "fuel", 0.80, -0.10),
    Item("n14", "planet", 0.76, 0.20),
    Item("n15", "value", 0.81, 0.35),
    Item("n16", "fuel", 0.75, -0.30),
    Item("n17", "planet", 0.74, 0.00),
    Item("n18", "value", 0.83, 0.30),
)
ATTITUDES = (
    Item("p1", "explorer", 0.86, -0.05),
    Item("p2", "label", 0.85, 0.20),
    Item("p3", "treat", 0.83, 0.40),
    Item("p4", "explorer", 0.83, 0.15),
    Item("p5", None, 0.0, -0.10),
    Item("p7", "label", 0.84, 0.25),
    Item("p8", "explorer", -0.80, 0.20),
    Item("p9", "treat", 0.82, 0.05),
    Item("p10", "label", -0.80, -0.15),
    Item("p11", "explorer", 0.77, -0.35),
    Item("p12", "treat", 0.84, 0.45),
    Item("p13", "label", 0.80, -0.05),
    Item("p14", "explorer", 0.78, 0.10),
    Item("p15", "treat", -0.80, -0.10),
    Item("p16", "label", 0.84, 0.15),
    Item("p17", "explorer", 0.80, 0.20),
    Item("p18", "treat", 0.83, 0.20),
    Item("p19", "label", 0.76, -0.20),
)
TRAP = "p6"
TRAP_ANSWER = 4
REWORDED = "n6"
REWORDED_EASIER = 0.35
"""How much more important "Is good value for money" is than "Costs little per portion", in wave 2."""


def within() -> np.ndarray:
    """Covariance of the factors inside every segment, shape (6, 6)."""
    correlations = np.eye(len(FACTORS))
    for start, correlation in ((0, CORRELATION_NEEDS), (3, CORRELATION_ATTITUDES)):
        block = slice(start, start + 3)
        correlations[block, block] += correlation * (1.0 - np.eye(3))
    return correlations * (1.0 - BETWEEN)
