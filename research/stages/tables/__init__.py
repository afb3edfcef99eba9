"""Tables: what every question found, by total, segments and banner, with letters that mean something."""

from __future__ import annotations

from research.stages.tables._groups import SEGMENT, Division, name_of, names_in
from research.stages.tables._plan import GroupPlan, SignificancePlan, TablePlan
from research.stages.tables._tabulating import table_faults, tabulate, tabulate_divisions
from research.stages.tables._tracing import trace

__all__ = [
    "SEGMENT",
    "Division",
    "GroupPlan",
    "SignificancePlan",
    "TablePlan",
    "name_of",
    "names_in",
    "table_faults",
    "tabulate",
    "tabulate_divisions",
    "trace",
]
