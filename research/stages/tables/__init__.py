"""Tables: what every question found, by total, segments and banner, with letters that mean something."""

from __future__ import annotations

from research.stages.tables._filtering import filter_faults_in
from research.stages.tables._groups import Division, name_of, names_in, segment_division, wants_waves
from research.stages.tables._halves import tested_on
from research.stages.tables._plan import GroupPlan, SignificancePlan, TablePlan
from research.stages.tables._relabelling import relabelled
from research.stages.tables._since import mark_changes
from research.stages.tables._tabulating import table_faults, tabulate, tabulate_divisions
from research.stages.tables._tracing import trace
from research.stages.tables._wave_columns import add_waves
from research.stages.tables._waves import Answered, WaveTables

__all__ = [
    "Answered",
    "Division",
    "GroupPlan",
    "SignificancePlan",
    "TablePlan",
    "WaveTables",
    "add_waves",
    "filter_faults_in",
    "mark_changes",
    "name_of",
    "names_in",
    "relabelled",
    "segment_division",
    "table_faults",
    "tabulate",
    "tabulate_divisions",
    "tested_on",
    "trace",
    "wants_waves",
]
