"""ComparisonRules: when a segment has "far more" than the market, and when the two are about the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gate:
    """How large a difference must be: an index with enough points, or points alone; standard deviations for means.

    Attributes:
        index, index_less: share of the segment ÷ share of the market × 100, above and below.
        points: that the index needs beside it; `points_alone`: that need no index. Shares from 0 to 1.
        sd: standard deviations of the market, for means.
    """

    index: float
    index_less: float
    points: float
    points_alone: float
    sd: float


@dataclass(frozen=True, slots=True)
class ComparisonRules:
    """The rules behind every comparative word; personas follow them, the glossary states them.

    Attributes:
        far, plain: gates of "far more" and "more"; a smaller difference that is significant is "slightly more".
        same_points, same_sd: the margin that the interval of a difference must stay within to be "about the same".
        level: per cent, of the test against the rest of the market; same_level: of the interval for "about the same".
    """

    far: Gate = Gate(150, 67, 0.10, 0.20, 0.50)
    plain: Gate = Gate(120, 83, 0.05, 0.10, 0.25)
    same_points: float = 0.05
    same_sd: float = 0.10
    level: float = 95.0
    same_level: float = 90.0


RULES = ComparisonRules()
