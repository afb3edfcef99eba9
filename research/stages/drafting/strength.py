"""How favourable an answer is: words of agreement, satisfaction, importance, liking and the like as numbers.

The numbers only order the answers of one scale; distances mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from research.domain.plain_words import plain

_FAMILIES: tuple[tuple[str, float, re.Pattern[str]], ...] = tuple(
    (family, sign, re.compile(rf"\b(?:{pattern})\b"))
    for family, sign, pattern in (
        ("agreement", -1, r"disagree\w*|lehne .*ab"),
        ("agreement", 1, r"agree\w*|(?:stimme|trifft) .*zu"),
        ("satisfaction", -1, r"dissatisf\w+|unsatisf\w+|unzufrieden"),
        ("satisfaction", 1, r"satisf\w+|zufrieden"),
        ("likelihood", -1, r"unlikely|improbable|unwahrscheinlich"),
        ("likelihood", 1, r"likely|wahrscheinlich"),
        ("intent", 1, r"would|wouldnt|will|buy|purchase|recommend|consider"),
        ("importance", -1, r"unimportant|unwichtig"),
        ("importance", 1, r"important|essential|wichtig"),
        ("liking", -2.5, r"hate\w*|cant stand|loathe\w*"),
        ("liking", -1, r"dislike\w*"),
        ("liking", 2.5, r"love\w*"),
        ("liking", 1, r"likes?|liked"),
        ("favour", -1, r"unfavou?rabl\w+|disapprov\w+|negativ\w*|oppos\w+"),
        ("favour", 1, r"favou?rabl\w+|approv\w+|positiv\w*|support\w*|favou?r"),
        ("ease", -1, r"difficult|hard|schwierig"),
        ("ease", 1, r"easy|simple|leicht|einfach"),
        ("quality", -1, r"terrible|awful|horrible|poor\w*|bad|badly|below average|unacceptable|schlecht"),
        ("quality", 0.2, r"fair|average|ok|okay|acceptable|adequate"),
        ("quality", 1, r"good|above average|gut"),
        ("quality", 2.2, r"excellent|outstanding|great|perfect|superb|ausgezeichnet"),
        ("happiness", -1, r"unhappy"),
        ("happiness", 1, r"happy"),
    )
)
_ONE_THING = (frozenset({"intent", "likelihood"}),)
"""Families that one scale may mix."""

_NEUTRAL = re.compile(
    r"\b(?:neither|neutral\w*|undecided|indifferent|might or might not|may or may not|might|not sure|unsure|mixed|"
    r"no preference|no feelings|teils|weder|in between)\b"
)
_NOT_AT_ALL = re.compile(r"\bnot\b.*\bat all\b|\b(?:überhaupt|gar) nicht\b")
_NOT_VERY = re.compile(
    r"\bnot (?:very|too|so|that|particularly|really|much)\b|\b(?:hardly|barely|kaum)\b|\beher nicht\b"
)
_NOT = re.compile(r"\b(?:not|nicht|wouldnt|wont)\b")
_DEGREES: tuple[tuple[float, re.Pattern[str]], ...] = tuple(
    (degree, re.compile(rf"\b(?:{pattern})\b"))
    for degree, pattern in (
        (4.0, r"extremely|completely|totally|absolutely|definitely|entirely|fully|exceptionally|certainly|perfectly"),
        (4.0, r"a great deal|voll und ganz|äußerst|unbedingt"),
        (3.5, r"very much"),
        (3.0, r"very|strongly|highly|greatly|a lot|much|sehr|voll|stark"),
        (2.3, r"mostly|generally|quite a bit|largely|mainly|überwiegend"),
        (1.9, r"quite|ziemlich"),
        (1.5, r"fairly|rather|moderately|reasonably|tend to|pretty"),
        (1.2, r"somewhat|partly|partially|probably|possibly|eher|etwas"),
        (1.0, r"slightly|a little|a bit|to some extent|wenig"),
    )
)
_PLAIN_DEGREE = 2.0
_FILLERS = re.compile(
    r"\b(?:i|it|a|an|the|to|of|is|am|was|be|does|do|at all|me|you|and|too|so|that|"
    r"particularly|really)\b"
)


@dataclass(frozen=True, slots=True)
class Strength:
    """What one answer says.

    Attributes:
        family: agreement, satisfaction …; `neutral`; `extent` where only words of degree are known.
        graded: whether a word of degree or a "not" is there.
        topic: the words that are left in an answer of extent: "different" in "very different".
    """

    family: str
    value: float
    graded: bool
    topic: str = ""


def strength(label: str) -> Strength:
    """What the answer `label` says."""
    text = plain(label)
    if _NEUTRAL.search(text):
        return Strength("neutral", 0.0, graded=True)
    degree, graded = _degree(text)
    for family, sign, pattern in _FAMILIES:
        if pattern.search(text):
            return Strength(family, sign * degree, graded)
    return Strength("extent", degree, graded, _topic(text))


def strengths(labels: Sequence[str]) -> tuple[str, tuple[float, ...]] | None:
    """The family of a scale and the strength of each of its labels; None when they are no scale.

    No two labels may be equally strong, all must speak of one thing, and among answers of mere extent all but one
    must name a degree.
    """
    found = [strength(label) for label in labels]
    values = tuple(one.value for one in found)
    if len(set(values)) < len(values):
        return None
    known = {one.family for one in found} - {"neutral", "extent"}
    extents = [one for one in found if one.family == "extent"]
    topics = {one.topic for one in extents}
    if not known:
        one_topic = len(topics) == 1 and sum(not one.graded for one in extents) <= 1
        return ("extent", values) if one_topic else None
    if topics - {""} or (len(known) > 1 and known not in _ONE_THING):
        return None
    return min(known), values


def end_strength(label: str) -> float | None:
    """The strength of the answer at one end of a scale; None when its words do not tell."""
    found = strength(label)
    return found.value if found.graded or found.family != "extent" else None


def _degree(text: str) -> tuple[float, bool]:
    if _NOT_AT_ALL.search(text):
        return -4.0, True
    if _NOT_VERY.search(text):
        return -1.5, True
    degree = next((degree for degree, pattern in _DEGREES if pattern.search(text)), None)
    if _NOT.search(text):
        return -(degree or _PLAIN_DEGREE), True
    return degree or _PLAIN_DEGREE, degree is not None


def _topic(text: str) -> str:
    for pattern in (*(pattern for _, pattern in _DEGREES), _NOT, _FILLERS):
        text = pattern.sub(" ", text)
    return " ".join(text.split())
