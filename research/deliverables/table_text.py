"""Tables as plain text, for the terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from textwrap import wrap

import numpy as np

from research.deliverables._plain import printable
from research.domain.cell_trace import CellTrace
from research.domain.tables import SHARES, Percentages, Row, Table, Tables
from research.wording import workbook_en as words
from research.wording.significance_en import associations_line

_LABEL, _COLUMN, _GAP = 30, 11, " "
_NOTHING = "·"


def table_text(tables: Tables, percentages: Percentages = "column", width: int = 120) -> str:
    """Every table with its bases and letters, columns side by side as far as `width` goes, else below each other."""
    blocks = list(_blocks(len(tables.banner.columns), width))
    parts = [
        "\n".join(line.rstrip() for line in _table(number, table, tables, blocks, percentages))
        for number, table in enumerate(tables.tables, start=1)
    ]
    return "\n\n".join(parts) + "\n"


def _blocks(columns: int, width: int) -> Iterator[list[int]]:
    """Positions of the columns that stand side by side, the total in each block."""
    room = max(1, (width - _LABEL) // (_COLUMN + len(_GAP)) - 1)
    others = list(range(1, columns))
    yield from ([0, *others[at : at + room]] for at in range(0, max(len(others), 1), room))


def _table(
    number: int, table: Table, tables: Tables, blocks: Sequence[Sequence[int]], percentages: Percentages
) -> Iterator[str]:
    yield printable(f"{number}  {table.title}")
    if not table.title.startswith(table.wording):
        yield printable(table.wording)
    yield printable(words.base_line(table.base_text))
    if table.filter_text:
        yield printable(words.filter_line(table.filter_text))
    if percentages != "column":
        yield words.PERCENTAGES[percentages]
    for block in blocks:
        yield ""
        yield from _heads(tables, block)
        yield from _figures(table, tables, block, table.percentages(percentages))
    whole = associations_line(tables.associations_of(table))
    if whole:
        yield printable(whole)


def _heads(tables: Tables, block: Sequence[int]) -> Iterator[str]:
    """Group, label and letter of each column."""
    columns = [tables.banner.columns[j] for j in block]
    groups = {group.key: group.label for group in tables.banner.groups}
    shown, cells = "", []
    for column in columns:
        label = groups.get(column.group, "")
        cells.append(label if label != shown else "")
        shown = label
    yield from _wrapped("", cells)
    yield from _wrapped("", [column.label for column in columns])
    yield _line("", [column.letter for column in columns])


def _figures(table: Table, tables: Tables, block: Sequence[int], values: np.ndarray) -> Iterator[str]:
    at = list(block)
    bases = table.bases[:, at].min(axis=0).tolist()
    yield _line(words.BASE_ROW, [f"{base:,}{_stars(base, tables)}" for base in bases])
    if tables.weighted:
        yield _line(words.EFFECTIVE_BASE_ROW, [f"{base:,.0f}" for base in table.effective_bases[:, at].min(axis=0)])
    for i, row in enumerate(table.rows):
        cells = [_cell(values[i, j], row, table, f"{table.letters[i, j]}") for j in at]
        yield from _wrapped(row.label, cells)


def _stars(base: int, tables: Tables) -> str:
    return " **" if base < tables.min_base else " *" if base < tables.small_base else ""


def _cell(value: float, row: Row, table: Table, letters: str) -> str:
    if np.isnan(value):
        return _NOTHING
    figure = f"{100 * value:.0f}%" if row.kind in SHARES else f"{value:.{table.decimals}f}"
    return f"{figure} {letters}".rstrip()


def _wrapped(label: str, cells: Sequence[str]) -> Iterator[str]:
    """A row as many lines high as its longest text needs."""
    first = wrap(printable(label), _LABEL - 1) or [""]
    columns = [wrap(printable(cell), _COLUMN) or [""] for cell in cells]
    for line in range(max(len(first), *map(len, columns))):
        yield _line(_at(first, line), [_at(column, line) for column in columns])


def _line(label: str, cells: Sequence[str]) -> str:
    return f"{label:<{_LABEL}}" + _GAP.join(f"{cell:>{_COLUMN}}" for cell in cells)


def _at(lines: Sequence[str], position: int) -> str:
    return lines[position] if position < len(lines) else ""


def trace_text(trace: CellTrace) -> str:
    """A cell with its figures, then its respondents: those who count in it first."""
    glance = trace.glance().iloc[0]
    figure = f"{trace.value:.6g}" if math.isfinite(trace.value) else _NOTHING
    head = [
        printable(f"{trace.title}  /  {trace.row_label}  /  {trace.column_label}"),
        f"figure {figure}   count {glance['count']:,}   base {glance['base']:,}   "
        f"weighted count {glance['weighted_count']:,.2f}   weighted base {glance['weighted_base']:,.2f}",
        "",
        f"{'id':<24}{'answer':>10}{'weight':>10}  counted",
    ]
    listed = trace.tidy().sort_values(["counted", "id"], ascending=[False, True], kind="stable")
    lines = [
        f"{printable(str(one.id)):<24}{one.answer:>10g}{one.weight:>10.4f}  {'yes' if one.counted else 'no'}"
        for one in listed.itertuples()
    ]
    return "\n".join([*head, *lines]) + "\n"
