"""Parquet files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, ClassVar

from research.domain.arrays import sealed
from research.domain.survey_file import Code, Column, SurveyFile
from research.errors import Fault, ResearchError, raise_faults
from research.readers._columns import number_column, text_column
from research.readers._contract import READERS
from research.readers._dates import iso_texts
from research.readers._headers import duplicate_names

_KEY = b"research"
_LARGEST_EXACT = 2**53


@READERS.register("parquet")
class Parquet:
    """Typed columns as stored; labels from the schema's metadata, where a writer left them as JSON under `research`:

    {"labels": {"q1": "Sex"}, "value_labels": {"q1": {"1": "Male", "2": "Female"}}}
    """

    suffixes: ClassVar[tuple[str, ...]] = (".parquet",)

    def read(self, path: Path, digest: str) -> SurveyFile:
        table = _table(path)
        names = [name for name in table.column_names if not name.startswith("__index_level_")]
        raise_faults(duplicate_names(names, path.name))
        labels, value_labels = _metadata(table.schema.metadata or {}, path.name)
        bare = [_column(name, table.column(name)) for name in names]
        columns = tuple(
            replace(column, label=labels.get(column.name, ""), value_labels=_coded(column, value_labels))
            for column in bare
        )
        return SurveyFile(path.name, columns, table.num_rows, format="parquet", sha256=digest)


def _table(path: Path) -> Any:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        remedy = 'pip install "segment-research[parquet]"'
        raise ResearchError(
            Fault("Parquet files need pyarrow, which is not installed", path.name, remedy=remedy)
        ) from None
    try:
        with ParquetFile(path) as file:
            return file.read()
    except (ArrowException, OSError) as error:
        problem = str(error).splitlines()[0][:120]
        raise ResearchError(
            Fault("the Parquet file is damaged", path.name, found=problem, remedy="export or download it again")
        ) from None


def _column(name: str, stored: Any) -> Column:
    cells = stored.to_pylist()
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds and kinds <= {datetime, date}:
        return Column(name, "date", sealed(iso_texts([_moment(cell) for cell in cells])))
    if _is_numeric(stored.type) and not any(isinstance(cell, int) and abs(cell) > _LARGEST_EXACT for cell in cells):
        return number_column(name, cells)
    return text_column(name, [None if cell is None else str(cell) for cell in cells])


def _is_numeric(kind: Any) -> bool:
    from pyarrow import types

    tests = (types.is_integer, types.is_floating, types.is_decimal, types.is_boolean)
    return any(test(kind) for test in tests)


def _moment(cell: date | None) -> datetime | None:
    if cell is None or isinstance(cell, datetime):
        return cell
    return datetime.combine(cell, time())


def _metadata(metadata: Mapping[bytes, bytes], file: str) -> tuple[Mapping[str, str], Mapping[str, Mapping[str, str]]]:
    try:
        entry = json.loads(metadata.get(_KEY, b"{}"))
        return dict(entry.get("labels", {})), {
            name: dict(known) for name, known in entry.get("value_labels", {}).items()
        }
    except (ValueError, AttributeError, TypeError):
        raise ResearchError(
            Fault("the labels in the metadata under `research` cannot be read", file, remedy="write them as JSON")
        ) from None


def _coded(column: Column, value_labels: Mapping[str, Mapping[str, str]]) -> dict[Code, str]:
    """Value labels with codes as the column holds them: JSON keys are always text."""
    labels = value_labels.get(column.name, {})
    if column.kind != "number":
        return {code: label.strip() for code, label in labels.items()}
    return {float(code): label.strip() for code, label in labels.items()}
