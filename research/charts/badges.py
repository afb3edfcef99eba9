"""Badges: two letters of its name for each segment, where the name itself has no room."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from research.domain.personas import Persona
from research.domain.portfolio import Standing

_WORD = re.compile(r"[^\W_]+")
_MINOR = 3
"""Letters of a word in small letters, as `of` or `the`, that a badge passes over."""
_MOST = 2


def badges(names: Mapping[int, str]) -> dict[int, str]:
    """The first letters of the first two words of each name, or of its one word; `{3: "Planet Firsts"}` → `PF`.

    The numbers of the segments instead where two segments would carry the same badge, or a name has no letters.

    Args:
        names: of all segments that are shown together, by their numbers.
    """
    letters = {segment: _initials(name) for segment, name in names.items()}
    if "" in letters.values() or len(set(letters.values())) < len(letters):
        return {segment: str(segment) for segment in names}
    return letters


def badges_of(segments: Sequence[Persona] | Sequence[Standing]) -> dict[int, str]:
    """The badges of segments by their number."""
    return badges({one.segment: one.name for one in segments})


def _initials(name: str) -> str:
    words = [str(word) for word in _WORD.findall(name)]
    major = [word for word in words if len(word) > _MINOR or not word.islower()] or words
    if len(major) == 1:
        return major[0][:_MOST].title()
    return "".join(word if word.isdigit() else word[0].upper() for word in major[:_MOST])[: _MOST + 1]
