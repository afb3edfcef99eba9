"""Scale: from a figure to a place on the drawing."""

from __future__ import annotations

from collections.abc import Callable

Place = Callable[[float], float]


def linear(low: float, high: float, start: float, stop: float) -> Place:
    """Figures from `low` to `high` laid out evenly from `start` to `stop`; beyond the ends they stay at the ends."""
    span = high - low

    def place(value: float) -> float:
        part = (value - low) / span if span else 0.5
        return start + min(max(part, 0.0), 1.0) * (stop - start)

    return place
