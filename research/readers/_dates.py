"""Dates as files write them, and the one way in which they leave a reader: ISO 8601 text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal

import numpy as np

from research.domain.arrays import Texts

DateOrder = Literal["year first", "day first", "month first", "named month"]

_TIME = r"(?:[T ]\s*(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(?P<half>[AaPp][Mm])?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})" + _TIME)
_DAY_FIRST = re.compile(r"(?P<d>\d{1,2})([-/.])(?P<m>\d{1,2})\2(?P<y>\d{4})" + _TIME)
_MONTH_FIRST = re.compile(r"(?P<m>\d{1,2})([-/])(?P<d>\d{1,2})\2(?P<y>\d{4})" + _TIME)
_NAMED_MONTH = re.compile(r"(?P<d>\d{1,2})([- ])(?P<m>[A-Za-z]{3})\2(?P<y>\d{4})" + _TIME)
_PATTERNS: Mapping[DateOrder, re.Pattern[str]] = {
    "year first": _YEAR_FIRST,
    "day first": _DAY_FIRST,
    "month first": _MONTH_FIRST,
    "named month": _NAMED_MONTH,
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEARS = range(1900, 2101)


def date_orders(texts: Iterable[str]) -> tuple[DateOrder, ...]:
    """The orders of day, month and year in which every one of `texts` is a date; none when there are no texts."""
    texts = list(texts)
    if not texts or not texts[0][:1].isdigit():
        return ()
    return tuple(order for order in _PATTERNS if all(parsed_date(text, order) is not None for text in texts))


def parsed_date(text: str, order: DateOrder) -> datetime | None:
    """The date and time that `text` writes in `order`, or None."""
    match = _PATTERNS[order].fullmatch(text.strip())
    if match is None or int(match["y"]) not in _YEARS:
        return None
    try:
        hour, minute, second = _clock(match)
        day = int(match["d"])
        return datetime(int(match["y"]), _month(match["m"]), day, hour, minute, second, tzinfo=_zone(match["zone"]))
    except ValueError:
        return None


def iso_texts(moments: Sequence[datetime | None]) -> Texts:
    """ISO text per moment, None where there is none; without the time of day when all moments are midnights."""
    known = [moment for moment in moments if moment is not None]
    midnights = all((moment.hour, moment.minute, moment.second) == (0, 0, 0) for moment in known)
    texts = np.empty(len(moments), dtype=object)
    for row, moment in enumerate(moments):
        if moment is not None:
            texts[row] = moment.date().isoformat() if midnights else moment.isoformat(timespec="seconds")
    return texts


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text.lower()) + 1


def _clock(match: re.Match[str]) -> tuple[int, int, int]:
    if match["time"] is None:
        return 0, 0, 0
    hour, minute, second = ([int(part) for part in match["time"].split(":")] + [0])[:3]
    if not match["half"]:
        return hour, minute, second
    if not 1 <= hour <= 12:
        raise ValueError(f"there is no hour {hour} {match['half']}")
    return hour % 12 + (12 if match["half"].lower() == "pm" else 0), minute, second


def _zone(text: str | None) -> timezone | None:
    if text is None or text == "Z":
        return UTC if text else None
    ahead = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-ahead if text[0] == "-" else ahead)
