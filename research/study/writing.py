"""`write` and `shown`: tables as a file of the kind that its name says, or as text."""

from __future__ import annotations

from pathlib import Path
from shutil import get_terminal_size
from typing import get_args

from research.deliverables.table_files import FORMATS
from research.deliverables.table_text import table_text
from research.domain.crosstab import Crosstab
from research.domain.tables import Percentages
from research.errors import Fault, ResearchError


def write(crosstab: Crosstab, path: str | Path) -> Path:
    """Write `crosstab` to `path`: .xlsx a workbook, .html a page, .csv or .parquet every cell as a row.

    Raises:
        ResearchError: another kind of file, or one that cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() not in FORMATS:
        raise ResearchError(
            Fault(f"`{target.name}` is no kind of file that tables are written to", remedy=f"use {', '.join(FORMATS)}")
        )
    content = FORMATS[target.suffix.lower()](crosstab)
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
    for known in get_args(Percentages):
        if percentages == known:
            return table_text(crosstab.tables, known, get_terminal_size((120, 40)).columns)
    known = ", ".join(get_args(Percentages))
    raise ResearchError(Fault(f"there are no percentages of `{percentages}`", remedy=f"known here: {known}"))
