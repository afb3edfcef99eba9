"""The decision sheet in German: one side of paper for the meeting."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from research.domain.personas import Persona
from research.domain.portfolio import Criterion, Mark, Portfolio, Standing
from research.domain.segmentation import Segmentation
from research.domain.validation import Validation
from research.wording.german.marks import capital
from research.wording.german.portfolio import PortfolioDe
from research.wording.german.teams import TEAMS
from research.wording.sentences import stopped

_KINDS: Mapping[str, str] = {
    "natural": "Die Segmente sind natürlich: Die Menschen sammeln sich um verschiedene Wünsche",
    "reproducible": (
        "Die Segmente ergeben sich in einer anderen Stichprobe wieder, aber die Menschen sammeln sich nicht in Gruppen"
    ),
    "constructed": "Die Segmente sind konstruiert: nützlich zum Nachdenken, nicht im Markt gefunden",
}
_ALL = 0.99
"""Share of samples from which it is nearly all of them."""


class DecisionDe(PortfolioDe):
    """The decision sheet in German."""

    decision_title = "Entscheidungsblatt"
    speak_to = "Ansprechen"
    go_for = "Darauf setzen wir"
    suggested_target = "Vorgeschlagenes Zielsegment"
    no_target = "Noch kein Zielsegment"
    what_we_do = "Was wir tun werden"
    open_for_team = "offen"
    turned_down = "Nicht verfolgt"
    change_our_mind = "Was uns umstimmen würde"
    how_sure = "Wie sicher das ist"
    next_step = "Nächster Schritt"
    nothing_known = (
        "Außer der Größe ist nichts bekannt, wonach ein Segment vorzuziehen wäre: Was ein Zielsegment ausmacht, steht "
        "in study.yaml unter `target`; entschieden wird unter `personas`."
    )

    def others(self, number: int) -> str:
        """The head over the segments that are no targets."""
        return "Das andere Segment" if number == 1 else f"Die anderen {self.count(number)} Segmente"

    def not_decided(self, portfolio: Portfolio) -> str:
        """That a target is only suggested."""
        criteria = self.criteria_named(portfolio)
        return f"Noch nicht entschieden; nach {criteria} steht dieses Segment an erster Stelle."

    def team(self, team: str) -> str:
        """A team as a reader calls it."""
        return TEAMS.get(team, capital(team))

    def target_facts(self, persona: Persona) -> str:
        """Size, people and interviews in a line."""
        people = f", {self.about_people(persona.people)}" if persona.people is not None else ""
        return (
            f"{self.numbers.percentage(persona.share)} des Marktes "
            f"({self.numbers.span(persona.share_low, persona.share_high)}){people}; "
            f"{self.numbers.figure(persona.base)} Interviews"
        )

    def reason(self, portfolio: Portfolio, standing: Standing, position: int) -> str:
        """How a target does on a criterion, and beside which rival."""
        criterion, mark = portfolio.criteria[position], standing.marks[position]
        about = f" ({mark.about})" if mark.about else ""
        told = f"{self.criterion(criterion)}: {self.mark(criterion, mark.value)}{about}, {self.against(criterion)}"
        best = portfolio.highest(position)
        if best is None or len(portfolio.standings) < 2:
            return told
        if best is standing:
            return f"{told}; der höchste Wert aller Segmente"
        return f"{told}; am höchsten: {best.name} {self.mark(criterion, best.marks[position].value)}"

    def break_even_head(self, portfolio: Portfolio) -> str:
        """What would happen if the first segment did worse."""
        first, second = (standing.name for standing in portfolio.ranked[:2])
        return f"{second} käme vor {first}, wenn bei sonst gleichen Werten nur einer davon tiefer läge als:"

    def break_even(self, criterion: Criterion, mark: Mark, figure: float) -> str:
        """The figure at which the second draws level, beside the first one's: `53 %, jetzt 72 %`."""
        about = f" ({mark.about})" if mark.about else ""
        even, now = self.mark(criterion, figure), self.mark(criterion, mark.value)
        return f"{self.criterion(criterion)}{about}: {even}, jetzt {now}"

    def left_out(self, persona: Persona, standing: Standing | None, portfolio: Portfolio | None) -> str:
        """Why a segment is not gone for: what the study says, or what knocks it out, or its place."""
        if persona.because:
            return stopped(persona.because)
        knocked = self.knocked(portfolio, standing) if portfolio and standing else ""
        placed = self.behind(portfolio, standing) if portfolio and standing and standing.rank else ""
        return stopped(capital(knocked or placed)) if knocked or placed else ""

    def surety(self, portfolio: Portfolio) -> str:
        """In how many samples like this one the first segment is first."""
        leader = portfolio.leader
        if leader is None:
            return ""
        often = "fast allen" if leader.first >= _ALL else f"{self.numbers.percentage(leader.first)} der"
        return f"In {often} Stichproben wie dieser stünde {leader.name} nach diesen Kriterien an erster Stelle."

    def found_again(self, segmentation: Segmentation, validation: Validation | None) -> str:
        """The verdict and the stability in one sentence."""
        told = "Ob sich die Menschen in diesen Gruppen sammeln, wurde nicht geprüft"
        if validation and not validation.untried:
            told = _KINDS[validation.verdict]
        stability = segmentation.choice.stability
        if not math.isfinite(stability):
            return f"{told}."
        return f"{told}. {self._again(stability)[:-1]}: {self.agreement(stability)}."

    def open_points(self, teams: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
        """What is left to decide: `Planet Firsts: zu entscheiden ist über Vertrieb.`"""
        return [
            f"{name}: noch zu entscheiden über {self.listed(list(map(self.team, open_)))}." for name, open_ in teams
        ]

    def decide_target(self, portfolio: Portfolio | None) -> str:
        """What to do where the study goes for nobody yet."""
        leader = portfolio.leader if portfolio else None
        first = f"; zuerst zu prüfen: {leader.name}" if leader else ""
        return f"Zu entscheiden ist, auf welches Segment zu setzen ist{first}."

    def name_them(self, names: Sequence[str]) -> str:
        """Suggested names ask for a workshop."""
        return f"In einem Workshop Namen finden für {self.listed(names)}; die hiesigen sind aus den Zahlen gebildet."
