"""Which neighbouring columns belong to one question, by their codes and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from research.stages.drafting.evidence import Evidence
from research.stages.drafting.words import plain

_TOKENS = re.compile(r"\d+|[A-Za-z]+|[^A-Za-z\d]+")
_LOOSE = re.compile(r"[A-Za-z]?\d*")
_BOUNDARY = re.compile(r"(?:[:\]?)…]|\s[-–—]|\.)\s+")
_CODE = re.compile(r"\W*(?:[A-Za-z]{0,3}\d+\w{0,3}|\w)?\W*")
NEAR = 3
"""Columns of one stem may have this distance: an open end, say, may stand between them."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What holds two columns together: the place at which their codes count on, or nothing but being neighbours."""

    place: int | None = None


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


def tie(first: Evidence, second: Evidence) -> Tie | None:
    """What ties two columns that may be items of one question; None where nothing does."""
    gap = second.position - first.position
    place = counting_place(first.code, second.code)
    if place is not None and gap <= NEAR:
        return Tie(place)
    if gap <= NEAR and shared_words([first.text, second.text]):
        return Tie()
    if gap == 1 and _is_loose(first.code) and _is_loose(second.code):
        return Tie()
    return None


def runs(columns: Iterable[Evidence], accepts: Callable[[list[Evidence], Evidence], bool]) -> list[list[Evidence]]:
    """Columns in their order, cut where neighbours are not tied or the run does not accept the next one."""
    found: list[list[Evidence]] = []
    last: Tie | None = None
    for column in columns:
        bond = tie(found[-1][-1], column) if found else None
        goes_on = bond is not None and (last is None or None in (last.place, bond.place) or last.place == bond.place)
        if goes_on and accepts(found[-1], column):
            found[-1].append(column)
            last = bond
        else:
            found.append([column])
            last = None
    return found


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
