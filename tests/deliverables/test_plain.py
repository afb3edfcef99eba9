"""Text and numbers are harmless and settled."""

from __future__ import annotations

import pandas as pd
import pytest

from research.deliverables._plain import csv_bytes, neutral, printable, settled_number


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", " =1", "-2+3+cmd|' /C calc'!A0"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert neutral(text).startswith("'")


@pytest.mark.parametrize("text", ["-5", "+49", "-1.5", "Müller", "a=b", "'quoted", ""])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert neutral(text) == text


def test_control_characters_and_half_characters_are_left_out() -> None:
    assert printable("a\x00b\x07c\ud800d\tö\n") == "abcd ö\n"


def test_ten_digits_are_kept() -> None:
    assert settled_number(1 / 3) == 0.3333333333
    assert settled_number(123456.0) == 123456.0


def test_gaps_are_empty_and_truth_is_one() -> None:
    frame = pd.DataFrame({"x": [0.5, float("nan")], "ok": [True, False], "name": ["a,b", None], "n": [1, 2]})
    assert csv_bytes(frame, 6).decode().splitlines() == ["x,ok,name,n", '0.5,1,"a,b",1', ",0,,2"]
