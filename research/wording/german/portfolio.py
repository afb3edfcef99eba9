"""The map of the segments and their choice as targets, in German."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from research.domain.personas import Decisions
from research.domain.portfolio import Criterion, Mark, Portfolio, Standing, Trial
from research.domain.segment_map import SegmentMap
from research.wording.german.deck import DeckDe
from research.wording.german.marks import capital, quoted
from research.wording.sentences import stopped

_SURE = ((0.95, "fast sicher"), (0.80, "sehr wahrscheinlich"), (0.60, "wahrscheinlich"))
"""Share of samples like this one from which the order is called so."""
_MIDDLE = 0.25
"""Standard deviations within segments up to which a place is in the middle of the map."""
_TIMES = {1.0: "einfach", 2.0: "doppelt", 3.0: "dreifach", 4.0: "vierfach", 5.0: "fünffach"}
_BOUNDS = {">=": "mindestens", ">": "mehr als", "<=": "höchstens", "<": "weniger als"}


_AGAINST = {"size": "durchschnittliches Segment", "concept": "Favorit aller", "reach": "bester Kanal aller"}


class PortfolioDe(DeckDe):
    """The map and the portfolio in German."""

    map = "Die Karte"
    choose = "Die Auswahl"
    portfolio_size = "Anteil am Markt"
    reach = "Reichweite des besten Kanals"
    score = "Punktwert"
    score_scale = "der Markt ist 100"
    knocked_out = "ausgeschlossen"
    too_few_short = "zu wenige"
    if_it_changes = "Was die Reihenfolge ändern würde"
    bar_note = (
        "Die Linie quer durch einen Balken sind alle: ihr liebstes Konzept, ihr bester Kanal; bei Größen ein "
        "durchschnittliches Segment."
    )
    portfolio_chart_note = "Kreuze sind 95-%-Intervalle."
    out_note = "Offene Punkte sind ausgeschlossen."

    # the map

    def map_end(self, end: Sequence[str], opposite: Sequence[str]) -> str:
        """What people at this end have more of, or less than at the `opposite`: `mehr „Gut für den Planeten“`."""
        if not end and not opposite:
            return "keine Antwort für sich allein"
        return f"{'mehr' if end else 'weniger'} {self.listed([quoted(name) for name in end or opposite])}"

    def map_finding(self, found: SegmentMap) -> str:
        """Which segments run into each other most; else which two lie furthest apart."""
        mixed = found.run_together
        if mixed is None:
            one, other = found.furthest
            return f"Auf der Karte liegen {found.names[one]} und {found.names[other]} am weitesten auseinander"
        one, other, _ = mixed
        return f"{found.names[one]} und {found.names[other]} gehen am meisten ineinander über"

    def map_note(self, found: SegmentMap) -> str:
        """How to read the map, how much it shows, and how far segments run into one another."""
        percentage = self.numbers.percentage
        told = (
            "Die zwei Richtungen, die die Segmente am besten trennen, zeigen "
            f"{percentage(found.shown)} dessen, was sie trennt. Die Hälfte jedes Segments liegt innerhalb seiner Form; "
            "die kleinen Punkte sind Befragte. Die Karte zeigt, wie sich die Segmente unterscheiden, nicht ob es solche"
            f" Gruppen gibt; dazu steht etwas unter „{self.verdict_title}“."
        )
        mixed, covered = found.run_together, found.covered
        if mixed is not None:
            one, other, share = mixed
            part = f"liegen von {found.names[one]} {percentage(share)} näher bei {found.names[other]}"
            return f"{told} Nach allem, was sie trennt, {part}."
        if covered is not None:
            one, other, share = covered
            part = f"Von {found.names[one]} liegen {percentage(share)} auf {found.names[other]}"
            return f"{told} {part}: Was die beiden trennt, zeigt die Karte nicht."
        right = float(np.average(np.diagonal(found.nearest)))
        return f"{told} Im Mittel liegen {percentage(right)} eines Segments in seinem eigenen Teil der Karte."

    def map_lead(self, found: SegmentMap) -> str:
        return (
            "Die Hälfte jedes Segments liegt in seinem Oval; die beiden Richtungen zeigen "
            f"{self.numbers.percentage(found.shown)} dessen, was sie trennt."
        )

    def map_alt(self, found: SegmentMap) -> str:
        """Where every segment lies, for who cannot see it."""
        x, y = found.axes
        places = "; ".join(
            f"{name}: {self._side(float(place[0]), x.low, x.high)}, {self._side(float(place[1]), y.low, y.high)}"
            for name, place in zip(found.names, found.centres, strict=True)
        )
        return stopped(f"{self.map_finding(found)}. {places}")

    def _side(self, place: float, low: Sequence[str], high: Sequence[str]) -> str:
        if abs(place) < _MIDDLE:
            return "in der Mitte"
        end, opposite = (high, low) if place > 0 else (low, high)
        return self.map_end(end, opposite)

    # the portfolio

    def average_segment(self, share: float) -> str:
        """The size that all would have if they were alike."""
        return f"Durchschnitt {self.numbers.percentage(share)}"

    def place(self, standing: Standing) -> str:
        """Where a segment stands: `Platz 1, Punktwert 144`."""
        return f"Platz {standing.rank}, {self.score} {self.numbers.figure(standing.score)}"

    def behind(self, portfolio: Portfolio, standing: Standing) -> str:
        """Where a segment stands, in a sentence: `Platz 2 nach den Kriterien der Studie: Punktwert 126`."""
        leader = portfolio.leader
        told = f"Platz {standing.rank} nach {self.criteria_named(portfolio)}: {self.score} {standing.score:.0f}"
        first = f", {leader.name} {leader.score:.0f}" if leader and leader is not standing else ""
        return f"{told}{first} ({self.score_scale})"

    def criterion(self, criterion: Criterion) -> str:
        """What a target is judged by."""
        if criterion.kind == "size":
            return self.portfolio_size
        if criterion.kind == "reach":
            return self.reach
        label = self.topic(criterion.label)
        return f"{label}, bestes Konzept" if criterion.kind == "concept" else label

    def mark_note(self, criterion: Criterion, mark: Mark) -> str:
        """Interval, market and index of a figure."""
        if not np.isfinite(mark.value):
            return self.too_few_short
        span = f"{self.mark(criterion, mark.low)} bis {self.mark(criterion, mark.high)}"
        return f"wahrscheinlich {span}; {self.against(criterion)}, Index {self.numbers.figure(mark.index)}"

    def against(self, criterion: Criterion) -> str:
        """What a figure is held against: `Markt 41 %`."""
        against = _AGAINST.get(criterion.kind, "Markt")
        return f"{against} {self.mark(criterion, criterion.market)}"

    def weight(self, criterion: Criterion) -> str:
        """How much a criterion counts."""
        if not criterion.weight:
            return "zählt nicht"
        figure = f"{criterion.weight:g}".replace(".", self.numbers.decimal)
        return f"zählt {_TIMES.get(criterion.weight, f'{figure}-fach')}"

    def bound(self, criterion: Criterion) -> str:
        """What a target must reach: `mindestens 10 %`."""
        if criterion.bound is None:
            return ""
        return f"{_BOUNDS[criterion.bound.sign]} {self.mark(criterion, criterion.bound.figure)}"

    def portfolio_finding(self, portfolio: Portfolio) -> str:
        """Which segment comes first, and how surely."""
        leader = portfolio.leader
        criteria = self.criteria_named(portfolio)
        if leader is None:
            if any(not np.isfinite(standing.score) for standing in portfolio.standings):
                return "Zu wenige Interviews, um die Segmente zu ordnen"
            return "Kein Segment erreicht, was ein Zielsegment erreichen muss"
        sure = self._surely(leader.first)
        if not sure:
            rivals = [one.name for one in portfolio.rivals][:2]
            close = f"{self.listed(rivals)} liegen nach {criteria} zu nah beieinander"
            return close if len(rivals) > 1 else leader.name
        if sure == _SURE[0][1]:
            return f"{leader.name} steht nach {criteria} an erster Stelle"
        return f"{leader.name} steht {sure} an erster Stelle"

    def criteria_named(self, portfolio: Portfolio) -> str:
        """What the order goes by, after `nach`."""
        if portfolio.planned:
            return "den Kriterien der Studie"
        return self.listed([self._short(one) for one in portfolio.criteria if one.weight])

    def _short(self, criterion: Criterion) -> str:
        """A criterion in a sentence: `Größe`, `Reichweite`."""
        return {"size": "Größe", "reach": "Reichweite"}.get(criterion.kind, quoted(self.topic(criterion.label)))

    def _surely(self, first: float) -> str:
        return next((word for least, word in _SURE if first >= least), "")

    def portfolio_criteria(self, portfolio: Portfolio) -> str:
        """What counts, how much, and what knocks out."""
        counted = [criterion for criterion in portfolio.criteria if criterion.weight]
        alike = len({criterion.weight for criterion in counted}) == 1
        told = [self.criterion(one) + ("" if alike else f" ({self.weight(one)})") for one in counted]
        start = "Es zählen: " if portfolio.planned else "Die Studie nennt keine Kriterien; diese zählen gleich: "
        out = [f"{self.criterion(one)} {self.bound(one)}" for one in portfolio.criteria if one.bound]
        must = f"Ein Zielsegment muss erreichen: {self.listed(out)}." if out else "Nichts schließt ein Segment aus."
        return f"{stopped(f'{start}{self.listed(told)}')} {must}"

    def portfolio_note(self) -> str:
        """How the score is made."""
        return (
            "Punktwert: jede Zahl in Prozent der aller Befragten (eine Größe in Prozent eines durchschnittlichen "
            "Segments), dann gemittelt, wobei mehr Gewicht hat, was mehr zählt; 100 ist wie der Markt. Es ist ein "
            "Mittel von Verhältnissen (gewichtetes geometrisches Mittel); ein starker Wert gleicht einen sehr "
            "schwachen also nicht aus. Er hilft bei einer Entscheidung und ist keine Absatzprognose."
        )

    def portfolio_trials(self, portfolio: Portfolio) -> str:
        """What happens to the order when a criterion counts double or not at all."""
        leader = portfolio.leader
        if leader is None or not portfolio.trials:
            return ""
        names = {standing.segment: standing.name for standing in portfolio.standings}
        labels = {criterion.key: self.criterion(criterion) for criterion in portfolio.criteria}
        told = [self._trial(trial, leader.segment, names, labels) for trial in portfolio.trials]
        told = [one for one in told if one]
        if not told:
            return f"{leader.name} bleibt an erster Stelle, welches Kriterium auch doppelt zählt oder wegfällt."
        return " ".join(told)

    def _trial(self, trial: Trial, leader: int, names: dict[int, str], labels: dict[str, str]) -> str:
        label = quoted(labels[trial.criterion])
        parts = []
        if trial.dropped not in (0, leader):
            parts.append(f"ohne {label} stünde {names[trial.dropped]} an erster Stelle")
        if trial.doubled not in (0, leader):
            double = f"zählte es doppelt, {names[trial.doubled]}"
            parts.append(double if parts else f"zählte {label} doppelt, stünde {names[trial.doubled]} an erster Stelle")
        return f"{capital('; '.join(parts))}." if parts else ""

    def portfolio_decision(self, portfolio: Portfolio, decided: Decisions) -> str:
        """How the study’s own decision stands to its criteria; empty where it has taken none."""
        leader = portfolio.leader
        chosen, left = ([persona.name for persona in made] for made in (decided.chosen, decided.left))
        out = [one for one in portfolio.standings if one.name in chosen and self.knocked(portfolio, one)]
        if out:
            told = "; ".join(f"{one.name} ist {self.knocked(portfolio, one)}" for one in out)
            return f"Die Entscheidung widerspricht der eigenen Regel der Studie: {told}."
        if leader is None or not (chosen or left):
            return ""
        if leader.name in chosen:
            first = "es auch" if len(chosen) == 1 else leader.name
            criteria = self.criteria_named(portfolio)
            return f"Die Entscheidung fiel für {self.listed(chosen)}; nach {criteria} steht {first} an erster Stelle."
        if leader.name in left:
            return (
                f"Die Entscheidung fiel gegen {leader.name}, obwohl dieses Segment nach "
                f"{self.criteria_named(portfolio)} an erster Stelle steht."
            )
        if chosen:
            first = f"nach {self.criteria_named(portfolio)} steht {leader.name} an erster Stelle"
            return f"Die Entscheidung fiel für {self.listed(chosen)}; {first}."
        return ""

    def portfolio_leads(self, portfolio: Portfolio) -> str:
        """Which segment has the highest figure on every criterion that counts."""
        told = ((one.name, self.listed(list(map(self.criterion, on)))) for one, on in portfolio.leads)
        return " ".join(f"{name} liegt vorn bei: {on}." for name, on in told)

    def standing_alt(self, portfolio: Portfolio) -> str:
        """Size and worth of every segment, for who cannot see the chart."""
        worth = portfolio.criteria[portfolio.value]
        told = (
            f"{one.name}: {self.numbers.percentage(one.marks[portfolio.size].value)} des Marktes, "
            f"{self.criterion(worth)} {self.mark(worth, one.marks[portfolio.value].value)}"
            for one in portfolio.standings
        )
        return stopped("; ".join(told))

    def knocked(self, portfolio: Portfolio, standing: Standing) -> str:
        """What a segment does not reach."""
        missed = [
            f"{self.criterion(criterion)} {self.missed(criterion, mark.value)}, gefordert {self.bound(criterion)}"
            for criterion, mark in zip(portfolio.criteria, standing.marks, strict=True)
            if not mark.passed
        ]
        return f"{self.knocked_out}: {'; '.join(missed)}" if missed else ""
