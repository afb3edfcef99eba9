"""SPSS data files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, cast

import numpy as np
import pyreadstat

from research.domain.arrays import sealed
from research.domain.survey_file import Code, Column, MultipleSet, SurveyFile
from research.errors import Fault, ResearchError
from research.readers._columns import number_column
from research.readers._contract import READERS
from research.readers._dates import iso_texts

_EPOCH = datetime(1582, 10, 14)
_DAYS = ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR")
_MOMENTS = ("DATETIME", "YMDHMS")
_FALLBACK = "windows-1252"
_AFFIRMATIVE = ("yes", "ja", "oui", "sí", "si", "selected", "checked", "true", "quoted", "x", "1")
_MEASURES = ("nominal", "ordinal", "scale")

Values = Sequence[Any]


@READERS.register("spss")
class Spss:
    """System files of SPSS, plain or compressed, with labels, missing codes and multiple-response sets.

    Codes that the file declares missing stay in the values and are told by `Column.missing`.
    """

    suffixes: ClassVar[tuple[str, ...]] = (".sav", ".zsav")

    def read(self, path: Path, digest: str) -> SurveyFile:
        values, meta = _load(path)
        columns = tuple(_column(name, values[name], meta) for name in meta.column_names)
        sets = tuple(_set(name, entry, columns) for name, entry in meta.mr_sets.items())
        rows = len(columns[0].values) if columns else 0
        encoding = str(meta.file_encoding or "").lower()
        return SurveyFile(path.name, columns, rows, sets, "spss", encoding, digest)


def _load(path: Path) -> tuple[Mapping[str, Values], Any]:
    try:
        return _parse(path, None)
    except _ERRORS as error:
        if "encoding" not in str(error):
            raise ResearchError(_damaged(path, error)) from None
    try:
        values, meta = _parse(path, _FALLBACK)
    except _ERRORS as error:
        raise ResearchError(_damaged(path, error)) from None
    meta.file_encoding = _FALLBACK
    return values, meta


_ERRORS = (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError, OSError)


def _parse(path: Path, encoding: str | None) -> tuple[Mapping[str, Values], Any]:
    # Dates are converted here: one impossible date would otherwise fail the whole file.
    read = pyreadstat.read_sav(
        path, user_missing=True, disable_datetime_conversion=True, output_format="dict", encoding=encoding
    )
    return cast(tuple[Mapping[str, Values], Any], read)


def _damaged(path: Path, error: Exception) -> Fault:
    problem = str(error).splitlines()[0] if str(error) else type(error).__name__
    return Fault(
        "the SPSS file is damaged or was cut off", path.name, found=problem, remedy="export or download it again"
    )


def _column(name: str, values: Values, meta: Any) -> Column:
    bare = _values(name, values, meta)
    measure = str(meta.variable_measure.get(name, "unknown"))
    return Column(
        name,
        bare.kind,
        bare.values,
        (meta.column_names_to_labels.get(name) or "").strip(),
        _value_labels(meta.variable_value_labels.get(name, {})),
        tuple((_code(entry["lo"]), _code(entry["hi"])) for entry in meta.missing_ranges.get(name, ())),
        measure if measure in _MEASURES else "unknown",  # type: ignore[arg-type]
    )


def _values(name: str, values: Values, meta: Any) -> Column:
    if meta.readstat_variable_types[name] == "string":
        return _strings(name, values)
    form = str(meta.original_variable_types[name]).upper()
    if form.startswith(_MOMENTS):
        return Column(name, "date", sealed(iso_texts([_moment(value) for value in values])))
    if form.startswith(_DAYS):
        return Column(name, "date", sealed(iso_texts([_moment(_midnight(value)) for value in values])))
    return number_column(name, values)


def _strings(name: str, values: Values) -> Column:
    texts = np.empty(len(values), dtype=object)
    texts[:] = [(str(value).rstrip() or None) if value is not None else None for value in values]
    return Column(name, "text", sealed(texts))


def _midnight(seconds: float | None) -> float | None:
    return None if seconds is None else seconds - seconds % 86_400


def _moment(seconds: float | None) -> datetime | None:
    """Seconds since the epoch of SPSS; None where they are no date of this calendar."""
    if seconds is None or np.isnan(seconds):
        return None
    try:
        return _EPOCH + timedelta(seconds=float(seconds))
    except OverflowError:
        return None


def _value_labels(labels: Mapping[Any, str]) -> dict[Code, str]:
    stripped = {_code(code): str(label).strip() for code, label in labels.items()}
    return {code: label for code, label in sorted(stripped.items(), key=_by_code) if label}


def _by_code(entry: tuple[Code, str]) -> tuple[bool, Code]:
    return isinstance(entry[0], str), entry[0]


def _code(value: Any) -> Code:
    return value.rstrip() if isinstance(value, str) else float(value)


def _set(name: str, entry: Mapping[str, Any], columns: Sequence[Column]) -> MultipleSet:
    by_name = {column.name.lower(): column for column in columns}
    members = [by_name[member.lower()] for member in entry["variable_list"] if member.lower() in by_name]
    names = tuple(dict.fromkeys(member.name for member in members))
    label = (entry["label"] or "").strip()
    if not entry["is_dichotomy"]:
        return MultipleSet(name.lstrip("$"), label, "categories", names)
    return MultipleSet(name.lstrip("$"), label, "dichotomies", names, _counted(entry["counted_value"], members))


def _counted(declared: Any, members: Sequence[Column]) -> Code | None:
    """The declared value as the columns hold it; a text value is not told by the library and sought in the data."""
    texts = bool(members) and members[0].kind == "text"
    if declared is not None:
        return str(declared) if texts else float(declared)
    found = Counter(value for member in members for value in member.values if value is not None and value == value)
    for value in found:
        if len(found) == 1 or str(value).strip().lower().removesuffix(".0") in _AFFIRMATIVE:
            return _code(value)
    return None
