"""Sheets of tables: one table under another, the banner above them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from research.deliverables.crosstab_workbook._bases import common_base, runs
from research.deliverables.crosstab_workbook._footnote import footnote
from research.deliverables.crosstab_workbook._further import further_lines
from research.deliverables.crosstab_workbook._head import FIRST_ROW, LETTER_ROW
from research.deliverables.crosstab_workbook._layout import Layout
from research.deliverables.crosstab_workbook._pages import Page
from research.deliverables.crosstab_workbook._paging import paginate
from research.deliverables.crosstab_workbook._styles import COUNT, SHARE, Tint, decimal
from research.deliverables.crosstab_workbook._tints import tints
from research.deliverables.crosstab_workbook._way_back import ROOM, titled
from research.domain.arrays import Counts, Floats, Texts
from research.domain.sample import Weighting
from research.domain.tables import SHARES, Row, RowKind, Table, TableKind, Tables
from research.wording import workbook_en as words
from research.wording.significance_en import associations_line, marks_of

_SUMMARIES: tuple[TableKind, ...] = ("grid_top_box", "grid_mean", "grid_box", "ranking", "concepts")
"""Kinds of tables with a net or mean in every row: none of them stands out."""
_GRIDS: tuple[TableKind, ...] = ("grid_top_box", "grid_mean", "grid_box")
_LOOKS: Mapping[RowKind, tuple[str, str]] = {"net": ("net label", "net"), "off_scale": ("off label", "off")}
_MARKS = 1.0
"""Letters in the width of one character of a column: they are small, but capitals are wide."""
_MARK_LINE = 11.0


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet under way: what its tables share."""

    page: Page
    layout: Layout
    tables: Tables
    weighting: Weighting

    def write(self, numbered: Sequence[tuple[int, Table]]) -> list[int]:
        """Write the tables one under another, none cut by the end of a page; the rows where they begin."""
        row, kept = FIRST_ROW, []
        for number, table in numbered:
            end = self._table(number, table, row)
            kept.append((row, end - 1))
            row = end + 1
        paginate(self.page, kept, LETTER_ROW, self.layout.turning_columns)
        return [first for first, _ in kept]

    def _table(self, number: int, table: Table, row: int) -> int:
        """Head, rows, and the line under them; the row after it."""
        shades = tints(table, self.tables)
        end = self._rows(table, shades, self._head(number, table, row))
        said = footnote(table, self.tables, self.weighting, bool((shades != "").any()))
        end = self.page.lines(end, said, "note")
        whole = associations_line(self.tables.associations_of(table))
        return self.page.lines(end, whole, "note") if whole else end

    def _head(self, number: int, table: Table, row: int) -> int:
        """Title, wording, who was asked, and what is not tested; the row after them."""
        for at in range(2, self.layout.last + 1):
            self.page.blank(row, at, "table rule")
        self.page.sheet.row_dimensions[row].height = 20
        row = self.page.lines(row, titled(number, table), "table", ROOM)
        if not table.title.startswith(table.wording):
            row = self.page.lines(row, table.wording, "wording")
        row = self.page.lines(row, words.base_line(table.base_text), "quiet")
        row = self.page.lines(row, words.filter_line(table.filter_text), "quiet") if table.filter_text else row
        said = words.SIZES if table.name in self.tables.banner.of_segments else _construction(table)
        return self.page.lines(row, said, "construction") if said else row

    def _rows(self, table: Table, shades: Texts, row: int) -> int:
        """Bases and rows: bases above where they are common, else beneath the rows that have them."""
        alike = runs(table)
        apart = len(alike) > (1 if table.kind == "concepts" else 2)
        if table.kind in _GRIDS:
            alike, apart = [list(range(len(table.rows)))], False
        if not apart:
            row = self._bases(table, row)
        for position, run in enumerate(alike):
            for i in run:
                self._row(table, i, shades[i].tolist(), row)
                row = self._beneath(table, i, row + 1)
            if position or apart:
                row = self._own_base(table, run, row)
        return row

    def _bases(self, table: Table, row: int) -> int:
        """The common bases of the table in each column."""
        common = common_base(table)
        rows = list(common.rows)
        self._base_row(common.label, table.bases[rows].min(axis=0), row)
        self._marks(table.bases[rows].min(axis=0), row)
        if self.tables.weighted:
            self._base_row(words.WEIGHTED_BASE_ROW, table.weighted_bases[rows].min(axis=0), row + 1)
            self._base_row(words.EFFECTIVE_BASE_ROW, table.effective_bases[rows].min(axis=0), row + 2)
            return row + 3
        return row + 1

    def _own_base(self, table: Table, run: Sequence[int], row: int) -> int:
        labels = ", ".join(table.rows[i].label for i in run)
        self._base_row(words.base_of(labels), table.bases[run[0]], row)
        self._marks(table.bases[run[0]], row)
        return row + 1

    def _base_row(self, label: str, figures: Counts | Floats, row: int) -> None:
        self.page.wrapped(row, 1, label, "base label")
        for figure, column in zip(figures.tolist(), self.layout.values, strict=True):
            self.page.number(row, column, figure, "base", COUNT)

    def _marks(self, bases: Counts, row: int) -> None:
        """`*` for a small base, `**` for one that is too small to test."""
        for base, column in zip(bases.tolist(), self.layout.letters, strict=True):
            if column and base < self.tables.small_base:
                self.page.text(row, column, "**" if base < self.tables.min_base else "*", "mark")

    def _row(self, table: Table, i: int, shades: Sequence[Tint], row: int) -> None:
        part = table.rows[i]
        plain = "label", "figure"
        label_look, look = plain if table.kind in _SUMMARIES else _LOOKS.get(part.kind, plain)
        self.page.wrapped(row, 1, _label(part, table), label_look)
        format_ = SHARE if part.kind in SHARES else decimal(table.decimals)
        looks = [f"{look} faint" if base < self.tables.min_base else look for base in table.bases[i].tolist()]
        for column, value, shown, tint in zip(self.layout.values, table.values[i].tolist(), looks, shades, strict=True):
            self.page.number(row, column, value, shown, format_, tint)
        for j, column in enumerate(self.layout.letters[1:], start=1):
            self._mark(row, column, marks_of(table, i, j), shades[j])

    def _beneath(self, table: Table, i: int, row: int) -> int:
        """The further figures of a row that the study wants; the row after them."""
        for line in further_lines(table, i, self.tables.show):
            self.page.text(row, 1, line.label, "further label")
            for column, value in zip(self.layout.values, line.values.tolist(), strict=True):
                self.page.number(row, column, value, "base", line.format)
            row += 1
        return row

    def _mark(self, row: int, column: int, mark: str, tint: Tint) -> None:
        """Arrow and letters, on as many lines as the column needs for them; shaded with their figure."""
        if not mark and not tint:
            return
        lines = -(-len(mark) // int(self.layout.letter_width * _MARKS))
        self.page.text(row, column, mark, "marks" if lines > 1 else "mark", tint=tint)
        if lines > 1:
            self.page.raise_row(row, _MARK_LINE * lines + 2)


def _construction(table: Table) -> str:
    """What is not tested between segments, if anything."""
    if _mixed(table):
        return words.SOME_DEFINE
    return words.DEFINES if table.basis else ""


def _mixed(table: Table) -> bool:
    """Some rows define the segments, others do not."""
    return table.basis and not all(row.basis for row in table.rows)


def _label(row: Row, table: Table) -> str:
    plain = row.kind in SHARES or table.kind in _SUMMARIES
    label = row.label if plain else words.row_label(row.label, table.unit)
    return words.defining(label) if row.basis and _mixed(table) else label
