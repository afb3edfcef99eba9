"""Which encoding a text file is written in, told from its bytes."""

from __future__ import annotations

import codecs
from unicodedata import category

from research.readers._binary import looks_binary

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = {"windows-1252": "cp1252", "mac-roman": "mac_roman", "cp850": "cp850"}
_COMMON = frozenset("äöüßéèàêçñáíóúåøæ")
_RARE = frozenset("šžðþýÿıŸŠŽÐÞÝƒ")
_PUNCTUATION = frozenset("’‘“”„–—…€£©®™°§«»¿¡·•½¼¾²³\xa0")
_NO_TEXT = ("Cn", "Co")
"""Categories of characters that are none, or of private use."""
_SAMPLE = 20_000
"""How many bytes beyond ASCII are looked at: a file that long has shown what it is."""


def decoded(content: bytes) -> tuple[str, str]:
    """The text of `content` and the name of its encoding; never fails.

    Looked for in turn: a byte order mark, UTF-16 without one, UTF-8, UTF-8 with a few broken bytes, and the one-byte
    encodings of Windows, old Macs and DOS, of which the one that gives the most plausible accents is taken.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, errors="replace").replace("\0", ""), name
    text, name = _unmarked(content)
    return text.replace("\0", ""), name


def _unmarked(content: bytes) -> tuple[str, str]:
    wide = _wide(content)
    if wide:
        return content.decode(wide, errors="replace"), wide
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        if _mostly_utf8(content):
            return content.decode("utf-8", errors="replace"), "utf-8, damaged"
    name = max(_LEGACY, key=lambda name: _plausibility(content, _LEGACY[name]))
    return content.decode(_LEGACY[name], errors="replace"), name


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero, and of other text as a rule a control code."""
    start = content[:2000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if odd > len(start) * 0.3 and even < len(start) * 0.05:
        return "utf-16-le"
    if even > len(start) * 0.3 and odd < len(start) * 0.05:
        return "utf-16-be"
    if looks_binary(content.replace(b"\0", b"").decode("latin-1")):
        return next((name for name in ("utf-16-le", "utf-16-be") if _is_text(content, name)), None)
    return None


def _is_text(content: bytes, codec: str) -> bool:
    """Whether `content` decodes without a fault, into characters that are letters, signs and ends of lines."""
    try:
        text = content.decode(codec)
    except UnicodeDecodeError:
        return False
    return "\n" in text and not looks_binary(text) and not any(category(sign) in _NO_TEXT for sign in set(text))


def _mostly_utf8(content: bytes) -> bool:
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return whole > 5 * broken


def _plausibility(content: bytes, codec: str) -> float:
    """Mean over the characters beyond ASCII: 1 for an accent that suits its word, -1 for a stray sign."""
    text = content.decode(codec, errors="replace")
    places = [place for place, character in enumerate(text) if character > "\x7f"][:_SAMPLE]
    return sum(_fit(text, place) for place in places) / max(len(places), 1)


def _fit(text: str, place: int) -> float:
    character = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if character in _PUNCTUATION:
        return 1.0 if character == "’" and before.isalpha() and after.isalpha() else 0.5
    if not character.isalpha() or not any(map(str.isalpha, before + after)):
        return -1.0
    if character.isupper() and before.islower():
        return -1.0
    return 0.2 if character in _RARE else 1.0 if character.lower() in _COMMON else 0.6
