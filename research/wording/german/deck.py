"""The deck in German: titles of slides, what stands beside charts, what the speaker has at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from research.domain.personas import Persona, Statement
from research.domain.results import Brief, Results
from research.wording.german.glossary import GlossaryDe
from research.wording.german.marks import capital, quoted
from research.wording.german.teams import TEAMS
from research.wording.report_en import LONGEST_CONCEPT
from research.wording.sentences import shortened

_LONGEST_LABEL = 78
_MOST_NAMES = 3
_DEFINES = "◆"
_ASKING = ("Was", "Wie", "Wer", "Wo")


class DeckDe(GlossaryDe):
    """The deck in German; what it shares with the page is said there."""

    logo_alt = "Signet"
    defines_key = f"{_DEFINES} das Segment wurde aus dieser Antwort gebildet und unterscheidet sich daher zwangsläufig."
    nothing_telling = "Keine Antwort hebt sie klar genug ab, um gezeichnet zu werden."
    sizes_lead = "Anteil am Markt; in Klammern das 95-%-Intervall"
    separates_lead = "Mittelwerte, in Standardabweichungen vom Markt"
    market_line = "Die Linie bei null ist der Markt."
    open_action = "Die Studie lässt das offen."
    sizes_by_wave = "Größe der Segmente Welle für Welle, Anteil am Markt"
    no_segments_title = "Hier gibt es keine Segmente zu unterscheiden"
    no_segments_rest_deck = "Was alle geantwortet haben, zeigen die nächsten Folien, nach Fragen geordnet."
    reading_shades = "Schattierung: 5, 10 und 20 Prozentpunkte vom Markt; sonst 0,25, 0,5 und 1 Standardabweichung."
    reading_points = "Schattierung: 5, 10 und 20 Prozentpunkte vom Markt."
    reading_themes = "Schattierung: 0,25, 0,5 und 1 Standardabweichung vom Markt."
    reading_defines = f"{_DEFINES} die Segmente wurden aus dieser Antwort gebildet, sie ist daher nicht getestet."
    reading_rest = "Alle Zeilen stehen auf der Seite der Personas und im Tabellenband."
    reading_marks = "▲ ▼ mit 95\u202f% Sicherheit anders als alle übrigen."
    themes_title = "Themen"
    caveats_none = "Nichts fällt auf, was zu beachten wäre"

    def answer_title(self, k: int, chosen: Sequence[str], left: Sequence[str]) -> str:
        """What the study decides, as a title."""
        of = f"Von {self.count(k)} Segmenten setzen wir"
        if chosen:
            return f"{of} auf {self.listed(chosen)}"
        if left:
            return f"{of} nicht auf {self.listed(left)}"
        return f"Der Markt teilt sich in {self.count(k)} Segmente; auf welches zu setzen ist, ist noch offen"

    def answer_rest(self, left: Sequence[str], undecided: Sequence[str]) -> str:
        """Which segments are not gone for, and which are open."""
        leaves = f"Nicht auf {self.some(left)}." if left else ""
        opens = f"{self.pursue_open}: {self.some(undecided)}." if undecided else ""
        return " ".join(part for part in (leaves, opens) if part)

    def answer_speaks(self, largest: Persona, keenest: tuple[Persona, Statement] | None, small_base: int) -> str:
        """What speaks for which segment where no target is named."""
        size = f"Die Größe spricht für {largest.name} ({self.numbers.percentage(largest.share)} {self.of_the_market})"
        if keenest is None:
            return f"{size}; was ein Angebot für jedes leisten müsste, zeigen die nächsten Folien."
        persona, best = keenest
        scored = f"{best.subject}: {self._liked(best)}"
        return f"{size}; der beste Wert eines Konzepts für {persona.name} ({scored}){self.few(best, small_base)}."

    def who(self, brief: Brief) -> str:
        """The line at the foot of every slide."""
        return " · ".join(part for part in (brief.branding.client, brief.branding.confidentiality) if part)

    def universe_source(self, source: str) -> str:
        """Where the number of people comes from."""
        return f"Menschen: {source}"

    def persona_title(self, persona: Persona, line: Statement | None, min_base: int) -> str:
        """The name with what is most telling, or why there is nothing."""
        told = self.finding(line) if line else self.nothing_clear.removesuffix(".")
        return f"{persona.name}: {self.too_few_title if persona.base < min_base else told}"

    def parted(self, title: str, number: int, of: int) -> str:
        """A title that goes on over several slides."""
        return title if of == 1 else f"{title} ({number}\u00a0von\u00a0{of})"

    def bar_label(self, statement: Statement) -> str:
        """What a bar counts, without its figure: `finden „Hat viel Eiweiß“ wichtig ◆`."""
        asked = "" if statement.answers or statement.section in ("wants", "thinks") else statement.question
        told = "".join(part.text for part in self._opening(statement, asked) if part.kind != "figure")
        label = shortened(told.removesuffix(": im Mittel ").strip(" :"), _LONGEST_LABEL)
        return f"{label}\u00a0{_DEFINES}" if statement.defines else label

    def everyone_title(self, questions: Sequence[tuple[str, str, str, str]]) -> str:
        """What most people answered: question, best answers, the answer given most with its share."""
        told = (
            f"{net} ({title})" if net else f"{share} {quoted(shortened(label, LONGEST_CONCEPT))} ({title})"
            for title, net, label, share in questions
        )
        return f"Von allen: {self.listed(list(told))}"

    def method_title(self, n: int, k: int) -> str:
        interviews = f"{self.numbers.figure(n)} Interviews"
        return f"{interviews} stehen hinter diesen {self.count(k)} Segmenten" if k else f"{interviews} stehen dahinter"

    def number_of_caveats(self, number: int) -> str:
        if not number:
            return self.caveats_none
        return "Ein Punkt ist zu beachten" if number == 1 else f"{capital(self.count(number))} Punkte sind zu beachten"

    def min_base_key(self, min_base: int) -> str:
        """What two stars behind a figure mean."""
        return f"** Basis unter {self.numbers.figure(min_base)}, zu klein zum Testen."

    def side_by_side_rows(self, sections: Sequence[str]) -> str:
        """What the rows of a table are about: `Nebeneinander: was sie wollen, wie sie denken`."""
        return f"{self.side_by_side}: {', '.join(map(_within, sections))}"

    def scores_finding(self, rose: Sequence[str], fell: Sequence[str], since: str) -> str:
        """Which scores of the market changed since the wave before."""
        if not rose and not fell:
            return f"Seit {since} hat sich im Markt kein Wert klar verändert"
        parts = [f"gestiegen: {self.listed(rose)}" if rose else "", f"gesunken: {self.listed(fell)}" if fell else ""]
        return f"Im Markt seit {since} {'; '.join(part for part in parts if part)}"

    def score_among(self, score: str, name: str) -> str:
        """A score of a segment: `Pea Puffs bei Planet Firsts`."""
        return f"{score} bei {name}"

    def segment_scores_finding(self, rose: Sequence[str], fell: Sequence[str], since: str) -> str:
        """Which scores of segments changed since the wave before."""
        parts = [f"gestiegen: {self.listed(rose)}" if rose else "", f"gesunken: {self.listed(fell)}" if fell else ""]
        return f"Seit {since} {'; '.join(part for part in parts if part)}"

    def scores_unchanged(self, since: str) -> str:
        """That there is no slide of scores, and why."""
        return (
            f"Seit {since} hat sich weder im Markt noch in einem Segment ein Wert klar verändert; daher zeigt keine "
            "Folie die Werte:"
        )

    def changes_tested(self, example: str) -> str:
        """What differences without an arrow are."""
        return f"Veränderungen sind getestet: Ohne ▲ oder ▼ kann ein Unterschied wie {example} Zufall sein."

    def base_note(self, results: Results) -> str:
        """What stands behind every figure: `Basis: 1.200 Interviews, effektiv 1.142`."""
        n, effective = (self.numbers.figure(value) for value in (results.n, results.weighting.effective_base))
        return f"Basis: {n} Interviews; effektive Basis {effective}."

    def question_note(self, title: str, wording: str, base: str) -> str:
        """How a question was asked, and whom."""
        asked = quoted(wording) if wording else self.topic(title)
        return f"{self.question}: {asked} · {self.base}: {base}" if base else f"{self.question}: {asked}"

    def actions(self, action: Mapping[str, str]) -> list[str]:
        """What will be done, a line a team: `Produkt: kompostierbarer Beutel`."""
        return [f"{TEAMS.get(team, capital(team))}: {text}" for team, text in action.items()]

    def deeds_title(self, chosen: Sequence[str], left: Sequence[str]) -> str:
        """What is decided, as a title over what will be done."""
        if chosen:
            leaves = f", nicht auf {self.some(left)}" if left else ""
            return f"{self.action}: auf {self.some(chosen)} setzen{leaves}"
        if left:
            return f"{self.action}: nicht auf {self.some(left)} setzen; alles andere ist noch offen"
        return f"{self.action_open}; auf welches Segment zu setzen ist, ist noch offen"

    def some(self, names: Sequence[str]) -> str:
        """The names, or how many they are where a title cannot hold them."""
        return self.listed(names) if len(names) <= _MOST_NAMES else f"{self.count(len(names))} Segmente"

    def table_alt(self, title: str, rows: int, columns: int) -> str:
        lines = "eine Zeile" if rows == 1 else f"{self.count(rows)} Zeilen"
        across = "eine Spalte" if columns == 1 else f"{self.count(columns)} Spalten"
        return f"{title}: Tabelle, {lines}, {across}."

    def themes_text(self, names: Sequence[str], questions: int) -> str:
        """From how many questions to which themes."""
        if not names:
            return ""
        asked = self.numbers.figure(questions)
        return f"{asked} Aussagen lassen sich auf {self._themes(len(names))} zurückführen: {self.listed(list(names))}."

    def pursued(self, pursue: bool | None, because: str) -> str:
        """Whether the study goes for a segment, and why."""
        told = self.pursue(pursue)
        return f"{told}: {because}" if because else told


def _within(label: str) -> str:
    """A label within a sentence: `was sie wollen`; nouns keep their capitals."""
    return f"{label[:1].lower()}{label[1:]}" if label.split()[0] in _ASKING else label
