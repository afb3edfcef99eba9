"""Factoring: the items of a battery become the few dimensions behind them."""

from research.stages.factors.factor import compared_with_wave, factor, score_factors
from research.stages.factors.plan import FactorPlan

__all__ = ["FactorPlan", "compared_with_wave", "factor", "score_factors"]
