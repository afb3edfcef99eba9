"""How much room text takes, without asking for a font: the widths of a common sans serif, wider than most."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LEADING = 1.2
"""Height of a line by the size of its letters."""
_BREAKS = re.compile(r"[ \t\r\n]+")
_BOLD = 1.08
"""How much wider bold letters are."""
_WIDE, _USUAL = 1.0, 0.62
_WIDTHS = {
    letter: width / 1000
    for width, letters in (
        (191, "'"),
        (222, "ijl’"),
        (278, " |!,./:;I[\\]ft·\u00a0"),
        (334, "()-`r“”{}\u202f"),
        (389, '"*•◆'),
        (500, "^Jcksvxyz"),
        (556, "#$0123456789?L_abdeghnopqu–€£"),
        (604, "+<=>~×−■"),
        (611, "FTZ"),
        (667, "&ABEKPSVXY"),
        (722, "CDHNRUw"),
        (778, "GOQ"),
        (833, "Mm"),
        (889, "%"),
        (1015, "W@▲▼—…→"),
    )
    for letter in letters
}
"""Widths of letters by their size: those of Arial and of what has its metrics."""


def width_of(text: str, size: float, bold: bool = False) -> float:
    """Width of `text` on one line, in points."""
    width = sum(_WIDTHS.get(letter) or _other(letter) for letter in text)
    return width * size * (_BOLD if bold else 1.0)


def lines_of(text: str, size: float, width: float, bold: bool = False) -> int:
    """Lines that `text` takes in a column of that width, broken between words, and within words that are longer."""
    lines, room = 1, width
    blank = width_of(" ", size, bold)
    for word in text.split():
        needed = width_of(word, size, bold)
        if needed > room and room < width:
            lines, room = lines + 1, width
        if needed > width:
            lines, needed = lines + int(needed // max(width, size)), width
        room -= needed + blank
    return lines


def within(text: str, size: float, width: float, bold: bool = False) -> str:
    """`text` on one line, cut with an ellipsis where it is wider."""
    text = _BREAKS.sub(" ", text).strip()
    if width_of(text, size, bold) <= width:
        return text
    return "".join(_beginning(text, width - width_of("…", size, bold), size, bold)).rstrip(" ,;:.-–(“") + "…"


def _beginning(text: str, width: float, size: float, bold: bool) -> Iterator[str]:
    for letter in text:
        width -= width_of(letter, size, bold)
        if width < 0:
            return
        yield letter


def _other(letter: str) -> float:
    """Width of a letter that is not in the list."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn"):
        return 0.0
    wide = unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF
    return _WIDE if wide else _USUAL
