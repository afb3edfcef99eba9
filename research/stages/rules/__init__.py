"""Segments by rules: conditions written by hand put respondents into segments as a clustering would."""

from __future__ import annotations

from research.stages.rules.applying import apply_rules, idle_faults, lacking_faults, reword
from research.stages.rules.plan import RulePlan, RulesPlan

__all__ = ["RulePlan", "RulesPlan", "apply_rules", "idle_faults", "lacking_faults", "reword"]
