"""From a cell of a table back to its respondents."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

import numpy as np

from research.domain.cell_trace import CellTrace
from research.domain.sample import Sample
from research.domain.tables import Tables
from research.errors import Fault, ResearchError
from research.stages.tables._banner import build_columns
from research.stages.tables._filtering import filter_for, filters_of
from research.stages.tables._groups import Division
from research.stages.tables._plan import TablePlan
from research.stages.tables._stub import FigureRow, StubRow
from research.stages.tables._tabulating import stubs_of


def trace(
    tables: Tables, sample: Sample, divisions: Sequence[Division], plan: TablePlan, cell: tuple[str, str, str]
) -> CellTrace:
    """The respondents behind the cell (table, row, column) of `tables`, which sample, divisions and plan made.

    Raises:
        ResearchError: no such table, row or column; the nearest names are told.
    """
    name, key, column = cell
    table = tables.table(_known("table", name, [one.name for one in tables.tables]))
    row = table.row(_known("row", key, [one.key for one in table.rows]))
    place = tables.banner.position(_known("column", column, [one.key for one in tables.banner.columns]))
    stub = next(one for one in stubs_of(sample, divisions, plan) if one.name == name)
    columns, filters = build_columns(sample, divisions, plan.banner), filters_of(plan, sample.responses)
    within = filters[filter_for(stub, filters)].within
    positions, answers, asked, hits = _answers(stub.rows[row])
    inside = columns.people.members[columns.people.of, place] & asked[positions]
    if within is not None:
        inside = inside & within
    given = np.append(answers, np.nan)[positions[inside]]
    return CellTrace(
        name,
        key,
        column,
        table.title,
        table.rows[row].label,
        tables.banner.columns[place].label,
        float(table.values[row, place]),
        sample.responses.ids[inside],
        given,
        sample.weights[inside],
        hits[positions[inside]],
    )


def _answers(row: StubRow) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Everyone's answer by position, the answers, which are in the base of the row, and which count."""
    positions, answers = row.source.read()
    if isinstance(row, FigureRow):
        known = np.ones(len(answers), dtype=bool) if row.scores is None else np.isin(answers, list(row.scores))
        asked = np.append(known, False)
        return positions, answers, asked, asked
    return (
        positions,
        answers,
        np.append(np.ones(len(answers), dtype=bool), False),
        np.append(np.isin(answers, row.hits), False),
    )


def _known(what: str, name: str, known: Sequence[str]) -> str:
    if name in known:
        return name
    close = get_close_matches(name, known, n=3)
    listed = ", ".join(f"`{one}`" for one in close or known[:10])
    raise ResearchError(
        Fault(f"there is no {what} `{name}`", remedy=f"did you mean {listed}?" if close else f"known here: {listed}")
    )
