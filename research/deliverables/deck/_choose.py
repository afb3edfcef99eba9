"""Choose: the segments as targets in their order, with the figures of the study's criteria."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from research.charts.colours import segment_hex
from research.deliverables.deck._letters import within
from research.deliverables.deck._parts import MUTED, SMALLEST, Cell, Grid, Page, said
from research.deliverables.deck._setting import Setting
from research.deliverables.deck._tables import HEAD, ROW
from research.domain.portfolio import Criterion, Mark, Portfolio, Standing

_MOST_CRITERIA = 5
_NAME, _SCORE = 0.30, 64.0
_OUT = "–"


def choose(setting: Setting) -> Iterator[Page]:
    """The targets, where anything but size is known; further slides for further segments."""
    portfolio = setting.results.portfolio
    if portfolio is None:
        return
    words, room = setting.words, setting.frame.room
    out = [standing for standing in portfolio.standings if not standing.rank]
    lines = [*portfolio.ranked, *out]
    capacity = max(int((room.height - HEAD) // ROW), 1)
    chunks = [lines[start : start + capacity] for start in range(0, len(lines), capacity)]
    for number, standings in enumerate(chunks, start=1):
        title = words.parted(words.portfolio_finding(portfolio), number, len(chunks))
        grid = _grid(setting, portfolio, standings, title)
        lead = (said(words.portfolio_criteria(portfolio), SMALLEST),)
        yield setting.page(
            title, (grid,), _notes(setting, portfolio, standings), lead, words.portfolio_trials(portfolio)
        )


def _grid(setting: Setting, portfolio: Portfolio, standings: Sequence[Standing], title: str) -> Grid:
    words, room = setting.words, setting.frame.room
    criteria = portfolio.criteria[:_MOST_CRITERIA]
    name = _NAME * room.width
    figure = (room.width - name - _SCORE) / len(criteria)
    heads = (Cell(""), Cell(words.score, 0, MUTED), *(Cell(words.criterion(one), 0, MUTED) for one in criteria))
    rows = tuple(
        (
            Cell(within(one.name, SMALLEST, name - 6), 0, segment_hex(one.segment), True),
            Cell(words.numbers.figure(one.score) if one.rank else _OUT, bold=True),
            *(_figure(setting, *pair, figure) for pair in zip(criteria, one.marks, strict=False)),
        )
        for one in standings
    )
    return Grid(
        room, (name, _SCORE, *(figure for _ in criteria)), heads, rows, words.table_alt(title, len(rows), len(heads))
    )


def _figure(setting: Setting, criterion: Criterion, mark: Mark, width: float) -> Cell:
    """The figure, with the concept or channel that it is of where there is room."""
    shown = setting.words.mark(criterion, mark.value)
    told = f"{mark.about} {shown}" if mark.about else shown
    whole = within(told, SMALLEST, width - 6)
    return Cell(told if whole == told else shown, ink="text" if mark.passed else MUTED)


def _notes(setting: Setting, portfolio: Portfolio, standings: Sequence[Standing]) -> list[str]:
    words = setting.words
    told = [words.portfolio_note()]
    for one in standings:
        marks = zip(portfolio.criteria, one.marks, strict=True)
        figures = "; ".join(
            f"{words.criterion(criterion)}: {words.mark_note(criterion, mark)}" for criterion, mark in marks
        )
        knocked = words.knocked(portfolio, one)
        told.append(f"{one.name}: {figures}{f' ({knocked})' if knocked else ''}")
    return told
