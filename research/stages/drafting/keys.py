"""Readable keys for batteries, questions and scales: unique, and fit for conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from research.stages.drafting.words import identifier

_RESERVED = frozenset({"and", "or", "not", "in", "any", "none", "true", "false", "null", "yes", "no", "on", "off"})
_LONGEST, _MOST_WORDS, _MOST_WORDS_OF_QUESTION = 28, 3, 2
_EMPTY = frozenset(
    (
        *("what", "which", "how", "who", "where", "when", "is", "are", "am", "was", "do", "does", "did", "have", "has"),
        *("you", "your", "my", "i", "the", "a", "an", "of", "to", "in", "on", "at", "for", "with", "please", "select"),
        *("many", "much", "currently", "current", "range", "following", "these", "would", "ever"),
    )
)
_NUMBERED = re.compile(r"[A-Za-z]{0,3}\d+\w?")
_SUB_ITEM = re.compile(r"[A-Za-z]+\d+_\w{1,4}")


class Keys:
    """Keys given so far; one that is taken gets a number."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.casefold() for name in taken}

    def give(self, words: str, code: str, otherwise: str = "question") -> str:
        """A key from `words` where they are short enough to be a name, else from the question's `code`."""
        coded = identifier(code)
        key = "" if ":" in words else _name(words)
        return self._unique(_safe(key or _cut(coded if len(coded) > 1 else "") or identifier(otherwise)))

    def give_part(self, words: str, code: str) -> str:
        """The key of one column. The code of one such as Q8_A, a part of a question, names it better than its words."""
        return self.give("" if _SUB_ITEM.fullmatch(code) else words, code)

    def give_sex(self, words: str, code: str) -> str:
        """The key of the question for one's sex, where neither its words nor its code say so."""
        is_nameless = not _name(words) and _NUMBERED.fullmatch(code)
        return self.give_part("gender" if is_nameless else words, code)

    def _unique(self, key: str) -> str:
        number, unique = 2, key
        while unique in self._taken:
            unique = f"{key}_{number}"
            number += 1
        self._taken.add(unique)
        return unique


def _name(text: str) -> str:
    """`text` as a short name: as it is, or what a question asks for; empty when neither is short."""
    parts = identifier(text).split("_")
    while parts and parts[0] in _EMPTY:
        parts = parts[1:]
    while parts and parts[-1] in _EMPTY:
        parts = parts[:-1]
    telling = [part for part in parts if part not in _EMPTY]
    short = parts if len(parts) <= _MOST_WORDS else telling if len(telling) <= _MOST_WORDS_OF_QUESTION else []
    name = "_".join(short)
    return name if 1 < len(name) <= _LONGEST else ""


def _cut(key: str) -> str:
    kept = key[:_LONGEST]
    return (kept.rsplit("_", 1)[0] if len(key) > _LONGEST and "_" in kept else kept).strip("_")


def _safe(key: str) -> str:
    return f"q_{key}" if not key[:1].isalpha() or key in _RESERVED else key
