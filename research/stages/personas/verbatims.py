"""What the members of a segment said, in their own words: the surest members first, nothing that identifies them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from research.domain.allocation import Allocation
from research.domain.arrays import Counts
from research.domain.personas import Verbatim
from research.domain.responses import Responses

MOST = 3
LONGEST = 240
FEWEST_WORDS = 3
MASK = "[…]"

STREAM = 1
"""The stage's own random stream, for the order of members who are equally sure."""

_IDENTIFYING = re.compile(
    r"(?P<address>(?:https?://|www\.)\S+)"
    r"|(?P<mail>[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<site>\b(?:[\w-]+\.)+(?:com|org|net|info|io|co|uk|de|fr|es|it|nl|eu|us|ch|at)\b(?:/\S*)?)"
    r"|(?P<handle>(?<!\w)@\w{2,})"
    r"|(?P<phone>(?<!\w)\+?\(?\d(?:[\s().\-/]{0,2}\d){6,}(?!\w))",
    re.IGNORECASE,
)
_NO_LETTERS = re.compile(r"[\W\d_]+")
_SAYS_NOTHING = re.compile(
    r"(?:n\.?\s?/?\s?a\.?|none|nothing(?: (?:really|at all|else|comes to mind|much))?|no(?:pe)?|not sure|no idea|unsure"
    r"|(?:i )?(?:do not|don'?t|dont) know|dk|no comments?|no answer|nil|idk|test|asdf\w*|weiß nicht|nichts|keine?"
    r"|rien|nada|niente|not applicable|no opinion)",
    re.IGNORECASE,
)


def quote(responses: Responses, allocation: Allocation, segment: int, seed: int) -> tuple[Verbatim, ...]:
    """Up to three answers of the segment's surest members, the open questions taking turns."""
    members = _surest_first(allocation, segment, seed)
    streams = [
        _answers(responses, question.wording or question.name, name, members)
        for question in responses.questionnaire.questions
        if question.kind == "open_end"
        for name in question.variables
        if name in responses.texts
    ]
    return tuple(_in_turn(streams))


def presentable(text: str) -> str:
    """`text` on one line, without addresses and numbers that identify someone, cut at a word when it is long."""
    masked = _IDENTIFYING.sub(MASK, " ".join(text.split()))
    if len(masked) <= LONGEST:
        return masked
    return masked[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,.;:-–") + "…"


def says_something(text: str) -> bool:
    """Three words or more that are no way of saying nothing."""
    bare = " ".join(re.findall(r"[^\W_][\w'’./]*", text))
    return len(re.findall(r"[^\W\d_]{2,}", text)) >= FEWEST_WORDS and not _SAYS_NOTHING.fullmatch(bare)


def _surest_first(allocation: Allocation, segment: int, seed: int) -> Counts:
    members = np.flatnonzero(allocation.segments == segment)
    lots = np.random.default_rng([seed, STREAM, segment]).permutation(len(members))
    sureness = np.round(allocation.memberships[members, segment - 1], 6)
    return members[np.lexsort((lots, -sureness))]


def _answers(responses: Responses, wording: str, name: str, members: Counts) -> Iterator[Verbatim]:
    seen: set[str] = set()
    for member in members:
        text = responses.texts[name][member]
        if text is None or not says_something(str(text)):
            continue
        shown = presentable(str(text))
        gist = _NO_LETTERS.sub("", shown).casefold()
        if gist not in seen and says_something(shown.replace(MASK, " ")):
            seen.add(gist)
            yield Verbatim(wording, shown)


def _in_turn(streams: list[Iterator[Verbatim]]) -> Iterator[Verbatim]:
    """One answer a question, round after round, until there are enough."""
    told = 0
    while streams and told < MOST:
        for stream in list(streams):
            verbatim = next(stream, None)
            if verbatim is None:
                streams.remove(stream)
            elif told < MOST:
                told += 1
                yield verbatim
