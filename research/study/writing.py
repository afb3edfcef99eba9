"""`write` and `shown`: tables as a file of the kind that its name says, or as text."""

from __future__ import annotations

from pathlib import Path
from shutil import get_terminal_size
from typing import cast, get_args

from research.deliverables.table_files import FORMATS
from research.deliverables.table_page import table_page
from research.deliverables.table_text import table_text
from research.domain.crosstab import Crosstab
from research.domain.tables import Percentages
from research.errors import Fault, ResearchError


def write(crosstab: Crosstab, path: str | Path, percentages: str = "column") -> Path:
    """Write `crosstab` to `path`: .xlsx a workbook, .html a page, .csv or .parquet every cell as a row.

    Args:
        percentages: of the column, row, cell or mentions; a page shows any, other files those of the column.

    Raises:
        ResearchError: another kind of file, or one that cannot be written; percentages that it does not show.
    """
    target = Path(path)
    if target.suffix.lower() not in FORMATS:
        raise ResearchError(
            Fault(f"`{target.name}` is no kind of file that tables are written to", remedy=f"use {', '.join(FORMATS)}")
        )
    content = _content(crosstab, target.suffix.lower(), _known(percentages))
    beside = target.with_name(f".{target.name}.unfinished")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ResearchError(Fault(f"the file cannot be written: {error.strerror}", str(target))) from None
    return target


def shown(crosstab: Crosstab, percentages: str) -> str:
    """`crosstab` as text, as wide as the terminal.

    Raises:
        ResearchError: no such percentages.
    """
    return table_text(crosstab.tables, _known(percentages), get_terminal_size((120, 40)).columns)


def _content(crosstab: Crosstab, suffix: str, percentages: Percentages) -> bytes:
    if suffix == ".html":
        return table_page(crosstab, percentages)
    if percentages != "column":
        raise ResearchError(
            Fault(
                f"a file {suffix} shows shares of the column, and not of the {percentages}",
                remedy=f"write .html, or set `tables: {{show: [{percentages}]}}` in study.yaml: they stand beneath",
            )
        )
    return FORMATS[suffix](crosstab)


def _known(percentages: str) -> Percentages:
    for known in get_args(Percentages):
        if percentages == known:
            return cast("Percentages", known)
    told = ", ".join(get_args(Percentages))
    raise ResearchError(Fault(f"there are no percentages of `{percentages}`", remedy=f"known here: {told}"))
