"""Whether a question depends on the columns of a group, taken all together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from research.domain.tables import Association
from research.stages.tables._banner import Columns
from research.stages.tables._counting import Counting
from research.stages.tables._source import Coded
from research.stages.tables._stub import Stub
from research.stats.rao_scott import rao_scott

_FEWEST = 2
"""Columns among which anything can differ."""


def associations(
    stub: Stub, columns: Columns, counting: Counting, defining: Mapping[str, frozenset[str]], min_base: int
) -> Iterator[Association]:
    """Rao and Scott's test with each group, of a stub with one answer a respondent.

    Left out are groups whose columns overlap, those that the question is part of, as it depends on them by
    construction, and columns with a base under `min_base`.
    """
    source = _only_source(stub)
    if source is None:
        return
    sums = counting.sums_of(source).sums.columns
    bases, variable = sums.counts.sum(axis=0), stub.rows[0].row.variable
    overlapping = {int(column) for pair in columns.people.pairs for column in pair}
    for group, at in zip(columns.banner.groups, columns.groups, strict=True):
        if overlapping & set(at) or variable in defining.get(group.key, ()):
            continue
        place = [column for column in at if bases[column] >= min_base]
        if len(place) < _FEWEST:
            continue
        n = int(bases[place].sum())
        found = rao_scott(sums.weights[:, place], sums.squares[:, place], n, sums.n)
        if np.isfinite(found.f):
            yield Association(group.key, found.f, found.ndf, found.ddf, found.p, found.cramers_v, n)


def _only_source(stub: Stub) -> Coded | None:
    """What the rows of a table of one question count; None of several questions, and of numbers."""
    sources = {row.source.key: row.source for row in stub.rows}
    only = next(iter(sources.values())) if len(sources) == 1 else None
    return only if isinstance(only, Coded) and stub.kind == "single" else None
