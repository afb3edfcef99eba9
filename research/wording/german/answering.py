"""What it means, in German, to have given one of the most favourable answers of a scale, in German or in English."""

from __future__ import annotations

import re
from collections.abc import Sequence

from research.wording.answering_en import LONGEST_ANSWER, Phrase
from research.wording.german.marks import quoted
from research.wording.german.tables import FIRST, FIRST_THREE, FIRST_TWO
from research.wording.sentences import shortened

BUY = Phrase("würden", "kaufen")
IMPORTANT = Phrase("finden", "wichtig")

_SAYING: tuple[tuple[re.Pattern[str], Phrase], ...] = (
    (re.compile(r"\bwürde\w*\b.*\bkaufen\b|\bwould\b.*\bbuy\b", re.IGNORECASE), BUY),
    (re.compile(r"\b(?:stimm\w*|triff?t)\b.*\bzu\b|\bzustimm\w*|\bagree\b", re.IGNORECASE), Phrase("stimmen", "zu")),
    (re.compile(r"\bwichtig\b|\bimportant\b", re.IGNORECASE), IMPORTANT),
    (re.compile(r"\binteressiert\b|\binterested\b", re.IGNORECASE), Phrase("interessieren sich für")),
    (re.compile(r"\bgerne?\b|\benjoy\b", re.IGNORECASE), Phrase("mögen")),
    (re.compile(r"\bangst\b|\bafraid\b", re.IGNORECASE), Phrase("haben Angst vor")),
    (re.compile(r"\bzufrieden\b|\bsatisfied\b", re.IGNORECASE), Phrase("sind zufrieden mit")),
)
"""What the labels of the favourable answers have in common, and the verb that says it."""
_DENIES = re.compile(r"\b(?:nicht|kein\w*|nie|niemals|weder|kaum|not|no|nor|never|neither|don['’]t)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[\d.]+\s*")
_POINTS = ("keinen Punkt", "den obersten Punkt", "die beiden obersten Punkte", "die drei obersten Punkte")
_NEXT = "den nächsten Punkt"
_RANKED = {
    FIRST: Phrase("setzen", "an die erste Stelle"),
    FIRST_TWO: Phrase("setzen", "unter die ersten zwei"),
    FIRST_THREE: Phrase("setzen", "unter die ersten drei"),
}


def saying(answers: Sequence[str], others: Sequence[str], to: str = "auf") -> Phrase:
    """How to say that people gave one of `answers` of a scale, not one of its `others`, about something."""
    worded = [answer for answer in answers if not _is_number(answer)]
    for meant, phrase in _SAYING:
        if worded and all(_means(meant, answer) for answer in worded) and not any(_means(meant, o) for o in others):
            return phrase
    counted = counted_answers(answers, others)
    return Phrase(f"{given(counted)} {counted} {'bei' if of_points(counted) else to}")


def counted_answers(answers: Sequence[str], others: Sequence[str] = ()) -> str:
    """The answers, the most favourable first: `„Sehr interessiert“ oder den nächsten Punkt`."""
    numbered = any(map(_is_number, (*answers, *others)))
    bare = [shortened(_bare(answer) if numbered else answer, LONGEST_ANSWER) for answer in answers]
    if not bare or not bare[0]:
        return _POINTS[min(len(bare), len(_POINTS) - 1)]
    return " oder ".join(quoted(answer) if answer else _NEXT for answer in bare)


def of_points(counted: str) -> bool:
    """Whether answers are told as points of the scale, which are chosen, rather than by their words alone."""
    return counted.endswith(("Punkt", "Punkte"))


def given(counted: str) -> str:
    """The verb of counted answers in the plural."""
    return "wählen" if of_points(counted) else "antworten"


def ranking(title: str) -> Phrase | None:
    """How to say that something is ranked first, or among the first; None where `title` is of no ranking."""
    return next((phrase for ending, phrase in _RANKED.items() if title.endswith(ending)), None)


def _means(meant: re.Pattern[str], answer: str) -> bool:
    return meant.search(answer) is not None and _DENIES.search(answer) is None


def _is_number(answer: str) -> bool:
    return _NUMBER.fullmatch(answer) is not None


def _bare(answer: str) -> str:
    """A label of a scale that numbers its points without the number: empty where there is nothing else."""
    return answer[len(found.group()) :] if (found := _NUMBER.match(answer)) else answer
