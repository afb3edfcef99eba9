"""Which column is the respondent's id."""

from __future__ import annotations

import re
from collections.abc import Sequence

from research.domain.plain_words import plain
from research.stages.drafting.evidence import Evidence
from research.stages.drafting.words import words

_STRONG = re.compile(
    r"(?:unique )?(?:respondent|response|resp|interview|participant|case|serial|record|survey|person|subject|member|"
    r"panelist)s? ?(?:id|ids|no|nr|number|key)|urlid|url id|uuid|guid|respid|responseid|caseid|psraid|serial|record|"
    r"respondent|lfdn|laufnummer|id|ident"
)
_WEAK = re.compile(r"(?:\w+ ){0,2}(?:id|ids|uid|key|serial|nr|no|number|index|row)|\w+id")
_SENTENCE = re.compile(r"the id\b.*|.*\b(?:respondent|participant|interview) (?:id|number|identifier)\b.*")
_LONGEST_ID = 50
_NAMED = 3


def find_id(columns: Sequence[Evidence]) -> tuple[Evidence | None, tuple[Evidence, ...]]:
    """The id column, or None, and other columns that look like ids: unique and complete, or at least called so."""
    scored = [(column, _score(column)) for column in columns]
    usable = [(score, -column.position, column) for column, score in scored if score and is_unique(column)]
    chosen = max(usable, key=lambda entry: entry[:2])[2] if usable else None
    others = tuple(column for column, score in scored if column is not chosen and _is_another(column, score))
    return chosen, others


def blank_or_repeated(column: Evidence) -> tuple[int, ...]:
    """The respondents, by their row from 1, whose value in `column` is blank, missing or somebody else's too."""
    usual = {str(value).casefold(): value for value in column.counts}
    values = [usual.get(str(value).strip().casefold()) for value in column.column.values]
    return tuple(row for row, value in enumerate(values, start=1) if value is None or column.counts[value] > 1)


def _score(column: Evidence) -> int:
    """How much name and label sound like an id: 3 clearly, 2 perhaps, 1 for a nameless first column of row numbers."""
    if column.column.kind == "date" or column.column.value_labels or not _fits(column):
        return 0
    texts = (" ".join(words(column.name)), plain(column.column.label))
    if any(text and _STRONG.fullmatch(text) for text in texts):
        return _NAMED
    if any(text and (_WEAK.fullmatch(text) or _SENTENCE.fullmatch(text)) for text in texts):
        return 2
    return 1 if column.position == 0 and column.name.startswith("column_1") else 0


def _fits(column: Evidence) -> bool:
    if column.is_number:
        return all(value.is_integer() for value in column.numbers)
    return all(isinstance(text, str) and len(text) <= _LONGEST_ID and "@" not in text for text in column.counts)


def is_unique(column: Evidence) -> bool:
    """Whether everybody has a value, and nobody somebody else's."""
    return len(column.counts) == column.answered == column.rows


def _is_another(column: Evidence, score: int) -> bool:
    """Whether a column beside the id is called an id, or sounds like one and has hardly any value twice, or counts."""
    nearly_unique = column.answered > 1 and len(column.counts) > 0.95 * column.answered
    return score == _NAMED or (score > 0 and nearly_unique) or _counts_rows(column)


def _counts_rows(column: Evidence) -> bool:
    if column.rows <= 2 or not column.is_number or not is_unique(column):
        return False
    return column.numbers[0] in (0.0, 1.0) and column.numbers[-1] - column.numbers[0] == column.rows - 1
