"""Drawings go inside a page: small, deterministic, themed, told in words, harmless."""

from __future__ import annotations

import re

import pytest

from research.charts.canvas import Canvas, printable, width_of, wrap
from research.charts.colours import INK, segment_ink

HOSTILE = '<script>alert(1)</script> $\\frac{1}{2}$ "quoted" id="x" \x07'


def drawing(key: str = "one", text: str = "A label") -> str:
    canvas = Canvas(200, 60)
    canvas.text(0, 20, text, weight="bold")
    canvas.dot(100, 40, colour=segment_ink(2))
    canvas.bar(0, 50, 40, 8, colour=INK, opacity=0.5)
    canvas.line([0, 200], [50, 50], dashed=True)
    return canvas.svg(key, f"Told: {text}")


def test_the_same_drawing_is_the_same_bytes() -> None:
    assert drawing() == drawing()


def test_nothing_but_the_drawing_is_left() -> None:
    svg = drawing()
    assert svg.startswith('<svg class="chart" role="img" aria-label="Told: A label" viewBox="0 0 200 60">')
    for unwanted in ("http", "<metadata", "<style", "xlink", "DejaVu", "<?xml", "width=", "Matplotlib"):
        assert unwanted not in svg.replace('width="200"', "")


def test_colours_follow_the_page() -> None:
    svg = drawing()
    assert {"var(--ink)", "var(--segment-2)", "var(--paper)"} <= set(re.findall(r"var\(--[\w-]+\)", svg))
    assert not re.search(r"#[0-9a-f]{6}", svg)


def test_two_drawings_share_no_id_and_refer_to_their_own() -> None:
    ids = [set(re.findall(r'\bid="([^"]+)"', drawing(key))) for key in ("one", "other")]
    assert ids[0] and not ids[0] & ids[1]
    assert set(re.findall(r"url\(#([^)]+)\)", drawing())) <= ids[0]


def test_labels_are_words_and_never_markup_or_formulas() -> None:
    svg = drawing(text=HOSTILE)
    assert "<script>" not in svg and "\x07" not in svg
    assert "&lt;script&gt;" in svg and "$\\frac{1}{2}$" in svg
    assert 'aria-label="Told: &lt;script&gt;' in svg


@pytest.mark.parametrize("text", ["日本語のラベル", "Ünïcödé – “quotes”", "🙂"])
def test_letters_that_the_drawing_font_lacks_are_left_to_the_page(text: str) -> None:
    assert text in drawing(text=text)


def test_text_wraps_within_its_width_and_is_cut_at_last() -> None:
    lines = wrap("one two three four five six seven eight nine ten " * 5, 120, most=3)
    assert len(lines) == 3 and lines[-1].endswith("…")
    assert all(width_of(line) <= 120 for line in lines)


def test_a_word_too_long_for_a_line_is_broken() -> None:
    lines = wrap("x" * 60, 120, most=9)
    assert "".join(lines) == "x" * 60 and all(width_of(line) <= 120 for line in lines)


def test_short_text_is_left_alone() -> None:
    assert wrap("Is quick", 300) == ["Is quick"]
    assert wrap("", 300) == [""]


def test_wide_letters_need_more_room() -> None:
    assert width_of("日本") > width_of("ab")


def test_control_characters_and_line_ends_are_no_part_of_a_label() -> None:
    assert printable("a\x00b\n c\t") == "a b c"
