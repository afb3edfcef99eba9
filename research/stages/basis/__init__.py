"""Building the basis: what segments are cut on, as a recipe that places anyone."""

from research.stages.basis.build import build_basis, rebuild_basis
from research.stages.basis.plan import BasisPlan

__all__ = ["BasisPlan", "build_basis", "rebuild_basis"]
