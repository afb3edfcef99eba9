"""The decision sheet in English: one side of paper for the meeting."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from research.domain.personas import Persona
from research.domain.portfolio import Criterion, Mark, Portfolio, Standing
from research.domain.segmentation import Segmentation
from research.domain.validation import Validation
from research.wording.portfolio_en import PortfolioEn
from research.wording.sentences import stopped

_TEAMS: Mapping[str, str] = {
    "product": "Product",
    "brand": "Brand",
    "media": "Media",
    "sales": "Sales",
    "service": "Service",
}
_ALL = 0.99
"""Share of samples from which it is nearly all of them."""


class DecisionEn(PortfolioEn):
    """The decision sheet."""

    decision_title = "Decision sheet"
    go_for = "Go for"
    speak_to = "Speak to"
    suggested_target = "Suggested target"
    no_target = "No target yet"
    what_we_do = "What we will do"
    open_for_team = "open"
    turned_down = "Not pursued"
    change_our_mind = "What would change our mind"
    how_sure = "How sure we are"
    next_step = "Next step"
    nothing_known = (
        "Nothing but the size of the segments is known by which one could be preferred: name what makes a target under "
        "`target` in study.yaml, or decide under `personas`."
    )

    def others(self, number: int) -> str:
        """The head over the segments that are no targets."""
        return "The other segment" if number == 1 else f"The other {self.count(number)} segments"

    def verdict_of(self, persona: Persona) -> str:
        """Whether a segment that is no target is turned down or still open."""
        return self.pursue_open if persona.pursue is None else self.turned_down

    def not_decided(self, portfolio: Portfolio) -> str:
        """That a target is only suggested."""
        return f"Not yet decided; by {self.criteria_named(portfolio)} this segment comes first."

    def team(self, team: str) -> str:
        """A team as a reader calls it."""
        return _TEAMS.get(team, f"{team[:1].upper()}{team[1:]}")

    def target_facts(self, persona: Persona) -> str:
        """Size, people and interviews in a line."""
        people = f", {self.about_people(persona.people)}" if persona.people is not None else ""
        return (
            f"{self.numbers.percentage(persona.share)} of the market "
            f"({self.numbers.span(persona.share_low, persona.share_high)}){people}; "
            f"{self.numbers.figure(persona.base)} interviews"
        )

    def reason(self, portfolio: Portfolio, standing: Standing, position: int) -> str:
        """How a target does on a criterion, and beside which rival: `Price: £2.37, market £1.85; the highest`."""
        criterion, mark = portfolio.criteria[position], standing.marks[position]
        about = f" ({mark.about})" if mark.about else ""
        told = f"{self.criterion(criterion)}: {self.mark(criterion, mark.value)}{about}, {self.against(criterion)}"
        best = portfolio.highest(position)
        if best is None or len(portfolio.standings) < 2:
            return told
        if best is standing:
            return f"{told}; the highest of all segments"
        return f"{told}; highest: {best.name} {self.mark(criterion, best.marks[position].value)}"

    def break_even_head(self, portfolio: Portfolio) -> str:
        """What would happen if the first segment did worse."""
        first, second = (standing.name for standing in portfolio.ranked[:2])
        return f"{second} would overtake {first} if, all else as it is, any one of these fell below:"

    def break_even(self, criterion: Criterion, mark: Mark, figure: float) -> str:
        """The figure at which the second draws level, beside the first one's: `53 %, now 72 %`."""
        about = f" ({mark.about})" if mark.about else ""
        even, now = self.mark(criterion, figure), self.mark(criterion, mark.value)
        return f"{self.criterion(criterion)}{about}: {even}, now {now}"

    def left_out(self, persona: Persona, standing: Standing | None, portfolio: Portfolio | None) -> str:
        """Why a segment is not gone for: what the study says, or what knocks it out, or its place."""
        if persona.because:
            return stopped(persona.because)
        knocked = self.knocked(portfolio, standing) if portfolio and standing else ""
        if knocked:
            return stopped(knocked)
        placed = self.behind(portfolio, standing) if portfolio and standing and standing.rank else ""
        return stopped(f"{placed[0].upper()}{placed[1:]}") if placed else ""

    def surety(self, portfolio: Portfolio) -> str:
        """In how many samples like this one the first segment is first."""
        leader = portfolio.leader
        if leader is None:
            return ""
        often = "nearly all" if leader.first >= _ALL else f"{self.numbers.percentage(leader.first)} of"
        return f"In {often} samples like this one {leader.name} would come first by these criteria."

    def found_again(self, segmentation: Segmentation, validation: Validation | None) -> str:
        """The verdict and the stability in one sentence."""
        kinds = {
            "natural": "The segments are natural: consumers gather around different wants",
            "reproducible": "The segments come back in another sample, but people do not gather in groups",
            "constructed": "The segments are a construction: useful to think with, not found in the market",
        }
        told = "Whether people gather in these groups was not tried"
        if validation and not validation.untried:
            told = kinds[validation.verdict]
        stability = segmentation.choice.stability
        again = f" {self._again(stability)[:-1]}: {self.agreement(stability)}." if math.isfinite(stability) else ""
        return f"{told}.{again}"

    def open_points(self, teams: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
        """What is left to decide: `Planet Firsts: sales`."""
        return [
            f"{name}: decide on {self.listed([self.team(team).lower() for team in open_])}." for name, open_ in teams
        ]

    def decide_target(self, portfolio: Portfolio | None) -> str:
        """What to do where the study goes for nobody yet."""
        leader = portfolio.leader if portfolio else None
        return f"Decide which segment to go for{f', beginning with {leader.name}' if leader else ''}."

    def name_them(self, names: Sequence[str]) -> str:
        """Suggested names ask for a workshop."""
        return f"Find names for {self.listed(names)} in a workshop; those here are made from the figures."
