"""The answer at the top and the findings over sections, in German: sentences that gather several figures."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from research.domain.personas import Persona, Statement, decisions
from research.domain.results import Brief
from research.domain.sample import Weighting
from research.domain.segmentation import Segmentation
from research.domain.waves import WaveFigure
from research.wording.german.labels import LabelsDe
from research.wording.german.marks import COUNTS, capital, quoted
from research.wording.report_en import LONGEST_CONCEPT
from research.wording.sentences import shortened, stopped

_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
_DATE = re.compile(r"(?<![\d-])(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?(?![\d-])")
_SAME = ((0.85, "fast dieselben"), (0.70, "weitgehend dieselben"), (0.50, "nur teilweise dieselben"))
"""Adjusted Rand index from which segments found again are called almost, largely or partly the same."""
_MOST_NAMES = 4


class FindingsDe(LabelsDe):
    """Findings in German."""

    def count(self, number: int) -> str:
        """`vier`; figures from thirteen on."""
        return COUNTS[number] if number < len(COUNTS) else self.numbers.figure(number)

    def dated(self, text: str) -> str:
        """Dates in a text in words: `2025-03` as `März 2025`."""
        return _DATE.sub(_dated, text)

    def listed(self, names: Sequence[str]) -> str:
        """`A, B und C`."""
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} und {names[-1]}"

    def masthead(self, brief: Brief, n: int, weighting: Weighting) -> list[str]:
        """Who was asked, where, how many, when, weighted."""
        effective = self.numbers.figure(weighting.effective_base)
        weighted = "ungewichtet" if weighting.source == "none" else f"gewichtet, effektive Basis {effective}"
        return [*self.interviewed(brief, n), weighted]

    def interviewed(self, brief: Brief, n: int) -> list[str]:
        """Who was asked, where, how many, when."""
        who = ", ".join(part for part in (brief.universe.who, brief.universe.country) if part)
        when = f"Feldzeit: {self.dated(brief.fielded)}" if brief.fielded else ""
        return [part for part in (who, f"{self.numbers.figure(n)} Interviews", when) if part]

    def segments_counted(self, k: int) -> str:
        """`vier Segmente`."""
        return "ein Segment" if k == 1 else f"{self.count(k)} Segmente"

    def answer_segments(self, segmentation: Segmentation) -> str:
        choice = segmentation.choice
        told = f"Diese Studie teilt den Markt in {self.count(choice.k)} Segmente. {self._again(choice.stability)}"
        return f"{told[:-1]}: {self.agreement(choice.stability)}." if math.isfinite(choice.stability) else told

    def agreement(self, stability: float) -> str:
        """How alike two divisions are: `0,97 auf einer Skala von 0 (Zufall) bis 1 (identisch)`."""
        return f"{self.numbers.figure(stability, 2)} auf einer Skala von 0 (Zufall) bis 1 (identisch)"

    def answer_change(self, figure: WaveFigure, before: WaveFigure, since: str) -> str:
        """How the size of a segment has changed."""
        moved = "gewachsen" if figure.change == "up" else "geschrumpft"
        were, are = (self.numbers.percentage(one.value) for one in (before, figure))
        return f"{figure.label} ist seit {since} von {were} auf {are} {moved}."

    def answer_sizes(self, largest: Persona, smallest: Persona) -> str:
        """The largest and the smallest segment, or that all are alike."""
        if self._as_large(largest, smallest):
            return f"Alle sind etwa gleich groß, je {self.numbers.percentage(largest.share)} des Marktes."
        people = f", {self.about_people(largest.people)}" if largest.people is not None else ""
        return (
            f"Das größte Segment ist {largest.name} mit {self.numbers.percentage(largest.share)} des Marktes "
            f"({self.numbers.span(largest.share_low, largest.share_high)}{people}); das kleinste ist {smallest.name} "
            f"mit {self.numbers.percentage(smallest.share)}."
        )

    def answer_apart(self, theme: str, highest: str, lowest: str) -> str:
        ends = f"am höchsten bei {highest}, am niedrigsten bei {lowest}"
        return stopped(f"Am stärksten unterscheiden sie sich bei {quoted(theme)}: {ends}")

    def answer_one_concept(self, concept: str, measure: str, best: str, statement: Statement) -> str:
        return (
            f"{concept} liegt in jedem Segment vorn ({self.topic(measure)}), am deutlichsten bei {best}: "
            f"{self._liked(statement)}, {self.beside_market(statement)}."
        )

    def answer_concepts(self, winners: Sequence[tuple[str, Sequence[str]]], measure: str) -> str:
        """Which concept comes first where."""
        told = [(shortened(concept, LONGEST_CONCEPT), names) for concept, names in winners]
        if sum(len(names) for _, names in told) <= _MOST_NAMES:
            parts = [f"{concept} bei {self.listed(names)}" for concept, names in told]
            parts[0] = f"vorn liegt {parts[0]}"
        else:
            parts = [f"{concept} liegt in {self._segments(len(told[0][1]))} vorn" for concept, _ in told[:1]]
            parts += [f"{concept} in {_dative(self.count(len(names)))}" for concept, names in told[1:]]
        return stopped(f"Kein Konzept gewinnt überall ({self.topic(measure)}): {', '.join(parts)}")

    def answer_pursue(
        self, chosen: Sequence[tuple[Persona, str]], left: Sequence[Persona], undecided: Sequence[Persona]
    ) -> str:
        """What is decided, which answers the question of the study."""
        goes = f"Wir setzen auf {self.listed([self._target(*target) for target in chosen])}." if chosen else ""
        turned_down = self.listed(list(map(self._left, left))) if left else ""
        leaves = f"{'Nicht' if chosen else 'Wir setzen nicht'} auf {turned_down}." if left else ""
        opens = f"{self.pursue_open}: {self.listed(list(map(self._left, undecided)))}." if undecided else ""
        return " ".join(part for part in (goes, leaves, opens) if part)

    def few(self, statement: Statement, small_base: int) -> str:
        """That a figure rests on few."""
        return f" (kleine Basis: {self.numbers.figure(statement.base)})" if statement.base < small_base else ""

    def star_key(self, small_base: int) -> str:
        """What a star beside a figure means."""
        return f"* Basis unter {self.numbers.figure(small_base)}"

    def answer_message(self, persona: Persona, openings: Sequence[str], reached: Statement | None) -> str:
        """What to say to a target, and where to reach it."""
        told = f"{persona.name} gewinnt, wer anspricht, was sie wollen: {self.listed(openings)}."
        return f"{told} {self.target_line(self.sections['reached'], reached)}" if reached else told

    def opening(self, subject: str, value: str, beside: str) -> str:
        """What a message can begin with, and for how many it holds."""
        return f"{quoted(subject)} ({value}, {beside})"

    def answer_open(self, largest: Persona, keenest: tuple[Persona, Statement] | None) -> str:
        """No decision is named: what speaks for which segment."""
        size = f"Die Größe spricht für {largest.name} ({self.numbers.percentage(largest.share)} des Marktes)"
        other = "was ein Angebot für jedes leisten müsste, zeigen die Seiten unten"
        if keenest is not None:
            persona, best = keenest
            other = f"der beste Wert eines Konzepts für {persona.name} ({best.subject}: {self._liked(best)})"
        return f"Auf welches Segment zu setzen ist, ist noch nicht entschieden. {size}; {other}."

    def waves_finding(self, grew: Sequence[str], shrank: Sequence[str], since: str) -> str:
        if not grew and not shrank:
            return f"Seit {since} ist kein Segment klar gewachsen oder geschrumpft"
        parts = [
            f"gewachsen: {self.listed(grew)}" if grew else "",
            f"geschrumpft: {self.listed(shrank)}" if shrank else "",
        ]
        return f"Seit {since} {'; '.join(part for part in parts if part)}"

    def concepts_finding(self, leaders: Sequence[tuple[str, Sequence[str]]], k: int) -> str:
        if len(leaders) == 1:
            return f"{leaders[0][0]} führt in jedem Segment"
        if len(leaders) == k:
            return "Jedes Segment hat einen anderen Favoriten"
        concept, names = leaders[0]
        return f"{concept} führt in {_dative(self.count(len(names)))} von {self.count(k)} Segmenten"

    def side_by_side_finding(self, theme: str) -> str:
        return f"{quoted(theme)} trennt die Segmente am stärksten"

    def segments_finding(self, ordered: Sequence[Persona]) -> str:
        targets = decisions(ordered).chosen
        if targets:
            shares = self.listed([f"{one.name} ({self.numbers.percentage(one.share)})" for one in targets])
            return f"{capital(self.count(len(ordered)))} Segmente; wir setzen auf {shares}"
        of = f"von {self.count(len(ordered))} Segmenten"
        if len(ordered) > 1 and self._as_large(ordered[0], ordered[1]):
            return f"{ordered[0].name} und {ordered[1].name} sind die größten {of}"
        return f"{ordered[0].name} ist das größte {of}"

    def _segments(self, number: int) -> str:
        """A number of segments after `in`: `einem Segment`, `drei Segmenten`."""
        return f"{_dative(self.count(number))} {'Segment' if number == 1 else 'Segmenten'}"

    def _again(self, stability: float) -> str:
        """Whether the segments come back, as a sentence."""
        if not math.isfinite(stability):
            return "Ob sie sich bei neu gezogenen Interviews wieder ergeben, wurde nicht geprüft."
        same = next((words for least, words in _SAME if stability >= least), "überwiegend andere")
        return f"Werden die Interviews neu gezogen, ergeben sich {same} Segmente."


def _dative(count: str) -> str:
    return "einem" if count == COUNTS[1] else count


def _dated(found: re.Match[str]) -> str:
    month = f"{_MONTHS[int(found.group(2)) - 1]} {found.group(1)}"
    return f"{int(found.group(3))}. {month}" if found.group(3) else month
