"""Columns that are no answers: personal details, traces of the survey program, cells that hold several answers."""

from __future__ import annotations

import re

from research.domain.plain_words import plain
from research.stages.drafting.evidence import Evidence
from research.stages.drafting.grids import shared_scale
from research.stages.drafting.words import words

_PERSONAL = re.compile(
    r"(?:recipient |respondent |your |location |contact |custom )*"
    r"(?:ip|ip address|ipaddress|e ?mail|e ?mail address|first ?name|last ?name|full ?name|surname|name first and last|"
    r"phone|phone number|telephone|mobile number|home address|latitude|longitude|vorname|nachname|telefon|recipient\w*)"
)
_TECHNICAL = re.compile(
    r"(?:user ?agent|browser|resolution|referrer|referer|refurl|url|user ?language|start ?language|language|progress|"
    r"finished|last ?page|distribution ?channel|external ?(?:data ?)?reference|collector ?id|response ?set|seed|token|"
    r"panel|panel ?id|vendor|supplier|sample source|target ?group|targroup|quota|markers|vlist|version|block|design|"
    r"task|cell|split|respondent type|test ?respondents?|location accuracy|qtime|custom data)(?: \d+)?"
    r"|(?:browser meta|meta|meta info|global|gz|embedded data|hidden|timing)\b.*"
    r"|q (?:recaptcha|relevant|duplicate|ballot|straight\w*|speed\w*)\b.*"
    r"|page .* was viewed|.*\b(?:first click|last click|page submit|click count)"
)
_TIME_WORDS = re.compile(
    r"(?:the )?(?:date|time|date and time|timestamp|start time|end time|start ?date|end ?date|recorded ?date|"
    r"duration)\b.*"
)
_LIST = re.compile(r"\[.*\]|\{.*\}", re.DOTALL)
_MENTIONS = re.compile(r"(?:-?\d{1,4} ?[;|,] ?)+(?:-?\d{1,4})?")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?%?")
_LONGEST_NAME = 500
_MOST = 0.8
"""Share of the answers that must look alike to say so of the column."""


def is_personal(column: Evidence) -> bool:
    """Whether a column identifies people: it is not read any further."""
    return any(_PERSONAL.fullmatch(text) for text in _names(column))


def reason_to_leave_out(column: Evidence) -> str | None:
    """Why a column is no answer to a question; None for one that may be."""
    if not column.counts:
        return "nobody has an answer here"
    if len(column.name) > _LONGEST_NAME:
        return "its name is too long to be written down: give the column a shorter one"
    if any(_TECHNICAL.fullmatch(text) for text in _names(column)):
        return "says something of the interview, not of the respondent"
    if column.column.kind == "text" and any(_TIME_WORDS.fullmatch(text) for text in _names(column)):
        return "a date or a time that is not written as one"
    if column.column.kind == "text" and shared_scale([column]) is None:
        return _unreadable(column)
    return None


def _unreadable(column: Evidence) -> str | None:
    texts = [text for text in column.counts if isinstance(text, str)]
    if _share(texts, _LIST) >= _MOST:
        return "lists that the survey program wrote"
    if _share(texts, _MENTIONS) >= _MOST / 2 and len(texts) > 1:
        return "several answers in one cell: split them into a column an answer"
    numbers = _share(texts, _NUMBER)
    if _MOST <= numbers < 1 and len(texts) > 10:
        return "numbers with words or signs among them: clean them in the file"
    return None


def _share(texts: list[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.fullmatch(text) is not None for text in texts) / max(len(texts), 1)


def _names(column: Evidence) -> tuple[str, ...]:
    """The name, and the label where it is short enough to be a name."""
    label = plain(column.column.label)
    return tuple(text for text in (" ".join(words(column.name)), plain(column.name), label) if text)
