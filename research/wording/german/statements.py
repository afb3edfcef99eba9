"""What a statement says in German: sentences and findings."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from research.domain.personas import Comparison, Section, Statement
from research.wording.answering_en import Phrase
from research.wording.english import English
from research.wording.german import names, tables
from research.wording.german.answering import BUY, IMPORTANT, counted_answers, ranking, saying
from research.wording.german.marks import NUMBERS, capital, quoted
from research.wording.sentences import TONES, Part, Sentence, shortened
from research.wording.statements_en import LONGEST_HEADLINE, LONGEST_QUESTION

_BARE_ANSWER = 4
"""Answers as short as „Ja“ and „Nein“ say nothing without their question."""

_SHARES: Mapping[Comparison, str] = {
    "far_more": "deutlich mehr als im Markt",
    "more": "mehr als im Markt",
    "slightly_more": "etwas mehr als im Markt",
    "same": "etwa gleich viele wie im Markt",
    "unclear": "kein klarer Unterschied zum Markt",
    "too_few": "zu wenige Interviews für einen Vergleich mit dem Markt",
    "slightly_less": "etwas weniger als im Markt",
    "less": "weniger als im Markt",
    "far_less": "deutlich weniger als im Markt",
}
_MEANS: Mapping[Comparison, str] = {
    **_SHARES,
    "far_more": "deutlich über dem Markt",
    "more": "über dem Markt",
    "slightly_more": "etwas über dem Markt",
    "same": "etwa wie im Markt",
    "slightly_less": "etwas unter dem Markt",
    "less": "unter dem Markt",
    "far_less": "deutlich unter dem Markt",
}
_DEGREES: Mapping[Comparison, str] = {
    "far_more": "deutlich mehr",
    "more": "mehr",
    "slightly_more": "etwas mehr",
    "same": "etwa gleich",
    "unclear": "kein klarer Unterschied",
    "too_few": "zu wenige Interviews",
    "slightly_less": "etwas weniger",
    "less": "weniger",
    "far_less": "deutlich weniger",
}
_MATTERS: Mapping[Comparison, str] = {
    "far_more": "deutlich wichtiger",
    "more": "wichtiger",
    "slightly_more": "etwas wichtiger",
    "same": "etwa gleich wichtig",
    "slightly_less": "etwas weniger wichtig",
    "less": "weniger wichtig",
    "far_less": "deutlich weniger wichtig",
}
_VAGUE: tuple[Comparison, ...] = ("unclear", "too_few")
"""Comparisons that say nothing of more or less."""


class StatementsDe(English):
    """Statements in German."""

    numbers = NUMBERS
    sections: Mapping[Section, str] = {
        "wants": "Was sie wollen",
        "thinks": "Wie sie denken",
        "does": "Was sie tun",
        "is": "Wer sie sind",
        "reached": "Wo sie zu erreichen sind",
        "concepts": "Konzepte und Preis",
    }
    nothing_apart: Mapping[Section, str] = {
        "wants": "Kein Wunsch sticht hervor",
        "thinks": "Keine Meinung sticht hervor",
        "does": "Keine Gewohnheit sticht hervor",
        "is": "Kein persönliches Merkmal sticht hervor",
        "reached": "Kein Medium sticht hervor",
        "concepts": "Kein Konzept wurde beurteilt",
    }
    too_few_title = "Zu wenige Interviews für eine Aussage"
    nothing_clear = "Keine Antwort unterscheidet sich hier klar vom Markt."
    defines = "definiert das Segment"
    defines_note = (
        "Das Segment wurde aus dieser Antwort gebildet und unterscheidet sich daher zwangsläufig; getestet wird nicht."
    )

    def statement(self, statement: Statement, question: str = "") -> Sentence:
        """One statement as a sentence that names the comparison, its figure first; with the question if it is given."""
        return Sentence(
            (*self._opening(statement, question), Part(f", {self.compared(statement)}.")),
            self.cell_note(statement),
            TONES[statement.comparison],
            statement.defines,
        )

    def _opening(self, statement: Statement, question: str) -> tuple[Part, ...]:
        """Figure and subject: `68 % stimmen „Ich lese das Etikett“ zu`, `Alter: im Mittel 47 Jahre`."""
        value, subject = Part(self.value(statement, statement.value), "figure"), Part(statement.subject, "subject")
        if statement.statistic == "mean":
            return subject, Part(": im Mittel "), value
        asked = question if question != statement.subject else ""
        inside = f" ({shortened(self.topic(asked), LONGEST_QUESTION)})" if asked else ""
        phrase = self.phrase(statement)
        if statement.section == "concepts":
            return value, Part(_before(phrase)), subject, Part(_after(phrase) + inside)
        if statement.subject == statement.question and not phrase.before:
            return value, Part(": "), subject
        return value, Part(f"{_before(phrase)}„"), subject, Part(f"“{_after(phrase)}{inside}")

    def phrase(self, statement: Statement) -> Phrase:
        """What the people behind a share say or do."""
        if statement.answers:
            to = "bei" if statement.section == "concepts" else "auf"
            return saying(statement.answers, statement.other_answers, to)
        if statement.section == "concepts":
            return Phrase("für")
        usual = {"wants": Phrase("wünschen sich"), "thinks": Phrase("wählen")}.get(statement.section, Phrase())
        return ranking(statement.question) or usual

    def topic(self, title: str) -> str:
        """The title of a table without the statistic it shows: `Ausgaben` of `Ausgaben: Top-2-Box`."""
        return tables.without_statistic(title)

    def carried(self, text: str) -> str:
        """A text that tables carry with them, in German; what the questionnaire says stays as it is."""
        return tables.carried(text)

    def theme_name(self, name: str) -> str:
        """What a theme is called: one named after the opposite of a statement says `nicht:`."""
        return names.theme(name)

    def counted(self, answers: Sequence[str], others: Sequence[str] = ()) -> str:
        """Which answers a share counts: `„Sehr interessiert“ oder den nächsten Punkt`; empty without any."""
        return counted_answers(answers, others) if answers else ""

    def compared(self, statement: Statement) -> str:
        """The comparison alone: `deutlich mehr als im Markt (41 %)`."""
        words = (_MEANS if statement.statistic == "mean" else _SHARES)[statement.comparison]
        return f"{words} ({self.value(statement, statement.market)})"

    def degree(self, comparison: Comparison) -> str:
        """`deutlich mehr`, `kein klarer Unterschied`."""
        return _DEGREES[comparison]

    def finding(self, statement: Statement) -> str:
        """A statement as a headline; that of a concept calls it the best, so it takes the best one."""
        subject = shortened(statement.subject, LONGEST_HEADLINE)
        if statement.statistic == "mean":
            return f"{subject}: {_MEANS[statement.comparison]}"
        if statement.section == "concepts":
            return f"{subject} schneidet am besten ab: {self._liked(statement)}, {self.compared(statement)}"
        if statement.comparison in _VAGUE:
            return f"{quoted(subject)}: {_DEGREES[statement.comparison]}"
        if statement.answers or statement.section in ("wants", "thinks"):
            return self._of_them(statement, subject)
        if statement.subject == statement.question:
            return f"{subject}: {_SHARES[statement.comparison]}"
        many = _many(statement.comparison)
        if statement.section == "does" or len(subject) <= _BARE_ANSWER:
            question = shortened(self.topic(statement.question), LONGEST_HEADLINE)
            return _answered(question, f"{many} {quoted(subject)}")
        as_market = "wie im Markt" if statement.comparison == "same" else "als im Markt"
        return f"{capital(many)} {quoted(subject)} {as_market}"

    def _of_them(self, statement: Statement, subject: str) -> str:
        """`Deutlich mehr von ihnen stimmen „Ich lese das Etikett“ zu`."""
        phrase = self.phrase(statement)
        if statement.section == "wants" and phrase == IMPORTANT:
            return f"{quoted(subject)} ist ihnen {_MATTERS[statement.comparison]}"
        many = capital(_many(statement.comparison))
        return f"{many} von ihnen{_before(phrase)}{quoted(subject)}{_after(phrase)}"

    def _liked(self, statement: Statement) -> str:
        """`72 % würden kaufen`."""
        value = self.value(statement, statement.value)
        return f"{value} würden kaufen" if self.phrase(statement) == BUY else value

    def cell_note(self, statement: Statement) -> str:
        """What stands behind a figure: base, effective base, interval, everyone else, of how many it is true."""
        own, rest = (self.numbers.percentage(share) for share in (statement.true_own, statement.true_rest))
        said = math.isfinite(statement.true_own + statement.true_rest)
        true = f"; trifft zu auf {own} von ihnen, auf {rest} aller übrigen" if said else ""
        return (
            f"Basis {self.numbers.figure(statement.base)}, effektiv {self.numbers.figure(statement.effective_base)}; "
            f"95-%-Intervall {self.interval(statement)}; "
            f"Markt {self.value(statement, statement.market)}, alle übrigen {self.value(statement, statement.rest)}"
            f"{true}"
        )

    def interval(self, statement: Statement) -> str:
        if statement.statistic == "share":
            return self.numbers.span(statement.low, statement.high)
        low, high = (self.numbers.figure(end, statement.decimals) for end in (statement.low, statement.high))
        return f"{low} bis {high}"

    def segment_names(self, high: Sequence[tuple[str, float]], low: Sequence[tuple[str, float]]) -> list[str]:
        """Names for a segment, the most telling first."""
        return names.segment_names(high, low)


def _before(phrase: Phrase) -> str:
    return f" {phrase.before} " if phrase.before else " "


def _after(phrase: Phrase) -> str:
    return f" {phrase.after}" if phrase.after else ""


def _many(comparison: Comparison) -> str:
    return "etwa gleich viele" if comparison == "same" else _DEGREES[comparison]


def _answered(question: str, answer: str) -> str:
    return f"{question} {capital(answer)}" if question[-1:] in "?!." else f"{question}: {answer}"
