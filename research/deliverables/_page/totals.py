"""What everyone answered: shown where there are no segments to tell apart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import islice

from research.domain.questionnaire import Role
from research.domain.results import Results
from research.domain.tables import TOTAL, Table, Tables
from research.wording.english import English

_ROLES: tuple[Role, ...] = (
    *("outcome", "concept", "needs", "psychographic", "values", "behavioural", "media", "technographic"),
    *("demographic", "geographic", "firmographic", "account"),
)
_MOST_TABLES = 18
_MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    shown: str
    width: str


@dataclass(frozen=True, slots=True)
class Total:
    title: str
    source: str
    bars: tuple[Bar, ...]


def totals(results: Results, words: English) -> list[Total]:
    """Key questions by their total, outcomes first; questions that nobody was asked are left out."""
    gridded = {
        row.variable
        for table in results.tables.tables
        if table.kind in ("grid_top_box", "grid_mean", "concepts")
        for row in table.rows
    }
    shown = [table for table in results.tables.tables if _speaks(table, gridded)]
    shown.sort(key=lambda table: _ROLES.index(table.role))
    made = (_total(table, results.tables, words) for table in shown)
    return list(islice((total for total in made if total.bars), _MOST_TABLES))


def _speaks(table: Table, gridded: set[str]) -> bool:
    """Grids by their top box, questions by their answers; not the single items of a grid again."""
    if table.role not in _ROLES or table.kind in ("grid_mean", "numeric"):
        return False
    return not (table.kind == "single" and table.rows[0].variable in gridded)


def _total(table: Table, tables: Tables, words: English) -> Total:
    total = tables.banner.position(TOTAL)
    kinds = ("net",) if table.kind in ("grid_top_box", "concepts", "ranking") else ("category", "off_scale")
    shares = [(row.label, float(table.values[i, total])) for i, row in enumerate(table.rows) if row.kind in kinds]
    rows = [(label, share) for label, share in shares if math.isfinite(share)]
    if table.kind != "single":
        rows.sort(key=lambda row: -row[1])
    bars = tuple(
        Bar(label, words.numbers.percentage(share), f"{100 * share:.1f}%") for label, share in rows[:_MOST_ROWS]
    )
    wording = "" if table.title.startswith(table.wording) else table.wording
    return Total(table.title, words.section_source(wording, "", table.base_text), bars)
