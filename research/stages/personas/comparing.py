"""The rules of comparison: from figures to "far more", "about the same", "no clear difference"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from research.domain.comparison import ComparisonRules, Gate
from research.domain.personas import Comparison
from research.stats.proportions import critical_z

DIGITS = 9
"""Differences are rounded to this many digits before they meet a gate: 0.6 − 0.5 is ten points."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A segment beside the market.

    Attributes:
        difference: value − market, in shares or in standard deviations of the market.
        se: standard error of the difference.
        significant: it differs from the rest of the market by the test of its table.
        defines: a basis variable, which carries no test.
        enough: the base is large enough to say anything.
    """

    statistic: Literal["share", "mean"]
    value: float
    market: float
    difference: float
    se: float
    significant: bool
    defines: bool
    enough: bool


def compare(contrast: Contrast, rules: ComparisonRules) -> Comparison:
    """How the segment compares with the market, by `rules`."""
    if not contrast.enough:
        return "too_few"
    up = contrast.difference > 0
    if contrast.significant or contrast.defines:
        if _passes(contrast, rules.far):
            return "far_more" if up else "far_less"
        if _passes(contrast, rules.plain):
            return "more" if up else "less"
        if contrast.significant:
            return "slightly_more" if up else "slightly_less"
    return "same" if _within(contrast, rules) else "unclear"


def _passes(contrast: Contrast, gate: Gate) -> bool:
    size = round(abs(contrast.difference), DIGITS)
    if contrast.statistic == "mean":
        return size >= gate.sd
    if size >= gate.points_alone:
        return True
    return size >= gate.points and _index_passes(contrast, gate)


def _index_passes(contrast: Contrast, gate: Gate) -> bool:
    if contrast.market <= 0:
        return contrast.value > 0
    index = round(100 * contrast.value / contrast.market, DIGITS)
    return index >= gate.index if contrast.difference > 0 else index <= gate.index_less


def _within(contrast: Contrast, rules: ComparisonRules) -> bool:
    margin = rules.same_sd if contrast.statistic == "mean" else rules.same_points
    reach = critical_z(rules.same_level) * contrast.se
    return round(abs(contrast.difference) + reach, DIGITS) <= margin
