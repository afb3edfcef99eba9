"""Screening: who answered carelessly, by which signs, and who is kept."""

from research.stages.screening.plan import ScreeningPlan
from research.stages.screening.screen import screen

__all__ = ["ScreeningPlan", "screen"]
