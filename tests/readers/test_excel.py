"""Workbooks: which sheet, which header, text that is numbers, formulas, dates, damage."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from research.domain.survey_file import SurveyFile
from research.errors import ResearchError
from research.readers._contract import read


def book_of(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def values(file: SurveyFile, name: str) -> list[object]:
    return [None if value != value else value for value in file.column(name).values]


def test_the_first_sheet_with_data_and_its_first_filled_row_count(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("data")
    sheet["B3"], sheet["C3"], sheet["B4"], sheet["C4"] = "id", "age", 1, 40
    book.save(tmp_path / "a.xlsx")
    file = read(tmp_path / "a.xlsx")
    assert file.names == ("id", "age")
    assert values(file, "age") == [40]


def test_numbers_stored_as_text_are_numbers_when_the_whole_column_is(tmp_path: Path) -> None:
    file = read(book_of(tmp_path / "a.xlsx", ["id", "x", "y"], [1, "3", "3"], [2, 4, "four"], [3, "5.5", 5.0]))
    assert values(file, "x") == [3, 4, 5.5]
    assert values(file, "y") == ["3", "four", "5"]


def test_codes_with_leading_zeros_stay_text(tmp_path: Path) -> None:
    assert values(read(book_of(tmp_path / "a.xlsx", ["id", "zip"], [1, "01067"], [2, "80331"])), "zip") == [
        "01067",
        "80331",
    ]


def test_dates_and_times_become_iso_text_and_durations_seconds(tmp_path: Path) -> None:
    start = dt.datetime(2025, 3, 1, 10, 30)
    rows = [["start", "day", "loi"], [start, start.date(), dt.timedelta(minutes=5)], [None, None, dt.timedelta(days=2)]]
    file = read(book_of(tmp_path / "a.xlsx", *rows))
    assert values(file, "start") == ["2025-03-01T10:30:00", None]
    assert values(file, "day") == ["2025-03-01", None]
    assert values(file, "loi") == [300, 172800]


def test_error_values_and_blanks_are_gaps_and_truth_is_one(tmp_path: Path) -> None:
    file = read(book_of(tmp_path / "a.xlsx", ["a", "b", "c"], ["#N/A", " ", True], [2, "x", False]))
    assert values(file, "a") == [None, 2]
    assert values(file, "b") == [None, "x"]
    assert values(file, "c") == [1, 0]


def test_formulas_that_were_never_worked_out_are_told(tmp_path: Path) -> None:
    with pytest.raises(ResearchError, match="formulas without values") as caught:
        read(book_of(tmp_path / "a.xlsx", ["id", "twice", "empty"], [1, "=A2*2", None], [2, "=A3*2", None]))
    assert caught.value.faults[0].found == "columns `twice`"


def test_headers_follow_the_rules_of_text_files(tmp_path: Path) -> None:
    file = read(book_of(tmp_path / "a.xlsx", ["id", None, 2019, None], [1, "x", 3, None], [2, None, 4, None]))
    assert file.names == ("id", "column_2", "2019")
    with pytest.raises(ResearchError, match="`id` is the name of columns 1, 2"):
        read(book_of(tmp_path / "b.xlsx", ["id", "id"], [1, 2]))


def test_a_workbook_that_holds_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResearchError, match="no sheet of the workbook holds anything"):
        read(book_of(tmp_path / "a.xlsx"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04 not a zip", "damaged"),
        (b"plain text", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .xls file or protected"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_remedy(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(ResearchError, match=told):
        read(path)
