"""YAML as a person would write it: scalars quoted only where they must be, short maps on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from textwrap import wrap

LINE_WIDTH = 118

_PLAIN = re.compile(r"(?:[^\W\d_]|_\w|\d+ [^\W\d_])(?:[\w '’()./%+&$€£–—-]*[\w'’)./%+&$€£])?")
_RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "nan"})
_NOT_PRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_WHOLE = re.compile(r"0|-?[1-9]\d{0,8}")
_IN_COMMENT = re.compile(r"\s+|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]+")


def scalar(value: object) -> str:
    """One value: numbers as they are, text plain where YAML reads it back as the same text, else in quotes."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{int(value)}" if float(value).is_integer() else repr(float(value))
    text = str(value)
    if _PLAIN.fullmatch(text) and text.casefold() not in _RESERVED:
        return text
    return _NOT_PRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def flow(entry: Mapping[object, str]) -> str:
    """A map on one line; the values are YAML already."""
    return "{" + ", ".join(f"{scalar(key)}: {value}" for key, value in entry.items()) + "}"


def flow_list(values: Iterable[object]) -> str:
    """A list on one line."""
    return "[" + ", ".join(map(scalar, values)) + "]"


def fits(text: str, indent: int) -> bool:
    """Whether `text` is short enough for one line at `indent`."""
    return indent + len(text) <= LINE_WIDTH


def label(text: str) -> str:
    """An answer's label: one that is a whole number needs no quotes, because labels are always text."""
    return text if _WHOLE.fullmatch(text) else scalar(text)


def comment(text: str, indent: int, hanging: str = "") -> list[str]:
    """`text` as comment lines at `indent`, wrapped; `hanging` starts every line but the first."""
    lines = wrap(one_line(text), LINE_WIDTH - indent - 2, subsequent_indent=hanging, break_on_hyphens=False)
    return [" " * indent + f"# {line}" for line in lines]


def one_line(text: str) -> str:
    """`text` without line breaks and signs that YAML forbids in comments."""
    return " ".join(_IN_COMMENT.split(text)).strip()
