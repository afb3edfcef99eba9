"""Races counting against pandas.crosstab, and the crosstab workbook against bare openpyxl, in one run.

python benchmarks/speed_tables.py [--quick | --write]
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from openpyxl import Workbook, load_workbook

from benchmarks._counting_race import METHOD, against_pandas
from benchmarks._evidence import Evidence, Goal, conclude
from research.deliverables.crosstab_workbook import CrosstabWorkbook
from research.domain.results import Results
from tests.invented_tables import ROWS, invented_tables
from tests.results_factory import make_unsegmented_results

TABLES, COLUMNS = 500, 25
TIMES, QUICK = 3, 1
AS_LONG = 2.0
"""Times as long as bare openpyxl, which writes the same values without a style, a width or a link."""
LINEAR = 2.3
"""Times as long for twice as much."""

Sheet = list[list[object]]


def measure(quick: bool) -> Evidence:
    """Time the book by turns with its peers, and books of half the size."""
    times = QUICK if quick else TIMES
    return Evidence(
        name="speed_tables",
        title="Tables of a million in the time of a few crosstabs, and a book in little more than its cells",
        method=(
            f"{METHOD} The book: {TABLES} invented tables of {len(ROWS)} rows and three rows of bases by {COLUMNS} "
            "columns, weighted, "
            "letters in four cells of ten, written as crosstabs.xlsx: styles, links, widths, page breaks and all. Bare "
            "openpyxl writes the same values into the same cells of as many sheets, and nothing else. Processor "
            f"seconds of one process, the least of {times} by turns."
        ),
        goals=[*against_pandas(times), *_against_bare(times), *_linear(times)],
    )


def _against_bare(times: int) -> list[Goal]:
    """The book over what openpyxl needs for its values, cell by cell; its streaming mode is told beside it."""
    sheets = _values(_book(TABLES, COLUMNS))
    ours, bare, streamed = _least(
        times, lambda: _book(TABLES, COLUMNS), lambda: _bare(sheets), lambda: _streamed(sheets)
    )
    told = f"{ours:.1f} s against {bare:.1f} s; {streamed:.1f} s in openpyxl's write-only mode"
    return [Goal("times as long as bare openpyxl", ours / bare, "at most", AS_LONG, told)]


def _linear(times: int) -> list[Goal]:
    """Twice as many tables, and twice as many columns."""
    half = TABLES // 2
    small, long, wide = _least(
        times, lambda: _book(half, COLUMNS), lambda: _book(2 * half, COLUMNS), lambda: _book(half, 2 * COLUMNS)
    )
    return [
        Goal(f"times as long for {2 * half} tables as for {half}", long / small, "at most", LINEAR),
        Goal(f"times as long for {2 * COLUMNS} columns as for {COLUMNS}", wide / small, "at most", LINEAR),
    ]


def _book(tables: int, columns: int) -> bytes:
    return CrosstabWorkbook().render(_results(tables, columns))["crosstabs.xlsx"]


@cache
def _results(tables: int, columns: int) -> Results:
    return replace(make_unsegmented_results(), tables=invented_tables(tables, columns))


def _values(book: bytes) -> list[Sheet]:
    """What stands in the cells of every sheet."""
    return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in load_workbook(io.BytesIO(book))]


def _bare(sheets: list[Sheet]) -> None:
    book = Workbook()
    for rows in sheets:
        sheet = book.create_sheet()
        for i, row in enumerate(rows, start=1):
            for j, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(i, j, value)
    book.save(io.BytesIO())


def _streamed(sheets: list[Sheet]) -> None:
    book = Workbook(write_only=True)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(io.BytesIO())


def _least(times: int, *works: Callable[[], object]) -> list[float]:
    """The least processor seconds of each work, by turns."""
    return [min(found) for found in zip(*([_timed(work) for work in works] for _ in range(times)), strict=True)]


def _timed(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    conclude(measure)
