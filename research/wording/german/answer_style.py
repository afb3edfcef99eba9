"""How people used the answer scales, in German: habits that have little to do with what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from research.domain.style import BatteryStyle, ResponseStyle, StyleIndex
from research.wording.german.marks import quoted
from research.wording.german.solutions import SolutionsDe

_ENOUGH_ITEMS = 6
"""Items of a battery from which nearly the same answer to all of them is a habit rather than an opinion."""
_WORTH_TELLING = 0.05
"""Share of people from which a habit is told by its battery."""
_MOST = 3
"""Habits that a sentence holds."""
_HARDLY_ANYONE = 0.005

_SIDES: Mapping[StyleIndex, str] = {
    "agreement": "auf der zustimmenden Seite",
    "extremity": "an den Enden",
    "midpoint": "in der Mitte",
}
"""Where on a scale people may stay."""


@dataclass(frozen=True, slots=True)
class _Habit:
    battery: str
    index: StyleIndex
    share: float


class AnswerStyleDe(SolutionsDe):
    """Habits of answering in German."""

    style_title = "Wie die Skalen genutzt wurden"
    style_note = (
        "„Fast immer“: Menschen, die das in mindestens neun von zehn Antworten taten. Die zustimmende Seite liegt über "
        "der Mitte der Skala, wie sie gezeigt wurde, bevor Aussagen umgepolt werden."
    )
    points_note = (
        "Mittlere Antwort abzüglich der Mitte der Skala, in Punkten; ausgeglichen: mit gleichem Gewicht für Aussagen "
        "in beiden Richtungen, so dass nur die Gewohnheit bleibt."
    )
    battery_head = "Batterie"
    favourable = "Antworten auf der zustimmenden Seite"
    extreme = "Antworten an den Enden"
    middle = "Antworten in der Mitte"
    nearly_always = "Menschen, fast immer"
    one_answer = "Menschen mit durchweg einer Antwort"
    above_middle = "Punkte über der Mitte"
    above_sd = "SD zwischen Menschen"
    balanced = "Ausgeglichen"
    balanced_sd = "SD, ausgeglichen"

    def style_text(self, style: ResponseStyle) -> str:
        """Which habits are worth telling, or that there are none; empty where batteries are too short to show any."""
        habits = [habit for battery in style.batteries for habit in _habits(battery)]
        if not habits:
            return ""
        found = sorted((habit for habit in habits if habit.share >= _WORTH_TELLING), key=lambda habit: -habit.share)
        if found:
            told = self.listed([self._staying(habit) for habit in found[:_MOST]])
            return (
                f"In fast allen Antworten bleiben {told}: Das kann mehr von einer Gewohnheit zeugen als von dem, was "
                "sie wollen."
            )
        most = max(habit.share for habit in habits)
        who = f"höchstens {self.numbers.percentage(most)} der Menschen" if most >= _HARDLY_ANYONE else "kaum jemand"
        stay = "bleiben" if most >= _HARDLY_ANYONE else "bleibt"
        sides = [side for index, side in _SIDES.items() if any(habit.index == index for habit in habits)]
        either = f"{', '.join(sides[:-1])} oder {sides[-1]}" if len(sides) > 1 else sides[0]
        return f"Antwortgewohnheiten sind selten: In fast allen Antworten {stay} {who} {either} einer Skala."

    def _staying(self, habit: _Habit) -> str:
        share = self.numbers.percentage(habit.share)
        return f"{share} {_SIDES[habit.index]} der Skala ({quoted(habit.battery)})"


def _habits(battery: BatteryStyle) -> Iterator[_Habit]:
    """The habits that a battery can show, each with the share of people who have it."""
    if len(battery.items) < _ENOUGH_ITEMS:
        return
    for summary in battery.summaries:
        if summary.index in _SIDES and summary.respondents:
            yield _Habit(battery.label, summary.index, summary.flagged)
