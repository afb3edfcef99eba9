"""Which neighbouring columns belong to one question, by their codes and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from research.domain.plain_words import plain
from research.stages.drafting.evidence import Evidence

_TOKENS = re.compile(r"\d+|[A-Za-z]+|[^A-Za-z\d]+")
_LOOSE = re.compile(r"[A-Za-z]?\d*")
_BOUNDARY = re.compile(r"(?:[:\]?)…]|\s[-–—]|\.)\s+")
_CODE = re.compile(r"\W*(?:[A-Za-z]{0,3}\d+\w{0,3}|\w)?\W*")
NEAR = 3
"""Columns of one stem may have this distance: an open end, say, may stand between them."""


def counting_place(first: str, second: str) -> int | None:
    """The one token in which two codes count on, as in Q25_1 and Q25_2 or Q6_A and Q6_B; None where they do not."""
    tokens, others = _TOKENS.findall(first), _TOKENS.findall(second)
    if len(tokens) != len(others):
        return None
    places = [place for place, pair in enumerate(zip(tokens, others, strict=True)) if pair[0] != pair[1]]
    if len(places) != 1:
        return None
    token, other = tokens[places[0]], others[places[0]]
    counts = (token.isdigit() and other.isdigit()) or (len(token) == len(other) == 1 and token.isalpha())
    return places[0] if counts else None


def shared_words(texts: Sequence[str]) -> str:
    """What all `texts` begin with, up to a colon, a bracket, a dash or the end of a sentence; empty when too little."""
    if len(texts) < 2:
        return ""
    prefix = _common_start(texts)
    ends = [match.end() for match in _BOUNDARY.finditer(prefix)]
    return prefix[: ends[-1]] if ends and not _CODE.fullmatch(prefix[: ends[-1]]) else ""


def runs(columns: Iterable[Evidence], accepts: Callable[[list[Evidence], Evidence], bool]) -> list[list[Evidence]]:
    """Columns in their order, in runs that are tied by codes, words or neighbourhood and accept each next column.

    A column of another kind between two of one stem does not part them.
    """
    found: list[_Run] = []
    for column in columns:
        near = (run for run in reversed(found[-NEAR:]) if run.is_tied_to(column) and accepts(run.columns, column))
        run = next(near, None)
        if run is None:
            found.append(_Run([column]))
        else:
            run.add(column)
    return [run.columns for run in found]


@dataclass(slots=True)
class _Run:
    """Columns so far, and the place at which their codes count on, once two of them do."""

    columns: list[Evidence]
    place: int | None = None

    def is_tied_to(self, column: Evidence) -> bool:
        last = self.columns[-1]
        gap = column.position - last.position
        place = counting_place(last.code, column.code)
        if place is not None and gap <= NEAR:
            return self.place in (None, place)
        if gap <= NEAR and shared_words([last.text, column.text]):
            return True
        return gap == 1 and _is_loose(last.code) and _is_loose(column.code)

    def add(self, column: Evidence) -> None:
        place = counting_place(self.columns[-1].code, column.code)
        self.place = self.place if place is None else place
        self.columns.append(column)


def has_stem(columns: Sequence[Evidence]) -> bool:
    """Whether codes that count on, or shared words, and not only their place in the file, tie the columns."""
    counting = all(counting_place(first.code, second.code) is not None for first, second in pairwise(columns))
    return counting or bool(shared_words([column.text for column in columns]))


def shared_ending(texts: Sequence[str]) -> str:
    """What all `texts` end with after a bracket or colon, as in `[first] Which brand?`; empty when nothing."""
    ending = _common_start([text[::-1] for text in texts])[::-1] if len(texts) > 1 else ""
    found = re.search(r"[\])}:]\s+(\S.*)", ending, re.DOTALL)
    return found[1] if found else ""


def stem_of(columns: Sequence[Evidence]) -> str:
    """The codes without what counts on, such as Q25 for Q25_1 or I_1996 for I1.1996; empty where none does."""
    places = {counting_place(first.code, second.code) for first, second in pairwise(columns)}
    place = places.pop() if len(places) == 1 else None
    if place is None:
        return ""
    tokens = _TOKENS.findall(columns[0].code)
    parts = ["".join(tokens[:place]).strip("_-. [("), "".join(tokens[place + 1 :]).strip("_-. ])")]
    return "_".join(part for part in parts if part)


def _common_start(texts: Sequence[str]) -> str:
    first, last = min(texts), max(texts)
    length = next((place for place, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), None)
    return first[: len(first) if length is None else length]


def _is_loose(code: str) -> bool:
    """Whether a code is a word, or a letter with a number, that says nothing of the question it belongs to."""
    return _LOOSE.fullmatch(code) is not None or not re.search(r"\d", plain(code))
