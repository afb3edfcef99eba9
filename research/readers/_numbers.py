"""Numbers as files write them, under one of two conventions: decimal points or decimal commas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

Convention = Literal["point", "comma"]

_SHAPES: Mapping[Convention, re.Pattern[str]] = {
    "point": re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)?(?:(?<=\d)\.|\.\d+)?(?:[eE][+-]\d+)?"),
    "comma": re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)?(?:(?<=\d),|,\d+)?(?:[eE][+-]\d+)?"),
}
_CODE = re.compile(r"[+-]?(?:0\d.*|\d{16,})")
"""Leading zeros, or more digits than a float64 holds: an id or a post code, not an amount."""


def conventions(texts: Iterable[str]) -> tuple[Convention, ...]:
    """The conventions under which every one of `texts` is a number; columns with codes such as 007 have none."""
    texts = [text.strip() for text in texts]
    if not texts or any(_CODE.fullmatch(text) for text in texts):
        return ()
    return tuple(convention for convention in _SHAPES if all(_is_number(text, convention) for text in texts))


def parsed_number(text: str, convention: Convention) -> float:
    """The number that `text` writes; ValueError when it writes none."""
    if convention == "comma":
        text = text.replace(".", "").replace(",", ".")
    return float(text.replace(",", ""))


def _is_number(text: str, convention: Convention) -> bool:
    return text.isascii() and any(map(str.isdigit, text)) and _SHAPES[convention].fullmatch(text) is not None
