"""Every reader gives the same columns for the same survey, and refuses what it cannot read in words."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from research.domain.survey_file import SurveyFile
from research.errors import ResearchError
from research.readers._contract import READERS, read

SURVEY: dict[str, list[object]] = {
    "id": ["r001", "r002", "r003", "r004", "r005", "r006"],
    "sex": [1, 2, 2, 1, None, 2],
    "agree": [1, 5, 98, 3, 99, None],
    "aware_1": [1, 0, 1, 1, 0, 1],
    "aware_2": [0, 0, 1, 1, 0, 0],
    "aware_97": [0, 1, 0, 0, 1, 0],
    "why": ["Käse, süß", 'sagt "nein"', None, "zwei\nZeilen", "a;b\tc|d", "Größe"],
    "day": [dt.date(2025, 3, day) for day in (1, 2, 3, 14, 15)] + [None],
    "price": [1.5, 2.25, 1234.5, None, 0.75, -3.0],
}
"""Six respondents: an id, a coded question, a scale with an off-scale and a missing code, a multiple-response set,
text with umlauts, quotes, separators and a line break, a date with a gap, a number with decimals."""

KINDS = {"id": "text", "why": "text", "day": "date"}


def write_delimited(path: Path) -> None:
    frame = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in SURVEY.items()})
    frame.to_csv(path, index=False, encoding="utf-8")


def write_excel(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(list(SURVEY))
    for row in zip(*SURVEY.values(), strict=True):
        book.active.append(row)
    book.save(path)


def write_spss(path: Path) -> None:
    frame = pd.DataFrame(
        {
            name: pd.Series(values, dtype=object if name in KINDS else "float64").where(lambda s: s.notna(), None)
            for name, values in SURVEY.items()
        }
    )
    pyreadstat.write_sav(frame, str(path), missing_ranges={"agree": [99]})


def write_parquet(path: Path) -> None:
    pq.write_table(pa.table({name: pa.array(values) for name, values in SURVEY.items()}), path)


WRITERS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "delimited": (".csv", write_delimited),
    "excel": (".xlsx", write_excel),
    "spss": (".sav", write_spss),
    "parquet": (".parquet", write_parquet),
}


def same(found: object, expected: object) -> bool:
    if expected is None:
        return found is None or found != found
    return found == (expected.isoformat() if isinstance(expected, dt.date) else expected)


@pytest.fixture(params=sorted(READERS))
def file(request: pytest.FixtureRequest, tmp_path: Path) -> SurveyFile:
    suffix, write = WRITERS[request.param]
    path = tmp_path / f"survey{suffix}"
    write(path)
    return read(path)


def test_names_kinds_and_values_are_the_same_in_every_format(file: SurveyFile) -> None:
    assert file.names == tuple(SURVEY)
    assert file.rows == 6
    assert {column.name: column.kind for column in file.columns} == {name: KINDS.get(name, "number") for name in SURVEY}
    for name, expected in SURVEY.items():
        found = list(file.column(name).values)
        assert all(map(same, found, expected)), (name, found)


def test_the_file_tells_where_it_comes_from(file: SurveyFile) -> None:
    assert file.format in READERS
    assert len(file.sha256) == 64
    assert file.name.startswith("survey.")


def test_values_are_read_only(file: SurveyFile) -> None:
    assert not any(column.values.flags.writeable for column in file.columns)


def test_numbers_are_float64_and_other_values_objects(file: SurveyFile) -> None:
    for column in file.columns:
        assert column.values.dtype == (np.float64 if column.kind == "number" else object)


@pytest.mark.parametrize("name", sorted(READERS))
def test_every_suffix_is_lower_case_and_belongs_to_one_reader(name: str) -> None:
    suffixes = READERS[name].suffixes
    others = {suffix for other, reader in READERS.items() if other != name for suffix in reader.suffixes}
    assert suffixes
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)
    assert not set(suffixes) & others


@pytest.mark.parametrize("name", sorted(READERS))
def test_debris_is_refused_in_words_and_never_with_a_traceback(name: str, tmp_path: Path) -> None:
    suffix, write = WRITERS[name]
    whole = tmp_path / f"whole{suffix}"
    write(whole)
    path = tmp_path / f"half{suffix}"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    if name == "delimited":
        assert read(path).rows < 6
    else:
        with pytest.raises(ResearchError, match=path.name):
            read(path)


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_header_without_respondents_is_refused(name: str, tmp_path: Path) -> None:
    suffix, _ = WRITERS[name]
    path = tmp_path / f"bare{suffix}"
    header = pd.DataFrame({"id": pd.Series([], dtype="float64"), "sex": pd.Series([], dtype="float64")})
    {
        "delimited": lambda: header.to_csv(path, index=False),
        "excel": lambda: header.to_excel(path, index=False, engine="openpyxl"),
        "spss": lambda: pyreadstat.write_sav(header, str(path)),
        "parquet": lambda: header.to_parquet(path),
    }[name]()
    with pytest.raises(ResearchError, match="no respondents"):
        read(path)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("missing.csv", None, "there is no such file"),
        ("empty.csv", b"", "the file is empty"),
        ("blank.xlsx", b" \r\n ", "the file is empty"),
        ("survey.docx", b"text", r"files ending in `\.docx` cannot be read"),
        ("survey", b"text", "cannot be read"),
    ],
)
def test_what_is_no_survey_file_is_named(name: str, content: bytes | None, told: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ResearchError, match=told):
        read(path)


def test_a_folder_is_no_survey_file(tmp_path: Path) -> None:
    with pytest.raises(ResearchError, match="folder"):
        read(tmp_path)


def test_labels_travel_in_the_formats_that_hold_them(tmp_path: Path) -> None:
    frame = pd.DataFrame({"sex": [1.0, 2.0]})
    sav, parquet = tmp_path / "labelled.sav", tmp_path / "labelled.parquet"
    pyreadstat.write_sav(frame, str(sav), column_labels={"sex": "Sex"}, variable_value_labels={"sex": {1: "Male"}})
    metadata = {b"research": json.dumps({"labels": {"sex": "Sex"}, "value_labels": {"sex": {"1": "Male"}}}).encode()}
    pq.write_table(pa.table({"sex": [1.0, 2.0]}).replace_schema_metadata(metadata), parquet)
    for path in (sav, parquet):
        column = read(path).column("sex")
        assert (column.label, column.value_labels) == ("Sex", {1.0: "Male"})
