"""How people used the answer scales, in English: habits that have little to do with what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from research.domain.style import BatteryStyle, ResponseStyle, StyleIndex
from research.wording.solutions_en import SolutionsEn

_ENOUGH_ITEMS = 6
"""Items of a battery from which nearly the same answer to all of them is a habit rather than an opinion."""
_WORTH_TELLING = 0.05
"""Share of people from which a habit is told by its battery."""
_MOST = 3
"""Habits that a sentence holds."""
_HARDLY_ANYONE = 0.005

_SIDES: Mapping[StyleIndex, str] = {
    "agreement": "the favourable side",
    "extremity": "the ends",
    "midpoint": "the middle",
}
"""What of a scale people may keep to."""


@dataclass(frozen=True, slots=True)
class _Habit:
    battery: str
    index: StyleIndex
    share: float


class AnswerStyleEn(SolutionsEn):
    """Habits of answering in English."""

    style_title = "How people used the scales"
    style_note = (
        "“Nearly always”: people who did so in nine answers of ten or more. The favourable side is above the middle of "
        "the scale as it was shown, before any statement is turned round."
    )
    points_note = (
        "Mean answer less the middle of the scale, in points; balanced: with equal weight for statements asked in "
        "either direction, so that what is left is habit."
    )
    battery_head = "Battery"
    favourable = "Answers on the favourable side"
    extreme = "Answers at the ends"
    middle = "Answers in the middle"
    nearly_always = "People, nearly always"
    one_answer = "People with one answer throughout"
    above_middle = "Points above the middle"
    above_sd = "SD between people"
    balanced = "Balanced"
    balanced_sd = "SD, balanced"

    def style_text(self, style: ResponseStyle) -> str:
        """Which habits are worth telling, or that there are none; empty where batteries are too short to show any."""
        habits = [habit for battery in style.batteries for habit in _habits(battery)]
        if not habits:
            return ""
        found = sorted((habit for habit in habits if habit.share >= _WORTH_TELLING), key=lambda habit: -habit.share)
        if found:
            told = self.listed([self._told(habit) for habit in found[:_MOST]])
            return f"In nearly all answers, {told}: that may tell of a habit more than of what they want."
        most = max(habit.share for habit in habits)
        who = (
            f"at most {self.numbers.percentage(most)} of people keep"
            if most >= _HARDLY_ANYONE
            else "hardly anyone keeps"
        )
        sides = [side for index, side in _SIDES.items() if any(habit.index == index for habit in habits)]
        either = f"{', '.join(sides[:-1])} or {sides[-1]}"
        return f"Habits of answering are rare: {who} to {either} of a scale in nearly all answers."

    def _told(self, habit: _Habit) -> str:
        share = self.numbers.percentage(habit.share)
        return f"{share} keep to {_SIDES[habit.index]} of the scale (“{habit.battery}”)"


def _habits(battery: BatteryStyle) -> Iterator[_Habit]:
    """The habits that a battery can show, each with the share of people who have it."""
    if len(battery.items) < _ENOUGH_ITEMS:
        return
    for summary in battery.summaries:
        if summary.index in _SIDES and summary.respondents:
            yield _Habit(battery.label, summary.index, summary.flagged)
