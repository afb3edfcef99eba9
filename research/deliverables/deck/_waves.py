"""Wave by wave: sizes as bars, a shade a wave, and scores as a table."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from research.charts.badges import badges
from research.charts.colours import segment_hex
from research.deliverables._page.waves import WaveGroup, WaveRow, Waves, WaveTable, waves
from research.deliverables.deck._heads import Head, head_cells
from research.deliverables.deck._look import MARKET, paled
from research.deliverables.deck._parts import MUTED, Bars, Cell, Grid, Page, Paragraph, Run, Series, said
from research.deliverables.deck._setting import Setting
from research.deliverables.deck._tables import HEAD, ROW
from research.domain.waves import WaveComparison, WaveFigure
from research.wording.sentences import shortened

_MOST_WAVES, _MOST_COLUMNS, _MOST_ROWS = 3, 7, 14
_LABELS, _HEADROOM, _TALLEST = 0.34, 1.15, 80.0
_LONGEST = 44
_LEAST = 15.5
"""Least height of a bar, so that its figure stands clear of the next."""
_LABEL, _FIGURE = 0.34, 130.0
_ARROWS = {"up": " ▲", "down": " ▼"}


def wave_pages(setting: Setting) -> Iterator[Page]:
    """Nothing with fewer than two waves."""
    comparison = setting.results.waves
    told = waves(comparison, setting.results.tables, setting.words)
    if comparison is None or told is None:
        return
    if any(figure.topic == "size" for figure in comparison.figures):
        yield from _sizes(setting, comparison, told)
    yield from _scores(setting, comparison, told)


@dataclass(frozen=True, slots=True, eq=False)
class _Sizes:
    """The sizes of the latest waves: figures by segment and wave, what segments and waves are called."""

    figures: Mapping[tuple[int, str], WaveFigure]
    names: Mapping[int, str]
    waves: tuple[str, ...]
    labels: Mapping[str, str]

    @property
    def segments(self) -> list[int]:
        """The segments, the largest of the latest wave first."""
        return sorted(
            self.names, key=lambda segment: (-_value(self.figures.get((segment, self.waves[0])), 0.0), segment)
        )


def _sizes(setting: Setting, comparison: WaveComparison, told: Waves) -> Iterator[Page]:
    """As many segments a slide as it holds."""
    words, room = setting.words, setting.frame.room
    sizes = _sized(comparison, setting)
    segments = sizes.segments
    slides = -(-len(segments) // max(1, int(room.height // (_LEAST * len(sizes.waves)))))
    each = -(-len(segments) // slides)
    notes = [
        f"{figure.label}, {sizes.labels[wave]}: {words.numbers.percentage(figure.value)}; {words.wave_note(figure)}"
        for (_, wave), figure in sizes.figures.items()
    ]
    for number in range(slides):
        bars = _bars(setting, comparison, sizes, segments[number * each : (number + 1) * each])
        yield setting.page(
            words.parted(told.finding, number + 1, slides),
            (bars,),
            (*notes, words.waves_note, *setting.caveats(comparison)),
            (said(words.sizes_by_wave), _key(sizes)),
            words.waves_note,
        )


def _sized(comparison: WaveComparison, setting: Setting) -> _Sizes:
    shown = comparison.waves[-_MOST_WAVES:][::-1]
    figures = {(f.segment, f.wave): f for f in comparison.figures if f.topic == "size" and f.wave in shown}
    called = zip(comparison.waves, comparison.labels, strict=True)
    return _Sizes(
        figures,
        {segment: shortened(figure.label, _LONGEST) for (segment, _), figure in figures.items()},
        shown,
        {wave: shortened(setting.words.dated(label), _LONGEST) for wave, label in called},
    )


def _bars(setting: Setting, comparison: WaveComparison, sizes: _Sizes, segments: Sequence[int]) -> Bars:
    """A bar a segment and wave, the latest first and strongest."""
    found = sizes.figures
    series = tuple(
        Series(
            sizes.labels[wave],
            tuple(_value(found.get((segment, wave)), math.nan) for segment in segments),
            tuple(paled(segment_hex(segment), age) for segment in segments),
        )
        for age, wave in enumerate(sizes.waves)
    )
    return Bars(
        setting.frame.room.upper(_TALLEST * len(segments)),
        tuple(sizes.names[segment] + _changed(found.get((segment, sizes.waves[0]))) for segment in segments),
        series,
        setting.words.share_format,
        0.0,
        _HEADROOM * max(figure.value for figure in found.values()),
        _LABELS,
        setting.words.waves_alt(comparison),
    )


def _key(sizes: _Sizes) -> Paragraph:
    """Which shade is which wave."""
    told = enumerate(sizes.labels[wave] for wave in sizes.waves)
    return Paragraph(tuple(run for age, label in told for run in (Run("■ ", paled(MARKET, age)), Run(f"{label}   "))))


def _changed(figure: WaveFigure | None) -> str:
    return _ARROWS.get(figure.change, "") if figure else ""


def _value(figure: WaveFigure | None, missing: float) -> float:
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
            (_grid(setting, comparison, table, rows, columns, title),),
            (*notes, words.waves_note, *setting.caveats(comparison)),
            (said(f"{words.scores}: {told.span}"),),
            words.waves_note,
        )


def _finding(setting: Setting, comparison: WaveComparison, table: WaveTable) -> str:
    """What changed in the market."""
    rows = [row for group in table.groups for row in group.rows]
    rose, fell = ([row.label for row in rows if row.cells[0].direction == change] for change in ("up", "down"))
    return setting.words.scores_finding(rose, fell, setting.words.dated(comparison.labels[-2]))


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
    return Cell(row.label), *(Cell(row.cells[j].text + _ARROWS.get(row.cells[j].direction, "")) for j in columns)


def _hex(hue: str) -> str:
    """The hue that a style sheet calls `var(--segment-2)`."""
    number = hue.partition("--segment-")[2].rstrip(")")
    return segment_hex(int(number)) if number else MUTED
