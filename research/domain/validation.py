"""Validation: what may be said of the segments: found in the market, found again, or made."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Literal

import pandas as pd

from research.domain.caveats import Caveat
from research.domain.style import StyleIndex

Verdict = Literal["natural", "reproducible", "constructed"]


@dataclass(frozen=True, slots=True)
class StyleShare:
    """How much of one habit of answering goes with the segments.

    Attributes:
        share: of the variance of the index between respondents that lies between segments (η²).
    """

    index: StyleIndex
    share: float


@dataclass(frozen=True, slots=True)
class SplitHalves:
    """Segments of one half of the sample found in the other: adjusted Rand index, mean and 5th to 95th percentile."""

    mean: float
    low: float
    high: float
    splits: int


@dataclass(frozen=True, slots=True)
class Validation:
    """The verdict, and what it rests on.

    Attributes:
        verdict: `natural`: more than correlated answers explain, in fit and in stability; `reproducible`: no more
            than that, yet other respondents would give the same segments; `constructed`: neither, or a response style.
        p_fit, p_stability: probability of as much in answers that hold no segments; NaN where that was not tried.
        excess_stability: of the chosen number of segments over null data; NaN as before.
        styled: segments are told apart by habits of answering rather than by what is wanted.
        centred_agreement: adjusted Rand index with as many segments of answers without everyone's own average.
        items_agreement: with as many segments of the items themselves, where the basis is factor scores.
    """

    verdict: Verdict
    p_fit: float
    p_stability: float
    excess_stability: float
    halves: SplitHalves
    style: tuple[StyleShare, ...]
    styled: bool
    centred_agreement: float
    items_agreement: float
    caveats: tuple[Caveat, ...] = ()

    @property
    def untried(self) -> bool:
        """The segments come back, and whether people gather in them was not held against data without any."""
        return self.verdict == "reproducible" and math.isnan(self.p_fit)

    def tidy(self) -> pd.DataFrame:
        """One row a habit of answering."""
        return pd.DataFrame([asdict(share) for share in self.style], columns=["index", "share"])

    def glance(self) -> pd.DataFrame:
        """One row: the verdict and its figures."""
        return pd.DataFrame(
            [
                {
                    "verdict": self.verdict,
                    "p_fit": self.p_fit,
                    "p_stability": self.p_stability,
                    "excess_stability": self.excess_stability,
                    "halves": self.halves.mean,
                    "halves_low": self.halves.low,
                    "halves_high": self.halves.high,
                    "styled": self.styled,
                    "centred_agreement": self.centred_agreement,
                    "items_agreement": self.items_agreement,
                }
            ]
        )
