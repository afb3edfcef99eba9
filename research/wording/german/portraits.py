"""Figures, cards and pages of personas in German, and what charts say to those who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence

from research.domain.allocation import CORE_MEMBER
from research.domain.comparison import RULES
from research.domain.personas import Persona, Personas, Statement
from research.domain.waves import WaveComparison, WaveFigure
from research.wording.german.answering import BUY, given, of_points, saying
from research.wording.german.findings import FindingsDe
from research.wording.german.marks import capital, quoted
from research.wording.sentences import shortened
from research.wording.statements_en import LONGEST_HEADLINE

_MOST_THEMES = 3


class PortraitsDe(FindingsDe):
    """Personas in German."""

    def answer_first(self, name: str, statement: Statement) -> str:
        """What is most telling of a segment: `Planet Firsts: 68 % wünschen sich „…“, deutlich mehr als im Markt.`"""
        return f"{name}: {self.statement(statement).plain}"

    def between(self, low: float, high: float) -> str:
        return f"wahrscheinlich {self.numbers.span(low, high)}"

    def about_people(self, people: float) -> str:
        return f"rund {self.numbers.people(people)} Menschen"

    def beside_market(self, statement: Statement) -> str:
        """What stands beside a figure: `Markt 41 %`."""
        return f"Markt {self.value(statement, statement.market)}"

    def picture(self, statement: Statement) -> str:
        """What the figure of a concept says: `würden Pea Puffs kaufen, Markt 41 %`."""
        phrase = self.phrase(statement)
        subject = shortened(statement.subject, LONGEST_HEADLINE)
        told = " ".join(part for part in (phrase.before, subject, phrase.after) if part)
        measure = "" if phrase == BUY else f" ({self.topic(statement.question)})"
        return f"{told}{measure}, {self.beside_market(statement)}"

    def sure_base(self, persona: Persona) -> str:
        return (
            f"Hinter dieser Seite stehen {self.numbers.figure(persona.base)} Interviews; das Segment macht "
            f"{self.numbers.span(persona.share_low, persona.share_high)} des Marktes aus."
        )

    def sure_certainty(self, persona: Persona) -> str:
        n = self.numbers
        return (
            f"Wie sicher die Mitglieder hierher und in kein anderes Segment gehören: im Mittel zu "
            f"{n.percentage(persona.certainty)}; {n.percentage(persona.core)} von ihnen sind Kernmitglieder, mit "
            f"mindestens {n.percentage(CORE_MEMBER)}."
        )

    def sure_name(self, candidates: Sequence[str]) -> str:
        """A suggested name is no finding."""
        others = f" Auch passend: {', '.join(map(quoted, candidates))}." if candidates else ""
        return f"Der Name ist ein Vorschlag aus den Zahlen; ein Workshop sollte einen besseren finden.{others}"

    def too_few(self, persona: Persona) -> str:
        base = self.numbers.figure(persona.base)
        return f"Mit {base} Interviews sind es zu wenige, um etwas über den Abstand zum Markt zu sagen."

    def section_source(self, wording: str, title: str, base: str, counted: str = "") -> str:
        """The line under a figure: question, which answers the shares count, base."""
        asked = quoted(wording) if wording and not title.startswith(wording) else self.topic(title)
        return " · ".join(part for part in (asked, self.share_of(counted), base) if part)

    def share_of(self, counted: str) -> str:
        """Which answers shares count: `Anteil der Antworten „Sehr“ oder „Ziemlich“`."""
        if not counted:
            return ""
        return f"Anteil derer, die {counted} {'wählten' if of_points(counted) else 'antworteten'}"

    def net_of(self, share: float, answers: Sequence[str], others: Sequence[str]) -> str:
        """A share of everyone who gave the best answers: `31 % würden kaufen`."""
        told = self.numbers.percentage(share)
        if saying(answers, others) == BUY:
            return f"{told} würden kaufen"
        counted = self.counted(answers, others)
        return f"{told} {given(counted)} {counted}"

    def in_short(self, nets: Sequence[tuple[str, str]]) -> str:
        """Questions with the share of their best answers: `Von allen: 31 % würden kaufen (Kaufabsicht).`"""
        return f"Von allen: {self.listed([f'{net} ({title})' for title, net in nets])}."

    def more_answers(self, number: int) -> str:
        """What a list leaves out."""
        return "und eine weitere Antwort" if number == 1 else f"und {self.count(number)} weitere Antworten"

    def persona_lead(self, persona: Persona) -> str:
        """What sets the persona apart, theme by theme."""
        apart = sorted((t for t in persona.factor_means if abs(t.mean) >= RULES.plain.sd), key=lambda t: -abs(t.mean))
        above = [quoted(theme.name) for theme in apart if theme.mean > 0][:_MOST_THEMES]
        below = [quoted(theme.name) for theme in apart if theme.mean < 0][:_MOST_THEMES]
        parts = [f"über dem Markt bei {self.listed(above)}" if above else ""]
        parts.append(f"{'darunter' if above else 'unter dem Markt'} bei {self.listed(below)}" if below else "")
        told = ", ".join(part for part in parts if part) or "bei allen Themen nahe am Markt"
        return f"{capital(told)}."

    def matrix_note(self, name: str, base: int, effective_base: float) -> str:
        return f"{name}: Basis {self.numbers.figure(base)}, effektiv {self.numbers.figure(effective_base)}"

    def wave_note(self, figure: WaveFigure) -> str:
        n = self.numbers
        return (
            f"95-%-Intervall {n.span(figure.low, figure.high)}; Basis {n.figure(figure.base)}, effektiv "
            f"{n.figure(figure.effective_base)}"
        )

    def sizes_alt(self, ordered: Sequence[Persona]) -> str:
        return f"{self.sizes}: " + "; ".join(f"{p.name} {self.numbers.percentage(p.share)}" for p in ordered) + "."

    def overview_alt(self, personas: Personas) -> str:
        parts = []
        for j, theme in enumerate(personas.personas[0].factor_means):
            means = (f"{p.name} {self.numbers.signed(p.factor_means[j].mean)}" for p in personas.personas)
            parts.append(f"{theme.name}: {', '.join(means)}")
        return f"{self.separates}, in {self._deviations}. {'; '.join(parts)}."

    def profile_alt(self, persona: Persona) -> str:
        means = (f"{theme.name} {self.numbers.signed(theme.mean)}" for theme in persona.factor_means)
        return f"{persona.name} in {self._deviations}: {', '.join(means)}."

    _deviations = "Standardabweichungen vom Markt"

    def statements_alt(self, persona: Persona, statements: Sequence[Statement]) -> str:
        told = (f"{s.subject}: {self.value(s, s.value)}, {self.compared(s)}" for s in statements)
        return f"{persona.name}. {'; '.join(told)}."

    def waves_alt(self, waves: WaveComparison) -> str:
        sizes = [figure for figure in waves.figures if figure.topic == "size"]
        labels = dict(zip(waves.waves, waves.labels, strict=True))
        told = (f"{f.label} {self.numbers.percentage(f.value)} in {self.dated(labels[f.wave])}" for f in sizes)
        return f"{self.waves}: {'; '.join(told)}."
