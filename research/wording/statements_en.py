"""What a statement says in English: sentences, findings and the names that segments go by."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from research.domain.personas import Comparison, Section, Statement
from research.wording.answering_en import Phrase, counted_answers, ranking, saying, without_statistic
from research.wording.numbers import NumberStyle
from research.wording.sentences import TONES, Part, Sentence, shortened

LONGEST_NAME = 34
LONGEST_PAIR = 24
LONGEST_HEADLINE = 70
LONGEST_QUESTION = 44
_BARE_ANSWER = 3
"""Answers as short as "Yes" say nothing without their question."""
OPPOSITE = "not: "
"""How a factor or basis column says that it runs against its item."""

_SHARES: Mapping[Comparison, str] = {
    "far_more": "far more than the market ({market})",
    "more": "more than the market ({market})",
    "slightly_more": "slightly more than the market ({market})",
    "same": "about the same as the market ({market})",
    "unclear": "no clear difference from the market ({market})",
    "too_few": "too few interviews to compare with the market ({market})",
    "slightly_less": "slightly less than the market ({market})",
    "less": "less than the market ({market})",
    "far_less": "far less than the market ({market})",
}
_MEANS: Mapping[Comparison, str] = {
    **_SHARES,
    "far_more": "far above the market ({market})",
    "more": "above the market ({market})",
    "slightly_more": "slightly above the market ({market})",
    "slightly_less": "slightly below the market ({market})",
    "less": "below the market ({market})",
    "far_less": "far below the market ({market})",
}
_DEGREES: Mapping[Comparison, str] = {
    "far_more": "far more",
    "more": "more",
    "slightly_more": "slightly more",
    "same": "about as much",
    "unclear": "no clear difference",
    "too_few": "too few to say",
    "slightly_less": "slightly less",
    "less": "less",
    "far_less": "far less",
}
_NUMBERS: Mapping[Comparison, str] = {
    **_DEGREES,
    "same": "about as many",
    "slightly_less": "slightly fewer",
    "less": "fewer",
    "far_less": "far fewer",
}


class StatementsEn:
    """Statements in English."""

    numbers = NumberStyle()
    sections: Mapping[Section, str] = {
        "wants": "What they want",
        "thinks": "How they think",
        "does": "What they do",
        "is": "Who they are",
        "reached": "Where to reach them",
        "concepts": "Concepts and price",
    }
    nothing_apart: Mapping[Section, str] = {
        "wants": "No want stands out",
        "thinks": "No opinion stands out",
        "does": "No habit stands out",
        "is": "Nothing about who they are stands out",
        "reached": "No medium stands out",
        "concepts": "No concept was judged",
    }
    too_few_title = "Too few interviews to say"
    nothing_clear = "No answer here differs clearly from the market."
    defines = "defines the segment"
    defines_note = "The segment was formed on this answer, so it differs by construction; no test is made."

    def statement(self, statement: Statement, question: str = "") -> Sentence:
        """One statement as a sentence that names the comparison, its figure first; with the question if it is given."""
        return Sentence(
            (*self._opening(statement, question), Part(f", {self.compared(statement)}.")),
            self.cell_note(statement),
            TONES[statement.comparison],
            statement.defines,
        )

    def _opening(self, statement: Statement, question: str) -> tuple[Part, ...]:
        """Figure and subject: `68 % agree with “I read the label”`, `Age: 47 years on average`."""
        value, subject = Part(self.value(statement, statement.value), "figure"), Part(statement.subject, "subject")
        if statement.statistic == "mean":
            return subject, Part(": "), value, Part(" on average")
        asked = question if question != statement.subject else ""
        inside = f" ({shortened(self.topic(asked), LONGEST_QUESTION)})" if asked else ""
        phrase = self.phrase(statement)
        if statement.section == "concepts":
            return value, Part(_words(phrase.before)), subject, Part(_end(phrase.after) + inside)
        if statement.subject == statement.question and not phrase.before:
            return value, Part(": "), subject
        return value, Part(f"{_words(phrase.before)}“"), subject, Part(f"”{_end(phrase.after)}{inside}")

    def phrase(self, statement: Statement) -> Phrase:
        """What the people behind a share say or do."""
        if statement.answers:
            to = "for" if statement.section == "concepts" else "to"
            return saying(statement.answers, statement.other_answers, to)
        if statement.section == "concepts":
            return Phrase("for")
        usual = {"wants": Phrase("want"), "thinks": Phrase("choose")}.get(statement.section, Phrase())
        return ranking(statement.question) or usual

    def topic(self, title: str) -> str:
        """The title of a table without the statistic it shows: `Spending` of `Spending: top-two box`."""
        return without_statistic(title)

    def carried(self, text: str) -> str:
        """A text that tables carry, as stages write it (`tables_en`): a row's label, a title, who was asked."""
        return text

    def theme_name(self, name: str) -> str:
        """What a theme is called, as stages name it: after one of its statements, or as `not:` one."""
        return name

    def counted(self, answers: Sequence[str], others: Sequence[str] = ()) -> str:
        """Which answers a share counts: `“Very interested” or the next point`; empty without any."""
        return counted_answers(answers, others) if answers else ""

    def compared(self, statement: Statement) -> str:
        """The comparison alone: `far more than the market (41 %)`."""
        words = (_MEANS if statement.statistic == "mean" else _SHARES)[statement.comparison]
        return words.format(market=self.value(statement, statement.market))

    def degree(self, comparison: Comparison) -> str:
        """`far more`, `no clear difference`."""
        return _DEGREES[comparison]

    def finding(self, statement: Statement) -> str:
        """A statement as a headline; that of a concept calls it the best, so it takes the best one."""
        subject = shortened(statement.subject, LONGEST_HEADLINE)
        if statement.statistic == "mean":
            return f"{subject}: {_MEANS[statement.comparison].replace(' ({market})', '')}"
        if statement.section == "concepts":
            return f"{subject} does best: {self._liked(statement)}, {self.compared(statement)}"
        if statement.answers or statement.section in ("wants", "thinks"):
            return self._of_them(statement, subject)
        if statement.subject == statement.question:
            return f"{subject}: {_DEGREES[statement.comparison]} than in the market"
        many = _NUMBERS[statement.comparison]
        if statement.section == "does" or len(subject) <= _BARE_ANSWER:
            return _after(shortened(self.topic(statement.question), LONGEST_HEADLINE), f"{many} “{subject}”")
        return f"{_capital(many)} “{subject}” than in the market"

    def _of_them(self, statement: Statement, subject: str) -> str:
        """`Far more of them agree with “I read the label”`."""
        phrase = self.phrase(statement)
        if statement.section == "wants" and phrase.after == "important":
            return f"“{subject}” matters {_DEGREES[statement.comparison]} to them"
        many = _capital(_NUMBERS[statement.comparison])
        return f"{many} of them{_words(phrase.before)}“{subject}”{_end(phrase.after)}"

    def _liked(self, statement: Statement) -> str:
        """`72 % would buy it`."""
        value, phrase = self.value(statement, statement.value), self.phrase(statement)
        return f"{value} would buy it" if phrase.before == "would buy" else value

    def true_of(self, statement: Statement) -> str:
        """Of how many the statement is true, in the segment and else: `80 % / 9 %`; empty where nothing differs."""
        if not math.isfinite(statement.true_own + statement.true_rest):
            return ""
        return f"{self.numbers.percentage(statement.true_own)} / {self.numbers.percentage(statement.true_rest)}"

    def cell_note(self, statement: Statement) -> str:
        """What stands behind a figure: base, effective base, interval, everyone else, of how many it is true."""
        own, rest = (self.numbers.percentage(share) for share in (statement.true_own, statement.true_rest))
        said = math.isfinite(statement.true_own + statement.true_rest)
        true = f"; true of {own} of them, of {rest} of everyone else" if said else ""
        return (
            f"base {self.numbers.figure(statement.base)}, effective {self.numbers.figure(statement.effective_base)}; "
            f"95{self.numbers.percent} interval {self.interval(statement)}; "
            f"market {self.value(statement, statement.market)}, everyone else {self.value(statement, statement.rest)}"
            f"{true}"
        )

    def value(self, statement: Statement, value: float) -> str:
        """A figure of a statement, rounded."""
        if statement.statistic == "share":
            return self.numbers.percentage(value)
        return self.numbers.measured(value, statement.unit, statement.decimals)

    def interval(self, statement: Statement) -> str:
        if statement.statistic == "share":
            return self.numbers.span(statement.low, statement.high)
        low, high = (self.numbers.figure(end, statement.decimals) for end in (statement.low, statement.high))
        return f"{low} to {high}"

    def segment_names(self, high: Sequence[tuple[str, float]], low: Sequence[tuple[str, float]]) -> list[str]:
        """Names for a segment, the most telling first.

        Args:
            high, low: labels in which it stands above and below the market, the strongest first, with how far in
                standard deviations.
        """
        ups = [_told(label, True) for label, _ in high]
        downs = [_told(label, False) for label, _ in low]
        if not ups and not downs:
            return ["Close to the market"]
        if ups and downs and low[0][1] > 2 * high[0][1]:
            return [*_single(downs), *_pairs(downs[:2]), *_single(ups), *_pairs([ups[0], downs[0]])]
        return [*_single(ups), *_pairs(ups[:2]), *_pairs([*ups[:1], *downs[:1]]), *_single(downs), *_pairs(downs[:2])]


def _words(before: str) -> str:
    return f" {before} " if before else " "


def _end(after: str) -> str:
    return f" {after}" if after else ""


def _told(label: str, high: bool) -> tuple[str, bool]:
    """A label and whether the segment is above it; being high on "not: X" is being low on X."""
    return (label.removeprefix(OPPOSITE), not high) if label.startswith(OPPOSITE) else (label, high)


def _single(told: Sequence[tuple[str, bool]]) -> list[str]:
    return [_phrase(*told[0], LONGEST_NAME)] if told else []


def _pairs(told: Sequence[tuple[str, bool]]) -> list[str]:
    """Two labels in one name, what is above first."""
    if len(told) < 2:
        return []
    (one, up), (other, also) = sorted(told, key=lambda part: not part[1])
    first = _phrase(one, up, LONGEST_PAIR)
    return [f"{first} and {shortened(other, LONGEST_PAIR)}" if up == also else f"{first}, {_low(other)}"]


def _phrase(label: str, high: bool, longest: int) -> str:
    return _capital(shortened(label, longest)) if high else _capital(_low(label, longest))


def _low(label: str, longest: int = LONGEST_PAIR) -> str:
    return f"low on {shortened(label, longest)}"


def _after(question: str, answer: str) -> str:
    return f"{question} {_capital(answer)}" if question[-1:] in "?!." else f"{question}: {answer}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
