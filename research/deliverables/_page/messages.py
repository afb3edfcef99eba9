"""What to say to a segment, and what not: the wants and opinions that set it apart, as openings of a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from research.domain.personas import Comparison, Persona, Section, Statement
from research.wording.english import English

_HEARD: tuple[Section, ...] = ("wants", "thinks")
_SAY: tuple[Comparison, ...] = ("far_more", "more")
_AVOID: tuple[Comparison, ...] = ("far_less", "less")
_MOST = 3


@dataclass(frozen=True, slots=True)
class Message:
    """An opening: what they want or think, their figure, that of the market; `note` is the cell behind it."""

    subject: str
    value: str
    market: str
    note: str


def to_say(persona: Persona, words: English) -> tuple[Message, ...]:
    """What there is clearly more of, wants and opinions in turn."""
    return _messages(persona, _SAY, words)


def to_avoid(persona: Persona, words: English) -> tuple[Message, ...]:
    """What there is clearly less of."""
    return _messages(persona, _AVOID, words)


def _messages(persona: Persona, wanted: Sequence[Comparison], words: English) -> tuple[Message, ...]:
    told = [[one for one in persona.section(section) if one.comparison in wanted] for section in _HEARD]
    in_turn = [one for one in chain.from_iterable(zip_longest(*told)) if one is not None]
    return tuple(_message(one, words) for one in in_turn[:_MOST])


def _message(statement: Statement, words: English) -> Message:
    return Message(
        statement.subject,
        words.value(statement, statement.value),
        words.beside_market(statement),
        words.cell_note(statement),
    )
