"""Where the columns of the banner stand on a sheet of tables, and where it turns to the next page across."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from research.domain.tables import BannerColumn, Tables

LABEL_WIDTH, TOTAL_WIDTH, VALUE_WIDTH, GAP_WIDTH = 52.0, 8.0, 6.6, 1.4
_LETTERS_WIDTH = 3.6, 10.0
"""Of a column of letters, at least and at most: longer letters stand on several lines."""
_BESIDE_LETTERS = 2.4
ACROSS = 300
"""Characters that a page across holds: type of 10 points is then printed at 6.5 on A3."""
_LEAST = 100


@dataclass(frozen=True, slots=True)
class Layout:
    """Sheet columns, counted from 1.

    Attributes:
        values: of the figures, per banner column; letters: of the letters beside them, 0 for the total.
        letter_width: of every column of letters, in characters.
        last: the last column in use.
        turns: positions in the banner at which a new page across begins, after the first.
    """

    values: tuple[int, ...]
    letters: tuple[int, ...]
    letter_width: float
    last: int
    turns: tuple[int, ...]

    @property
    def pages(self) -> list[range]:
        """Positions in the banner by page across, the total left out: it stands on every page."""
        return [range(first, end) for first, end in pairwise((1, *self.turns, len(self.values)))]

    @property
    def turning_columns(self) -> tuple[int, ...]:
        """Sheet columns with which a page across begins, after the first."""
        return tuple(self.values[position] for position in self.turns)

    @property
    def characters(self) -> int:
        """How many characters a line of text takes across the first page."""
        pairs = len(self.pages[0])
        return max(_LEAST, int(LABEL_WIDTH + TOTAL_WIDTH + pairs * (VALUE_WIDTH + self.letter_width)))

    def width(self, column: int) -> float:
        """Of a sheet column, in characters."""
        if column in self.letters:
            return self.letter_width
        if column not in self.values:
            return LABEL_WIDTH if column == 1 else GAP_WIDTH
        return TOTAL_WIDTH if column == self.values[0] else VALUE_WIDTH


def lay_out(tables: Tables) -> Layout:
    """Label, total, then a figure and its letters a column, with a gap before each group."""
    values, letters, at, group = [2], [0], 3, ""
    columns = tables.banner.columns
    for column in columns[1:]:
        at += column.group != group
        group = column.group
        values.append(at)
        letters.append(at + 1)
        at += 2
    longest = max((len(str(cell)) for table in tables.tables for cell in table.letters.flat), default=0)
    least, most = _LETTERS_WIDTH
    letter_width = min(max(least, _BESIDE_LETTERS + longest), most)
    return Layout(tuple(values), tuple(letters), letter_width, at - 1, tuple(_turns(columns, letter_width)))


def _turns(columns: tuple[BannerColumn, ...], letter_width: float) -> Iterator[int]:
    """Before a group that the page cannot hold and the next one can; within a group that no page can hold."""
    room = int((ACROSS - LABEL_WIDTH - TOTAL_WIDTH) / (VALUE_WIDTH + letter_width))
    begun = position = 1
    while position < len(columns):
        end = position
        while end < len(columns) and columns[end].group == columns[position].group:
            end += 1
        if end - begun > room and position > begun and end - position <= room:
            yield position
            begun = position
        while end - begun > room:
            begun += room
            yield begun
        position = end
