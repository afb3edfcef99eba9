"""Tables by themselves as files: a workbook, a page, or every cell as a row."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from importlib.util import find_spec

from research.deliverables._plain import csv_bytes
from research.deliverables.crosstab_workbook import table_book
from research.deliverables.table_page import table_page
from research.domain.crosstab import Crosstab
from research.errors import Fault, ResearchError

_DIGITS = 10


def _csv(crosstab: Crosstab) -> bytes:
    return csv_bytes(crosstab.tidy(), _DIGITS)


def _parquet(crosstab: Crosstab) -> bytes:
    if find_spec("pyarrow") is None:
        raise ResearchError(
            Fault("Parquet needs the package pyarrow", remedy="`pip install segment-research[parquet]`, or write .csv")
        )
    stream = io.BytesIO()
    crosstab.tidy().to_parquet(stream, index=False)
    return stream.getvalue()


FORMATS: Mapping[str, Callable[[Crosstab], bytes]] = {
    ".xlsx": table_book,
    ".html": table_page,
    ".csv": _csv,
    ".parquet": _parquet,
}
"""What is written, by the ending of a file's name."""
