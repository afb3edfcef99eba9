"""Ordinal scales: recognised from labels with their favourable end, or made of bare points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from research.domain.frequency import frequencies
from research.stages.drafting.answers import is_missing, is_off_scale
from research.stages.drafting.strength import end_strength, strengths

FEWEST_POINTS = 3
MOST_POINTS = 12
_OFF_SCALE_CODE, _MISSING_CODE = 98, 99
_LEADING = re.compile(r"\(?([+-]?\d{1,3})\)?\s*[-–=:.)]*\s*(.*)", re.DOTALL)
_TRAILING = re.compile(r"(.*?)\s*\(?([+-]\d{1,3})\)?", re.DOTALL)
_AMOUNT = re.compile(
    r"(?:%|st|nd|rd|th|or (?:more|less|over|under)|and (?:over|under)|times?|people|persons?|years?|\+).*"
)


@dataclass(frozen=True, slots=True)
class ScaleGuess:
    """An ordinal scale as read from its answers.

    Attributes:
        family: agreement, satisfaction, frequency …, `rating` for bare numbers.
        labels, top, off_scale, missing: as in the noun Scale.
        top_is_clear: whether the words tell which end is the favourable one.
        unlabelled: codes of the data that no label explains; they are among `missing`.
    """

    family: str
    labels: Mapping[int, str]
    top: int
    off_scale: Mapping[int, str] = field(default_factory=dict)
    missing: Mapping[int, str] = field(default_factory=dict)
    top_is_clear: bool = True
    unlabelled: tuple[int, ...] = ()

    @property
    def reason(self) -> str:
        """What kind of scale it is, for a comment."""
        known = self.family not in ("rating", "extent")
        return f"words of {self.family}" if known else f"{len(self.labels)} points"


def labelled_scale(coded: Mapping[int, str], given: Iterable[int], missing: Mapping[int, str]) -> ScaleGuess | None:
    """The scale of numbers with labels; None when the labels are no ordered scale.

    Args:
        coded: label per code, declared missing codes left out.
        given: codes that the data hold.
        missing: label per code that the file declares missing.
    """
    points, off_scale, refused = split_answers(coded)
    strange = tuple(sorted(code for code in given if code not in coded and code not in missing))
    filled = _filled(points, strange, {*off_scale, *refused, *missing})
    found = _anchored(filled) if filled else _worded(points)
    if found is None:
        return None
    unlabelled = () if filled else strange
    marks = {code: f"Code {code}" for code in unlabelled}
    labels = filled or points
    gaps = {code: text for code, text in {**refused, **missing, **marks}.items() if code not in labels}
    return ScaleGuess(found[0], labels, found[1], off_scale, gaps, found[2], unlabelled)


def worded_scale(texts: Sequence[str], declared: Sequence[str] = ()) -> ScaleGuess | None:
    """The scale of answers in words, codes given by their order; None when they are no scale.

    `declared` are further texts that the file declares missing.
    """
    points, off_scale, refused = split_answers(dict(enumerate(texts, start=1)))
    missing = dict(enumerate([*refused.values(), *declared]))
    substantive = list(points.values())
    numbered = _numbered(substantive)
    if numbered:
        family, top, is_clear = numbered[1]
        return ScaleGuess(family, numbered[0], top, *_late_codes(off_scale, missing), is_clear)
    values = _values(substantive)
    if values is None or not FEWEST_POINTS <= len(substantive) <= MOST_POINTS:
        return None
    ordered = sorted(zip(values[1], substantive, strict=True))
    labels = {code: text for code, (_, text) in enumerate(ordered, start=1)}
    return ScaleGuess(values[0], labels, len(labels), *_late_codes(off_scale, missing))


def bare_scale(low: int, high: int, missing: Iterable[int] = ()) -> ScaleGuess:
    """A scale of which only the codes are known."""
    labels = {code: str(code) for code in range(low, high + 1)}
    marks = {code: f"Code {code}" for code in sorted(missing)}
    return ScaleGuess("rating", labels, high, missing=marks, top_is_clear=False, unlabelled=tuple(marks))


def split_answers(coded: Mapping[int, str]) -> tuple[dict[int, str], dict[int, str], dict[int, str]]:
    """Points of the scale, answers off it, and codes for no answer."""
    off_scale = {code: text for code, text in coded.items() if is_off_scale(text)}
    missing = {code: text for code, text in coded.items() if is_missing(text)}
    points = {code: text for code, text in sorted(coded.items()) if code not in off_scale and code not in missing}
    return points, off_scale, missing


Found = tuple[str, int, bool]
"""Family, favourable end, whether the words tell it."""


def _worded(points: Mapping[int, str]) -> Found | None:
    values = _values(list(points.values())) if len(points) >= FEWEST_POINTS else None
    if values is None:
        return None
    steps = [after > before for before, after in zip(values[1], values[1][1:], strict=False)]
    if len(set(steps)) > 1:
        return None
    return values[0], max(points) if steps[0] else min(points), True


def _values(texts: Sequence[str]) -> tuple[str, tuple[float, ...]] | None:
    often = frequencies(texts)
    return ("frequency", often) if often else strengths(texts)


def _filled(points: Mapping[int, str], strange: Sequence[int], taken: Set[int]) -> dict[int, str] | None:
    """Labels for every point where numbers stand at the points, or where only some points are labelled.

    `taken` are codes that are no points.
    """
    if len(points) < 2 or len(points) + len(strange) < FEWEST_POINTS:
        return None
    low, high = min(points), max(points)
    if high - low >= MOST_POINTS or not all(low < code < high for code in strange):
        return None
    anchors = {code: _LEADING.fullmatch(text) for code, text in points.items()}
    numbered = all(anchor and int(anchor[1]) == code for code, anchor in anchors.items())
    if not numbered and not (strange and len(points) <= 3):
        return None
    if numbered and any(anchor and _AMOUNT.fullmatch(anchor[2].strip()) for anchor in anchors.values()):
        return None
    return {code: points.get(code, str(code)) for code in range(low, high + 1) if code not in taken}


def _anchored(labels: Mapping[int, str]) -> Found:
    """The favourable end of numbered points, from the words at the ends."""
    low, high = (_words_of(labels[code]) for code in (min(labels), max(labels)))
    down, up = (end_strength(words) if words else None for words in (low, high))
    named = strengths([words for words in (low, high) if words])
    family = named[0] if named and named[0] != "extent" else "rating"
    if down is not None and up is not None and down != up:
        return family, max(labels) if up > down else min(labels), True
    known = up if up is not None else -down if down is not None else None
    if known is None or known == 0:
        return family, max(labels), False
    return family, max(labels) if known > 0 else min(labels), True


def _words_of(label: str) -> str:
    leading, trailing = _LEADING.fullmatch(label), _TRAILING.fullmatch(label)
    return leading[2] if leading else trailing[1] if trailing else label


def _numbered(texts: Sequence[str]) -> tuple[dict[int, str], Found] | None:
    """Codes from the numbers that all answers carry, such as `1 Extremely well` or `I love it!+5`."""
    codes: dict[int, str] = {}
    for text in texts:
        match = _LEADING.fullmatch(text)
        trailing = None if match else _TRAILING.fullmatch(text)
        if match and not _AMOUNT.fullmatch(match[2].strip()):
            codes[int(match[1])] = text
        elif trailing:
            codes[int(trailing[2])] = text
    if len(codes) < max(FEWEST_POINTS, len(texts)) or not any(map(_words_of, codes.values())):
        return None
    low, high = min(codes), max(codes)
    if high - low >= MOST_POINTS or (high - low + 1) > len(codes) + 1:
        return None
    labels = {code: codes.get(code, str(code)) for code in range(low, high + 1)}
    return labels, _anchored(labels)


def _late_codes(off_scale: Mapping[int, str], missing: Mapping[int, str]) -> tuple[dict[int, str], dict[int, str]]:
    """Codes of their own for answers off the scale and no answers."""
    off = {_OFF_SCALE_CODE - place: text for place, text in enumerate(off_scale.values())}
    none = {_MISSING_CODE + place: text for place, text in enumerate(missing.values())}
    return off, none
