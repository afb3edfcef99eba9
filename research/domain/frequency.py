"""How often an answer says: times a year where it can be reckoned, else a place among the adverbs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from research.domain.plain_words import plain

_PERIODS = {"day": 365.0, "week": 52.0, "fortnight": 26.0, "month": 12.0, "quarter": 4.0, "year": 1.0}
_NAMED = {
    "daily": 365.0,
    "weekly": 52.0,
    "fortnightly": 26.0,
    "monthly": 12.0,
    "quarterly": 4.0,
    "yearly": 1.0,
    "annually": 1.0,
    "täglich": 365.0,
    "wöchentlich": 52.0,
    "monatlich": 12.0,
    "jährlich": 1.0,
}
_NUMBERS = {
    "once": 1.0,
    "twice": 2.0,
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "several": 4.0,
    "few": 3.0,
    "couple": 2.0,
    "other": 2.0,
}
_NEVER = re.compile(r"never|not at all|nie|niemals|never or almost never")
_LESS_OFTEN = re.compile(r"(?:less|more rarely)(?: often| frequently)?|seltener")
_ADVERBS: tuple[tuple[float, str], ...] = (
    (0.0, r"never|nie|niemals"),
    (0.5, r"almost never|hardly ever|practically never|fast nie"),
    (1.0, r"rarely|seldom|very rarely|selten"),
    (1.6, r"occasionally|once in a while|from time to time|now and then|gelegentlich|ab und zu"),
    (2.0, r"sometimes|manchmal"),
    (2.6, r"about half the time|half of the time|fairly often|quite often"),
    (3.0, r"often|frequently|regularly|häufig|oft"),
    (3.6, r"very often|very frequently|sehr oft|sehr häufig"),
    (4.2, r"usually|most of the time|mostly|meistens"),
    (4.6, r"almost always|nearly always|fast immer"),
    (5.0, r"always|all the time|constantly|every time|immer"),
)
_ADVERB_PATTERNS = tuple((value, re.compile(pattern)) for value, pattern in _ADVERBS)
_EVERY = re.compile(r"\bevery (?:(\w+) )?(day|week|fortnight|month|quarter|year)s?\b")
_PER = re.compile(r"\b(?:a|per|each|every|in a|the) (day|week|fortnight|month|quarter|year)\b")
_COUNT = re.compile(r"(\d+|once|twice|one|two|three|four|five|six|several|few|couple)(?: (?:or|to) (\d+|twice|\w+))?")


def frequencies(labels: Sequence[str]) -> tuple[float, ...] | None:
    """How often each label says, all as times a year or all as adverbs; None when they are no such scale."""
    texts = [plain(label) for label in labels]
    measures: tuple[Callable[[str], float | None], ...] = (_times_a_year, _adverb)
    for measure in measures:
        found = [measure(text) for text in texts]
        known = tuple(value for value in found if value is not None)
        if len(known) == len(texts) and len(set(known)) == len(known):
            return known
    return None


def _adverb(text: str) -> float | None:
    short = re.sub(r"^(?:i |do |does |it )+| (?:do|does) (?:it|this|that)$", "", text)
    return next((value for value, pattern in _ADVERB_PATTERNS if pattern.fullmatch(short)), None)


def _times_a_year(text: str) -> float | None:
    if _NEVER.fullmatch(text):
        return 0.0
    if _LESS_OFTEN.fullmatch(text):
        return 0.3
    times = _rate(text)
    if times is None:
        return None
    if text.startswith(("less than", "fewer than", "weniger als")):
        return times * 0.7
    return times * 1.4 if text.startswith(("more than", "more often than", "at least", "mehr als")) else times


def _rate(text: str) -> float | None:
    named = next((times for word, times in _NAMED.items() if re.search(rf"\b{word}\b", text)), None)
    if named is not None:
        return named
    every = _EVERY.search(text)
    if every:
        return _PERIODS[every[2]] / (_number(every[1]) or 1.0)
    per = _PER.search(text)
    count = _COUNT.search(text)
    if per is None or (count is None and not text.startswith(("less", "more"))):
        return None
    return _PERIODS[per[1]] * (_mean(count) if count else 1.0)


def _mean(count: re.Match[str]) -> float:
    numbers = [number for number in map(_number, count.groups()) if number is not None]
    return sum(numbers) / len(numbers)


def _number(word: str | None) -> float | None:
    if word is None:
        return None
    return float(word) if word.isdigit() else _NUMBERS.get(word)
