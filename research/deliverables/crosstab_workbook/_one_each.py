"""One sheet a table."""

from __future__ import annotations

from research.deliverables.crosstab_workbook._leaves import Leaf
from research.deliverables.crosstab_workbook._themes import by_theme
from research.domain.tables import Tables


def by_table(tables: Tables) -> list[Leaf]:
    """The tables in the order and with the numbers that they have by theme, each on a sheet called after it."""
    return [
        Leaf(f"{number} {table.title}", theme.part, ((number, table),))
        for theme in by_theme(tables)
        for number, table in theme.tables
    ]
