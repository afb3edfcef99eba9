"""The words about how people used the scales: habits are told where they matter, by their battery."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.domain.style import BatteryStyle, ResponseStyle, StyleIndex, StyleSummary
from research.wording.languages import speak

WORDS = speak("en")
ITEMS = tuple(f"n{i}" for i in range(6))


def style_of(**flagged: float) -> ResponseStyle:
    """One battery of six items with shares of people who have each habit."""
    return ResponseStyle(np.array(["a"]), (battery("Needs", **flagged),))


def battery(label: str, **flagged: float) -> BatteryStyle:
    indices: tuple[StyleIndex, ...] = ("agreement", "extremity", "midpoint", "differentiation")
    summaries = tuple(
        StyleSummary(index, 300 if index in flagged else 0, 0.4, 0.1, flagged.get(index, float("nan")))
        for index in indices
    )
    return BatteryStyle(label.lower(), label, ITEMS, np.array([6]), {}, 0.0, summaries)


@pytest.mark.parametrize(
    ("style", "said"),
    [
        (
            style_of(agreement=0.012, extremity=0.008, midpoint=0.004, differentiation=0.2),
            "Habits of answering are rare: at most 1\u202f% of people keep to the favourable side, the ends or the "
            "middle of a scale in nearly all answers.",
        ),
        (
            style_of(agreement=0.004, extremity=0.0),
            "Habits of answering are rare: hardly anyone keeps to the favourable side or the ends of a scale in nearly "
            "all answers.",
        ),
        (
            style_of(agreement=0.05, extremity=0.12, midpoint=0.04),
            "In nearly all answers, 12\u202f% keep to the ends of the scale (“Needs”) and 5\u202f% keep to the "
            "favourable side of the scale (“Needs”): that may tell of a habit more than of what they want.",
        ),
    ],
)
def test_habits_are_told_as_far_as_they_matter(style: ResponseStyle, said: str) -> None:
    assert WORDS.style_text(style) == said


def test_the_most_common_habits_of_many_batteries_are_told() -> None:
    shares = {"Needs": 0.06, "Values": 0.2, "Habits": 0.1, "Tastes": 0.08}
    batteries = tuple(battery(label, agreement=share, extremity=0.0) for label, share in shares.items())
    told = WORDS.style_text(ResponseStyle(np.array(["a"]), batteries))
    assert [told.find(label) for label in ("Values", "Habits", "Tastes")] == sorted(
        told.find(label) for label in ("Values", "Habits", "Tastes")
    )
    assert "Needs" not in told and "answers, 20\u202f% keep" in told


def test_short_batteries_show_no_habit() -> None:
    (made,) = style_of(agreement=0.4, extremity=0.3).batteries
    short = replace(made, items=ITEMS[:5])
    assert WORDS.style_text(ResponseStyle(np.array(["a"]), (short,))) == ""
    assert WORDS.style_text(ResponseStyle(np.array(["a"]), ())) == ""
