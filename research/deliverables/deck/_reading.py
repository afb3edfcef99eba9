"""How to read a table of segments side by side: what its shades and marks mean, of those that it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from research.deliverables._page.matrix import Cell, Group, MatrixRow
from research.deliverables.deck._parts import Paragraph, said
from research.deliverables.deck._setting import Setting
from research.deliverables.deck._stars import FEW, SMALL, star_keys


def reading(
    setting: Setting, rows: Sequence[Group | MatrixRow], span: tuple[int, int]
) -> tuple[tuple[Paragraph, ...], str]:
    """The lines above the table, and the one beneath it."""
    shown = [row for row in rows if isinstance(row, MatrixRow)]
    cells = [cell for row in shown for cell in row.cells[slice(*span)]]
    above = tuple(said(line) for line in _above(setting, shown, span))
    beneath = [setting.words.reading_defines] if any(row.defines for row in shown) else []
    return above, " ".join((*beneath, *star_keys(setting, _stars(cells)), setting.words.reading_rest))


def _above(setting: Setting, shown: Sequence[MatrixRow], span: tuple[int, int]) -> Iterator[str]:
    """What shades and arrows mean."""
    words = setting.words
    shaded = {bool(row.table) for row in shown for cell in row.cells[slice(*span)] if cell.shade}
    if shaded:
        told = {True: words.reading_points, False: words.reading_themes}
        yield words.reading_shades if len(shaded) == 2 else told[shaded.pop()]
    if any(cell.mark for row in shown for cell in row.cells[slice(*span)]):
        yield words.reading_marks


def _stars(cells: Sequence[Cell]) -> set[str]:
    """The stars behind the figures."""
    return {FEW if cell.text.endswith(FEW) else SMALL for cell in cells if cell.text.endswith(SMALL)}
