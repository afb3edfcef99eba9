"""Tables: what every question found, by total, segments and banner, with letters that mean something."""

from __future__ import annotations

from research.stages.tables._banner import Division
from research.stages.tables._plan import TablePlan
from research.stages.tables._tabulating import table_faults, tabulate, tabulate_divisions

__all__ = ["Division", "TablePlan", "table_faults", "tabulate", "tabulate_divisions"]
