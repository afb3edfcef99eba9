"""Whether any score clearly changed since the wave before, and which difference may be chance."""

from __future__ import annotations

from collections.abc import Iterator

from research.deliverables._page.waves import WaveRow, Waves, WaveTable
from research.deliverables.deck._setting import Setting
from research.domain.waves import WaveComparison, WaveFigure


def rows_of(table: WaveTable) -> list[WaveRow]:
    """All rows, without the titles of their groups."""
    return [row for group in table.groups for row in group.rows]


def any_changed(table: WaveTable) -> bool:
    """Whether a score of the market or of a segment clearly changed."""
    return any(cell.direction in ("up", "down") for row in rows_of(table) for cell in row.cells)


def unchanged_notes(setting: Setting, comparison: WaveComparison, told: Waves) -> Iterator[str]:
    """That no score clearly changed, with the scores that no slide shows then."""
    table = told.scores
    if not table.groups:
        return
    yield setting.words.scores_unchanged(setting.words.dated(comparison.labels[-2]))
    for row in rows_of(table):
        shown = (f"{name} {cell.text}" for (name, _), cell in zip(table.heads, row.cells, strict=True))
        yield f"{row.label}: {'; '.join(shown)}"


def chance(setting: Setting, comparison: WaveComparison) -> Iterator[str]:
    """The largest difference that the test does not tell from chance, as an example of what has no arrow."""
    before, now = (_scores(comparison, wave) for wave in comparison.waves[-2:])
    level = [key for key, figure in now.items() if figure.change == "none" and key in before]
    if level:
        key = max(level, key=lambda key: abs(now[key].value - before[key].value))
        yield setting.words.changes_tested(setting.words.over_time([before[key], now[key]]))


def _scores(comparison: WaveComparison, wave: str) -> dict[tuple[str, int], WaveFigure]:
    """Outcomes, and concepts on their first measure, by score and segment."""
    scores = [figure for figure in comparison.figures if figure.topic != "size"]
    lead = next((_measure(figure) for figure in scores if figure.topic == "concept"), "")
    return {
        (figure.key, figure.segment): figure
        for figure in scores
        if figure.wave == wave and (figure.topic == "outcome" or _measure(figure) == lead)
    }


def _measure(figure: WaveFigure) -> str:
    return figure.key.rpartition("/")[0]
