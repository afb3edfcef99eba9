"""Sentence: words with the figure and the subject marked, so that a page can set them apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from research.domain.personas import Comparison

Tone = Literal["up", "down", "flat"]
_BREAKABLE = re.compile("[^\\S\u00a0\u202f]+")

TONES: Mapping[Comparison, Tone] = {
    "far_more": "up",
    "more": "up",
    "slightly_more": "up",
    "same": "flat",
    "unclear": "flat",
    "too_few": "flat",
    "slightly_less": "down",
    "less": "down",
    "far_less": "down",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence; `figure` and `subject` are what a reader's eye should find."""

    text: str
    kind: Literal["text", "figure", "subject"] = "text"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in parts.

    Attributes:
        note: what stands behind the figure: base, interval.
    """

    parts: tuple[Part, ...]
    note: str = ""
    tone: Tone = "flat"
    defines: bool = False

    @classmethod
    def of(cls, text: str) -> Sentence:
        """A sentence of plain words."""
        return cls((Part(text),))

    @property
    def plain(self) -> str:
        return "".join(part.text for part in self.parts)


def stopped(text: str) -> str:
    """`text` with a full stop, unless it ends in an ellipsis."""
    return text if text.endswith("…") else f"{text}."


def shortened(text: str, longest: int) -> str:
    """`text` on one line in at most `longest` characters, cut between words; blanks that must not break stay."""
    text = _BREAKABLE.sub(" ", text).strip()
    if len(text) <= longest:
        return text
    kept = text[: longest - 1]
    words = kept.rpartition(" ")[0]
    return (words if len(words) >= longest // 2 else kept).rstrip(" ,;:.-–") + "…"
