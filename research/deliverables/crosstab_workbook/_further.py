"""Further figures beneath a row of a table: counts, other shares, index, standard error, interval."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from research.deliverables.crosstab_workbook._styles import COUNT, SHARE, decimal
from research.domain.arrays import Floats
from research.domain.tables import SHARES, Shown, Table
from research.wording import workbook_en as words

_ERROR_DECIMALS = 3
FINE_SHARE = "0.0%"


@dataclass(frozen=True, slots=True)
class FurtherLine:
    """A line of small figures, shape (columns,), with its number format."""

    label: str
    values: Floats
    format: str


def further_lines(table: Table, i: int, show: Sequence[Shown]) -> Iterator[FurtherLine]:
    """What the study wants beneath row `i`; shares of shares only, and nothing where there is nothing."""
    is_share = table.rows[i].kind in SHARES
    for shown in show:
        if shown == "interval":
            yield from _interval(table, i, is_share)
        elif shown == "error":
            form = FINE_SHARE if is_share else decimal(_ERROR_DECIMALS)
            yield FurtherLine(words.FURTHER[shown], table.standard_errors[i], form)
        elif is_share:
            values, form = _OF_SHARES[shown](table)
            yield FurtherLine(words.FURTHER[shown], values[i], form)


def _interval(table: Table, i: int, is_share: bool) -> Iterator[FurtherLine]:
    if np.isnan(table.low[i]).all():
        return
    form = FINE_SHARE if is_share else decimal(max(table.decimals, 1))
    yield FurtherLine(words.FURTHER_LOW, table.low[i], form)
    yield FurtherLine(words.FURTHER_HIGH, table.high[i], form)


_OF_SHARES: Mapping[Shown, Callable[[Table], tuple[Floats, str]]] = {
    "count": lambda table: (table.counts.astype(np.float64), COUNT),
    "weighted_count": lambda table: (table.weighted_counts, COUNT),
    "row": lambda table: (table.percentages("row"), SHARE),
    "cell": lambda table: (table.percentages("cell"), SHARE),
    "mentions": lambda table: (table.percentages("mentions"), SHARE),
    "index": lambda table: (table.indices, COUNT),
}
