"""Which shares of a persona its slide draws, and in which order: what there is more of first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from research.domain.personas import Persona, Section, Statement
from research.wording.sentences import TONES

_SECTIONS: tuple[Section, ...] = ("wants", "thinks", "does")
_MOST, _FIRST = 7, 2
"""Bars in all, and bars of a section that are of what there is more of, where there are so many."""


def drawn(persona: Persona) -> list[Statement]:
    """The most telling shares of each section in turn, as many as a chart holds."""
    told = [leading([one for one in persona.section(section) if _clear(one)]) for section in _SECTIONS]
    turns = ([one for one in turn if one is not None] for turn in zip_longest(*told))
    kept = [one for turn in turns for one in more_first(turn)][:_MOST]
    return more_first(one for section in told for one in section if one in kept)


def leading(told: Sequence[Statement]) -> list[Statement]:
    """Two of what there is more of, then the others, the strongest first."""
    first = [one for one in told if TONES[one.comparison] == "up"][:_FIRST]
    return [*first, *(one for one in told if one not in first)]


def more_first(told: Iterable[Statement]) -> list[Statement]:
    """What there is more of before what there is less of."""
    return sorted(told, key=lambda one: TONES[one.comparison] == "down")


def _clear(statement: Statement) -> bool:
    return statement.statistic == "share" and TONES[statement.comparison] != "flat"
