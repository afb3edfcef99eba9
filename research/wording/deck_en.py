"""The deck in English: titles of slides, what stands beside charts, what the speaker has at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from research.domain.personas import Persona, Statement
from research.domain.results import Brief, Results
from research.wording.glossary_en import GlossaryEn
from research.wording.report_en import LONGEST_CONCEPT
from research.wording.sentences import shortened

_LONGEST_LABEL = 78
_MOST_NAMES = 3
_DEFINES = "◆"


class DeckEn(GlossaryEn):
    """The deck in English; what it shares with the page is said there."""

    share_format = '0"\u202f"%'
    mean_format = "+0.0;−0.0;0.0"
    """Number formats of charts, as office programs write them."""
    logo_alt = "Logo"
    defines_key = f"{_DEFINES} the segment was formed on this answer, so it differs by construction."
    nothing_telling = "No answer that sets them apart clearly enough to be drawn."
    sizes_lead = "Share of the market; in brackets its 95\u202f% interval"
    separates_lead = "means, in standard deviations from the market"
    market_line = "The line at zero is the market."
    open_action = "The study leaves this open."
    sizes_by_wave = "Size of the segments wave by wave, share of the market"
    no_segments_title = "There are no segments here to tell apart"
    no_segments_rest_deck = "What everyone answered is on the next slides, by question."
    reading_shades = "Shading: 5, 10 and 20 points from the market; else 0.25, 0.5 and 1 standard deviation."
    reading_points = "Shading: 5, 10 and 20 points from the market."
    reading_themes = "Shading: 0.25, 0.5 and 1 standard deviation from the market."
    reading_defines = f"{_DEFINES} the segments were formed on this answer, so it is not tested."
    reading_rest = "The persona page and the crosstab workbook hold every row."
    reading_marks = "▲ ▼ differ from everyone else at 95\u202f% confidence."
    themes_title = "Themes"
    caveats_none = "Nothing stands out that readers must keep in mind"

    def answer_title(self, k: int, chosen: Sequence[str], left: Sequence[str]) -> str:
        """What the study decides, as a title."""
        if chosen:
            return f"Of {self.count(k)} segments, we go for {self.listed(chosen)}"
        if left:
            return f"Of {self.count(k)} segments, we do not go for {self.listed(left)}"
        return f"The market sorts into {self.count(k)} segments; which to go for is not decided yet"

    def answer_target(self, persona: Persona, best: Statement | None, small_base: int) -> str:
        """A segment to go for: how large it is, and what its best concept reaches."""
        told = f"{persona.name}: {self.numbers.percentage(persona.share)} {self.of_the_market}"
        if best is None:
            return f"{told}."
        return f"{told}; {self.value(best, best.value)} {self.picture(best)}{self.few(best, small_base)}."

    def answer_rest(self, left: Sequence[str], undecided: Sequence[str]) -> str:
        """Which segments are not gone for, and which are open."""
        leaves = f"Not for {self.some(left)}." if left else ""
        opens = f"{self.pursue_open}: {self.some(undecided)}." if undecided else ""
        return " ".join(part for part in (leaves, opens) if part)

    def answer_speaks(self, largest: Persona, keenest: tuple[Persona, Statement] | None, small_base: int) -> str:
        """What speaks for which segment where no target is named."""
        size = f"Size speaks for {largest.name} ({self.numbers.percentage(largest.share)} {self.of_the_market})"
        if keenest is None:
            return f"{size}; the next slides show what an offer to each would have to deliver."
        persona, best = keenest
        scored = f"{best.subject}: {self._liked(best)}"
        return f"{size}; the best score of a concept for {persona.name} ({scored}){self.few(best, small_base)}."

    def who(self, brief: Brief) -> str:
        """The line at the foot of every slide."""
        return " · ".join(part for part in (brief.branding.client, brief.branding.confidentiality) if part)

    def sized(self, persona: Persona) -> str:
        """A segment with the interval of its size: `Planet Firsts (19–23 %)`."""
        return f"{persona.name} ({self.numbers.span(persona.share_low, persona.share_high)})"

    def people_and_interviews(self, persona: Persona) -> str:
        """`about 8.1 million people · 253 interviews`."""
        interviews = f"{self.numbers.figure(persona.base)} {self.interviews}"
        if persona.people is None:
            return interviews
        return f"{self.about_people(persona.people)} · {interviews}"

    def universe_source(self, source: str) -> str:
        """Where the number of people comes from."""
        return f"People: {source}"

    def share_line(self, persona: Persona) -> str:
        """`21 % of the market, likely 19–23 % · about 8.1 million people · 253 interviews`."""
        share = f"{self.numbers.percentage(persona.share)} {self.of_the_market}"
        between = self.between(persona.share_low, persona.share_high)
        return f"{share}, {between} · {self.people_and_interviews(persona)}"

    def persona_title(self, persona: Persona, line: Statement | None, min_base: int) -> str:
        """The name with what is most telling, or why there is nothing."""
        told = self.finding(line) if line else self.nothing_clear.removesuffix(".")
        return f"{persona.name}: {self.too_few_title.lower() if persona.base < min_base else told}"

    def bar_label(self, statement: Statement) -> str:
        """What a bar counts, without its figure: `find “Is high in protein” important ◆`."""
        asked = "" if statement.answers or statement.section in ("wants", "thinks") else statement.question
        told = "".join(part.text for part in self._opening(statement, asked) if part.kind != "figure")
        label = shortened(told.strip(" :"), _LONGEST_LABEL)
        return f"{label}\u00a0{_DEFINES}" if statement.defines else label

    def parted(self, title: str, number: int, of: int) -> str:
        """A title that goes on over several slides."""
        return title if of == 1 else f"{title} ({number}\u00a0of\u00a0{of})"

    def everyone_title(self, questions: Sequence[tuple[str, str, str, str]]) -> str:
        """What most people answered: question, best answers, the answer given most with its share."""
        told = (
            f"{net} ({title})" if net else f"{share} “{shortened(label, LONGEST_CONCEPT)}” ({title})"
            for title, net, label, share in questions
        )
        return f"Of everyone, {self.listed(list(told))}"

    def method_title(self, n: int, k: int) -> str:
        interviews = f"{self.numbers.figure(n)} interviews"
        return f"{interviews} stand behind these {self.count(k)} segments" if k else f"{interviews} stand behind this"

    def number_of_caveats(self, number: int) -> str:
        if not number:
            return self.caveats_none
        things = "thing" if number == 1 else "things"
        return f"{self.count(number).capitalize()} {things} to keep in mind"

    def min_base_key(self, min_base: int) -> str:
        """What two stars behind a figure mean."""
        return f"** base under {self.numbers.figure(min_base)}, too few to test."

    def side_by_side_rows(self, sections: Sequence[str]) -> str:
        """What the rows of a table are about: `Side by side: what they want, how they think`."""
        return f"{self.side_by_side}: {', '.join(f'{one[:1].lower()}{one[1:]}' for one in sections)}"

    def scores_finding(self, rose: Sequence[str], fell: Sequence[str], since: str) -> str:
        """Which scores of the market changed since the wave before."""
        if not rose and not fell:
            return f"No score of the market clearly changed since {since}"
        parts = [f"{self.listed(rose)} rose" if rose else "", f"{self.listed(fell)} fell" if fell else ""]
        return f"{', '.join(part for part in parts if part)} in the market since {since}"

    def score_among(self, score: str, name: str) -> str:
        """A score of a segment: `Pea Puffs among Planet Firsts`."""
        return f"{score} among {name}"

    def segment_scores_finding(self, rose: Sequence[str], fell: Sequence[str], since: str) -> str:
        """Which scores of segments changed since the wave before."""
        parts = [f"{self.listed(rose)} rose" if rose else "", f"{self.listed(fell)} fell" if fell else ""]
        return f"{', '.join(part for part in parts if part)} since {since}"

    def scores_unchanged(self, since: str) -> str:
        """That there is no slide of scores, and why."""
        return f"No score of the market or of a segment clearly changed since {since}, so no slide shows them:"

    def changes_tested(self, example: str) -> str:
        """What differences without an arrow are."""
        return f"Changes are tested: where no ▲ or ▼ stands, a difference such as {example} may be chance."

    def base_note(self, results: Results) -> str:
        """What stands behind every figure: `Base: 1,200 interviews, effective 1,142`."""
        n, effective = (self.numbers.figure(value) for value in (results.n, results.weighting.effective_base))
        return f"{self.base}: {n} {self.interviews}; {self.effective_base.lower()} {effective}."

    def statement_note(self, statement: Statement) -> str:
        """A statement in full with what stands behind it."""
        defining = f" {self.defines_note}" if statement.defines else ""
        return f"{self.statement(statement, statement.question).plain} {self.cell_note(statement)}.{defining}"

    def question_note(self, title: str, wording: str, base: str) -> str:
        """How a question was asked, and whom."""
        asked = f"“{wording}”" if wording else self.topic(title)
        return f"{self.question}: {asked} · {self.base}: {base}" if base else f"{self.question}: {asked}"

    def size_note(self, persona: Persona) -> str:
        return f"{persona.name}: {self.share_line(persona)}."

    def actions(self, action: Mapping[str, str]) -> list[str]:
        """What will be done, a line a team: `Product: compostable bag`."""
        return [f"{team[:1].upper()}{team[1:]}: {text}" for team, text in action.items()]

    def deed(self, pursue: bool | None) -> str:
        """The head over what each team does, or would do where a segment is not decided on."""
        return self.action_open if pursue is None else self.action

    def deeds_title(self, chosen: Sequence[str], left: Sequence[str]) -> str:
        """What is decided, as a title over what will be done."""
        if chosen:
            leaves = f", not for {self.some(left)}" if left else ""
            return f"{self.action}: go for {self.some(chosen)}{leaves}"
        if left:
            return f"{self.action}: not go for {self.some(left)}; all else is not decided yet"
        return f"{self.action_open}; which segment to go for is not decided yet"

    def some(self, names: Sequence[str]) -> str:
        """The names, or how many they are where a title cannot hold them."""
        return self.listed(names) if len(names) <= _MOST_NAMES else f"{self.count(len(names))} segments"

    def bars_alt(self, title: str, figures: Sequence[tuple[str, str]]) -> str:
        """A chart in words."""
        return f"{title}: {'; '.join(f'{name} {figure}' for name, figure in figures)}."

    def table_alt(self, title: str, rows: int, columns: int) -> str:
        return f"{title}: a table of {self.count(rows)} rows and {self.count(columns)} columns."

    def themes_text(self, names: Sequence[str], questions: int) -> str:
        """From how many questions to which themes."""
        if not names:
            return ""
        asked = self.numbers.figure(questions)
        return f"{asked} statements come down to {self.count(len(names))} themes: {self.listed(list(names))}."

    def pursued(self, pursue: bool | None, because: str) -> str:
        """Whether the study goes for a segment, and why."""
        told = self.pursue(pursue)
        return f"{told}: {because[:1].lower()}{because[1:]}" if because else told
