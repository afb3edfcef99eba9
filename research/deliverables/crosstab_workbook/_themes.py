"""Which sheet a table goes to."""

from __future__ import annotations

from collections.abc import Mapping

from research.domain.questionnaire import Role
from research.domain.tables import Table, Tables
from research.wording import workbook_en as words

OF_ROLE: Mapping[Role, str] = {
    "system": "sizes",
    "needs": "needs",
    "psychographic": "attitudes",
    "values": "attitudes",
    "behavioural": "behaviour",
    "technographic": "behaviour",
    "account": "behaviour",
    "outcome": "outcomes",
    "concept": "concepts",
    "media": "media",
    "demographic": "profile",
    "geographic": "profile",
    "firmographic": "profile",
    "open_end": "open_ends",
}


def by_theme(tables: Tables) -> dict[str, list[tuple[int, Table]]]:
    """Tables with their numbers, by the name of their sheet, in the order of the sheets."""
    sheets: dict[str, list[tuple[int, Table]]] = {}
    number = 1
    for theme, name in words.THEMES.items():
        for table in tables.tables:
            if OF_ROLE[table.role] == theme:
                sheets.setdefault(name, []).append((number, table))
                number += 1
    return sheets
