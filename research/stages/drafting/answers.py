"""Answers that are none: don't know, not applicable, refused, none of these, other."""

from __future__ import annotations

import re

from research.domain.plain_words import plain

_OFF_SCALE = re.compile(
    r"dk(?: ref\w*)?|(?:i )?(?:really |simply )?(?:dont|do not|cant|cannot|can not|could not|couldnt)\b(?: really)?"
    r"(?: (?:know|say|tell|remember|recall|judge|rate|decide|answer)\b.*)?"
    r"|no opinion|(?:not|does not|doesnt|do not|dont) appl(?:y|icable)(?: to me)?|n a|not sure|unsure|uncertain"
    r"|(?:have )?(?:no experience|never used it|havent used it|not used)|unfamiliar(?: n a)?"
    r"|wei(?:ß|ss) (?:ich )?nicht|(?:kann ich |das )?nicht beurteilen|trifft auf mich nicht zu|entfällt"
    r"|ne sais pas|nsp|sans opinion|no sé|no se|no aplica|non so|weet niet"
)
_MISSING = re.compile(
    r"(?:i |id |i would |would )*(?:prefer|rather) not(?: to)?(?: (?:say|answer|tell|disclose|state))?.*"
    r"|(?:i )?(?:refused?|declined?)\b.*|ref|no answer|no response|not answered|not stated|not asked|not shown"
    r"|not available|skipped|seen but unanswered|missing|system missing|blank|keine angabe|k a|sans réponse|ns nc|ns nr"
)
_NONE = re.compile(
    r"none|none of (?:these|the above|those|them)(?: .*)?|no,? none.*|neither of (?:these|them)|nothing|nobody|no one"
    r"|(?:i )?(?:do not|dont) (?:have|use|buy|own|read|watch|drink|eat|do|know) (?:any|these|none|one)\b.*"
    r"|(?:i have|there are|we have) no(?:ne)?\b.*|not any of (?:these|them)|(?:kein\w*|nichts)(?: da?von)?"
    r"|(?:aucun|ningun)\w*.*"
)
_OTHER = re.compile(r"(?:some )?(?:others?|something else|sonstige[sr]?|andere[sr]?|autres?|otros?)\b.*")


def is_off_scale(label: str) -> bool:
    """Don't know and its like: an answer that is no point of the scale."""
    return _OFF_SCALE.fullmatch(plain(label)) is not None


def is_missing(label: str) -> bool:
    """Prefer not to say, not answered and their like: no answer."""
    return _MISSING.fullmatch(plain(label)) is not None


def is_none(label: str) -> bool:
    """None of these and its like, among the answers to a multiple-response question."""
    return _NONE.fullmatch(plain(label)) is not None


def is_other(label: str) -> bool:
    """Other, something else: kept at the end of a list."""
    return _OTHER.fullmatch(plain(label)) is not None
