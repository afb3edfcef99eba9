"""The figures of a criterion: the rows of a table that it may rest on, by segment, and the segments' sizes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from research.domain.arrays import Floats
from research.domain.comparison import RULES
from research.domain.personas import Persona
from research.domain.portfolio import REACH, SHARE, CriterionKind
from research.domain.tables import SEGMENT, TOTAL, Row, Table, Tables
from research.stages.targeting.plan import ANSWER, YES_OR_NO
from research.stats.proportions import critical_z

_YES = "1"
_TOP_BOX, _FIRST = "net:top", ":first"
"""How the keys of top boxes begin, and how the table of a ranking ends that says what is ranked first."""


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """What segments reach on a criterion, each by its best row.

    Attributes:
        values, errors: of every row by segment, shape (rows, k); NaN where too few answered.
        market: of every row, shape (rows,).
        about: what each row is of, where there are several; tables, rows: the cells they stand on.
    """

    kind: CriterionKind
    label: str
    values: Floats
    errors: Floats
    lows: Floats
    highs: Floats
    market: Floats
    about: tuple[str, ...]
    table: tuple[str, ...]
    row: tuple[str, ...]
    unit: str = ""
    decimals: int = 0


def figures_of(name: str, tables: Tables, personas: Sequence[Persona], nobody: frozenset[str]) -> Figures | None:
    """The figures of the criterion called `name`; None where the wave has no table of it.

    Args:
        nobody: variables that stand for "none of these", which reach nobody.
    """
    if name == SHARE:
        return _sizes(personas)
    found = list(_reaching(tables, nobody) if name == REACH else _asked(name, tables))
    return _from_rows(name, found, tables, len(personas)) if found else None


def _sizes(personas: Sequence[Persona]) -> Figures:
    shares = np.array([[persona.share for persona in personas]])
    low, high = (np.array([[getattr(p, f"share_{end}") for p in personas]]) for end in ("low", "high"))
    errors = (high - low) / (2 * critical_z(RULES.level))
    average = np.array([1.0 / len(personas)])
    return Figures("size", "", shares, errors, low, high, average, ("",), ("",), ("",))


def _reaching(tables: Tables, nobody: frozenset[str]) -> Iterator[tuple[Table, Row]]:
    """The channels: answers to questions on media that name them, not points of a scale."""
    for table in tables.tables:
        if table.role == "media" and _names_answers(table):
            yield from ((table, row) for row in table.rows if row.kind == "category" and row.variable not in nobody)


def _names_answers(table: Table) -> bool:
    scaled = any(row.kind == "mean" or row.key.startswith(_TOP_BOX) for row in table.rows)
    return table.kind in ("multiple", "ranking") or (table.kind == "single" and not scaled)


def _asked(name: str, tables: Tables) -> Iterator[tuple[Table, Row]]:
    asked, _, answer = name.partition(ANSWER)
    for table in tables.tables:
        if table.kind == "concepts" and table.name.startswith(f"{asked}:top"):
            yield from ((table, row) for row in table.rows if row.kind == "net")
        elif table.name in (asked, f"{asked}{_FIRST}"):
            row = _figure_row(table, answer)
            if row is not None:
                yield table, row


def _figure_row(table: Table, answer: str) -> Row | None:
    """The answer asked for; else the top box of a scale, yes, or the mean."""
    rows = {row.key: row for row in table.rows}
    if answer:
        return rows.get(answer) or rows.get(f"{table.name}.{answer}")
    top = [row for row in table.rows if row.key.startswith(_TOP_BOX)]
    if top:
        return top[0]
    return rows.get(_YES) if _yes_or_no(table) else rows.get("mean")


def _yes_or_no(table: Table) -> bool:
    return {row.key for row in table.rows if row.kind == "category"} == set(map(str, YES_OR_NO))


def _from_rows(name: str, found: Sequence[tuple[Table, Row]], tables: Tables, k: int) -> Figures:
    columns = [tables.banner.position(f"{SEGMENT}:{number}") for number in range(1, k + 1)]
    total = tables.banner.position(TOTAL)
    at = [(table, table.row(row.key)) for table, row in found]
    enough = np.array([table.bases[i, columns] >= tables.min_base for table, i in at])

    def of(figure: str) -> Floats:
        return np.where(enough, [getattr(table, figure)[i, columns] for table, i in at], np.nan)

    first, row = found[0]
    several = len(found) > 1
    kind: CriterionKind = "mean" if row.kind == "mean" else "share"
    if name == REACH:
        kind = "reach"
    elif first.kind == "concepts":
        kind = "concept"
    return Figures(
        kind,
        _label(first, row, kind),
        of("values"),
        of("standard_errors"),
        of("low"),
        of("high"),
        np.array([float(table.values[i, total]) for table, i in at]),
        tuple(row.label for _, row in found) if several or kind in ("reach", "concept") else ("",),
        tuple(table.name for table, _ in found),
        tuple(row.key for _, row in found),
        first.unit if kind == "mean" else "",
        first.decimals if kind == "mean" else 0,
    )


def _label(table: Table, row: Row, kind: CriterionKind) -> str:
    """As a reader would call it; of an answer the answer too."""
    if kind == "reach":
        return ""
    yes = row.key == _YES and _yes_or_no(table)
    plain = kind in ("concept", "mean") or yes or row.key.startswith(_TOP_BOX)
    return table.title if plain else f"{table.title}: {row.label}"
