"""Text and numbers on their way into files that spreadsheets open: data never speaks as code."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable

import pandas as pd

_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSEEN_ON_PAGES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_COMMAND = re.compile(r"^\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"^\s*[+-]?\d+(\.\d+)?\s*$")


def printable(text: str) -> str:
    """`text` without control characters and halves of characters; tabs and returns become blanks."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub("", re.sub(r"[\t\r]+", " ", text))


def page_bytes(html: str) -> bytes:
    """A page as a file, without control characters and those that turn the direction of the text around them."""
    return _UNSEEN_ON_PAGES.sub("", html).encode()


def undirected(text: str) -> str:
    """`text` without the marks that turn the direction of what stands around them."""
    return _TURNING.sub("", text)


def cut(text: str, units: int) -> str:
    """`text` as far as so many units of UTF-16 go, in which spreadsheets count; no character is cut in half."""
    if 2 * len(text) <= units:
        return text
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def neutral(text: str) -> str:
    """`text` for CSV: what a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers."""
    shown = printable(text)
    return f"'{shown}" if _COMMAND.match(text) and not _NUMBER.match(shown) else shown


def settled_number(value: float) -> float:
    """`value` with ten significant digits, so that the last bits of another machine do not show."""
    return float(f"{value:.10g}")


def csv_bytes(frame: pd.DataFrame, digits: int) -> bytes:
    """`frame` as CSV in UTF-8 without a byte order mark, floats with `digits` significant digits, gaps empty."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow([neutral(str(name)) for name in frame.columns])
    columns = [[_field(value, digits) for value in frame[name].tolist()] for name in frame.columns]
    writer.writerows(zip(*columns, strict=True))
    return lines.getvalue().encode()


def _field(value: object, digits: int) -> str:
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value, digits)
    return "" if value is None or value is pd.NA else neutral(str(value))


_WRITERS: tuple[tuple[type, Callable[..., str]], ...] = (
    (bool, lambda value, digits: str(int(value))),
    (int, lambda value, digits: str(value)),
    (float, lambda value, digits: f"{value:.{digits}g}" if math.isfinite(value) else ""),
)
