"""Tables that no survey should have, and that some survey has."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from research.domain.arrays import sealed
from research.domain.tables import Row, Table, Tables
from tests.invented_tables import invented_tables

ENDLESS = "A label that goes on, as clients like to write them, 🍏 and on. " * 48
COMMANDS = ("=1+1", "+44 20 7946", "-5 to 5", "@home", "\t=cmd", " =HYPERLINK(1)")
CELLS = (
    *("values", "standard_errors", "low", "high", "counts", "weighted_counts"),
    *("bases", "weighted_bases", "effective_bases", "letters", "versus_rest", "since"),
)


def labelled(table: Table, *labels: str) -> Table:
    """The table with these labels on its first rows."""
    rows = [replace(row, label=label) for row, label in zip(table.rows, labels, strict=False)]
    return replace(table, rows=(*rows, *table.rows[len(rows) :]))


def lengthened(table: Table, rows: int) -> Table:
    """A table of so many categories."""
    arrays = {
        name: sealed(np.resize(getattr(table, name)[:5], (rows, getattr(table, name).shape[1]))) for name in CELLS
    }
    made = tuple(Row(str(i), f"Brand {i}", "category", "q", (i,)) for i in range(rows))
    return replace(table, rows=made, **arrays)


def emptied(table: Table) -> Table:
    """A table without a single figure."""
    return replace(table, values=sealed(np.full(table.values.shape, np.nan)))


def hard_tables(columns: int) -> Tables:
    """One of each, after one that is as it should be."""
    tables = invented_tables(8, columns)
    plain, commands, twins, long, empty, endless, letters, dirty = tables.tables
    marks = letters.letters.copy()
    marks[0, -1] = "ABCDEFGHIJKLMNOPQRSTUVWXYZaaBBcc"
    infinite = dirty.values.copy()
    infinite[7, columns // 2 :] = np.inf
    made = (
        plain,
        replace(labelled(commands, *COMMANDS), title="=SUM(A1:A9)", base_text="@everyone", wording="+1?"),
        replace(labelled(twins, "Other", "Other", "Other"), title=plain.title),
        replace(labelled(long, ENDLESS), title=ENDLESS[:900], wording=ENDLESS, base_text=ENDLESS),
        replace(emptied(empty), title="Nothing at all"),
        replace(lengthened(endless, 2000), title="Two thousand rows"),
        replace(letters, title="Many letters", letters=sealed(marks)),
        replace(labelled(dirty, "a\x00b\x1f\ud800c", "x" * 40_000), title="Dirty\x07 [title]", values=sealed(infinite)),
    )
    return replace(tables, tables=made)
