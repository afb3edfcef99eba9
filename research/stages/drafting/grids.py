"""The one scale that several columns share, if they do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from research.stages.drafting.evidence import Evidence
from research.stages.drafting.neighbours import counting_place
from research.stages.drafting.scales import MOST_POINTS, ScaleGuess, bare_scale, labelled_scale, worded_scale

_MARKS = frozenset({-99, -98, -97, -9, -8, -1, 77, 88, 96, 97, 98, 99, 997, 998, 999})
"""Codes that the trade uses for "no answer" and the like."""
_NINE, _MOST_BEFORE_NINE = 9, 6
_HIGHEST_BARE = 11
_LEAST_REACH = 0.6
"""A column tied to others by its code reaches at least this far up their range."""
_LONGEST_ANSWER = 60
_MOST_ANSWERS = 0.6
_QUESTION_NUMBER = re.compile(r"[A-Za-z]\d+")


def shared_scale(columns: Sequence[Evidence]) -> ScaleGuess | None:
    """The ordinal scale on which all `columns` are answered; None when there is none."""
    if all(column.column.kind == "text" for column in columns):
        return _in_words(columns)
    if not all(column.is_coded for column in columns):
        return None
    if all(column.coded for column in columns):
        return _labelled(columns)
    return None if any(column.coded for column in columns) else _bare(columns)


def _labelled(columns: Sequence[Evidence]) -> ScaleGuess | None:
    coded = columns[0].coded
    if any(column.coded != coded for column in columns):
        return None
    given = {code for column in columns for code in column.codes}
    return labelled_scale(coded, given, _merged(columns))


def _in_words(columns: Sequence[Evidence]) -> ScaleGuess | None:
    spellings = {word.casefold(): word for column in columns for word in column.words}
    texts = list(spellings.values())
    if not 1 < len(texts) <= MOST_POINTS + 3 or any(len(text) > _LONGEST_ANSWER for text in texts):
        return None
    scale = worded_scale(texts, list(dict.fromkeys(_merged(columns).values())))
    return scale if scale and all(_uses(column, scale) for column in columns) else None


def _uses(column: Evidence, scale: ScaleGuess) -> bool:
    """Whether a column holds most of a scale's answers: columns of different scales may make one by chance."""
    given = {word.casefold() for word in column.words}
    used = sum(text.casefold() in given for text in scale.labels.values())
    return used >= _MOST_ANSWERS * len(scale.labels)


def _bare(columns: Sequence[Evidence]) -> ScaleGuess | None:
    """Numbers without labels on a common range; a column that uses little of it must be tied to others by its code."""
    ranges = [_points(column.codes) for column in columns]
    known = [points for points in ranges if points]
    if len(known) < len(ranges) or not known:
        return None
    low, high = min(points[0] for points in known), max(points[-1] for points in known)
    if low < 0 or high > _HIGHEST_BARE or high - low < 2:
        return None
    slack = 1 if high <= 7 else 2
    for column, points in zip(columns, known, strict=True):
        fits = len(points) >= 3 and points[0] <= low + slack and points[-1] >= high - slack
        may_fit = len(points) == 1 or points[-1] >= _LEAST_REACH * high
        if not fits and not (may_fit and _is_tied(column, columns)):
            return None
    marks = {code for column in columns for code in column.codes} - set(range(low, high + 1))
    found = bare_scale(low, high, marks)
    declared = {code: text for code, text in _merged(columns).items() if code not in found.labels}
    return replace(found, missing={**found.missing, **declared})


def _points(codes: Sequence[int]) -> tuple[int, ...]:
    """The codes that can be points of a scale: the others are marks for no answer."""
    points = [code for code in codes if code not in _MARKS]
    others = [code for code in points if code != _NINE]
    if _NINE in points and others and max(others) <= _MOST_BEFORE_NINE:
        points = others
    return tuple(points)


def _is_tied(column: Evidence, columns: Sequence[Evidence]) -> bool:
    """Whether the code counts on from another; Q1, Q2 … may be questions of any kind and tie nothing."""
    if _QUESTION_NUMBER.fullmatch(column.code):
        return False
    return any(other is not column and counting_place(other.code, column.code) is not None for other in columns)


def _merged(columns: Sequence[Evidence]) -> Mapping[int, str]:
    return {code: text for column in columns for code, text in column.missing.items()}
