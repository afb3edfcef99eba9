"""Wave by wave: sizes as bars, a shade a wave, and scores as a table."""

from __future__ import annotations

import math
from collections.abc import Iterator

from research.charts.colours import segment_hex
from research.deliverables._page.waves import WaveGroup, WaveRow, Waves, WaveTable, waves
from research.deliverables.deck._look import MARKET, paled
from research.deliverables.deck._parts import MUTED, Bars, Cell, Grid, Page, Paragraph, Run, Series, said
from research.deliverables.deck._setting import Setting
from research.deliverables.deck._tables import HEAD, ROW
from research.domain.waves import WaveComparison, WaveFigure

_MOST_WAVES, _MOST_COLUMNS, _MOST_ROWS = 3, 7, 14
_LABELS, _HEADROOM, _TALLEST = 0.34, 1.15, 80.0
_LABEL, _FIGURE = 0.34, 130.0
_ARROWS = {"up": " ▲", "down": " ▼"}


def wave_pages(setting: Setting) -> Iterator[Page]:
    """Nothing with fewer than two waves."""
    comparison = setting.results.waves
    told = waves(comparison, setting.results.tables, setting.words)
    if comparison is None or told is None:
        return
    if any(figure.topic == "size" for figure in comparison.figures):
        yield _sizes(setting, comparison, told)
    yield from _scores(setting, comparison, told)


def _sizes(setting: Setting, comparison: WaveComparison, told: Waves) -> Page:
    words = setting.words
    shown = comparison.waves[-_MOST_WAVES:][::-1]
    labels = {wave: words.dated(label) for wave, label in zip(comparison.waves, comparison.labels, strict=True)}
    sizes = {(f.segment, f.wave): f for f in comparison.figures if f.topic == "size"}
    segments = sorted({segment for segment, _ in sizes}, key=lambda s: (-_value(sizes.get((s, shown[0]))), s))
    series = tuple(
        Series(
            labels[wave],
            tuple(_value(sizes.get((segment, wave)), math.nan) for segment in segments),
            tuple(paled(segment_hex(segment), age) for segment in segments),
        )
        for age, wave in enumerate(shown)
    )
    names = {segment: figure.label for (segment, _), figure in sizes.items()}
    changed = {
        segment: _ARROWS.get(sizes[segment, shown[0]].change, "")
        for segment in segments
        if (segment, shown[0]) in sizes
    }
    room = setting.frame.room
    most = max(_value(figure) for figure in sizes.values())
    bars = Bars(
        room.upper(_TALLEST * len(segments)),
        tuple(names[segment] + changed.get(segment, "") for segment in segments),
        series,
        words.share_format,
        0.0,
        _HEADROOM * most,
        _LABELS,
        words.waves_alt(comparison),
    )
    key = tuple(
        run for age, wave in enumerate(shown) for run in (Run("■ ", paled(MARKET, age)), Run(f"{labels[wave]}   "))
    )
    notes = [
        f"{f.label}, {labels[f.wave]}: {words.numbers.percentage(f.value)}; {words.wave_note(f)}"
        for f in sizes.values()
    ]
    return setting.page(
        told.finding,
        (bars,),
        (*notes, words.waves_note, *setting.caveats(comparison)),
        (said(words.sizes_by_wave), Paragraph(key)),
        words.waves_note,
    )


def _value(figure: WaveFigure | None, missing: float = 0.0) -> float:
    return figure.value if figure else missing


def _scores(setting: Setting, comparison: WaveComparison, told: Waves) -> Iterator[Page]:
    """Outcomes and the first measure of the concepts, a few segments a slide; the market stands on each."""
    words, table = setting.words, told.scores
    if not table.groups:
        return
    capacity = min(_MOST_ROWS, int((setting.frame.room.height - HEAD) // ROW))
    rows = list(_rows(table))[:capacity]
    others = range(1, len(table.heads))
    spans = [others[i : i + _MOST_COLUMNS - 1] for i in range(0, len(others), _MOST_COLUMNS - 1)] or [range(0)]
    for number, span in enumerate(spans, start=1):
        columns = [0, *span]
        title = words.parted(_finding(setting, comparison, table), number, len(spans))
        notes = [
            f"{row.label}: {row.cells[j].note}"
            for row in rows
            if isinstance(row, WaveRow)
            for j in columns
            if row.cells[j].note
        ]
        yield setting.page(
            title,
            (_grid(setting, table, rows, columns, title),),
            (*notes, words.waves_note, *setting.caveats(comparison)),
            (said(f"{words.scores}: {told.span}"),),
            words.waves_note,
        )


def _finding(setting: Setting, comparison: WaveComparison, table: WaveTable) -> str:
    """What changed in the market."""
    rows = [row for group in table.groups for row in group.rows]
    rose, fell = ([row.label for row in rows if row.cells[0].direction == change] for change in ("up", "down"))
    return setting.words.scores_finding(rose, fell, setting.words.dated(comparison.labels[-2]))


def _grid(setting: Setting, table: WaveTable, rows: list[WaveGroup | WaveRow], columns: list[int], title: str) -> Grid:
    room = setting.frame.room
    figure = min(_FIGURE, (1 - _LABEL) * room.width / len(columns))
    heads = [Cell("")]
    for j in columns:
        name, hue = table.heads[j]
        heads.append(Cell(name, 0, _hex(hue)))
    return Grid(
        room,
        (room.width - figure * len(columns), *(figure for _ in columns)),
        tuple(heads),
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
    return Cell(row.label), *(Cell(row.cells[j].text + _ARROWS.get(row.cells[j].direction, "")) for j in columns)


def _hex(hue: str) -> str:
    """The hue that a style sheet calls `var(--segment-2)`."""
    number = hue.partition("--segment-")[2].rstrip(")")
    return segment_hex(int(number)) if number else MUTED
