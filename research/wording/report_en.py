"""The persona report in English: headings, labels and the sentences that gather several figures."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from research.domain.allocation import CORE_MEMBER
from research.domain.comparison import RULES
from research.domain.personas import Persona, Personas, Statement, decisions
from research.domain.results import Brief
from research.domain.sample import Weighting
from research.domain.segmentation import Segmentation
from research.domain.waves import Change, WaveComparison, WaveFigure
from research.wording.answering_en import saying
from research.wording.numbers import UNKNOWN
from research.wording.sentences import shortened, stopped
from research.wording.statements_en import LONGEST_HEADLINE, StatementsEn

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DATE = re.compile(r"(?<![\d-])(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?(?![\d-])")

_SAME = ((0.85, "almost the same"), (0.70, "largely the same"), (0.50, "only partly the same"))
"""Adjusted Rand index from which segments found again are called almost, largely or partly the same."""

_MOST_THEMES = 3
_MOST_NAMES = 4
LONGEST_CONCEPT = 44
LONGEST_REASON = 110


class ReportEn(StatementsEn):
    """The report in English."""

    language = "en"
    quotes = ("“", "”")
    market = "Market"
    everyone = "everyone in the survey"
    skip = "Skip to the answer"
    contents = "On this page"
    verdict_title = "How firm the segments are"
    answer = "The answer"
    segments = "The segments"
    segment = "Segment"
    change = "Change"
    scores = "Scores"
    more_scores = "More scores"
    interval_head = "95\u202f% interval"
    no_segments_text = "The data of this study were not cut into segments."
    no_segments_rest = "What everyone answered is below; it is told by question, not by kind of consumer."
    sizes = "How big each segment is"
    sizes_note = "Share of the market with its 95\u202f% interval"
    separates = "What separates them"
    separates_note = "Each dot is a segment, the line is the market"
    waves = "Wave by wave"
    side_by_side = "Side by side"
    concepts = "Concepts by segment"
    method = "How it was done"
    glossary = "Words and rules"
    profile = "What sets them apart"
    profile_note = (
        "Each theme on one scale; the line is the market, small rings are the other segments. Figures are standard "
        "deviations: from 0.5 on the segment is far above or far below"
    )
    to_say = "What to say: speak to this"
    to_avoid = "What not to say: this leaves them cold"
    nothing_to_avoid = "Nothing leaves them clearly colder than the market."
    messages_note = (
        "What they want and think clearly more, or less, than the market. These are their answers; the words of a "
        "message are still to be found."
    )
    nothing_found = "No row matches."
    verbatims = "In their own words"
    action = "What we will do"
    action_open = "What we would do"
    sure = "How sure we are"
    show_numbers = "Show the numbers"
    pursue_yes = "We go for this segment"
    pursue_no = "We do not go for this segment"
    pursue_open = "Not decided yet"
    our_reason = "our reason"
    best_concept = "Best concept"
    of_the_market = "of the market"
    people = "people"
    interviews = "interviews"
    back_to_top = "Back to the segments"
    sort_by = "Sort by"
    find = "Find a row"
    theme_filter = "Theme"
    all_themes = "All themes"
    compare = "Compare"
    compare_with = "with"
    all_segments = "All segments"
    show_only = "Show"
    themes = "What separates them"
    theme_ends = ("less", "more")
    themes_note = "standard deviations from the market"
    no_segments = "Why there are no segments here"
    totals = "What everyone answered"
    totals_note = "Share of everyone who was asked"
    concepts_note = "Differences between concepts within a segment are not tested."
    waves_note = (
        "Where nothing is noted there is no clear change. Changes are tested against the wave before, at 95\u202f% "
        "confidence."
    )
    more_tables = "The crosstab workbook holds every question."
    base = "Base"
    effective_base = "Effective base"
    question = "Question"
    answer_column = "Answer"
    everyone_else = "Everyone else"
    true_head = "True of them / of others"
    comparison = "Compared with the market"
    shading_note = (
        "Shading: 5, 10 and 20 points above or below the market; what is in standard deviations from the market, from "
        "0.25, 0.5 and 1 on. ▲ ▼ differ from everyone else at 95\u202f%; "
        "◆ the segments were formed on this answer, so it is not tested. * base under {small}, ** under {least}."
    )
    change_words: Mapping[Change, str] = {
        "up": "up",
        "down": "down",
        "none": "",
        "first": "",
        "untested": "too few to say",
    }

    def count(self, number: int) -> str:
        """`four`; figures from thirteen on."""
        return _COUNTS[number] if number < len(_COUNTS) else self.numbers.figure(number)

    def dated(self, text: str) -> str:
        """Dates in a text in words: `2025-03` as `March 2025`."""
        return _DATE.sub(_dated, text)

    def masthead(self, brief: Brief, n: int, weighting: Weighting) -> list[str]:
        """Who was asked, where, how many, when, weighted."""
        effective = self.numbers.figure(weighting.effective_base)
        weighted = "not weighted" if weighting.source == "none" else f"weighted, effective base {effective}"
        return [*self.interviewed(brief, n), weighted]

    def interviewed(self, brief: Brief, n: int) -> list[str]:
        """Who was asked, where, how many, when."""
        who = ", ".join(part for part in (brief.universe.who, brief.universe.country) if part)
        asked = f"{self.numbers.figure(n)} interviews"
        when = f"fielded {self.dated(brief.fielded)}" if brief.fielded else ""
        return [part for part in (who, asked, when) if part]

    def segments_counted(self, k: int) -> str:
        """`four segments`."""
        return "one segment" if k == 1 else f"{self.count(k)} segments"

    def answer_segments(self, segmentation: Segmentation) -> str:
        choice = segmentation.choice
        told = f"This study sorts the market into {self.count(choice.k)} segments. {self._again(choice.stability)}"
        return f"{told[:-1]}: {self.agreement(choice.stability)}." if math.isfinite(choice.stability) else told

    def agreement(self, stability: float) -> str:
        """How alike two divisions are: `0.97 on a scale from 0 (chance) to 1 (identical)`."""
        return f"{self.numbers.figure(stability, 2)} on a scale from 0 (chance) to 1 (identical)"

    def answer_change(self, figure: WaveFigure, before: WaveFigure, since: str) -> str:
        """How the size of a segment has changed: `Planet Firsts grew from 21 % to 28 % since March 2025.`"""
        moved = "grew" if figure.change == "up" else "shrank"
        were, are = (self.numbers.percentage(one.value) for one in (before, figure))
        return f"{figure.label} {moved} from {were} to {are} since {since}."

    def answer_sizes(self, largest: Persona, smallest: Persona) -> str:
        """The largest and the smallest segment, or that all are alike."""
        if self._as_large(largest, smallest):
            return f"All are about equally large, {self.numbers.percentage(largest.share)} of the market each."
        people = f", about {self.numbers.people(largest.people)} people" if largest.people is not None else ""
        return (
            f"The largest is {largest.name} with {self.numbers.percentage(largest.share)} of the market "
            f"({self.numbers.span(largest.share_low, largest.share_high)}){people}; the smallest is {smallest.name} "
            f"with {self.numbers.percentage(smallest.share)}."
        )

    def answer_apart(self, theme: str, highest: str, lowest: str) -> str:
        return stopped(f"What separates them most is “{theme}”: highest in {highest}, lowest in {lowest}")

    def answer_first(self, name: str, statement: Statement) -> str:
        """What is most telling of a segment: `Planet Firsts: 68 % want “…”, far more than the market (41 %).`"""
        return f"{name}: {self.statement(statement).plain}"

    def answer_one_concept(self, concept: str, measure: str, best: str, statement: Statement) -> str:
        return (
            f"{concept} comes first in every segment ({self.topic(measure)}), most clearly among {best}: "
            f"{self._liked(statement)}, market {self.value(statement, statement.market)}."
        )

    def answer_concepts(self, winners: Sequence[tuple[str, Sequence[str]]], measure: str) -> str:
        """Which concept comes first where.

        Args:
            winners: concepts with the names of the segments in which each comes first.
        """
        told = [(shortened(concept, LONGEST_CONCEPT), names) for concept, names in winners]
        if sum(len(names) for _, names in told) <= _MOST_NAMES:
            parts = [f"{concept} comes first in {self.listed(names)}" for concept, names in told]
        else:
            parts = [f"{concept} comes first in {self.count(len(told[0][1]))} segments" for concept, _ in told[:1]]
            parts += [f"{concept} in {self.count(len(names))}" for concept, names in told[1:]]
        return stopped(f"No concept wins everywhere ({self.topic(measure)}): {', '.join(parts)}")

    def answer_pursue(
        self, chosen: Sequence[tuple[Persona, str]], left: Sequence[Persona], undecided: Sequence[Persona]
    ) -> str:
        """What is decided, which answers the question of the study.

        Args:
            chosen: personas to go for, each with what the concept that does best there reaches, where there is one.
            left: those not to go for.
            undecided: all others.
        """
        goes = f"We go for {self.listed([self._target(*target) for target in chosen])}." if chosen else ""
        leaves = (
            f"{'Not' if chosen else 'We do not go'} for {self.listed(list(map(self._left, left)))}." if left else ""
        )
        opens = f"{self.pursue_open}: {self.listed(list(map(self._left, undecided)))}." if undecided else ""
        return " ".join(part for part in (goes, leaves, opens) if part)

    def answer_message(self, persona: Persona, openings: Sequence[str], reached: Statement | None) -> str:
        """What to say to a target, and where to reach it."""
        told = f"To win {persona.name}, speak to what they want: {self.listed(openings)}."
        return f"{told} {self.target_line(self.sections['reached'], reached)}" if reached else told

    def target_line(self, label: str, statement: Statement) -> str:
        """A statement under a heading of one word: what they want, where they are."""
        return f"{label}: {self.statement(statement).plain}"

    def opening(self, subject: str, value: str, beside: str) -> str:
        """What a message can begin with, and for how many it holds: `“Costs little” (67 %, market 29 %)`."""
        return f"“{subject}” ({value}, {beside})"

    def pursue(self, pursue: bool | None) -> str:
        """Whether a segment is gone for."""
        return self.pursue_open if pursue is None else self.pursue_yes if pursue else self.pursue_no

    def answer_open(self, largest: Persona, keenest: tuple[Persona, Statement] | None) -> str:
        """No decision is named: what speaks for which segment."""
        size = f"Size speaks for {largest.name} ({self.numbers.percentage(largest.share)} of the market)"
        other = "the pages below show what an offer to each would have to deliver"
        if keenest is not None:
            persona, best = keenest
            other = f"the best score of a concept for {persona.name} ({best.subject}: {self._liked(best)})"
        return f"Which segment to go for is not decided yet. {size}; {other}."

    def _target(self, persona: Persona, liked: str) -> str:
        told = [f"{self.numbers.percentage(persona.share)} {self.of_the_market}", *([liked] if liked else [])]
        return f"{persona.name} ({'; '.join([*told, *self._because(persona)])})"

    def _left(self, persona: Persona) -> str:
        """A segment with the reason that the study gives."""
        return " ".join((persona.name, *(f"({reason})" for reason in self._because(persona))))

    def _because(self, persona: Persona) -> list[str]:
        reason = shortened(persona.because.rstrip("."), LONGEST_REASON)
        return [f"{self.our_reason}: {self.quotes[0]}{reason}{self.quotes[1]}"] if reason else []

    def listed(self, names: Sequence[str]) -> str:
        """`A, B and C`."""
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

    def between(self, low: float, high: float) -> str:
        return f"likely {self.numbers.span(low, high)}"

    def about_people(self, people: float) -> str:
        return f"about {self.numbers.people(people)} people"

    def beside_market(self, statement: Statement) -> str:
        """What stands beside a figure: `market 41 %`."""
        return f"market {self.value(statement, statement.market)}"

    def picture(self, statement: Statement) -> str:
        """What the figure of a concept says: `would buy Pea Puffs, market 41 %`."""
        phrase = self.phrase(statement)
        subject = shortened(statement.subject, LONGEST_HEADLINE)
        told = " ".join(part for part in (phrase.before, subject, phrase.after) if part)
        measure = "" if phrase.before == "would buy" else f" ({self.topic(statement.question)})"
        return f"{told}{measure}, {self.beside_market(statement)}"

    def few(self, statement: Statement, small_base: int) -> str:
        """That a figure rests on few: ` (small base: 85)`; empty where it does not."""
        return f" (small base: {self.numbers.figure(statement.base)})" if statement.base < small_base else ""

    def star_key(self, small_base: int) -> str:
        """What a star beside a figure means."""
        return f"* base under {self.numbers.figure(small_base)}"

    def sure_base(self, persona: Persona) -> str:
        return (
            f"{self.numbers.figure(persona.base)} interviews stand behind this page; the segment is "
            f"{self.numbers.span(persona.share_low, persona.share_high)} of the market."
        )

    def sure_certainty(self, persona: Persona) -> str:
        return (
            "How surely people belong here rather than in another segment: "
            f"{self.numbers.percentage(persona.certainty)} on average; {self.numbers.percentage(persona.core)} of them "
            f"are core members, with {self.numbers.percentage(CORE_MEMBER)} or more."
        )

    def sure_name(self, candidates: Sequence[str]) -> str:
        """A suggested name is no finding."""
        others = f" Others that fit: {', '.join(f'“{name}”' for name in candidates)}." if candidates else ""
        return f"The name is suggested from the figures; a workshop should find a better one.{others}"

    def too_few(self, persona: Persona) -> str:
        return f"With {self.numbers.figure(persona.base)} interviews there are too few to say how it compares."

    def section_source(self, wording: str, title: str, base: str, counted: str = "") -> str:
        """The line under a figure: question, which answers the shares count, base."""
        asked = f"“{wording}”" if wording and not title.startswith(wording) else self.topic(title)
        return " · ".join(part for part in (asked, self.share_of(counted), base) if part)

    def share_of(self, counted: str) -> str:
        """Which answers shares count, in a sentence: `share who answered “Very” or “Fairly”`."""
        if not counted:
            return ""
        return f"share who {'chose' if counted.startswith('the ') else 'answered'} {counted}"

    def net_of(self, share: float, answers: Sequence[str], others: Sequence[str]) -> str:
        """A share of everyone who gave the best answers: `31 % would buy`."""
        told, phrase = self.numbers.percentage(share), saying(answers, others)
        if phrase.before == "would buy":
            return f"{told} would buy"
        counted = self.counted(answers, others)
        return f"{told} {'choose' if counted.startswith('the ') else 'answer'} {counted}"

    def in_short(self, nets: Sequence[tuple[str, str]]) -> str:
        """Questions with the share of their best answers: `Of everyone: 31 % would buy (Purchase intent).`"""
        return f"Of everyone, {self.listed([f'{net} ({title})' for title, net in nets])}."

    def more_answers(self, number: int) -> str:
        """What a list leaves out."""
        return "and one answer more" if number == 1 else f"and {self.count(number)} answers more"

    def waves_finding(self, grew: Sequence[str], shrank: Sequence[str], since: str) -> str:
        if not grew and not shrank:
            return f"No segment clearly grew or shrank since {since}"
        parts = [f"{self.listed(grew)} grew" if grew else "", f"{self.listed(shrank)} shrank" if shrank else ""]
        return f"{', '.join(part for part in parts if part)} since {since}"

    def concepts_finding(self, leaders: Sequence[tuple[str, Sequence[str]]], k: int) -> str:
        if len(leaders) == 1:
            return f"{leaders[0][0]} leads in every segment"
        if len(leaders) == k:
            return "Every segment has another favourite"
        concept, names = leaders[0]
        return f"{concept} leads in {self.count(len(names))} of {self.count(k)} segments"

    def side_by_side_finding(self, theme: str) -> str:
        return f"“{theme}” divides the segments most"

    def persona_lead(self, persona: Persona) -> str:
        """What sets the persona apart, theme by theme."""
        apart = sorted((t for t in persona.factor_means if abs(t.mean) >= RULES.plain.sd), key=lambda t: -abs(t.mean))
        above = [f"“{theme.name}”" for theme in apart if theme.mean > 0][:_MOST_THEMES]
        below = [f"“{theme.name}”" for theme in apart if theme.mean < 0][:_MOST_THEMES]
        parts = [f"above the market on {self.listed(above)}" if above else ""]
        parts.append(f"below it on {self.listed(below)}" if above and below else "")
        parts.append(f"below the market on {self.listed(below)}" if below and not above else "")
        told = ", ".join(part for part in parts if part) or "close to the market on every theme"
        return f"{told[0].upper()}{told[1:]}."

    def row_label(self, statement: Statement, with_question: bool) -> str:
        """What a row is about: with its question where that is asked for, with its unit where it is a mean."""
        if statement.answers and statement.subject == statement.question and not with_question:
            return self.counted(statement.answers, statement.other_answers)
        inside = self.topic(statement.question) if with_question and statement.question != statement.subject else ""
        if statement.statistic == "mean" and statement.unit.isalpha() and statement.unit not in statement.subject:
            inside = f"{inside}, {statement.unit}" if inside else statement.unit
        return f"{statement.subject} ({inside})" if inside else statement.subject

    def cell(self, statement: Statement, value: float) -> str:
        """A figure in a table whose row names the unit."""
        if statement.statistic == "mean" and statement.unit.isalpha():
            return self.numbers.figure(value, statement.decimals)
        return self.value(statement, value)

    def matrix_note(self, name: str, base: int, effective_base: float) -> str:
        return f"{name}: base {self.numbers.figure(base)}, effective {self.numbers.figure(effective_base)}"

    def wave_note(self, figure: WaveFigure) -> str:
        n = self.numbers
        return (
            f"95{n.percent} interval {n.span(figure.low, figure.high)}; base {n.figure(figure.base)}, effective "
            f"{n.figure(figure.effective_base)}"
        )

    def segments_finding(self, ordered: Sequence[Persona]) -> str:
        """How large the targets are, where there are some; else which segment is the largest."""
        targets = decisions(ordered).chosen
        if targets:
            shares = self.listed([f"{one.name} ({self.numbers.percentage(one.share)})" for one in targets])
            return f"{self.count(len(ordered)).capitalize()} segments, and we go for {shares}"
        if len(ordered) > 1 and self._as_large(ordered[0], ordered[1]):
            return f"{ordered[0].name} and {ordered[1].name} are the largest of {self.count(len(ordered))} segments"
        return f"{ordered[0].name} is the largest of {self.count(len(ordered))} segments"

    def _as_large(self, one: Persona, other: Persona) -> bool:
        """Whether two shares read alike."""
        return self.numbers.percentage(one.share) == self.numbers.percentage(other.share)

    def over_time(self, figures: Sequence[WaveFigure | None]) -> str:
        """Shares wave by wave: `25 → 27 %`."""
        n = self.numbers
        shown = [n.figure(100 * figure.value) if figure else UNKNOWN for figure in figures]
        return f"{' → '.join(shown)}{n.percent}"

    def sizes_alt(self, ordered: Sequence[Persona]) -> str:
        return f"{self.sizes}: " + "; ".join(f"{p.name} {self.numbers.percentage(p.share)}" for p in ordered) + "."

    def overview_alt(self, personas: Personas) -> str:
        parts = []
        for j, theme in enumerate(personas.personas[0].factor_means):
            means = (f"{p.name} {self.numbers.signed(p.factor_means[j].mean)}" for p in personas.personas)
            parts.append(f"{theme.name}: {', '.join(means)}")
        return f"{self.separates}, in {self.themes_note}. {'; '.join(parts)}."

    def profile_alt(self, persona: Persona) -> str:
        means = (f"{theme.name} {self.numbers.signed(theme.mean)}" for theme in persona.factor_means)
        return f"{persona.name} in {self.themes_note}: {', '.join(means)}."

    def statements_alt(self, persona: Persona, statements: Sequence[Statement]) -> str:
        told = (f"{s.subject}: {self.value(s, s.value)}, {self.compared(s)}" for s in statements)
        return f"{persona.name}. {'; '.join(told)}."

    def waves_alt(self, waves: WaveComparison) -> str:
        sizes = [figure for figure in waves.figures if figure.topic == "size"]
        told = (f"{f.label} {self.numbers.percentage(f.value)} in {f.wave}" for f in sizes)
        return f"{self.waves}: {'; '.join(told)}."

    def _again(self, stability: float) -> str:
        """Whether the segments come back, as a sentence."""
        if not math.isfinite(stability):
            return "Whether they come back when the interviews are drawn anew was not tried."
        for least, same in _SAME:
            if stability >= least:
                return f"When the interviews are drawn anew, {same} segments come back."
        return "When the interviews are drawn anew, mostly other segments come back."


def _dated(found: re.Match[str]) -> str:
    month = f"{_MONTHS[int(found.group(2)) - 1]} {found.group(1)}"
    return f"{int(found.group(3))} {month}" if found.group(3) else month
