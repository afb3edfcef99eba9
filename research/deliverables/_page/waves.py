"""Wave by wave: sizes and concept scores beside those of the waves before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from research.charts.colours import segment_variable
from research.charts.waves import wave_sizes
from research.deliverables._page.answers import counted
from research.domain.tables import Tables
from research.domain.waves import Change, WaveComparison, WaveFigure
from research.wording.english import English

_MOST_WAVES = 4
"""The latest waves, as many as a cell can hold."""


@dataclass(frozen=True, slots=True)
class WaveCell:
    """One figure over the waves: as shown, what stands behind its latest value, how that changed."""

    text: str
    note: str
    change: str
    direction: Change


@dataclass(frozen=True, slots=True)
class WaveRow:
    label: str
    cells: tuple[WaveCell, ...]


@dataclass(frozen=True, slots=True)
class WaveGroup:
    """Rows of one question, with which answers they count."""

    title: str
    note: str
    rows: tuple[WaveRow, ...]


@dataclass(frozen=True, slots=True)
class WaveTable:
    """Rows by columns named in `heads`, each with a hue."""

    title: str
    heads: tuple[tuple[str, str], ...]
    groups: tuple[WaveGroup, ...]


@dataclass(frozen=True, slots=True)
class Waves:
    finding: str
    figure: str
    span: str
    sizes: WaveTable
    scores: WaveTable
    more_scores: WaveTable


def waves(comparison: WaveComparison | None, tables: Tables, words: English) -> Waves | None:
    """Two or more waves side by side; None with fewer. Outcomes and the first measure of the concepts come first."""
    if comparison is None or len(comparison.waves) < 2:
        return None
    sizes = [figure for figure in comparison.figures if figure.topic == "size"]
    latest = [figure for figure in sizes if figure.wave == comparison.waves[-1]]
    grew, shrank = ([figure.label for figure in latest if figure.change == change] for change in ("up", "down"))
    labels = [words.dated(label) for label in comparison.labels]
    names = {figure.segment: figure.label for figure in sorted(latest, key=lambda one: -one.value)}
    scores = [figure for figure in comparison.figures if figure.topic != "size"]
    lead = next((_table(figure) for figure in scores if figure.topic == "concept"), "")
    first = [figure for figure in scores if figure.topic == "outcome" or _table(figure) == lead]
    others = [figure for figure in scores if figure not in first]
    return Waves(
        words.waves_finding(grew, shrank, labels[-2]),
        wave_sizes(comparison, words) if sizes else "",
        " → ".join(labels[-_MOST_WAVES:]),
        _sizes(comparison, names, words),
        _scores(comparison, names, first, words.scores, tables, words),
        _scores(comparison, names, others, words.more_scores, tables, words),
    )


def _sizes(comparison: WaveComparison, names: Mapping[int, str], words: English) -> WaveTable:
    rows = [WaveRow(names[s], (_cell(comparison, "size", str(s), s, words),)) for s in names]
    return WaveTable(words.sizes, (), (WaveGroup("", "", tuple(rows)),))


def _scores(
    comparison: WaveComparison,
    names: Mapping[int, str],
    scores: Sequence[WaveFigure],
    title: str,
    tables: Tables,
    words: English,
) -> WaveTable:
    """A row a score, a column for the market and each segment, the scores of one question together."""
    order = {segment: place for place, segment in enumerate((0, *names))}
    segments = sorted({figure.segment for figure in scores}, key=lambda segment: order.get(segment, len(order)))
    heads = [(names.get(s, words.market), segment_variable(s) if s else "var(--market)") for s in segments]
    asked: dict[str, dict[str, WaveFigure]] = {}
    for figure in scores:
        asked.setdefault(_table(figure), {}).setdefault(figure.key, figure)
    groups = []
    for name, own in asked.items():
        group, labels = _headed(name, own, tables, words)
        rows = [
            WaveRow(labels[key], tuple(_cell(comparison, figure.topic, key, s, words) for s in segments))
            for key, figure in own.items()
        ]
        groups.append(WaveGroup(*group, tuple(rows)))
    return WaveTable(title, tuple(heads), tuple(groups))


def _headed(
    name: str, own: Mapping[str, WaveFigure], tables: Tables, words: English
) -> tuple[tuple[str, str], dict[str, str]]:
    """Title and note of the scores of one table, and what each is called under them."""
    table = next((table for table in tables.tables if table.name == name), None)
    if table is None or len(own) == 1:
        return ("", ""), {key: words.topic(figure.label) for key, figure in own.items()}
    rows = {f"{name}/{row.key}": row for row in table.rows}
    note = words.share_of(words.counted(*counted(rows[next(iter(own))], tables)))
    return (words.topic(table.title), note), {key: rows[key].label for key in own}


def _table(figure: WaveFigure) -> str:
    """The table that a score comes from."""
    return figure.key.rpartition("/")[0]


def _cell(comparison: WaveComparison, topic: str, key: str, segment: int, words: English) -> WaveCell:
    found = {f.wave: f for f in comparison.figures if (f.topic, f.key, f.segment) == (topic, key, segment)}
    figures = [found.get(wave) for wave in comparison.waves[-_MOST_WAVES:]]
    last = figures[-1]
    if last is None:
        return WaveCell(words.over_time(figures), "", "", "first")
    return WaveCell(words.over_time(figures), words.wave_note(last), words.change_words[last.change], last.change)
