"""Parquet files: types, labels in the metadata, a missing extra, damage."""

from __future__ import annotations

import datetime as dt
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from research.domain.survey_file import SurveyFile
from research.errors import ResearchError
from research.readers._contract import read


def stored(path: Path, metadata: dict[bytes, bytes] | None = None, **columns: pa.Array) -> SurveyFile:
    pq.write_table(pa.table(columns).replace_schema_metadata(metadata), path)
    return read(path)


def values(file: SurveyFile, name: str) -> list[object]:
    return [None if value != value else value for value in file.column(name).values]


def test_types_become_kinds(tmp_path: Path) -> None:
    file = stored(
        tmp_path / "a.parquet",
        whole=pa.array([1, None], pa.int8()),
        exact=pa.array([Decimal("1.50"), None]),
        truth=pa.array([True, False]),
        word=pa.array(["a", " "]),
        category=pa.array(["x", None]).dictionary_encode(),
        day=pa.array([dt.date(2025, 3, 1), None]),
        moment=pa.array([dt.datetime(2025, 3, 1, 10, 30), None]),
        code=pa.array([2**60, 2**60 + 1]),
    )
    assert values(file, "whole") == [1, None]
    assert values(file, "exact") == [1.5, None]
    assert values(file, "truth") == [1, 0]
    assert values(file, "word") == ["a", None]
    assert (file.column("category").kind, values(file, "category")) == ("text", ["x", None])
    assert values(file, "day") == ["2025-03-01", None]
    assert values(file, "moment") == ["2025-03-01T10:30:00", None]
    assert values(file, "code") == [str(2**60), str(2**60 + 1)]


def test_the_index_of_a_frame_is_no_column(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pd.DataFrame({"q": [1, 2]}, index=[7, 9]).to_parquet(path)
    assert read(path).names == ("q",)


def test_labels_of_text_codes_stay_text(tmp_path: Path) -> None:
    metadata = {b"research": b'{"value_labels": {"sex": {"m": " Male "}}}'}
    assert stored(tmp_path / "a.parquet", metadata, sex=pa.array(["m", "f"])).column("sex").value_labels == {
        "m": "Male"
    }


@pytest.mark.parametrize("metadata", [b"{", b"[]", b'{"labels": 3}'])
def test_labels_that_cannot_be_read_are_told(tmp_path: Path, metadata: bytes) -> None:
    with pytest.raises(ResearchError, match="metadata under `research`"):
        stored(tmp_path / "a.parquet", {b"research": metadata}, q=pa.array([1]))


def test_shared_names_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["q", "q"]), path)
    with pytest.raises(ResearchError, match="`q` is the name of columns 1, 2"):
        read(path)


def test_the_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ResearchError, match=r"segment-research\[parquet\]"):
        read(path)


def test_debris_is_no_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"not parquet at all")
    with pytest.raises(ResearchError, match="damaged"):
        read(path)
