"""The targets as a table: a line a segment, its score and its figures on the criteria."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from research.charts.colours import segment_hex
from research.deliverables.deck._letters import width_of, within
from research.deliverables.deck._parts import MUTED, SMALLEST, TEXT, Cell, Grid
from research.deliverables.deck._setting import Setting
from research.deliverables.deck._stars import stars
from research.domain.portfolio import Criterion, Mark, Portfolio, Standing

_MOST_CRITERIA = 5
_NAME, _SCORE, _HALF = 0.30, 98.0, 0.56
"""Share of the width for names at most; width of the scores; share of a head on the longer of two lines."""
_SIDE = 6.0
_WIDEST = 1.6
"""How much wider than others a column of a criterion may be."""
_OUT = "–"


def standings_grid(setting: Setting, portfolio: Portfolio, standings: Sequence[Standing], title: str) -> Grid:
    """A line a segment: its score, and its figures on the criteria."""
    words, room = setting.words, setting.frame.room
    criteria = portfolio.criteria[:_MOST_CRITERIA]
    longest = max(width_of(one.name, SMALLEST, True) for one in portfolio.standings)
    name = min(longest + 2 * _SIDE, _NAME * room.width)
    widths = _widths(setting, portfolio.standings, criteria, room.width - name - _SCORE)
    score = f"{words.score} ({words.score_scale})"
    heads = (Cell(""), Cell(score, 0, MUTED), *(Cell(words.criterion(one), 0, MUTED) for one in criteria))
    rows = tuple(
        (
            Cell(within(one.name, SMALLEST, name - _SIDE, True), 0, segment_hex(one.segment), True),
            Cell(words.numbers.figure(one.score) if one.rank else _OUT, bold=True),
            *(_figure(setting, one, *cell) for cell in zip(criteria, one.marks, widths, strict=False)),
        )
        for one in standings
    )
    return Grid(room, (name, _SCORE, *widths), heads, rows, words.table_alt(title, len(rows), len(heads)))


def _widths(
    setting: Setting, standings: Sequence[Standing], criteria: Sequence[Criterion], width: float
) -> tuple[float, ...]:
    """Of the columns of criteria: what the longest figure or the head on two lines needs, the rest alike for all."""
    needed = []
    for i, criterion in enumerate(criteria):
        cells = [width_of(_whole(setting, one, criterion, one.marks[i]), SMALLEST) for one in standings]
        head = _HALF * width_of(setting.words.criterion(criterion), SMALLEST, True)
        needed.append(min(max(head, *cells) + 2 * _SIDE, _WIDEST * width / len(criteria)))
    spare = width - sum(needed)
    if spare < 0:
        return tuple(one * width / sum(needed) for one in needed)
    return tuple(one + spare / len(needed) for one in needed)


def _whole(setting: Setting, standing: Standing, criterion: Criterion, mark: Mark) -> str:
    """The figure, behind the concept or channel that it is of."""
    shown = setting.words.mark(criterion, mark.value) + star(setting, standing, mark)
    return f"{mark.about} {shown}".strip()


def _figure(setting: Setting, standing: Standing, criterion: Criterion, mark: Mark, width: float) -> Cell:
    """The figure, and before it so much of the name of its concept or channel as has room."""
    bare = _whole(setting, standing, criterion, replace(mark, about=""))
    about = within(mark.about, SMALLEST, width - _SIDE - width_of(f" {bare}", SMALLEST)) if mark.about else ""
    return Cell(f"{about} {bare}".strip(), ink=TEXT if mark.passed else MUTED)


def star(setting: Setting, standing: Standing, mark: Mark) -> str:
    """What stands behind a figure that rests on few."""
    tables = setting.results.tables
    if not mark.table:
        return ""
    table = tables.table(mark.table)
    base = table.bases[table.row(mark.row), tables.banner.position(f"segment:{standing.segment}")]
    return stars(int(base), tables)
