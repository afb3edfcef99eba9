"""YAML as a person would write it: scalars quoted only where they must be, short maps on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from textwrap import wrap

LINE_WIDTH = 118

Entry = dict[object, "str | Entry"]
"""YAML by key: a value on its line, or entries below it."""

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


def section(title: str, entries: Entry, reasons: Mapping[str, str]) -> str:
    """A section of the file; `reasons` by subject, such as `batteries.q25`, stand beside the entries as comments."""
    lines = [f"{title}:"] if entries else []
    for key, entry in entries.items():
        lines += entry_lines(key, entry, f"{title}.{key}", reasons, 2)
    return "\n".join(lines)


def entry_lines(key: object, entry: str | Entry, subject: str, reasons: Mapping[str, str], indent: int) -> list[str]:
    """One entry, on one line where it fits, else a key a line; its guess before or behind it."""
    start = f"{' ' * indent}{scalar(key)}:"
    line = f"{start} {entry if isinstance(entry, str) else flow(_inline(entry))}"
    short = isinstance(entry, str) or (_is_shallow(entry) and len(line) <= LINE_WIDTH)
    guess = f"  # guess: {one_line(reasons[subject])}" if subject in reasons else ""
    if short and len(line + guess) <= LINE_WIDTH:
        return [line + guess]
    if short or isinstance(entry, str):
        return [*told(subject, reasons, indent), line]
    below = []
    for name, value in entry.items():
        below += entry_lines(name, value, f"{subject}.{name}", reasons, indent + 2)
    return [*told(subject, reasons, indent), start, *below]


def told(subject: str, reasons: Mapping[str, str], indent: int = 0) -> list[str]:
    """The guess about `subject` as comment lines, if there is one."""
    return comment(f"guess: {reasons[subject]}", indent) if subject in reasons else []


def _is_shallow(entry: Entry) -> bool:
    """Whether an entry may stand on one line: items and answers with columns of their own may not."""
    return "items" not in entry and not isinstance(entry.get("columns"), dict)


def _inline(entry: Entry) -> dict[object, str]:
    return {key: value if isinstance(value, str) else flow(_inline(value)) for key, value in entry.items()}
