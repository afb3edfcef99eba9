"""SPSS files: labels, missing codes, dates, sets, damage."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from research.errors import ResearchError
from research.readers._contract import read
from tests.shared_data import DATA, needs


def with_sets(path: Path, text: str) -> None:
    """Insert a record of multiple-response sets (type 7, subtype 7) before the end of the dictionary."""
    content = path.read_bytes()
    end = content.index(struct.pack("<ii", 999, 0))
    record = struct.pack("<iiii", 7, 7, 1, len(text.encode())) + text.encode()
    path.write_bytes(content[:end] + record + content[end:])


def test_strings_lose_trailing_blanks_and_empty_ones_are_gaps(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(pd.DataFrame({"t": ["  a  ", "", "b"], "n": [1.0, 2.0, np.nan]}), str(path))
    file = read(path)
    assert list(file.column("t").values) == ["  a", None, "b"]
    assert np.isnan(file.column("n").values[2])


def test_missing_codes_stay_in_the_values_and_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    frame = pd.DataFrame({"q": [1.0, 9.0, 97.0], "s": ["a", "z", "b"]})
    pyreadstat.write_sav(frame, str(path), missing_ranges={"q": [9, {"lo": 90, "hi": 99}], "s": ["z"]})
    file = read(path)
    assert list(file.column("q").values) == [1, 9, 97]
    assert [file.column("q").is_missing_code(code) for code in (1.0, 9.0, 97.0)] == [False, True, True]
    assert [file.column("s").is_missing_code(code) for code in ("a", "z")] == [False, True]


def test_value_labels_lose_outer_blanks_and_keep_the_type_of_their_codes(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    frame = pd.DataFrame({"q": [1.0, 2.0], "s": ["m", "f"]})
    labels = {"q": {2: " Two ", 1: "One"}, "s": {"m": "Male", "f": "Female"}}
    pyreadstat.write_sav(
        frame,
        str(path),
        variable_value_labels=labels,
        column_labels={"q": " Label "},
        variable_measure={"q": "ordinal"},
    )
    file = read(path)
    assert dict(file.column("q").value_labels) == {1.0: "One", 2.0: "Two"}
    assert list(file.column("q").value_labels) == [1.0, 2.0]
    assert file.column("s").value_labels == {"m": "Male", "f": "Female"}
    assert (file.column("q").label, file.column("q").measure) == ("Label", "ordinal")


def test_dates_are_iso_text_and_impossible_ones_gaps(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    seconds = 13_783_225_071.0
    frame = pd.DataFrame({"day": [seconds, np.nan], "moment": [seconds, 1e18], "loi": [90.0, 60.0]})
    pyreadstat.write_sav(frame, str(path), variable_format={"day": "DATE11", "moment": "DATETIME20", "loi": "TIME8"})
    file = read(path)
    assert list(file.column("day").values) == ["2019-07-23", None]
    assert list(file.column("moment").values) == ["2019-07-23T01:37:51", None]
    assert list(file.column("loi").values) == [90, 60]


def test_a_compressed_file_is_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.zsav"
    pyreadstat.write_sav(pd.DataFrame({"q": [1.0, 2.0]}), str(path), compress=True)
    assert list(read(path).column("q").values) == [1, 2]


def test_sets_of_dichotomies_and_categories_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    frame = pd.DataFrame({"B1": [1.0, 0.0], "B2": [0.0, 1.0], "M1": [3.0, 4.0], "M2": [4.0, np.nan]})
    pyreadstat.write_sav(frame, str(path))
    with_sets(path, "$brands=D1 1 6 Brands b1 b2\n$media=C 5 Media m1 m2\n")
    brands, media = read(path).sets
    assert (brands.name, brands.label, brands.kind, brands.members, brands.counted) == (
        "brands",
        "Brands",
        "dichotomies",
        ("B1", "B2"),
        1.0,
    )
    assert (media.kind, media.members, media.counted) == ("categories", ("M1", "M2"), None)


@pytest.mark.parametrize(
    ("first", "second", "counted"),
    [
        (["Yes", "No", ""], ["No", "Yes", "No"], "Yes"),
        (["x", "", ""], ["", "x", ""], "x"),
        (["Coke", "", ""], ["", "Pepsi", ""], None),
    ],
)
def test_the_counted_text_of_a_set_is_found_in_the_data(
    tmp_path: Path, first: list[str], second: list[str], counted: str | None
) -> None:
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(pd.DataFrame({"B1": first, "B2": second}), str(path))
    with_sets(path, "$brands=D3 Yes 6 Brands b1 b2\n")
    assert read(path).sets[0].counted == counted


@needs("ilock_concept/iLockAll.sav")
@pytest.mark.parametrize("share", [0.0005, 0.1, 0.5, 0.99])
def test_a_file_that_was_cut_off_is_refused_in_words(tmp_path: Path, share: float) -> None:
    content = (DATA / "ilock_concept" / "iLockAll.sav").read_bytes()
    path = tmp_path / "cut.sav"
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ResearchError, match=r"cut\.sav: the SPSS file is damaged or was cut off"):
        read(path)


def test_debris_is_no_spss_file(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    path.write_bytes(b"id,age\n1,20\n" * 30)
    with pytest.raises(ResearchError, match="damaged"):
        read(path)


def test_text_that_is_not_in_the_declared_encoding_is_read_as_windows(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(pd.DataFrame({"t": ["Koeln", "Duess"]}), str(path))
    path.write_bytes(path.read_bytes().replace(b"Koeln", b"K\xf6ln "))
    file = read(path)
    assert file.column("t").values[0] == "Köln"
    assert file.encoding == "windows-1252"


@needs("mobiles/Mobiles_feedback_4_weeks.sav")
def test_the_mobile_survey_holds_what_its_source_says() -> None:
    file = read(DATA / "mobiles" / "Mobiles_feedback_4_weeks.sav")
    assert (file.rows, len(file.columns)) == (895, 28)
    assert [column.name for column in file.columns if column.missing] == [f"Q12_{item}" for item in range(1, 7)]
    assert file.column("Q12_1").missing == ((6.0, 6.0),)
    assert file.column("Q3").value_labels[1.0] == "Alabama"
    assert file.column("StartDate").values[0] == "2019-07-23"
    assert [found.kind for found in file.sets] == ["dichotomies", "categories", "categories"]


@needs("cola/Cola.sav")
def test_the_cola_survey_holds_what_its_source_says() -> None:
    file = read(DATA / "cola" / "Cola.sav")
    assert (file.rows, len(file.columns), len(file.sets), file.encoding) == (327, 198, 18, "windows-1252")
    assert file.column("Q25_3").label == "Q25. I can be a little naïve at times"
    assert sum(found.kind == "dichotomies" for found in file.sets) == 10
