"""Words as names, labels and answers write them, made comparable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from research.domain.plain_words import APOSTROPHES, plain

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")


def words(text: str) -> tuple[str, ...]:
    """The words of a name or label: `Duration__in_seconds_`, `durationInSeconds` are duration, in, seconds."""
    return tuple(plain(_CAMEL.sub(" ", text)).split())


def identifier(text: str) -> str:
    """`text` as lower snake case without accents: a key for YAML files and conditions; may be empty."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    bare = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[a-z0-9]+", APOSTROPHES.sub("", bare).lower()))


def holds_any(text: str, phrases: Iterable[str]) -> str | None:
    """The first of `phrases` that stands in `text` as whole words; both are plain."""
    padded = f" {text} "
    return next((phrase for phrase in phrases if f" {phrase} " in padded), None)
