"""Sheets are called as Excel allows."""

from __future__ import annotations

import pytest

from research.deliverables.crosstab_workbook._pages import sheet_name


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("a/b[c]:d*e?f\\g", "a b c d e f g"),
        ("'quoted'", "quoted"),
        ("'' apart ''", "apart"),
        ("[]", "Sheet"),
        ("", "Sheet"),
        ("\x07", "Sheet"),
        ("History", "History 2"),
        ("history", "history 2"),
        ("8 Comes in packaging that can be recycled", "8 Comes in packaging that can be"[:31].rpartition(" ")[0]),
        ("one two three four five six's seven", "one two three four five six's"),
        ("x" * 30 + "'s", "x" * 30),
    ],
)
def test_names_are_made_safe(wanted: str, name: str) -> None:
    assert sheet_name(wanted, []) == name


def test_names_differ_without_regard_to_case() -> None:
    taken: list[str] = []
    for wanted in ("Sex", "SEX", "sex", "x" * 40, "X" * 31, "Grün", "GRÜN"):
        taken.append(sheet_name(wanted, taken))
    assert taken[:3] == ["Sex", "SEX 2", "sex 3"]
    assert len({name.casefold() for name in taken}) == len(taken)
    assert max(map(len, taken)) == 31


def test_excel_counts_units_of_utf_16() -> None:
    name = sheet_name("🍏" * 20, [])
    assert name == "🍏" * 15
    assert len(sheet_name("🍏" * 20, [name]).encode("utf-16-le")) <= 62
