"""The sheet of waves: every figure wave beside wave, with its interval and whether it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from research.deliverables.crosstab_workbook._pages import Page
from research.deliverables.crosstab_workbook._paging import paginate
from research.deliverables.crosstab_workbook._styles import COUNT, SHARE
from research.domain.naming import SegmentNames
from research.domain.waves import Change, Topic, WaveComparison, WaveFigure
from research.wording import workbook_en as words

_WAVE_ROW, _HEAD_ROW = 2, 3
_FIRST = 3
_HEADS = (words.SHARE, words.LOW, words.HIGH, words.BASE)
_WIDTHS, _CHANGE_WIDTH, _GAP_WIDTH = (8.0, 10.0, 10.0, 8.0), 20.0, 1.4


def write_waves(page: Page, waves: WaveComparison, names: SegmentNames | None) -> None:
    """One block a topic: rows of figures by waves, of which all but the first have changes."""
    columns = {0: words.TOTAL, **({name.segment: name.name for name in names.names} if names else {})}
    later = (*_WIDTHS, _CHANGE_WIDTH, _GAP_WIDTH)
    page.widths(46, 22, *_WIDTHS, _GAP_WIDTH, *(later * (len(waves.waves) - 1)))
    page.head(words.WAVES)
    _heads(page, waves.labels)
    row, kept = page.lines(_HEAD_ROW + 2, words.INTERVAL_NOTE, "quiet") + 1, []
    for topic in words.TOPICS:
        figures = [figure for figure in waves.figures if figure.topic == topic]
        if figures:
            runs = _block(page, waves.waves, topic, figures, columns, row)
            kept += runs
            row = runs[-1][1] + 2
    page.sheet.freeze_panes = f"C{_HEAD_ROW + 1}"
    paginate(page, kept, _HEAD_ROW)


def _block(
    page: Page,
    waves: Sequence[str],
    topic: Topic,
    figures: Sequence[WaveFigure],
    columns: Mapping[int, str],
    row: int,
) -> list[tuple[int, int]]:
    """A topic; the first and last rows of what stays together, the title with what follows it."""
    page.heading(row, words.TOPICS[topic])
    kept, start, row = [], row, row + 1
    for _, told in groupby(_by_row(figures), key=lambda row: "" if topic == "size" else row[0].label):
        for position, figures_of_row in enumerate(told):
            _row(page, waves, topic, figures_of_row, columns, row, position == 0 or topic == "size")
            row += 1
        kept.append((start, row - 1))
        start = row
    return kept


def _row(
    page: Page,
    waves: Sequence[str],
    topic: Topic,
    figures: Sequence[WaveFigure],
    columns: Mapping[int, str],
    row: int,
    named: bool,
) -> None:
    segment = figures[0].segment
    page.wrapped(row, 1, figures[0].label if named else "", "label")
    if topic != "size":
        page.text(row, 2, columns[segment], "text" if segment else "net label")
    for figure in figures:
        _figure(page, figure, waves.index(figure.wave), row)


def _by_row(figures: Sequence[WaveFigure]) -> list[list[WaveFigure]]:
    rows: dict[tuple[str, int], list[WaveFigure]] = {}
    for figure in figures:
        rows.setdefault((figure.key, figure.segment), []).append(figure)
    return list(rows.values())


def _heads(page: Page, labels: Sequence[str]) -> None:
    for at in (1, 2):
        page.blank(_HEAD_ROW, at, "head")
    for number, label in enumerate(labels):
        first = _column(number)
        for at, text in enumerate(_HEADS):
            page.wrapped(_HEAD_ROW, first + at, text, "head figure")
        last = first + len(_HEADS) - 1
        if number:
            last += 1
            page.text(_HEAD_ROW, last, words.CHANGE, "head remark")
        page.spread(_WAVE_ROW, first, last, label, "group")


def _figure(page: Page, figure: WaveFigure, number: int, row: int) -> None:
    first = _column(number)
    page.number(row, first, figure.value, "figure", SHARE)
    page.number(row, first + 1, figure.low, "base", SHARE)
    page.number(row, first + 2, figure.high, "base", SHARE)
    page.number(row, first + 3, figure.base, "base", COUNT)
    if number:
        page.text(row, first + 4, words.CHANGES[figure.change], _change_look(figure.change))


def _column(number: int) -> int:
    """Where the figures of a wave begin; the first wave has no change, and so a column less."""
    first_wave = len(_HEADS) + 1
    return _FIRST if number == 0 else _FIRST + first_wave + (number - 1) * (len(_HEADS) + 2)


def _change_look(change: Change) -> str:
    return "remark strong" if change in ("up", "down") else "remark"
