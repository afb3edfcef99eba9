"""What one column shows: its text, its answers, how often each was given."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

import numpy as np

from research.domain.responses import LARGEST_CODE
from research.domain.survey_file import Code, Column, SurveyFile

_CODED_TEXT = re.compile(r"(?P<code>[A-Za-z]\w*(?:[-#.\[]\w+\]?)*?)\s*[.:)]\s+(?P<text>\S.*)", re.DOTALL)
_BRACKETED = re.compile(r"(?P<code>[A-Za-z]\w*)\s*\[(?P<answer>[^\]]+)\]")
_MARKUP = re.compile(r"<[^<>]{1,80}>")
_MISSING_TEXT = 99


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One column and what it shows.

    Attributes:
        position: in the file, from 0.
        code: the question code: the column's name, or the code that its label or a long header begins with.
        text: the label, or a long header, without that code; empty when the file has no words for it.
        counts: how many gave each answer, declared missing codes left out; spellings of one text count together.
        missing: label per declared missing code; codes of text values are made up.
        rows: of the file; answered: how many gave an answer.
        numbers: the different finite numbers that were given, ascending; codes: the same as whole numbers.
        words: the different answers of a column of text, by the file's labels where it has them, labelled ones first
            and whether given or not; empty for numbers.
        labels: label per substantive value that the file labels; coded: the same for numbers.
        is_coded: whether all numbers are whole and small enough for answer codes.
    """

    column: Column
    position: int
    code: str
    text: str
    counts: Mapping[Code, int]
    missing: Mapping[int, str]
    rows: int
    answered: int
    numbers: tuple[float, ...]
    codes: tuple[int, ...]
    labels: Mapping[Code, str]
    coded: Mapping[int, str]
    is_coded: bool

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def words(self) -> tuple[str, ...]:
        if self.is_number:
            return ()
        given = (self.labels.get(value, str(value)) for value in self.counts)
        return tuple({word.strip().casefold(): word.strip() for word in (*self.labels.values(), *given)}.values())

    @property
    def is_number(self) -> bool:
        return self.column.kind == "number"


def gather(file: SurveyFile) -> tuple[Evidence, ...]:
    """Evidence of every column, in the order of the file."""
    return tuple(_evidence(column, position, file.rows) for position, column in enumerate(file.columns))


def _evidence(column: Column, position: int, rows: int) -> Evidence:
    code, text = _split(column)
    everything = _counts(column)
    counts = {known: count for known, count in everything.items() if not column.is_missing_code(known)}
    declared = [known for known in (*column.value_labels, *everything) if column.is_missing_code(known)]
    missing = {
        _code(known, place): _missing_label(known, column) for place, known in enumerate(dict.fromkeys(declared))
    }
    numbers = tuple(sorted(value for value in counts if isinstance(value, float) and isfinite(value)))
    labels = {known: label for known, label in column.value_labels.items() if not column.is_missing_code(known)}
    return Evidence(
        column,
        position,
        code,
        text,
        counts,
        missing,
        rows,
        sum(counts.values()),
        numbers,
        tuple(int(number) for number in numbers),
        labels,
        {int(known): label for known, label in labels.items() if isinstance(known, float)},
        column.kind == "number" and all(map(_is_code, (*counts, *column.value_labels))),
    )


def _is_code(value: Code) -> bool:
    return isinstance(value, str) or (value.is_integer() and abs(value) <= LARGEST_CODE)


def _code(known: Code, place: int) -> int:
    """The code of a declared missing value: text values get one of their own."""
    return int(known) if isinstance(known, float) else _MISSING_TEXT + place


def _missing_label(known: Code, column: Column) -> str:
    """The label of a declared missing value; text values without a label are told by their text."""
    return column.value_labels.get(known, "No answer" if isinstance(known, float) else known)


def _split(column: Column) -> tuple[str, str]:
    """The question code and the words of a column."""
    label = " ".join(_MARKUP.sub(" ", column.label).split())
    if label:
        return column.name, _without_code(label, column.name)
    header = " ".join(_MARKUP.sub(" ", column.name).split())
    bracketed = _BRACKETED.fullmatch(header)
    if bracketed:
        return header, ""
    coded = _CODED_TEXT.fullmatch(header)
    if coded and re.search(r"\d", coded["code"]):
        return coded["code"], coded["text"]
    return column.name, header if " " in header else ""


def _without_code(label: str, name: str) -> str:
    """`Q25. I am young` is `I am young` in a column called Q25_9; `a. Allergy` is `Allergy`."""
    coded = _CODED_TEXT.fullmatch(label)
    if coded is None:
        return label
    code = coded["code"].lower()
    is_code = name.lower().startswith(code) or len(code) == 1 or re.fullmatch(r"q\d+\w{0,3}", code)
    return coded["text"] if is_code else label


def _counts(column: Column) -> dict[Code, int]:
    if column.kind == "number":
        values, counts = np.unique(column.values[~np.isnan(column.values)], return_counts=True)
        return dict(zip(values.tolist(), counts.tolist(), strict=True))
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for text in column.values:
        if text is not None and text.strip():
            spellings[text.strip().casefold()][text.strip()] += 1
    return {found.most_common(1)[0][0]: sum(found.values()) for found in spellings.values()}
