"""The persona report in English: headings, labels and the sentences that gather several figures."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from research.domain.comparison import RULES
from research.domain.personas import Persona, Personas, Statement
from research.domain.results import Brief
from research.domain.sample import Weighting
from research.domain.segmentation import Segmentation
from research.domain.waves import Change, WaveComparison, WaveFigure
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


class ReportEn(StatementsEn):
    """The report in English."""

    language = "en"
    market = "Market"
    everyone = "everyone in the survey"
    skip = "Skip to the answer"
    contents = "On this page"
    verdict_title = "Stability only"
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
    separates_note = "Themes behind the answers; each dot is a segment, the line is the market"
    waves = "Wave by wave"
    side_by_side = "Side by side"
    concepts = "Concepts by segment"
    method = "How it was done"
    glossary = "Words and rules"
    profile = "What sets them apart"
    profile_note = "Each theme on one scale; the line is the market, small rings are the other segments"
    verbatims = "In their own words"
    action = "What we will do"
    sure = "How sure we are"
    show_numbers = "Show the numbers"
    pursue_yes = "We go for this segment"
    pursue_no = "We do not go for this segment"
    of_the_market = "of the market"
    people = "people"
    interviews = "interviews"
    back_to_top = "Back to the segments"
    sort_by = "Sort by"
    find = "Find a row"
    themes = "Themes"
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
    comparison = "Compared with the market"
    shading_note = (
        "Shading: 5, 10 and 20 points above or below the market. ▲ ▼ differ from everyone else at 95\u202f%; "
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
        """Who was asked, where, when, how many, weighted."""
        who = ", ".join(part for part in (brief.universe.who, brief.universe.country) if part)
        asked = f"{self.numbers.figure(n)} interviews" + (f" with {who}" if who else "")
        when = f"fielded {self.dated(brief.fielded)}" if brief.fielded else ""
        effective = self.numbers.figure(weighting.effective_base)
        weighted = "not weighted" if weighting.source == "none" else f"weighted, effective base {effective}"
        return [part for part in (asked, when, weighted) if part]

    def verdict(self, segmentation: Segmentation) -> str:
        """What is known of how real the segments are, and what is not."""
        return (
            f"{self._again(segmentation.choice.stability)} A test against data without segments is not part of this "
            "report, so it does not claim that consumers fall into natural groups: it shows a cut of the market and "
            "how firmly it holds."
        )

    def answer_segments(self, segmentation: Segmentation) -> str:
        choice = segmentation.choice
        told = f"This study sorts the market into {self.count(choice.k)} segments. {self._again(choice.stability)}"
        if not math.isfinite(choice.stability):
            return told
        return f"{told[:-1]}: {self.numbers.figure(choice.stability, 2)}, where 1 is identical and 0 is chance."

    def answer_sizes(self, largest: Persona, smallest: Persona) -> str:
        people = f", about {self.numbers.people(largest.people)} people" if largest.people is not None else ""
        return (
            f"The largest is {largest.name} with {self.numbers.percentage(largest.share)} of the market "
            f"({self.numbers.span(largest.share_low, largest.share_high)}){people}; the smallest is {smallest.name} "
            f"with {self.numbers.percentage(smallest.share)}."
        )

    def answer_apart(self, theme: str, highest: str, lowest: str) -> str:
        return stopped(f"What separates them most is “{theme}”: highest in {highest}, lowest in {lowest}")

    def answer_wants(self, name: str, statement: Statement) -> str:
        return (
            f"{name} differs from the market most sharply on “{statement.subject}”: "
            f"{self.value(statement, statement.value)} against {self.value(statement, statement.market)}."
        )

    def answer_one_concept(self, concept: str, measure: str, best: str, statement: Statement) -> str:
        return (
            f"{concept} comes first in every segment ({measure}), most clearly among {best}: "
            f"{self.value(statement, statement.value)}, market {self.value(statement, statement.market)}."
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
        return stopped(f"No concept wins everywhere ({measure}): {', '.join(parts)}")

    def answer_pursue(self, chosen: Sequence[str], left: Sequence[str]) -> str:
        parts = [f"The study goes for {self.listed(chosen)}" if chosen else ""]
        parts.append(f"not for {self.listed(left)}" if chosen and left else "")
        parts.append(f"The study does not go for {self.listed(left)}" if left and not chosen else "")
        return stopped(", ".join(part for part in parts if part))

    def listed(self, names: Sequence[str]) -> str:
        """`A, B and C`."""
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

    def between(self, low: float, high: float) -> str:
        return f"likely {self.numbers.span(low, high)}"

    def about_people(self, people: float) -> str:
        return f"about {self.numbers.people(people)} people"

    def picture(self, statement: Statement) -> str:
        """What the picture number of a card says."""
        subject = shortened(statement.subject, LONGEST_HEADLINE)
        what = f"for {subject}" if statement.section == "concepts" else f"“{subject}”"
        return f"{what}, market {self.value(statement, statement.market)}"

    def sure_base(self, persona: Persona) -> str:
        return (
            f"{self.numbers.figure(persona.base)} interviews stand behind this page; the segment is "
            f"{self.numbers.span(persona.share_low, persona.share_high)} of the market."
        )

    def sure_certainty(self, persona: Persona) -> str:
        return (
            f"On average its members belong here with {self.numbers.percentage(persona.certainty)} certainty; the rest "
            "of the certainty lies with neighbouring segments."
        )

    def sure_name(self, candidates: Sequence[str]) -> str:
        """A suggested name is no finding."""
        others = f" Others that fit: {', '.join(f'“{name}”' for name in candidates)}." if candidates else ""
        return f"The name is suggested from the figures; a workshop should find a better one.{others}"

    def too_few(self, persona: Persona) -> str:
        return f"With {self.numbers.figure(persona.base)} interviews there are too few to say how it compares."

    def section_source(self, wording: str, title: str, base: str) -> str:
        """The line under a figure: question, statistic, base."""
        asked = "" if not wording or title.startswith(wording) else f"“{wording}”"
        return " · ".join(part for part in (asked, title, base) if part)

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

    def row_label(self, subject: str, question: str) -> str:
        return f"{subject} ({question})" if question else subject

    def matrix_note(self, name: str, base: int, effective_base: float) -> str:
        return f"{name}: base {self.numbers.figure(base)}, effective {self.numbers.figure(effective_base)}"

    def wave_note(self, figure: WaveFigure) -> str:
        n = self.numbers
        return (
            f"95{n.percent} interval {n.span(figure.low, figure.high)}; base {n.figure(figure.base)}, effective "
            f"{n.figure(figure.effective_base)}"
        )

    def segments_finding(self, ordered: Sequence[Persona]) -> str:
        return f"{ordered[0].name} is the largest of {self.count(len(ordered))} segments"

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
            return "Whether they come back on resampled interviews was not tried."
        for least, same in _SAME:
            if stability >= least:
                return f"On resampled interviews {same} segments come back."
        return "On resampled interviews mostly other segments come back."


def _dated(found: re.Match[str]) -> str:
    month = f"{_MONTHS[int(found.group(2)) - 1]} {found.group(1)}"
    return f"{int(found.group(3))} {month}" if found.group(3) else month
