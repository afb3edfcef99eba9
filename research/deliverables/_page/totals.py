"""What everyone answered: shown where there are no segments to tell apart."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from research.deliverables._page.answers import counted
from research.domain.questionnaire import Role
from research.domain.results import Results
from research.domain.tables import TOTAL, Table, Tables
from research.wording.english import English

_ROLES: tuple[Role, ...] = (
    *("outcome", "concept", "needs", "psychographic", "values", "behavioural", "media", "technographic"),
    *("demographic", "geographic", "firmographic", "account"),
)
REASONS = ("no_basis", "no_structure", "nothing_to_factor")
"""Caveats that say why there are no segments."""
_MOST_TABLES = 18
_MOST_ROWS = 12
_NETTED = ("grid_top_box", "concepts", "ranking")
"""Kinds of tables that tell several questions by one net each."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An answer with its share of everyone, as a figure, as shown, and as wide as its bar."""

    label: str
    share: float
    shown: str
    width: str


@dataclass(frozen=True, slots=True)
class Total:
    """One question: its title, a net of the best answers where it has a scale, a bar an answer, what is left out."""

    title: str
    net: str
    source: str
    bars: tuple[Bar, ...]
    more: str


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
    if table.role not in _ROLES or table.kind in ("grid_mean", "grid_box", "numeric"):
        return False
    return not (table.kind == "single" and table.rows[0].variable in gridded)


def _total(table: Table, tables: Tables, words: English) -> Total:
    rows = list(_rows(table, tables))
    ordered = any(row.kind == "mean" for row in table.rows)
    if not ordered and (table.kind != "single" or len(rows) > _MOST_ROWS):
        rows.sort(key=lambda row: -row[1])
    most = len(rows) if ordered else _MOST_ROWS
    bars = (Bar(label, share, words.numbers.percentage(share), f"{100 * share:.1f}%") for label, share in rows[:most])
    wording = "" if table.title.startswith(table.wording) else table.wording
    return Total(
        words.topic(table.title),
        _net(table, tables, words),
        words.section_source(wording, "", table.base_text, _counted(table, tables, words)),
        tuple(bars),
        words.more_answers(len(rows) - most) if len(rows) > most else "",
    )


def _rows(table: Table, tables: Tables) -> Iterator[tuple[str, float]]:
    """Labels with their shares of everyone: the nets of grids, the answers of questions."""
    total = tables.banner.position(TOTAL)
    kinds = ("net",) if table.kind in _NETTED else ("category", "off_scale")
    for i, row in enumerate(table.rows):
        if row.kind in kinds and math.isfinite(table.values[i, total]):
            yield row.label, float(table.values[i, total])


def _net(table: Table, tables: Tables, words: English) -> str:
    """The share of everyone who gave the best answers to a question on a scale."""
    for i, row in enumerate(table.rows):
        if table.kind == "single" and row.kind == "net" and row.key.startswith("net:top"):
            return words.net_of(float(table.values[i, tables.banner.position(TOTAL)]), *counted(row, tables))
    return ""


def _counted(table: Table, tables: Tables, words: English) -> str:
    """Which answers the shares of a grid or a measure count."""
    return words.counted(*counted(table.rows[0], tables)) if table.kind in _NETTED else ""
