"""Comma, semicolon, tab or pipe separated text."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import ClassVar

from research.domain.survey_file import SurveyFile
from research.errors import Fault, ResearchError
from research.readers._binary import refuse_binary
from research.readers._columns import typed_columns
from research.readers._contract import READERS
from research.readers._encoding import decoded
from research.readers._headers import named_columns, refuse_overlong_rows

Record = tuple[int, list[str | None]]
"""The line on which a record starts, and its cells."""

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 200
"""How many records are looked at to find the separator."""
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_LONGEST_CELL = 10_000_000


@READERS.register("delimited")
class Delimited:
    """Text with one respondent a record: encoding, separator, decimal commas and dates are found, not asked for.

    Blank cells are None or NaN. A column is numeric when every cell reads as a number under one convention; a column
    of codes with leading zeros, or of numbers with a few words among them, stays text.
    """

    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".txt", ".dat")

    def read(self, path: Path, digest: str) -> SurveyFile:
        content = path.read_bytes()
        text, encoding = decoded(content)
        refuse_binary(content, text, path.name)
        separator, text = _separator(text)
        (_, header), *records = _records(text, separator, path.name)
        names = [name or "" for name in header]
        refuse_overlong_rows(names, records, path.name)
        table = named_columns(names, [cells for _, cells in records], path.name)
        columns = typed_columns(table, "comma" if separator == ";" else "point")
        return SurveyFile(path.name, columns, len(records), format="delimited", encoding=encoding, sha256=digest)


def _separator(text: str) -> tuple[str, str]:
    """The separator, and the text without the line with which spreadsheets announce it."""
    hint = _HINT.match(text)
    if hint:
        return hint[1], text[hint.end() :]
    return max(_SEPARATORS, key=lambda separator: _regularity(text, separator)), text


def _regularity(text: str, separator: str) -> tuple[float, int]:
    """Share of the records as long as the header, and that length; nothing for a header that is not split."""
    lengths = []
    try:
        for record in csv.reader(StringIO(text, newline=""), delimiter=separator):
            if any(cell.strip() for cell in record):
                lengths.append(len(record))
            if len(lengths) == _SAMPLE:
                break
    except csv.Error:
        return 0.0, 0
    if not lengths or lengths[0] == 1:
        return 0.0, 0
    return round(Counter(lengths)[lengths[0]] / len(lengths), 1), lengths[0]


def _records(text: str, separator: str, file: str) -> list[Record]:
    """Every record that is not blank; ResearchError when there is none or a quote is never closed."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        records = _split(text, separator, strict=True)
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise ResearchError(_unclosed(text, separator, file)) from None
        records = _split(text, separator, strict=False)
    if not records:
        raise ResearchError(Fault("the file is empty", file))
    return records


def _split(text: str, separator: str, *, strict: bool) -> list[Record]:
    """Equal cells share one string: answers repeat, and a large file would not fit otherwise."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=strict)
    known: dict[str, str | None] = {}
    records = []
    line = 1
    for record in reader:
        cells = [known.setdefault(cell, cell if cell.strip() else None) for cell in record]
        if any(cell is not None for cell in cells):
            records.append((line, cells))
        line = reader.line_num + 1
    return records


def _unclosed(text: str, separator: str, file: str) -> Fault:
    start = _split(text, separator, strict=False)[-1][0]
    return Fault(
        "a quotation mark is opened and never closed",
        f"{file}:{start}",
        why="everything after it would be one answer",
        remedy="close the quotation mark, or write it twice where it is part of an answer",
    )
