"""SurveyFile: a data file as it was read, before anyone says what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd
from numpy.typing import NDArray

Code = float | str


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column of a data file.

    Attributes:
        name: the header, unique in the file.
        kind: `number` (float64, NaN = blank), `text` (objects, None = blank) or `date` (ISO text, None = blank).
        values: one value a row, shape (n,). Codes that the file marks as missing are still there.
        label: the variable label, or empty.
        value_labels: label per code.
        missing: ranges (low, high) of user-missing values, ends included; a single code is (code, code).
        measure: the file's own word for the level of measurement.
    """

    name: str
    kind: Literal["number", "text", "date"]
    values: NDArray[Any]
    label: str = ""
    value_labels: Mapping[Code, str] = field(default_factory=dict)
    missing: tuple[tuple[Code, Code], ...] = ()
    measure: Literal["nominal", "ordinal", "scale", "unknown"] = "unknown"

    def is_missing_code(self, code: Code) -> bool:
        """Whether the file itself declares `code` a missing value."""
        return any(
            isinstance(code, type(low)) and low <= code <= high  # type: ignore[operator]
            for low, high in self.missing
        )


@dataclass(frozen=True, slots=True)
class MultipleSet:
    """A multiple-response set that the file declares.

    Attributes:
        name: without the leading dollar sign.
        kind: `dichotomies` (a column an answer) or `categories` (a column a mention).
        members: names of the columns.
        counted: the value that means "chosen" in a set of dichotomies.
    """

    name: str
    label: str
    kind: Literal["dichotomies", "categories"]
    members: tuple[str, ...]
    counted: Code | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SurveyFile:
    """A data file as read: n rows of raw columns with what the file says of them.

    Attributes:
        name: the file's name without folders.
        columns: in the order of the file.
        sets: declared multiple-response sets.
        format: the reader that made it.
        encoding: of the text, where there is one to know.
        sha256: of the file's bytes.
    """

    name: str
    columns: tuple[Column, ...]
    rows: int
    sets: tuple[MultipleSet, ...] = ()
    format: str = ""
    encoding: str = ""
    sha256: str = ""

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def tidy(self) -> pd.DataFrame:
        """One row a column of the file: what it is called, holds and lacks."""
        return pd.DataFrame(
            {
                "column": [column.name for column in self.columns],
                "label": [column.label for column in self.columns],
                "kind": [column.kind for column in self.columns],
                "answered": [int(pd.notna(column.values).sum()) for column in self.columns],
                "different": [int(pd.Series(column.values).nunique()) for column in self.columns],
            }
        )

    def glance(self) -> pd.DataFrame:
        """One row: file, format, rows, columns, sets."""
        return pd.DataFrame(
            [
                {
                    "file": self.name,
                    "format": self.format,
                    "encoding": self.encoding,
                    "rows": self.rows,
                    "columns": len(self.columns),
                    "sets": len(self.sets),
                }
            ]
        )
