"""Scores wave by wave: a row a score, a column for the market and each segment."""

from __future__ import annotations

from collections.abc import Iterator

from research.charts.badges import badges
from research.charts.colours import segment_hex
from research.deliverables._page.waves import WaveGroup, WaveRow, Waves, WaveTable
from research.deliverables.deck._arrows import ARROWS
from research.deliverables.deck._heads import Head, head_cells
from research.deliverables.deck._parts import MUTED, Cell, Grid, Page, said
from research.deliverables.deck._setting import Setting
from research.deliverables.deck._tables import HEAD, ROW
from research.deliverables.deck._wave_changes import chance, rows_of
from research.domain.waves import Change, WaveComparison

_MOST_COLUMNS, _MOST_ROWS, _MOST_NAMED = 7, 14, 2
_LABEL, _FIGURE = 0.34, 130.0


def score_pages(setting: Setting, comparison: WaveComparison, told: Waves) -> Iterator[Page]:
    """Outcomes and the first measure of the concepts, a few segments a slide; the market stands on each."""
    words, table = setting.words, told.scores
    lead = [said(f"{words.scores}: {told.span}"), *map(said, chance(setting, comparison))]
    finding = _finding(setting, comparison, table)
    capacity = min(_MOST_ROWS, int((setting.frame.room.height - HEAD) // ROW))
    rows = list(_rows(table))[:capacity]
    others = range(1, len(table.heads))
    spans = [others[i : i + _MOST_COLUMNS - 1] for i in range(0, len(others), _MOST_COLUMNS - 1)] or [range(0)]
    for number, span in enumerate(spans, start=1):
        columns = [0, *span]
        title = words.parted(finding, number, len(spans))
        notes = [
            f"{row.label}: {row.cells[j].note}"
            for row in rows
            if isinstance(row, WaveRow)
            for j in columns
            if row.cells[j].note
        ]
        yield setting.page(
            title,
            (_grid(setting, comparison, table, rows, columns, title),),
            (*notes, words.waves_note, *setting.caveats(comparison)),
            lead,
            words.waves_note,
        )


def _finding(setting: Setting, comparison: WaveComparison, table: WaveTable) -> str:
    """What changed in the market; where nothing did there, what changed in segments."""
    words, since = setting.words, setting.words.dated(comparison.labels[-2])
    rows = rows_of(table)
    rose, fell = ([row.label for row in rows if row.cells[0].direction == change] for change in ("up", "down"))
    if rose or fell:
        return words.scores_finding(rose, fell, since)
    up, down = (list(_in_segments(setting, table, change)) for change in ("up", "down"))
    if up or down:
        return words.segment_scores_finding(up[:_MOST_NAMED], down[:_MOST_NAMED], since)
    return words.scores_finding([], [], since)


def _in_segments(setting: Setting, table: WaveTable, change: Change) -> Iterator[str]:
    """Scores that changed so, each with its segment."""
    for row in rows_of(table):
        for (name, _), cell in zip(table.heads, row.cells, strict=True):
            if cell.direction == change:
                yield setting.words.score_among(row.label, name)


def _badges(comparison: WaveComparison) -> dict[str, str]:
    """The badge of each segment by its name."""
    names = {figure.segment: figure.label for figure in comparison.figures if figure.topic == "size"}
    return {names[segment]: badge for segment, badge in badges(names).items()}


def _grid(
    setting: Setting,
    comparison: WaveComparison,
    table: WaveTable,
    rows: list[WaveGroup | WaveRow],
    columns: list[int],
    title: str,
) -> Grid:
    room = setting.frame.room
    figure = min(_FIGURE, (1 - _LABEL) * room.width / len(columns))
    letters = _badges(comparison)
    heads = head_cells([Head(name, letters.get(name, ""), _hex(hue)) for name, hue in table.heads], figure)
    return Grid(
        room,
        (room.width - figure * len(columns), *(figure for _ in columns)),
        (Cell(""), *(heads[j] for j in columns)),
        tuple(_line(row, columns) for row in rows),
        setting.words.table_alt(title, len(rows), 1 + len(columns)),
    )


def _rows(table: WaveTable) -> Iterator[WaveGroup | WaveRow]:
    for group in table.groups:
        if group.title:
            yield group
        yield from group.rows


def _line(row: WaveGroup | WaveRow, columns: list[int]) -> tuple[Cell, ...]:
    if isinstance(row, WaveGroup):
        return (Cell(f"{row.title} ({row.note})" if row.note else row.title, 0, MUTED, True),)
    return Cell(row.label), *(Cell(row.cells[j].text + ARROWS.get(row.cells[j].direction, "")) for j in columns)


def _hex(hue: str) -> str:
    """The hue that a style sheet calls `var(--segment-2)`."""
    number = hue.partition("--segment-")[2].rstrip(")")
    return segment_hex(int(number)) if number else MUTED
