"""WaveComparison: sizes and concept scores, wave beside wave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from research.domain.caveats import Caveat

Change = Literal["up", "down", "none", "first", "untested"]
Topic = Literal["size", "concept", "outcome"]


@dataclass(frozen=True, slots=True)
class WaveFigure:
    """One figure of one wave.

    Attributes:
        topic: `size` (share of a segment), `concept` (top box of a concept's measure) or `outcome` (share of those
            who meet an outcome outside the concepts).
        key: segment number, or table and row of the score.
        segment: 0 for the whole market.
        value: a share from 0 to 1; `low`, `high` its 95 % interval.
        change: against the previous wave, at 95 %.
    """

    topic: Topic
    key: str
    label: str
    segment: int
    wave: str
    value: float
    low: float
    high: float
    base: int
    effective_base: float
    change: Change


@dataclass(frozen=True, slots=True, eq=False)
class WaveComparison:
    """All waves up to this one.

    Attributes:
        waves: keys in order; `labels` what they are called, with when they were fielded.
    """

    waves: tuple[str, ...]
    labels: tuple[str, ...]
    figures: tuple[WaveFigure, ...]
    caveats: tuple[Caveat, ...] = ()

    def tidy(self) -> pd.DataFrame:
        """One row a figure and wave."""
        return pd.DataFrame(
            [
                {
                    "topic": figure.topic,
                    "key": figure.key,
                    "label": figure.label,
                    "segment": figure.segment,
                    "wave": figure.wave,
                    "value": figure.value,
                    "value_low": figure.low,
                    "value_high": figure.high,
                    "base": figure.base,
                    "effective_base": figure.effective_base,
                    "change": figure.change,
                }
                for figure in self.figures
            ]
        )

    def glance(self) -> pd.DataFrame:
        """One row: waves and figures."""
        return pd.DataFrame([{"waves": len(self.waves), "figures": len(self.figures)}])
