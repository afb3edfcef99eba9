"""Segments under other names: columns, rows and notes of finished tables that are called after them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from research.domain.caveats import Caveat
from research.domain.tables import Banner, BannerColumn, BannerGroup, Table, Tables
from research.stages.tables._groups import INSIDE
from research.wording import tables_en as words

Names = Mapping[str, tuple[str, ...]]
"""Of the segments 1 … k, by the key of their division."""


def relabelled(tables: Tables, names: Names) -> Tables:
    """`tables` with other names of the segments of every division in `names`; figures and marks stay."""
    banner = replace(
        tables.banner,
        groups=tuple(_group(group, tables.banner, names) for group in tables.banner.groups),
        columns=tuple(_column(column, tables.banner, names) for column in tables.banner.columns),
    )
    return replace(
        tables,
        banner=banner,
        tables=tuple(_table(table, names) for table in tables.tables),
        caveats=tuple(size_notes(banner.columns, tables.sizes, tables.min_base, tables.small_base)),
    )


def size_notes(
    columns: Sequence[BannerColumn], sizes: Sequence[int], min_base: int, small_base: int
) -> Iterator[Caveat]:
    """Columns that are too small to test, or small; `sizes` are those of the first of `columns`."""
    listed = list(zip(columns, sizes, strict=False))
    untested = [column.label for column, n in listed if n < min_base]
    small = [column.label for column, n in listed if min_base <= n < small_base]
    if untested:
        yield Caveat("columns_not_tested", {"columns": "; ".join(untested), "min_base": min_base})
    if small:
        yield Caveat("columns_small", {"columns": "; ".join(small), "small_base": small_base})


def _table(table: Table, names: Names) -> Table:
    """The table of how large segments are has their names as rows."""
    if table.name not in names:
        return table
    own = names[table.name]
    return replace(table, rows=tuple(replace(row, label=own[int(row.key) - 1]) for row in table.rows))


def _column(column: BannerColumn, banner: Banner, names: Names) -> BannerColumn:
    """A segment, also within an answer: the last part of its key is `segment:2`."""
    if column.group not in banner.of_segments:
        return column
    return replace(column, label=_name(_last(column.key), names, column.label))


def _group(group: BannerGroup, banner: Banner, names: Names) -> BannerGroup:
    """What stands above columns within a segment: the last part but one of its key is `segment:2`."""
    outer, inside, _ = group.key.rpartition(INSIDE)
    before = {column.key: column.label for column in banner.columns}.get(_last(outer), "")
    if not inside or _last(outer).partition(":")[0] not in names:
        return group
    inner = group.label.removeprefix(words.inside(before, ""))
    return replace(group, label=words.inside(_name(_last(outer), names, before), inner))


def _last(key: str) -> str:
    return key.rpartition(INSIDE)[2]


def _name(part: str, names: Names, otherwise: str) -> str:
    """The name that `segment:2` stands for; `otherwise` where it is no segment of a division in `names`."""
    division, _, number = part.partition(":")
    return names[division][int(number) - 1] if division in names else otherwise
