"""Stars: figures that rest on few, and what the stars on a slide mean."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from research.deliverables.deck._setting import Setting
from research.domain.tables import Tables
from research.wording.sentences import Sentence

SMALL, FEW = "*", "**"


def stars(base: int, tables: Tables) -> str:
    """What stands behind a figure of that base."""
    return FEW if base < tables.min_base else SMALL if base < tables.small_base else ""


def starred(sentence: Sentence, mark: str) -> str:
    """The sentence with the mark behind its figure."""
    return "".join(f"{part.text}{mark}" if part.kind == "figure" else part.text for part in sentence.parts)


def star_keys(setting: Setting, marks: Collection[str]) -> Iterator[str]:
    """What those of the marks mean that a slide shows."""
    words, tables = setting.words, setting.results.tables
    if SMALL in marks:
        yield f"{words.star_key(tables.small_base)}."
    if FEW in marks:
        yield words.min_base_key(tables.min_base)
