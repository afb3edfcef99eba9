"""Words as names, labels and answers write them, made comparable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_APOSTROPHES = re.compile(r"['’‘`´]")
_LOST_APOSTROPHE = re.compile(r"\b(don|can|won|doesn|didn|isn|wouldn|couldn|haven|i) (t|d|m|s)\b")
_NO_WORD = re.compile(r"[^\w%$€£+<>]+|_")


def plain(text: str) -> str:
    """Lower case, single blanks, no punctuation; don’t, don't and don t are all `dont`."""
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())
    text = " ".join(_NO_WORD.sub(" ", text).split())
    return _LOST_APOSTROPHE.sub(r"\1\2", text)


def words(text: str) -> tuple[str, ...]:
    """The words of a name or label: `Duration__in_seconds_`, `durationInSeconds` are duration, in, seconds."""
    return tuple(plain(_CAMEL.sub(" ", text)).split())


def identifier(text: str) -> str:
    """`text` as lower snake case without accents: a key for YAML files and conditions; may be empty."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    bare = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[a-z0-9]+", _APOSTROPHES.sub("", bare).lower()))


def holds_any(text: str, phrases: Iterable[str]) -> str | None:
    """The first of `phrases` that stands in `text` as whole words; both are plain."""
    padded = f" {text} "
    return next((phrase for phrase in phrases if f" {phrase} " in padded), None)
