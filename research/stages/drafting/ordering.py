"""A sensible order for the answers of a column of text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from research.domain.plain_words import plain
from research.stages.drafting.answers import is_missing, is_none, is_off_scale, is_other
from research.stages.drafting.words import holds_any

_EDUCATION = (
    *(
        "no schooling",
        "never attended",
        "no formal",
        "less than high school",
        "primary",
        "elementary",
        "some high school",
    ),
    *("secondary", "high school", "hs grad or less", "hs", "gcse", "further education", "vocational", "apprenticeship"),
    *(
        "some coll",
        "some college",
        "associate",
        "undergraduate",
        "bachelor",
        "bachelors",
        "coll+",
        "college",
        "graduate",
    ),
    *("postgraduate", "masters", "master", "doctorate", "doctoral", "phd"),
)
_HIGH_FIRST = (
    "postgraduate",
    "doctorate",
    "doctoral",
    "phd",
    "masters",
    "master",
    "undergraduate",
    "bachelor",
    "bachelors",
)
_NUMBER = re.compile(r"\d[\d,. ]*")
_BELOW = re.compile(r"(?:less|under|below|up to|<|younger|fewer|weniger|unter|bis)")
_ABOVE = re.compile(r"(?:more|over|above|>|older|at least|\+|über|mehr|ab)")


def ordered_answers(texts: Sequence[str]) -> tuple[str, ...]:
    """`texts` in the order of their amounts or levels of education, else yes before no, else of the alphabet.

    Other, none, don't know and refused stand at the end.
    """
    real = [text for text in texts if not _is_late(text)]
    late = sorted((text for text in texts if _is_late(text)), key=lambda text: (_lateness(text), text))
    return (*_sorted(real), *late)


def _sorted(texts: list[str]) -> list[str]:
    amounts = {text: _amount(text) for text in texts}
    if len(texts) > 1 and None not in amounts.values() and len(set(amounts.values())) == len(texts):
        return sorted(texts, key=lambda text: amounts[text] or (0.0, 0))
    levels = {text: _level(text) for text in texts}
    if len(texts) > 2 and None not in levels.values():
        return sorted(texts, key=lambda text: (levels[text] or 0, text))
    return sorted(texts, key=lambda text: (not plain(text).startswith(("yes", "ja")), plain(text)))


def _amount(text: str) -> tuple[float, int] | None:
    """The first number of a band such as 18-29, and whether it lies below, at or above it."""
    numbers = [match.replace(",", "").replace(" ", "") for match in _NUMBER.findall(text)]
    try:
        first = float(numbers[0].rstrip("."))
    except (IndexError, ValueError):
        return None
    lowered = text.casefold()
    if len(numbers) == 1:
        return first, -1 if _BELOW.search(lowered) else 1 if _ABOVE.search(lowered) else 0
    return first, 0


def _level(text: str) -> int | None:
    said = plain(text)
    high = holds_any(said, _HIGH_FIRST)
    found = high or max((word for word in _EDUCATION if holds_any(said, (word,))), key=len, default=None)
    return _EDUCATION.index(found) if found else None


def _is_late(text: str) -> bool:
    return is_other(text) or is_none(text) or is_off_scale(text) or is_missing(text)


def _lateness(text: str) -> int:
    return [is_none(text), is_other(text), is_off_scale(text), is_missing(text)].index(True)
