"""Text files: encodings, separators, decimal commas, dates, odd headers and ragged rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from research.domain.survey_file import SurveyFile
from research.errors import ResearchError
from research.readers._contract import read
from tests.pictures import picture
from tests.shared_data import DATA, needs

Writer = Callable[..., SurveyFile]


@pytest.fixture
def given_text(tmp_path: Path) -> Writer:
    def write(text: str | bytes, name: str = "survey.csv", encoding: str = "utf-8") -> SurveyFile:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return read(path)

    return write


def values(file: SurveyFile, name: str) -> list[object]:
    return [None if value != value else value for value in file.column(name).values]


UMLAUTS = "name;ort\nJörg Müller;Straße\nÄnne;Düsseldorf\nRené;Köln\n"


@pytest.mark.parametrize(
    ("codec", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "windows-1252"),
        ("mac_roman", "mac-roman"),
        ("cp850", "cp850"),
    ],
)
def test_the_encoding_is_found_and_recorded(given_text: Writer, codec: str, found: str) -> None:
    file = given_text(UMLAUTS, encoding=codec)
    assert values(file, "name") == ["Jörg Müller", "Änne", "René"]
    assert values(file, "ort") == ["Straße", "Düsseldorf", "Köln"]
    assert file.encoding == found


def test_typographic_apostrophes_of_windows_are_found(given_text: Writer) -> None:
    file = given_text("a,b\nI don’t know,1\nI’d rather not say,2\n", encoding="cp1252")
    assert values(file, "a") == ["I don’t know", "I’d rather not say"]


def test_a_few_broken_bytes_do_not_spoil_utf8(given_text: Writer) -> None:
    file = given_text(("a,b\n" + "Größe,süß\n" * 5).encode() + b"caf\xe9,x\n")
    assert file.encoding == "utf-8, damaged"
    assert values(file, "a")[0] == "Größe"


def test_bytes_that_no_encoding_explains_are_read_all_the_same(given_text: Writer) -> None:
    file = given_text(b"a,b\n\x81\x8d,\xff\xfe\n\x00x,\x00y\n")
    assert file.rows == 2
    assert values(file, "a")[1] == "x"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (picture("PNG", (200, 60)), "begins like a PNG picture"),
        (picture("JPEG", (200, 60)), "begins like a JPEG picture"),
        (b"PK\x03\x04" + bytes(60), "name it .xlsx"),
        (b"$FL2@(#) SPSS DATA FILE" + bytes(60), "name it .sav"),
        (bytes(range(256)) * 40, "are control codes"),
        (np.random.default_rng(1).bytes(5000), "are control codes"),
    ],
    ids=["png", "jpeg", "zip", "sav", "every byte", "random"],
)
def test_what_is_no_text_is_refused_with_what_to_try(given_text: Writer, content: bytes, told: str) -> None:
    with pytest.raises(ResearchError, match=r"survey\.csv: this is no text") as refused:
        given_text(content)
    assert len(refused.value.faults) == 1 and told in str(refused.value) and refused.value.faults[0].remedy


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_letters_of_any_alphabet_are_text(given_text: Writer, codec: str) -> None:
    rows = "имя;город\n" + "Анна Сергеевна;Санкт-Петербург\n" * 40 + "Ольга;Москва\n"
    assert values(given_text(rows, encoding=codec), "имя")[-1] == "Ольга"


def test_a_few_stray_control_codes_are_damage_and_no_picture(given_text: Writer) -> None:
    rows = "".join(f"{number};fine\x08 by me\n" if number % 20 == 0 else f"{number};fine\n" for number in range(200))
    assert given_text(f"id;said\n{rows}\x1a", encoding="cp1252").rows >= 200


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(given_text: Writer, separator: str) -> None:
    rows = [["id", "answer", "price"], ["1", "yes, or; no", "2"], ["2", "a|b\tc", "3"]]
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    file = given_text(stream.getvalue())
    assert file.names == ("id", "answer", "price")
    assert values(file, "answer") == ["yes, or; no", "a|b\tc"]


def test_the_separator_line_of_spreadsheets_is_no_header(given_text: Writer) -> None:
    assert given_text("sep=;\r\na;b\r\n1;2\r\n").names == ("a", "b")


def test_a_german_export_is_read_with_decimal_commas_and_thousands_points(given_text: Writer) -> None:
    file = given_text("id;gewicht;umsatz;menge\n1;0,75;1.234,5;1.250\n2;1,25;12.000,0;3.000\n")
    assert values(file, "gewicht") == [0.75, 1.25]
    assert values(file, "umsatz") == [1234.5, 12000.0]
    assert values(file, "menge") == [1250, 3000]


def test_thousands_commas_need_a_file_that_writes_decimal_points(given_text: Writer) -> None:
    file = given_text('id,spend,rate\n1,"1,234",0.5\n2,"20,000",1.5\n')
    assert values(file, "spend") == [1234, 20000]


def test_three_decimals_are_no_thousands(given_text: Writer) -> None:
    assert values(given_text("id,weight\n1,1.131\n2,2.250\n"), "weight") == [1.131, 2.25]


def test_a_column_that_mixes_both_conventions_stays_text(given_text: Writer) -> None:
    assert given_text("id;x\n1;1,5\n2;1.5\n3;2,25\n").column("x").kind == "text"


@pytest.mark.parametrize("cells", [("007", "012"), ("1", "12345678901234567"), ("1E5", "2E5"), ("1", "seven")])
def test_codes_long_ids_and_words_stay_text(given_text: Writer, cells: tuple[str, str]) -> None:
    file = given_text("id,code\n1," + cells[0] + "\n2," + cells[1] + "\n")
    assert values(file, "code") == list(cells)
    assert file.column("code").kind == "text"


def test_blank_cells_are_gaps_of_their_kind(given_text: Writer) -> None:
    file = given_text('id,n,t\nx,1,a\ny,,"  "\nz,3,\n')
    assert np.isnan(file.column("n").values[1])
    assert values(file, "t") == ["a", None, None]


def test_marks_of_missing_numbers_are_gaps_throughout_the_file(given_text: Writer) -> None:
    file = given_text("n,t\n1,a\nNA,NA\n3,b\n")
    assert values(file, "n") == [1, None, 3]
    assert values(file, "t") == ["a", None, "b"]


def test_such_a_mark_stays_an_answer_where_no_number_lacks(given_text: Writer) -> None:
    assert values(given_text("n,country\n1,NA\n2,DE\n"), "country") == ["NA", "DE"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["2025-03-01", "2025-12-31"], ["2025-03-01", "2025-12-31"]),
        (["2025/3/1", "2025/12/31"], ["2025-03-01", "2025-12-31"]),
        (["01.03.2025", "02.03.2025"], ["2025-03-01", "2025-03-02"]),
        (["25/03/2025", "01/04/2025"], ["2025-03-25", "2025-04-01"]),
        (["03/25/2025", "04/01/2025"], ["2025-03-25", "2025-04-01"]),
        (["23-Jul-2019", "01-DEC-2019"], ["2019-07-23", "2019-12-01"]),
        (["2017-07-18 08:28:09", "2017-07-18 00:00:00"], ["2017-07-18T08:28:09", "2017-07-18T00:00:00"]),
        (
            ["2017-07-18T08:28:09Z", "2017-07-18T09:00:00+02:00"],
            ["2017-07-18T08:28:09+00:00", "2017-07-18T09:00:00+02:00"],
        ),
        (["07/23/2019 12:05:00 AM", "07/24/2019 01:05:00 PM"], ["2019-07-23T00:05:00", "2019-07-24T13:05:00"]),
    ],
)
def test_dates_become_iso_text(given_text: Writer, cells: list[str], expected: list[str]) -> None:
    file = given_text("id,day\n" + "".join(f"{row},{cell}\n" for row, cell in enumerate(cells)))
    assert file.column("day").kind == "date"
    assert values(file, "day") == expected


@pytest.mark.parametrize(
    "cells", [["03/04/2025", "05/06/2025"], ["2025-02-30", "2025-01-01"], ["1-2", "3-4"], ["2025", "x"]]
)
def test_what_may_be_another_date_or_none_stays_text(given_text: Writer, cells: list[str]) -> None:
    file = given_text("id,day\n" + "".join(f"{row},{cell}\n" for row, cell in enumerate(cells)))
    assert file.column("day").kind == "text"


def test_one_clear_column_tells_the_order_of_the_others(given_text: Writer) -> None:
    file = given_text("start,end\n03/04/2025,25/04/2025\n05/06/2025,06/06/2025\n")
    assert values(file, "start") == ["2025-04-03", "2025-06-05"]


def test_shared_names_are_one_fault_with_every_place(given_text: Writer) -> None:
    with pytest.raises(ResearchError) as caught:
        given_text("a,b,a,c,b,a\n1,2,3,4,5,6\n")
    assert len(caught.value.faults) == 1
    assert caught.value.faults[0].found == "`a` is the name of columns 1, 3, 6; `b` is the name of columns 2, 5"


def test_columns_without_a_name_are_dropped_when_empty_and_named_when_not(given_text: Writer) -> None:
    file = given_text("a,,c,\n1,x,3,\n2,y,4,\n")
    assert file.names == ("a", "column_2", "c")
    assert values(file, "column_2") == ["x", "y"]


def test_a_substitute_name_does_not_clash(given_text: Writer) -> None:
    assert given_text("column_2,,b\n1,2,3\n").names == ("column_2", "column_2_", "b")


def test_rows_with_more_cells_than_names_are_told_with_their_lines(given_text: Writer) -> None:
    with pytest.raises(ResearchError, match="2 rows hold more cells") as caught:
        given_text('a,b\n1,"two\nlines"\n1,2,3\n4,5\n6,7,8,9\n')
    assert "lines: 4, 6" in caught.value.faults[0].found


def test_rows_of_separators_alone_are_nobody(given_text: Writer) -> None:
    assert given_text("a,b\n1,2\n,\n3,4\n , \n").rows == 2


def test_short_rows_and_blank_cells_beyond_the_header_are_no_fault(given_text: Writer) -> None:
    file = given_text("a,b,c\n1\n2,3,4,,\n\n5,6,7\n")
    assert file.rows == 3
    assert values(file, "b") == [None, 3, 6]


def test_a_quote_that_is_never_closed_is_told_with_its_line(given_text: Writer) -> None:
    with pytest.raises(ResearchError, match=r"survey\.csv:3: a quotation mark is opened and never closed"):
        given_text('a,b\n1,x\n2,"y\n3,z\n')


def test_a_stray_quote_inside_an_answer_is_kept(given_text: Writer) -> None:
    assert values(given_text('a,b\n1,say "hi" now\n2,"x" y\n'), "b") == ['say "hi" now', "x y"]


def test_one_column_needs_no_separator(given_text: Writer) -> None:
    assert values(given_text("age\n20\n30\n"), "age") == [20, 30]


ANSWERS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters='\n,;"\t|'), max_size=12).filter(
    lambda text: text == "" or text.strip() != ""
)
NAMES = st.lists(st.text(st.characters(categories=("L",)), min_size=2, max_size=8), min_size=2, max_size=5, unique=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.sampled_from([",", ";", "\t", "|"]))
def test_what_is_written_is_read_back(tmp_path: Path, data: st.DataObject, separator: str) -> None:
    names = data.draw(NAMES)
    rows = data.draw(st.lists(st.lists(ANSWERS, min_size=len(names), max_size=len(names)), min_size=1, max_size=6))
    # A word keeps every column text and every row from being blank.
    rows = [["word", *row[1:]] for row in rows] + [["word"] * len(names)]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([names, *rows])
    path = tmp_path / "trip.csv"
    path.write_bytes(stream.getvalue().encode())
    file = read(path)
    assert file.names == tuple(names)
    for place, name in enumerate(names):
        assert values(file, name) == [row[place] or None for row in rows]


@pytest.mark.parametrize("path", sorted(DATA.glob("*/*.csv")), ids=lambda path: path.name)
def test_real_files_are_read_or_refused_in_words(path: Path) -> None:
    try:
        file = read(path)
    except ResearchError as error:
        assert path.name in str(error)
        return
    assert file.rows > 0
    assert all(len(column.values) == file.rows for column in file.columns)


@needs("young_people/responses.csv")
def test_the_young_people_survey_holds_what_its_source_says() -> None:
    file = read(DATA / "young_people" / "responses.csv")
    kinds = [column.kind for column in file.columns]
    blanks = sum(int(np.sum([value is None or value != value for value in column.values])) for column in file.columns)
    assert (file.rows, kinds.count("number"), kinds.count("text")) == (1010, 139, 11)
    assert blanks == 608
