"""The marks of German: how numbers are written, and letters at the beginning of a sentence."""

from __future__ import annotations

from research.wording.numbers import NumberStyle

NUMBERS = NumberStyle(decimal=",", group=".", large={1e9: "Mrd.", 1e6: "Mio."}, symbol_first=False)
COUNTS = ("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")


def capital(text: str) -> str:
    """`text` with a capital at its beginning; nouns further on keep theirs."""
    return text[:1].upper() + text[1:]


def quoted(text: str) -> str:
    """`text` in German quotation marks."""
    return f"„{text}“"
