"""Choose: the segments as targets, ranked by the study's criteria, each figure with its index."""

from __future__ import annotations

import math
from dataclasses import dataclass

from research.charts.badges import badges_of
from research.charts.colours import segment_variable
from research.charts.portfolio import portfolio as portfolio_chart
from research.domain.personas import Personas, decisions
from research.domain.portfolio import Criterion, Mark, Portfolio, Standing
from research.wording.english import English

_FULL = 200.0
"""The index at which a bar fills its cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, which concept or channel it is of, and a bar from 0 to 100; `note` for who hovers."""

    text: str
    about: str
    bar: str
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """One segment; `place` is empty for one that is out, which `out` explains."""

    badge: str
    name: str
    hue: str
    place: str
    score: str
    out: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    finding: str
    rule: str
    note: str
    decision: str
    leads: str
    trials: str
    break_even_head: str
    break_evens: tuple[str, ...]
    heads: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    chart: str
    chart_note: str


def choice(portfolio: Portfolio | None, personas: Personas, words: English) -> Choice | None:
    """The section, where anything but size can be said of a segment."""
    if portfolio is None:
        return None
    out = [standing for standing in portfolio.standings if not standing.rank]
    letters = badges_of(portfolio.standings)
    return Choice(
        words.portfolio_finding(portfolio),
        words.portfolio_criteria(portfolio),
        words.portfolio_note(),
        words.portfolio_decision(portfolio, decisions(personas.personas)),
        words.portfolio_leads(portfolio),
        words.portfolio_trials(portfolio),
        words.break_even_head(portfolio) if portfolio.turning_points else "",
        tuple(words.break_even(*point) for point in portfolio.turning_points),
        tuple((words.criterion(criterion), words.weight(criterion)) for criterion in portfolio.criteria),
        tuple(_line(portfolio, one, letters[one.segment], words) for one in (*portfolio.ranked, *out)),
        portfolio_chart(portfolio, words),
        f"{words.portfolio_chart_note} {words.out_note}" if out else words.portfolio_chart_note,
    )


def _line(portfolio: Portfolio, standing: Standing, badge: str, words: English) -> Line:
    return Line(
        badge,
        standing.name,
        segment_variable(standing.segment),
        str(standing.rank) if standing.rank else "",
        words.numbers.figure(standing.score),
        words.knocked(portfolio, standing),
        tuple(_cell(*pair, words) for pair in zip(portfolio.criteria, standing.marks, strict=True)),
    )


def _cell(criterion: Criterion, mark: Mark, words: English) -> Cell:
    bar = 0.0 if math.isnan(mark.index) else 100.0 * min(mark.index, _FULL) / _FULL
    return Cell(words.mark(criterion, mark.value), mark.about, f"{bar:.1f}", words.mark_note(criterion, mark))
