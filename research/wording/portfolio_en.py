"""The map of the segments and their choice as targets, in English."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from research.domain.personas import Decisions
from research.domain.portfolio import Criterion, Mark, Portfolio, Standing, Trial
from research.domain.segment_map import SegmentMap
from research.wording.deck_en import DeckEn
from research.wording.sentences import stopped

_SURE = ((0.95, "almost certainly"), (0.80, "very likely"), (0.60, "probably"))
"""Share of samples like this one from which the order is called so."""
_TIMES = {1.0: "once", 2.0: "twice", 3.0: "three times", 4.0: "four times", 5.0: "five times"}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_AGAINST = {"size": "average segment", "concept": "everyone’s favourite", "reach": "everyone’s best channel"}
_BOUNDS = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than"}


class PortfolioEn(DeckEn):
    """The map and the portfolio."""

    map = "The map"
    choose = "Choose"
    portfolio_size = "Share of the market"
    reach = "Reach of the best channel"
    score = "Score"
    score_scale = "the market is 100"
    knocked_out = "out"
    too_few_short = "too few"
    if_it_changes = "What would change the order"
    bar_note = (
        "The line across a bar is everyone: their favourite concept, their best channel; of sizes an average segment."
    )
    portfolio_chart_note = "Crosses are 95\u202f% intervals."
    out_note = "Open dots are out."

    # the map

    def map_end(self, end: Sequence[str], opposite: Sequence[str]) -> str:
        """What people at this end have more of, or less than at the `opposite`: `more “Good for the planet”`."""
        if not end and not opposite:
            return "no answer by itself"
        return f"{'more' if end else 'less'} {self.listed([f'“{name}”' for name in end or opposite])}"

    def map_finding(self, found: SegmentMap) -> str:
        """Which segments run into each other most; else which two lie furthest apart."""
        mixed = found.run_together
        if mixed is None:
            one, other = found.furthest
            return f"On the map {found.names[one]} and {found.names[other]} lie furthest apart"
        one, other, _ = mixed
        return f"{found.names[one]} and {found.names[other]} run into each other most"

    def map_note(self, found: SegmentMap) -> str:
        """How to read the map, how much it shows, and how far segments run into one another."""
        right = float(np.average(np.diagonal(found.nearest)))
        told = (
            f"The two directions that separate the segments best show {self.numbers.percentage(found.shown)} of what "
            "separates them. Half of each segment lies within its shape; the specks are respondents. The map shows "
            f"how segments differ, not whether such groups exist: for that see “{self.verdict_title}”. "
        )
        mixed, covered = found.run_together, found.covered
        if mixed is not None:
            one, other, share = mixed
            part = f"{self.numbers.percentage(share)} of {found.names[one]}"
            return f"{told}By all that separates them, {part} lie nearer to {found.names[other]}."
        if covered is not None:
            one, other, share = covered
            part = f"{self.numbers.percentage(share)} of {found.names[one]}"
            return f"{told}{part} lie on {found.names[other]}: what parts the two is not on the map."
        return f"{told}On average {self.numbers.percentage(right)} of a segment lie in its own part of the map."

    def map_lead(self, found: SegmentMap) -> str:
        """How to read the map, in a line."""
        return (
            "Half of each segment lies within its oval; the two directions show "
            f"{self.numbers.percentage(found.shown)} of what separates them."
        )

    def map_alt(self, found: SegmentMap) -> str:
        """Where every segment lies, for who cannot see it."""
        x, y = found.axes
        places = "; ".join(
            f"{name} {self._side(float(place[0]), x.low, x.high)}, {self._side(float(place[1]), y.low, y.high)}"
            for name, place in zip(found.names, found.centres, strict=True)
        )
        return stopped(f"{self.map_finding(found)}. {places}")

    def _side(self, place: float, low: Sequence[str], high: Sequence[str]) -> str:
        if abs(place) < 0.25:
            return "in the middle"
        end, opposite = (high, low) if place > 0 else (low, high)
        return f"towards {self.map_end(end, opposite)}"

    # the portfolio

    def average_segment(self, share: float) -> str:
        """The size that all would have if they were alike."""
        return f"average segment {self.numbers.percentage(share)}"

    def place(self, standing: Standing) -> str:
        """Where a segment stands: `first, score 144`."""
        return f"{_ordinal(standing.rank)}, {self.score.lower()} {self.numbers.figure(standing.score)}"

    def behind(self, portfolio: Portfolio, standing: Standing) -> str:
        """Where a segment stands, in a sentence: `second by the study’s criteria: score 126, Planet Firsts 144`."""
        leader = portfolio.leader
        told = f"{_ordinal(standing.rank)} by {self.criteria_named(portfolio)}: score {standing.score:.0f}"
        first = f", {leader.name} {leader.score:.0f}" if leader and leader is not standing else ""
        return f"{told}{first} ({self.score_scale})"

    def criterion(self, criterion: Criterion) -> str:
        """What a target is judged by."""
        if criterion.kind == "size":
            return self.portfolio_size
        if criterion.kind == "reach":
            return self.reach
        label = self.topic(criterion.label)
        return f"{label}, best concept" if criterion.kind == "concept" else label

    def mark(self, criterion: Criterion, value: float) -> str:
        """The figure of a criterion; that few answered is said."""
        if not np.isfinite(value):
            return self.too_few_short
        if criterion.kind != "mean":
            return self.numbers.percentage(value)
        return self.numbers.measured(value, criterion.unit, criterion.decimals)

    def missed(self, criterion: Criterion, value: float) -> str:
        """A figure that misses its bound, with a decimal more where it would read as the bound itself."""
        told = self.mark(criterion, value)
        if not self.bound(criterion).endswith(told):
            return told
        if criterion.kind != "mean":
            return self.numbers.percentage(value, 1)
        return self.numbers.measured(value, criterion.unit, criterion.decimals + 1)

    def mark_note(self, criterion: Criterion, mark: Mark) -> str:
        """Interval, market and index of a figure."""
        if not np.isfinite(mark.value):
            return self.too_few_short
        span = f"{self.mark(criterion, mark.low)} to {self.mark(criterion, mark.high)}"
        return f"likely {span}; {self.against(criterion)}, index {mark.index:.0f}"

    def against(self, criterion: Criterion) -> str:
        """What a figure is held against: `everyone’s favourite 41 %`."""
        against = _AGAINST.get(criterion.kind, "market")
        return f"{against} {self.mark(criterion, criterion.market)}"

    def weight(self, criterion: Criterion) -> str:
        """How much a criterion counts."""
        if not criterion.weight:
            return "does not count"
        return f"counts {_TIMES.get(criterion.weight, f'{criterion.weight:g} times')}"

    def bound(self, criterion: Criterion) -> str:
        """What a target must reach: `at least 10 %`."""
        if criterion.bound is None:
            return ""
        return f"{_BOUNDS[criterion.bound.sign]} {self.mark(criterion, criterion.bound.figure)}"

    def portfolio_finding(self, portfolio: Portfolio) -> str:
        """Which segment comes first, and how surely."""
        leader = portfolio.leader
        criteria = self.criteria_named(portfolio)
        if leader is None:
            few = any(not np.isfinite(standing.score) for standing in portfolio.standings)
            return "Too few interviews to rank the segments" if few else "No segment reaches what a target must reach"
        sure = self._surely(leader.first)
        if not sure:
            rivals = [one.name for one in portfolio.rivals][:2]
            return f"{self.listed(rivals)} are too close to call by {criteria}" if len(rivals) > 1 else leader.name
        return (
            f"{leader.name} comes first by {criteria}" if sure == _SURE[0][1] else f"{leader.name} {sure} comes first"
        )

    def criteria_named(self, portfolio: Portfolio) -> str:
        """What the order goes by, for a sentence."""
        if portfolio.planned:
            return "the study’s criteria"
        return self.listed([self._short(one) for one in portfolio.criteria if one.weight])

    def _short(self, criterion: Criterion) -> str:
        """A criterion in a sentence: `size`, `reach`, `Purchase intent`."""
        return {"size": "size", "reach": "reach"}.get(criterion.kind, f"“{self.topic(criterion.label)}”")

    def _surely(self, first: float) -> str:
        return next((word for least, word in _SURE if first >= least), "")

    def portfolio_criteria(self, portfolio: Portfolio) -> str:
        """What counts, how much, and what knocks out."""
        counted = [criterion for criterion in portfolio.criteria if criterion.weight]
        alike = len({criterion.weight for criterion in counted}) == 1
        told = [self.criterion(one) + ("" if alike else f" ({self.weight(one)})") for one in counted]
        start = "What counts: " if portfolio.planned else "The study names no criteria; these count alike: "
        rule = f"{start}{self.listed(told)}"
        out = [f"{self.criterion(one)} {self.bound(one)}" for one in portfolio.criteria if one.bound]
        must = f" A target must reach: {self.listed(out)}." if out else " Nothing knocks a segment out."
        return f"{stopped(rule)}{must}"

    def portfolio_note(self) -> str:
        """How the score is made."""
        return (
            "Score: each figure in per cent of everyone’s (a size in per cent of an average segment), then averaged, "
            "those that count more with more weight; 100 is like the market. It is an average of ratios (a weighted "
            "geometric mean), so one strong figure does not make up for a very weak one. It is an aid to a decision "
            "and no forecast of sales."
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
            return (
                f"{leader.name} stays first whichever criterion is given twice its weight, and whichever is left out."
            )
        return " ".join(told)

    def _trial(self, trial: Trial, leader: int, names: dict[int, str], labels: dict[str, str]) -> str:
        label = labels[trial.criterion]
        parts = []
        if trial.dropped not in (0, leader):
            parts.append(f"without “{label}” {names[trial.dropped]} would come first")
        if trial.doubled not in (0, leader):
            double = f"with twice its weight {names[trial.doubled]} would"
            parts.append(
                double if parts else f"with twice the weight on “{label}” {names[trial.doubled]} would come first"
            )
        told = "; ".join(parts)
        return f"{told[0].upper()}{told[1:]}." if told else ""

    def portfolio_decision(self, portfolio: Portfolio, decided: Decisions) -> str:
        """How the study’s own decision stands to its criteria; empty where it has taken none."""
        leader = portfolio.leader
        chosen, left = ([persona.name for persona in made] for made in (decided.chosen, decided.left))
        out = [one for one in portfolio.standings if one.name in chosen and self.knocked(portfolio, one)]
        if out:
            told = "; ".join(f"{one.name} is {self.knocked(portfolio, one)}" for one in out)
            return f"The decision goes against the study’s own rule: {told}."
        if leader is None or not (chosen or left):
            return ""
        if leader.name in chosen:
            also = "which also comes" if len(chosen) == 1 else f"of whom {leader.name} comes"
            return f"The decision is for {self.listed(chosen)}, {also} first by {self.criteria_named(portfolio)}."
        if leader.name in left:
            return f"The decision is against {leader.name}, which comes first by {self.criteria_named(portfolio)}."
        if chosen:
            first = f"by {self.criteria_named(portfolio)} {leader.name} comes first"
            return f"The decision is for {self.listed(chosen)}; {first}."
        return ""

    def portfolio_leads(self, portfolio: Portfolio) -> str:
        """Which segment has the highest figure on every criterion that counts."""
        told = ((one.name, self.listed(list(map(self.criterion, on)))) for one, on in portfolio.leads)
        return " ".join(f"{name} is highest on {on}." for name, on in told)

    def standing_alt(self, portfolio: Portfolio) -> str:
        """Size and worth of every segment, for who cannot see the chart."""
        worth = portfolio.criteria[portfolio.value]
        told = (
            f"{one.name}: {self.numbers.percentage(one.marks[portfolio.size].value)} of the market, "
            f"{self.criterion(worth)} {self.mark(worth, one.marks[portfolio.value].value)}"
            for one in portfolio.standings
        )
        return stopped("; ".join(told))

    def knocked(self, portfolio: Portfolio, standing: Standing) -> str:
        """What a segment does not reach."""
        missed = [
            f"{self.criterion(criterion)} {self.missed(criterion, mark.value)}, must be {self.bound(criterion)}"
            for criterion, mark in zip(portfolio.criteria, standing.marks, strict=True)
            if not mark.passed
        ]
        return f"{self.knocked_out}: {'; '.join(missed)}" if missed else ""


def _ordinal(rank: int) -> str:
    return _ORDINALS[rank - 1] if rank <= len(_ORDINALS) else f"{rank}th"
