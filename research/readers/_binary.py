"""Files that are no text whatever they are called: pictures, archives, workbooks, programs."""

from __future__ import annotations

from research.errors import Fault, ResearchError

_BEGINNINGS = (
    (b"\x89PNG\r\n", "a PNG picture", ""),
    (b"\xff\xd8\xff", "a JPEG picture", ""),
    (b"GIF87a", "a GIF picture", ""),
    (b"GIF89a", "a GIF picture", ""),
    (b"%PDF-", "a PDF", ""),
    (b"PK\x03\x04", "an Excel workbook or a zip archive", "name it .xlsx if it is a workbook, else unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old or locked office file", "open it in Excel and save it as .xlsx, without a password"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"$FL2@(#)", "an SPSS file", "name it .sav"),
    (b"$FL3@(#)", "a compressed SPSS file", "name it .zsav"),
    (b"PAR1\x15", "a Parquet file", "name it .parquet"),
)
"""How files begin, what they are, and what to try where that is known."""
_STRAY = frozenset(map(chr, (*range(0x01, 0x20), 0x7F))) - frozenset("\t\n\r\v\f\x1a")
"""Control characters that stand for nothing in text; the mark with which DOS ends a file is none of them."""
_TOLERATED, _FEW = 0.01, 2
"""Share of stray characters, and their number, up to which a file is text: bytes at random hold ten in a hundred."""


def refuse_binary(content: bytes, text: str, file: str) -> None:
    """ResearchError where `content`, decoded as `text`, is none."""
    for beginning, kind, remedy in _BEGINNINGS:
        if content.startswith(beginning):
            raise ResearchError(_no_text(file, f"it begins like {kind}", remedy))
    if looks_binary(text):
        raise ResearchError(_no_text(file, f"{_strays(text):,} of {len(text):,} characters are control codes", ""))


def looks_binary(text: str) -> bool:
    """Whether more control codes stand in `text` than damage explains."""
    return _strays(text) > max(_FEW, _TOLERATED * len(text))


def _strays(text: str) -> int:
    return sum(map(text.count, _STRAY))


def _no_text(file: str, found: str, remedy: str) -> Fault:
    return Fault(
        "this is no text, so there are no answers in it to read",
        file,
        found=found,
        why="a file of this name is read as text with one respondent a line",
        remedy=remedy or "export the answers as CSV, Excel or SPSS; if it is text, save it as UTF-8",
    )
