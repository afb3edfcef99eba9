"""The sheet of waves: every figure wave beside wave, with its interval and whether it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from research.deliverables.crosstab_workbook._pages import Page
from research.deliverables.crosstab_workbook._styles import COUNT, SHARE
from research.domain.naming import SegmentNames
from research.domain.waves import Change, Topic, WaveComparison, WaveFigure
from research.wording import workbook_en as words

_FIRST, _PER_WAVE = 3, 6
_HEADS = (words.SHARE, words.LOW, words.HIGH, words.BASE, words.CHANGE)


def write_waves(page: Page, waves: WaveComparison, names: SegmentNames | None) -> None:
    """One block a topic: rows of figures by waves."""
    columns = {0: words.TOTAL, **({name.segment: name.name for name in names.names} if names else {})}
    page.head(words.WAVES)
    page.widths(46, 22, *([8, 8, 8, 8, 18, 1.4] * len(waves.waves)))
    row = page.lines(3, words.INTERVAL_NOTE, "quiet") + 1
    for topic in words.TOPICS:
        figures = [figure for figure in waves.figures if figure.topic == topic]
        if figures:
            row = _block(page, waves, topic, figures, columns, row) + 1
    page.sheet.freeze_panes = "C3"


def _block(
    page: Page,
    waves: WaveComparison,
    topic: Topic,
    figures: Sequence[WaveFigure],
    columns: Mapping[int, str],
    row: int,
) -> int:
    page.text(row, 1, words.TOPICS[topic], "heading")
    _heads(page, waves.labels, row + 1)
    row += 3
    label = ""
    for told in _by_row(figures).values():
        first = told[0]
        name = first.label if topic == "size" or first.label != label else ""
        label = first.label
        page.text(row, 1, name, "label")
        if topic != "size":
            page.text(row, 2, columns[first.segment], "text" if first.segment else "net label")
        for figure in told:
            _figure(page, figure, _FIRST + _PER_WAVE * waves.waves.index(figure.wave), row)
        row += 1
    return row


def _by_row(figures: Sequence[WaveFigure]) -> dict[tuple[str, int], list[WaveFigure]]:
    rows: dict[tuple[str, int], list[WaveFigure]] = {}
    for figure in figures:
        rows.setdefault((figure.key, figure.segment), []).append(figure)
    return rows


def _heads(page: Page, labels: Sequence[str], row: int) -> None:
    for at in (1, 2):
        page.blank(row + 1, at, "head")
    for number, label in enumerate(labels):
        first = _FIRST + _PER_WAVE * number
        for at, text in enumerate(_HEADS):
            page.text(row + 1, first + at, text, "head remark" if text == words.CHANGE else "head figure")
        page.spread(row, first, first + len(_HEADS) - 1, label, "group")


def _figure(page: Page, figure: WaveFigure, first: int, row: int) -> None:
    page.number(row, first, figure.value, "figure", SHARE)
    page.number(row, first + 1, figure.low, "base", SHARE)
    page.number(row, first + 2, figure.high, "base", SHARE)
    page.number(row, first + 3, figure.base, "base", COUNT)
    page.text(row, first + 4, words.CHANGES[figure.change], _change_look(figure.change))


def _change_look(change: Change) -> str:
    return "remark strong" if change in ("up", "down") else "remark"
