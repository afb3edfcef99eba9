"""Questions of one column: single choice, numbers, open ends."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from research.stages.drafting.answers import is_missing, is_off_scale
from research.stages.drafting.evidence import Evidence
from research.stages.drafting.grids import shared_scale
from research.stages.drafting.ordering import ordered_answers
from research.stages.drafting.scales import ScaleGuess, split_answers
from research.stages.drafting.words import words

_MOST_BARE_CODES = 10
_FEWEST_RATING_POINTS = 8
_FEW_ANSWERS, _MANY_ANSWERS = 20, 60
_REPEATS, _MANY_REPEATS = 3, 10
_LONGEST_ANSWER, _LONGEST_OF_MANY = 100, 40
_AMOUNT = re.compile(
    r"\b(?:number|how many|how much|how old|age|years?|count|amount|total|height|weight|percent\w*|price)\b"
)
_CATEGORY = re.compile(
    r"\b(?:gender|sex|region|state|country|ethnic\w*|race|religion|occupation|education|marital\w*)\b"
)
_MOST_DECIMALS = 2
_FIRST_LATE_CODE = 97


@dataclass(frozen=True, slots=True, eq=False)
class QuestionGuess:
    """One column as a question.

    Attributes:
        categories: label per code, don't know last; of single questions without a scale.
        unlabelled: codes of the data that no label explains.
        reason: why it is of this kind.
    """

    column: Evidence
    kind: Literal["single", "numeric", "open_end"]
    reason: str
    scale: ScaleGuess | None = None
    categories: Mapping[int, str] = field(default_factory=dict)
    missing: Mapping[int, str] = field(default_factory=dict)
    valid_range: tuple[float, float] | None = None
    decimals: int = 0
    unlabelled: tuple[int, ...] = ()


def question_of(column: Evidence) -> QuestionGuess | str:
    """The question that `column` holds, or the reason why it holds none."""
    if not column.counts:
        return "nobody has an answer here"
    if len(column.counts) == 1 and column.answered > 1:
        return "everyone who answered gave the same answer"
    if column.column.kind == "date":
        return "another date"
    scale = None if _is_bare(column) else shared_scale([column])
    if scale is not None and len(scale.labels) > len(scale.missing):
        return QuestionGuess(column, "single", "an ordered scale", scale, unlabelled=scale.unlabelled)
    if column.column.kind == "text":
        return _of_text(column)
    if column.coded and column.is_coded and _labels_explain(column):
        return _of_labels(column)
    return _of_bare_numbers(column) if column.is_coded and not column.coded else _of_numbers(column)


# --- numbers ---


def _is_bare(column: Evidence) -> bool:
    return column.is_number and not column.coded


def _labels_explain(column: Evidence) -> bool:
    """Whether labels are answers, and not only notes on a few codes of a quantity."""
    substantive, _, _ = split_answers(column.coded)
    given = [code for code in column.codes if code in column.coded]
    return len(substantive) >= 2 and (len(given) * 2 >= len(column.codes) or len(column.codes) <= _MOST_BARE_CODES)


def _of_labels(column: Evidence) -> QuestionGuess:
    points, off_scale, refused = split_answers(column.coded)
    strange = tuple(code for code in column.codes if code not in column.coded)
    named = {code: f"Code {code}" for code in strange}
    categories = {**dict(sorted({**points, **named}.items())), **off_scale}
    missing = {**refused, **column.missing}
    return QuestionGuess(
        column, "single", "codes with labels", categories=categories, missing=missing, unlabelled=strange
    )


def _of_bare_numbers(column: Evidence) -> QuestionGuess:
    codes = column.codes
    said = " ".join((*words(column.text), *words(column.name)))
    span = codes[-1] - codes[0]
    if _CATEGORY.search(said) and len(codes) <= _MANY_ANSWERS:
        return _of_unlabelled(column)
    if _AMOUNT.search(said) or len(codes) > _MOST_BARE_CODES + 1 or span > 2 * _MOST_BARE_CODES or codes[0] < 0:
        return _of_numbers(column)
    scale = shared_scale([column])
    if scale is not None and len(codes) >= _FEWEST_RATING_POINTS and not scale.missing:
        return QuestionGuess(column, "single", "a rating", scale)
    return _of_unlabelled(column)


def _of_unlabelled(column: Evidence) -> QuestionGuess:
    categories = {code: str(code) for code in column.codes}
    return QuestionGuess(
        column, "single", "whole numbers that the file does not explain", categories=categories, missing=column.missing
    )


def _of_numbers(column: Evidence) -> QuestionGuess:
    _, off_scale, refused = split_answers(column.coded)
    missing = {**off_scale, **refused, **column.missing}
    numbers = [number for number in column.numbers if number not in missing]
    decimals = max((_decimals(number) for number in numbers), default=0)
    factor = 10**decimals
    low, high = (min(numbers), max(numbers)) if numbers else (0.0, 0.0)
    valid = (math.floor(low * factor) / factor, math.ceil(high * factor) / factor)
    return QuestionGuess(
        column,
        "numeric",
        "numbers; the range is that of the data",
        missing=missing,
        valid_range=valid,
        decimals=decimals,
    )


def _decimals(number: float) -> int:
    return next((places for places in range(_MOST_DECIMALS) if round(number, places) == number), _MOST_DECIMALS)


# --- text ---


def _of_text(column: Evidence) -> QuestionGuess:
    texts = list(column.words)
    labelled = _labels_explain_text(column)
    if not labelled and not _are_categories(column, texts):
        return QuestionGuess(column, "open_end", "text, hardly any of it twice")
    ordered = texts if labelled else ordered_answers(texts)
    real = [text for text in ordered if not is_off_scale(text) and not is_missing(text)]
    off_scale = [text for text in texts if is_off_scale(text)]
    refused = [*(text for text in texts if is_missing(text)), *column.missing.values()]
    first = max(_FIRST_LATE_CODE, len(real))
    categories = {**dict(enumerate(real, start=1)), **dict(enumerate(off_scale, start=first + 1))}
    missing = dict(enumerate(refused, start=first + 1 + len(off_scale)))
    reason = "codes with labels" if labelled else f"text with {len(texts)} different answers"
    return QuestionGuess(column, "single", reason, categories=categories, missing=missing)


def _labels_explain_text(column: Evidence) -> bool:
    """Whether labels stand behind most of a text column's answers, and not only notes on a few of them."""
    given = sum(value in column.labels for value in column.counts)
    return len(column.labels) >= 2 and 2 * given >= len(column.counts)


def _are_categories(column: Evidence, texts: list[str]) -> bool:
    longest = max(map(len, texts))
    if len(texts) <= _FEW_ANSWERS:
        return column.answered >= _REPEATS * len(texts) and longest <= _LONGEST_ANSWER
    return len(texts) <= _MANY_ANSWERS and column.answered >= _MANY_REPEATS * len(texts) and longest <= _LONGEST_OF_MANY
