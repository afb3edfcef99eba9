"""Factoring: the items of a battery become the few dimensions behind them."""

from research.stages.factors.factor import factor, score_factors
from research.stages.factors.plan import FactorPlan

__all__ = ["FactorPlan", "factor", "score_factors"]
