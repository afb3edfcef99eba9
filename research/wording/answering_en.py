"""What it means, in English, to have given one of the most favourable answers of a scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from research.wording import tables_en
from research.wording.sentences import shortened

LONGEST_ANSWER = 40


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of an answer before and after what it is about: `find`, `important`."""

    before: str = ""
    after: str = ""


_SAYING: tuple[tuple[re.Pattern[str], Phrase], ...] = (
    (re.compile(r"\bwould\b.*\bbuy\b", re.IGNORECASE), Phrase("would buy")),
    (re.compile(r"\bagree\b", re.IGNORECASE), Phrase("agree with")),
    (re.compile(r"\bimportant\b", re.IGNORECASE), Phrase("find", "important")),
    (re.compile(r"\binterested\b", re.IGNORECASE), Phrase("are interested in")),
    (re.compile(r"\benjoy\b", re.IGNORECASE), Phrase("enjoy")),
    (re.compile(r"\bafraid\b", re.IGNORECASE), Phrase("are afraid of")),
    (re.compile(r"\bsatisfied\b", re.IGNORECASE), Phrase("are satisfied with")),
)
"""What the labels of the favourable answers have in common, and the verb that says it."""
_DENIES = re.compile(r"\b(?:not|no|nor|never|neither|don['’]t)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[\d.]+\s*")
_POINTS = ("no point", "the top point", "the top two points", "the top three points")
_RANKED = {
    tables_en.ranked_title("", places): Phrase("rank", tables_en.ranked_title("", places).removeprefix(": ranked "))
    for places in (1, 3)
}
_STATISTICS = tuple(
    tables_en.summary_title("", statistic) for statistic in (tables_en.top_box(2), tables_en.top_box(1), tables_en.MEAN)
)


def saying(answers: Sequence[str], others: Sequence[str], to: str = "to") -> Phrase:
    """How to say that someone gave one of `answers` of a scale, not one of its `others`, about something."""
    worded = [answer for answer in answers if not _is_number(answer)]
    for meant, phrase in _SAYING:
        if worded and all(_means(meant, answer) for answer in worded) and not any(_means(meant, o) for o in others):
            return phrase
    counted = counted_answers(answers, others)
    return Phrase(f"choose {counted} for" if counted.startswith("the ") else f"answer {counted} {to}")


def counted_answers(answers: Sequence[str], others: Sequence[str] = ()) -> str:
    """The answers, the most favourable first: `“Very interested” or the next point`."""
    numbered = any(map(_is_number, (*answers, *others)))
    bare = [shortened(_bare(answer) if numbered else answer, LONGEST_ANSWER) for answer in answers]
    if not bare or not bare[0]:
        return _POINTS[min(len(bare), len(_POINTS) - 1)]
    return " or ".join(f"“{answer}”" if answer else "the next point" for answer in bare)


def ranking(title: str) -> Phrase | None:
    """How to say that something is ranked first, or among the first; None where `title` is of no ranking."""
    return next((phrase for ending, phrase in _RANKED.items() if title.endswith(ending)), None)


def without_statistic(title: str) -> str:
    """The title of a table without the statistic it shows: `Spending` of `Spending: top-two box`."""
    for ending in (*_STATISTICS, *_RANKED):
        if title.endswith(ending):
            return title.removesuffix(ending)
    return title


def _means(meant: re.Pattern[str], answer: str) -> bool:
    return meant.search(answer) is not None and _DENIES.search(answer) is None


def _is_number(answer: str) -> bool:
    return _NUMBER.fullmatch(answer) is not None


def _bare(answer: str) -> str:
    """A label of a scale that numbers its points without the number: empty where there is nothing else."""
    return answer[len(found.group()) :] if (found := _NUMBER.match(answer)) else answer
