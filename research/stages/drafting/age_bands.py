"""Bands for a question that asks the age in years, so that it can stand in a banner."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from research.domain.plain_words import plain
from research.domain.survey_file import Code
from research.stages.drafting.evidence import Evidence
from research.stages.drafting.questions import QuestionGuess
from research.stages.drafting.words import words

_AGE = re.compile(r"\b(?:age|how old|alter|edad|âge)\b")
_YEARS = range(121)
_STARTS = (18, 25, 35, 45, 55, 65)
_SMALLEST_SHARE = 0.1

Edges = tuple[tuple[float, float], ...]


def age_bands(guess: QuestionGuess) -> tuple[Edges, dict[int, str]] | None:
    """Ends of the bands and their labels by code; None where the question does not ask an age or has one band only.

    The usual bands from 18 on, where one with fewer than a tenth of the answers joins the next younger one; thirds
    where that leaves one band.
    """
    if guess.kind != "numeric" or guess.valid_range is None or not _asks_age(guess.column):
        return None
    low, high = (int(edge) for edge in guess.valid_range)
    starts = _usual_starts(guess.column.counts, low, high)
    if len(starts) < 2:
        starts = _thirds(guess.column, low, high)
    if len(starts) < 2:
        return None
    ends = [start - 1 for start in starts[1:]] + [high]
    pairs = list(zip(starts, ends, strict=True))
    return tuple((float(start), float(end)) for start, end in pairs), {
        code: f"{start}-{end}" for code, (start, end) in enumerate(pairs, start=1)
    }


def _asks_age(column: Evidence) -> bool:
    said = " ".join((plain(column.text), *words(column.name)))
    whole = all(number.is_integer() and int(number) in _YEARS for number in column.numbers)
    return bool(column.numbers) and whole and _AGE.search(said) is not None


def _usual_starts(counts: Mapping[Code, int], low: int, high: int) -> list[int]:
    total = sum(counts.values())
    starts = [low, *(start for start in _STARTS if low < start <= high)]
    kept = starts[:1]
    for start, following in pairwise([*starts[1:], high + 1]):
        inside = sum(count for age, count in counts.items() if isinstance(age, float) and start <= age < following)
        if inside >= _SMALLEST_SHARE * total:
            kept.append(start)
    if len(kept) > 1:
        first = sum(count for age, count in counts.items() if isinstance(age, float) and age < kept[1])
        if first < _SMALLEST_SHARE * total:
            kept.pop(1)
    return kept


def _thirds(column: Evidence, low: int, high: int) -> list[int]:
    known = [age for age in column.numbers if low <= age <= high]
    if not known:
        return [low]
    cuts = np.quantile(np.repeat(known, [column.counts[age] for age in known]), [1 / 3, 2 / 3])
    return sorted({low, *(int(np.floor(cut)) + 1 for cut in cuts if cut < high)})
