"""Target: which segments to go for, by criteria that the study names."""

from __future__ import annotations

from research.stages.targeting.plan import TargetPlan, target_faults
from research.stages.targeting.weighing import weigh

__all__ = ["TargetPlan", "target_faults", "weigh"]
