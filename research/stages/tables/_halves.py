"""Letters between segments that respondents give who took no part in forming the segments."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from research.domain.arrays import sealed
from research.domain.tables import Table, Tables


def tested_on(tables: Tables, held_out: Tables, respondents: int) -> Tables:
    """`tables` with letters and arrows of the segments as `held_out` has them, which is of other respondents.

    Args:
        held_out: the same tables on the same banner; respondents: how many it is of.
    """
    there = {table.name: table for table in held_out.tables}
    segments = np.array([column.group in tables.banner.of_segments for column in tables.banner.columns])
    tested = tuple(_tested(table, there.get(table.name), segments) for table in tables.tables)
    return replace(tables, tables=tested, held_out=respondents)


def _tested(table: Table, there: Table | None, segments: np.ndarray) -> Table:
    place = {row.key: i for i, row in enumerate(there.rows)} if there else {}
    letters, versus_rest = table.letters.copy(), table.versus_rest.copy()
    letters[:, segments], versus_rest[:, segments] = "", ""
    for i, row in enumerate(table.rows):
        if there is not None and row.key in place:
            letters[i, segments] = there.letters[place[row.key], segments]
            versus_rest[i, segments] = there.versus_rest[place[row.key], segments]
    return replace(table, letters=sealed(letters), versus_rest=sealed(versus_rest))
