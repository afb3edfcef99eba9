"""Names for segments in German, made of what they are high and low on."""

from __future__ import annotations

from collections.abc import Sequence

from research.wording.german.marks import capital
from research.wording.sentences import shortened
from research.wording.statements_en import LONGEST_NAME, LONGEST_PAIR, OPPOSITE

NOT = "nicht: "
"""How a theme says in German that it runs against its statement."""
NEAR_THE_MARKET = "Nahe am Markt"

_Told = tuple[str, bool]


def theme(name: str) -> str:
    """What a theme is called: one that is named after the opposite of a statement says so in German."""
    return f"{NOT}{name.removeprefix(OPPOSITE)}" if name.startswith(OPPOSITE) else name


def segment_names(high: Sequence[tuple[str, float]], low: Sequence[tuple[str, float]]) -> list[str]:
    """Names for a segment, the most telling first."""
    ups = [_told(label, True) for label, _ in high]
    downs = [_told(label, False) for label, _ in low]
    if not ups and not downs:
        return [NEAR_THE_MARKET]
    if ups and downs and low[0][1] > 2 * high[0][1]:
        return [*_single(downs), *_pairs(downs[:2]), *_single(ups), *_pairs([ups[0], downs[0]])]
    return [*_single(ups), *_pairs(ups[:2]), *_pairs([*ups[:1], *downs[:1]]), *_single(downs), *_pairs(downs[:2])]


def _told(label: str, high: bool) -> _Told:
    """A label and whether the segment is above it; being high on the opposite of X is being low on X."""
    return (label.removeprefix(OPPOSITE), not high) if label.startswith(OPPOSITE) else (label, high)


def _single(told: Sequence[_Told]) -> list[str]:
    return [_phrase(*told[0], LONGEST_NAME)] if told else []


def _pairs(told: Sequence[_Told]) -> list[str]:
    """Two labels in one name, what is above first."""
    if len(told) < 2:
        return []
    (one, up), (other, also) = sorted(told, key=lambda part: not part[1])
    first = _phrase(one, up, LONGEST_PAIR)
    return [f"{first} und {shortened(other, LONGEST_PAIR)}" if up == also else f"{first}, {_low(other)}"]


def _phrase(label: str, high: bool, longest: int) -> str:
    return capital(shortened(label, longest) if high else _low(label, longest))


def _low(label: str, longest: int = LONGEST_PAIR) -> str:
    return f"schwach bei {shortened(label, longest)}"
