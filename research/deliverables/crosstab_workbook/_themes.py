"""One sheet a theme."""

from __future__ import annotations

from collections.abc import Mapping

from research.deliverables.crosstab_workbook._leaves import Leaf
from research.domain.questionnaire import Role
from research.domain.tables import Tables
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


def by_theme(tables: Tables) -> list[Leaf]:
    """One sheet a theme, in the order of the themes; the tables numbered through the book."""
    leaves, number = [], 1
    for theme, name in words.THEMES.items():
        own = [table for table in tables.tables if OF_ROLE[table.role] == theme]
        if own:
            leaves.append(Leaf(name, name, tuple(enumerate(own, start=number))))
        number += len(own)
    return leaves
