"""YAML written by hand: whatever the text, ruamel reads the same text back."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from research.study.draft_yaml import LINE_WIDTH, comment, entry_lines, flow, flow_list, label, scalar, section

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=25)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
@example("No")
@example("null")
@example("12:30")
@example("1e5")
@example("0x1F")
@example("2025-03-01")
@example("5 or more")
@example("a: b")
@example("a #b")
@example("x'")
@example("<<")
@example("15 to 24 years")
def test_text_is_read_back_as_the_same_text_in_every_place(text: str) -> None:
    yaml = YAML(typ="rt")
    longer = text + "a key of its own"
    read = yaml.load(f"{scalar(text)}: {{{scalar(text)}: {scalar(text)}, {scalar(longer)}: {flow_list([text, 2])}}}")
    assert read == {text: {text: text, longer: [text, 2]}}
    assert all(isinstance(value, str) for value in (*read, *read[text], read[text][text]))


@pytest.mark.parametrize(
    "text", ["Male", "Don't know", "I’d rather not say", "15 to 24 years", "Upgrade/downgrade plans", "AT&T"]
)
def test_ordinary_labels_stand_without_quotes(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(("value", "written"), [(3.0, "3"), (2.5, "2.5"), (-1, "-1"), (10**9, "1000000000")])
def test_numbers_are_written_as_short_as_they_are(value: float, written: str) -> None:
    assert scalar(value) == written


@pytest.mark.parametrize("text", ["7", "-5", "007", "1.5", "+1", "0"])
def test_labels_that_are_numbers_come_back_as_the_same_text(text: str) -> None:
    assert str(YAML(typ="rt").load(label(text))) == text


def test_short_entries_stand_on_one_line_and_long_ones_on_several() -> None:
    short = {"kind": "single", "codes": {1: "Male", 2: "Female"}}
    assert entry_lines("sex", short, "questions.sex", {}, 2) == ["  sex: {kind: single, codes: {1: Male, 2: Female}}"]
    long = {"kind": "single", "label": "x" * LINE_WIDTH}
    assert entry_lines("sex", long, "questions.sex", {}, 2)[:2] == ["  sex:", "    kind: single"]


def test_a_guess_stands_behind_its_line_where_it_fits_and_before_it_where_not() -> None:
    reasons = {"s.a": "because", "s.b": "word " * 30}
    assert section("s", {"a": "1", "b": "2"}, reasons).splitlines() == [
        "s:",
        "  a: 1  # guess: because",
        *comment("guess: " + "word " * 30, 2),
        "  b: 2",
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_comments_are_comments_whatever_they_say(text: str) -> None:
    lines = comment(text, 2)
    assert YAML(typ="rt").load("\n".join([*lines, "a: 1"])) == {"a": 1}


def test_a_map_on_one_line_is_a_map() -> None:
    assert YAML(typ="rt").load(flow({"a": "1", "x y": flow_list(["b", 2])})) == {"a": 1, "x y": ["b", 2]}
