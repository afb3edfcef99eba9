"""Tables: what every question found, by total, segments and banner, with letters that mean something."""

from __future__ import annotations

from research.stages.tables._groups import Division, name_of
from research.stages.tables._plan import SignificancePlan, TablePlan
from research.stages.tables._tabulating import table_faults, tabulate, tabulate_divisions

__all__ = ["Division", "SignificancePlan", "TablePlan", "name_of", "table_faults", "tabulate", "tabulate_divisions"]
