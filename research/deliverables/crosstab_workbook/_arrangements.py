"""Which tables go to which sheet, as the study chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from research.deliverables.crosstab_workbook._leaves import Leaf
from research.deliverables.crosstab_workbook._one_each import by_table
from research.deliverables.crosstab_workbook._themes import by_theme
from research.domain.results import Arrangement
from research.domain.tables import Tables

ARRANGEMENTS: Mapping[Arrangement, Callable[[Tables], list[Leaf]]] = {"by_theme": by_theme, "by_table": by_table}
