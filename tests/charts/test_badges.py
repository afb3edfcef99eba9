"""Badges: two letters for each segment, or the numbers where letters would not tell segments apart."""

from __future__ import annotations

import pytest

from research.charts.badges import badges
from research.charts.canvas import Canvas
from research.charts.colours import DARK, LIGHT, READABLE, contrast, on, palette


@pytest.mark.parametrize(
    ("name", "badge"),
    [
        ("Planet Firsts", "PF"),
        ("Planet firsts of today", "PF"),
        ("Lovers of treats", "LT"),
        ("Health-conscious cooks", "HC"),
        ("Genießer", "Ge"),
        ("Segment 4", "S4"),
        ("Segment 12", "S12"),
        ("an ox", "AO"),
        ("\u202e\u05d0\u05d1", "\u05d0\u05d1"),
        ("<b>Bold</b> ones", "BO"),
    ],
)
def test_a_badge_is_made_of_the_first_letters(name: str, badge: str) -> None:
    assert badges({7: name}) == {7: badge}


@pytest.mark.parametrize("names", [("Planet Firsts", "Party Fans"), ("Planet Firsts", "👍"), ("Planet Firsts", "")])
def test_numbers_stand_in_where_letters_do_not_tell_apart(names: tuple[str, str]) -> None:
    assert badges(dict(enumerate(names, start=1))) == {1: "1", 2: "2"}


@pytest.mark.parametrize("hue", [*LIGHT, *DARK])
def test_letters_on_a_hue_can_be_read(hue: str) -> None:
    assert contrast(on(hue), hue) >= READABLE


def test_letters_have_the_colour_that_the_theme_needs() -> None:
    canvas = Canvas(40, 40)
    canvas.badge(20, 20, "PF", 2)
    assert "fill: var(--on-2)" in canvas.svg("badge", "A badge")
    assert palette((), "light")["on-2"] == on(LIGHT[1]) == "#000000" and palette((), "light")["on-3"] == "#ffffff"
