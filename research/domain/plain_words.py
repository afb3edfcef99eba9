"""Text without what makes the same words look different."""

from __future__ import annotations

import re
import unicodedata

APOSTROPHES = re.compile(r"['’‘`´]")
_LOST_APOSTROPHE = re.compile(r"\b(don|can|won|doesn|didn|isn|wouldn|couldn|haven|i) (t|d|m|s)\b")
_NO_WORD = re.compile(r"[^\w%$€£+<>]+|_")


def plain(text: str) -> str:
    """Lower case, single blanks, no punctuation; don’t, don't and don t are all `dont`."""
    text = APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())
    text = " ".join(_NO_WORD.sub(" ", text).split())
    return _LOST_APOSTROPHE.sub(r"\1\2", text)
