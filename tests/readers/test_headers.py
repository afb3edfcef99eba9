"""Headers of several rows are refused in files of bare rows, and nothing else is taken for one."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from research.errors import ResearchError
from research.readers._contract import read
from tests.shared_data import DATA

Rows = list[list[str]]

SURVEYMONKEY: Rows = [
    ["RespondentID", "Do you gamble?", "Which do you know?", "", "Why?"],
    ["", "Response", "Coke", "Pepsi", "Open-Ended Response"],
    ["11", "Yes", "Coke", "", "so"],
    ["12", "No", "", "Pepsi", "Response"],
]
QUALTRICS: Rows = [
    ["ResponseId", "Q1"],
    ["Response ID", "How often, on the whole?"],
    ['{"ImportId":"_recordId"}', '{"ImportId":"QID1"}'],
    ["R_1", "2"],
]
QUALTRICS_IN_PYTHON: Rows = [["ResponseId", "Q1"], ["{'ImportId': 'id'}", "{'ImportId': 'QID1'}"], ["R_1", "2"]]
QUALTRICS_LEGACY: Rows = [["V1", "V2", "Q1"], ["ResponseID", "ResponseSet", "How often?"], ["R_1", "Default", "2"]]


def write_csv(folder: Path, rows: Rows) -> Path:
    path = folder / "survey.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def write_xlsx(folder: Path, rows: Rows) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])
    book.save(folder / "survey.xlsx")
    return folder / "survey.xlsx"


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
@pytest.mark.parametrize(
    ("rows", "row", "cell"),
    [
        (SURVEYMONKEY, "the row directly below the header", "`Response`"),
        (QUALTRICS, "the second row below the header", '`{"ImportId":"_recordId"}`'),
        (QUALTRICS_IN_PYTHON, "the row directly below the header", "`{'ImportId': 'id'}`"),
        (QUALTRICS_LEGACY, "the row directly below the header", "`ResponseID`"),
    ],
    ids=["surveymonkey", "qualtrics", "qualtrics in python", "qualtrics legacy"],
)
def test_a_header_of_several_rows_is_refused_once_with_what_was_found(
    write: Callable[[Path, Rows], Path], rows: Rows, row: str, cell: str, tmp_path: Path
) -> None:
    with pytest.raises(ResearchError) as caught:
        read(write(tmp_path, rows))
    (fault,) = caught.value.faults
    assert fault.message == "the header has several rows"
    assert row in fault.found
    assert cell in fault.found
    assert "respondent" in fault.why
    assert "SPSS" in fault.remedy


def test_names_that_repeat_because_the_header_goes_on_are_not_told_beside_it(tmp_path: Path) -> None:
    rows = [["id", "Which?", "Which?"], ["", "Response", "Other"], ["1", "a", "b"]]
    with pytest.raises(ResearchError) as caught:
        read(write_csv(tmp_path, rows))
    assert [fault.message for fault in caught.value.faults] == ["the header has several rows"]


@pytest.mark.parametrize(
    "rows",
    [
        [["id", "outcome"], ["1", "Response"], ["2", "No response"], ["3", "Response"]],
        [["id", "outcome"], ["1", "No response"], ["2", "Response"]],
        [["id", "why"], ["1", "the ImportId is odd"], ["2", "nothing"]],
    ],
    ids=["first and again", "further down", "in a sentence"],
)
def test_answers_that_look_alike_are_answers(rows: Rows, tmp_path: Path) -> None:
    assert read(write_csv(tmp_path, rows)).rows == len(rows) - 1


FOLDERS = ("*surveymonkey", "qualtrics*")


@pytest.mark.parametrize(
    "path", sorted(path for folder in FOLDERS for path in DATA.glob(f"{folder}/*.csv")), ids=lambda path: path.name
)
def test_real_exports_of_such_platforms_are_refused(path: Path) -> None:
    with pytest.raises(ResearchError, match="the header has several rows"):
        read(path)
