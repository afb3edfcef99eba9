"""From a cell of a table back to its respondents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

from research.domain.cell_trace import CellTrace
from research.domain.sample import Sample
from research.errors import Fault, ResearchError, did_you_mean
from research.stages.tables._groups import Division
from research.stages.tables._plan import TablePlan
from research.stages.tables._stub import FigureRow, StubRow, worth
from research.stages.tables._tabulating import prepare, stubs_of

T = TypeVar("T")


def trace(sample: Sample, divisions: Sequence[Division], plan: TablePlan, cell: tuple[str, str, str]) -> CellTrace:
    """The respondents behind the cell (table, row, column) of the tables that sample, divisions and plan make.

    Raises:
        ResearchError: as `tabulate`; no such table, row or column: the nearest names are told.
    """
    shared, stubs = prepare(sample, divisions, frozenset(), plan), stubs_of(sample, divisions, plan)
    stub = _known("table", cell[0], {one.name: one for one in stubs})
    row = _known("row", cell[1], {one.row.key: i for i, one in enumerate(stub.rows)})
    column = _known("column", cell[2], {one.key: j for j, one in enumerate(shared.columns.banner.columns)})
    table, people, within = shared.table(stub), shared.columns.people, shared.filter_of(stub).within
    positions, answers, asked, hits = _answers(stub.rows[row])
    inside = people.members[people.of, column] & asked[positions]
    if within is not None:
        inside = inside & within
    return CellTrace(
        *cell,
        title=table.title,
        row_label=table.rows[row].label,
        column_label=shared.columns.banner.columns[column].label,
        value=float(table.values[row, column]),
        ids=sample.responses.ids[inside],
        answers=np.append(answers, np.nan)[positions[inside]],
        weights=sample.weights[inside],
        counted=hits[positions[inside]],
    )


def _answers(row: StubRow) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Everyone's answer by position, what each answer counts as, which are in the base of the row, and which count.

    The answers to a mean are their scores, those of a share the codes as given.
    """
    positions, answers = row.source.read()
    counts_as = worth(row, answers)
    asked = np.append(~np.isnan(counts_as), False)
    if isinstance(row, FigureRow):
        return positions, counts_as, asked, asked
    return positions, answers, asked, np.append(np.isin(answers, row.hits), False)


def _known(what: str, name: str, known: Mapping[str, T]) -> T:
    """What is called so; ResearchError with the nearest names where nothing is."""
    if name not in known:
        raise ResearchError(Fault(f"there is no {what} `{name}`", remedy=did_you_mean(name, list(known))))
    return known[name]
