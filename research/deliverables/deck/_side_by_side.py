"""Side by side: the rows that set segments apart most, shaded as on the page, a few segments a slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from research.charts.colours import segment_hex
from research.deliverables._page.matrix import Cell as MatrixCell
from research.deliverables._page.matrix import Group, Matrix, MatrixRow, matrix
from research.deliverables.deck._box import Box
from research.deliverables.deck._fitting import fits
from research.deliverables.deck._heads import Head, head_cells
from research.deliverables.deck._letters import width_of, within
from research.deliverables.deck._parts import MUTED, NOTE, SMALLEST, Cell, Grid, Page, Paragraph, Run, Text
from research.deliverables.deck._reading import reading
from research.deliverables.deck._setting import Setting
from research.deliverables.deck._tables import HEAD, ROW
from research.domain.personas import Personas

_MOST_ROWS, _MOST_SLIDES, _MOST_COLUMNS = 14, 3, 6
_LABEL, _FIGURE = 0.46, 120.0
"""Share of the width for the names of rows at most; width of a column of figures at most."""
_AIR = 12.0
_MARKS = {"up": " ▲", "down": " ▼", "": ""}


def side_by_side(setting: Setting, personas: Personas) -> Iterator[Page]:
    """The most telling rows in the order of the page; further slides for further segments."""
    made = matrix(setting.results, personas, setting.words)
    chunks = _slides(made.groups, min(_MOST_ROWS, int((setting.frame.room.height - HEAD) // ROW)))
    spans = list(_spans(len(made.columns)))
    slides = [(rows, span) for span in spans for rows in chunks]
    for number, (rows, span) in enumerate(slides, start=1):
        title = setting.words.parted(_title(setting, made, rows, number), number, len(slides))
        yield _page(setting, made, rows, span, title)


def _title(setting: Setting, made: Matrix, rows: Sequence[Group | MatrixRow], number: int) -> str:
    """What divides the segments most; after that, and where no theme does, what the rows are about."""
    words = setting.words
    if number == 1 and made.finding != words.side_by_side:
        return made.finding
    titles = [row.title for row in rows if isinstance(row, Group)]
    labels = (words.themes, *words.sections.values())
    return words.side_by_side_rows([label for label in labels if any(title.startswith(label) for title in titles)])


def _page(setting: Setting, made: Matrix, rows: Sequence[Group | MatrixRow], span: tuple[int, int], title: str) -> Page:
    words, room, (first, last) = setting.words, setting.frame.room, span
    figure = min(_FIGURE, (1 - _LABEL) * room.width / (1 + last - first))
    label = room.width - figure * (1 + last - first)
    names = list(_names(setting, made))
    heads = head_cells(names, figure)[first:last]
    grid = Grid(
        room,
        (label, *(figure for _ in range(1 + last - first))),
        (Cell(""), Cell(words.market, 0, MUTED), *heads),
        tuple(_row(row, first, last, label) for row in rows),
        words.table_alt(title, len(rows), len(heads) + 2),
    )
    tables = setting.results.tables
    told = [row for row in rows if isinstance(row, MatrixRow) and row.table]
    asked = setting.asked([tables.table(row.table) for row in told])
    cut = [head for head, cell in zip(names[first:last], heads, strict=True) if cell.text != head.name]
    called = [f"{head.badge}: {head.name}" for head in cut]
    notes = [*called, made.note, *(_bases(row) for row in told), *asked, *setting.caveats(tables)]
    key = _key(cut, room.below(HEAD + ROW * len(rows) + _AIR))
    return setting.page(title, (grid, *key), notes, *reading(setting, rows, span))


def _names(setting: Setting, made: Matrix) -> Iterator[Head]:
    """What the columns are called, in full."""
    personas = setting.results.personas
    called = {one.segment: one.name for one in personas.personas} if personas else {}
    for column in made.columns:
        yield Head(called.get(column.segment, column.name), column.badge, segment_hex(column.segment))


def _key(cut: Sequence[Head], box: Box) -> tuple[Text, ...]:
    """The names that badges stand for, where they have room beneath the table."""
    lines = tuple(Paragraph((Run(f"{head.badge}  ", head.ink, True), Run(head.name)), NOTE) for head in cut)
    return (Text(box, lines),) if lines and fits(lines, box.width, box.height) else ()


def _bases(row: MatrixRow) -> str:
    """What stands behind the figures of a row."""
    return f"{row.label}: {'; '.join(cell.note for cell in row.cells)}"


def _row(row: Group | MatrixRow, first: int, last: int, width: float) -> tuple[Cell, ...]:
    if isinstance(row, Group):
        title = f"{row.title} ({row.note})" if row.note else row.title
        return (Cell(title, 0, MUTED, True),)
    mark = " ◆" if row.defines else ""
    label = within(row.label, SMALLEST, width - 6 - width_of(mark, SMALLEST)) + mark
    return Cell(label), Cell(row.market, 0, MUTED), *(_cell(cell) for cell in row.cells[first:last])


def _cell(cell: MatrixCell) -> Cell:
    return Cell(cell.text + _MARKS[cell.mark], cell.shade, bold=abs(cell.shade) == 3)


def _slides(groups: Sequence[Group], capacity: int) -> list[list[Group | MatrixRow]]:
    """As many rows as the slides hold, spread evenly over them."""
    for most in range(capacity * _MOST_SLIDES, 0, -1):
        kept = list(_telling(groups, most))
        chunks = list(_chunked(kept, capacity))
        if len(chunks) <= _MOST_SLIDES:
            break
    tried = (list(_chunked(kept, fewer)) for fewer in range(2, capacity + 1))
    return next(even for even in tried if len(even) == len(chunks))


def _telling(groups: Sequence[Group], most: int) -> Iterator[Group]:
    """The themes and the rows in which segments stand furthest from the market, in their groups, titles counted."""
    placed = [(i, j, row) for i, group in enumerate(groups) for j, row in enumerate(group.rows)]
    placed.sort(key=lambda place: (bool(place[2].table), -_strength(place[2])))
    kept: dict[int, set[int]] = {}
    lines = 0
    for i, j, _ in placed:
        lines += 1 if i in kept else 2
        if lines > most:
            break
        kept.setdefault(i, set()).add(j)
    for i, group in enumerate(groups):
        if i in kept:
            yield replace(group, rows=tuple(group.rows[j] for j in sorted(kept[i])))


def _strength(row: MatrixRow) -> int:
    """How many steps of shading and marks its cells have in all."""
    return sum(abs(cell.shade) + bool(cell.mark) for cell in row.cells)


def _chunked(groups: Sequence[Group], capacity: int) -> Iterator[list[Group | MatrixRow]]:
    """Slides of rows under their titles; a title is told again where its rows go on."""
    chunk: list[Group | MatrixRow] = []
    for group in groups:
        if len(chunk) + 2 > capacity:
            yield chunk
            chunk = []
        chunk.append(group)
        for row in group.rows:
            if len(chunk) == capacity:
                yield chunk
                chunk = [group]
            chunk.append(row)
    if chunk:
        yield chunk


def _spans(columns: int) -> Iterator[tuple[int, int]]:
    """Segments from and to, about as many on every slide."""
    slides = -(-columns // _MOST_COLUMNS)
    each = -(-columns // slides)
    for first in range(0, columns, each):
        yield first, min(first + each, columns)
