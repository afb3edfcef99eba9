"""Native tables: hairlines between rows, shades behind figures, one line a row."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from research.deliverables.deck._fitting import fitted
from research.deliverables.deck._letters import within
from research.deliverables.deck._look import HAIRLINE, INK, shade_hex
from research.deliverables.deck._parts import SMALLEST, TEXT, Cell, Grid, Paragraph, Run
from research.deliverables.deck._writing import write

ROW, HEAD = 20.0, 34.0
"""Heights of a row and of the heads, in points."""
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The style of a table without any grid or colour."""
SIDE, _TOP = 3.0, 1.0
HEAD_ROOM = HEAD - 2 * _TOP
"""Margins of cells; height of what a head holds."""


def add_grid(slide: Any, grid: Grid) -> Any:
    """The table's shape."""
    box, columns = grid.box, len(grid.widths)
    height = HEAD + ROW * len(grid.rows)
    shape = slide.shapes.add_table(
        1 + len(grid.rows), columns, Pt(box.left), Pt(box.top), Pt(sum(grid.widths)), Pt(height)
    )
    table = shape.table
    _plain(table)
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Pt(width)
    for row, tall in zip(table.rows, (HEAD, *(ROW for _ in grid.rows)), strict=True):
        row.height = Pt(tall)
    for j, cell in enumerate(grid.heads):
        _head(table.cell(0, j), cell, grid.widths[j], j > 0)
    for i, cells in enumerate(grid.rows, start=1):
        if len(cells) == 1 < columns:
            table.cell(i, 0).merge(table.cell(i, columns - 1))
            _fill(table.cell(i, 0), cells[0], sum(grid.widths), False)
            continue
        for j, cell in enumerate(cells):
            _fill(table.cell(i, j), cell, grid.widths[j], j > 0)
    return shape


def _plain(table: Any) -> None:
    properties = table._tbl.tblPr
    for name in ("firstRow", "bandRow"):
        properties.set(name, "1" if name == "firstRow" else "0")
    properties.find("{*}tableStyleId").text = _PLAIN


def _head(place: Any, cell: Cell, width: float, figure: bool) -> None:
    """Up to two lines above a column, at the bottom."""
    paragraph = Paragraph((Run(cell.text, cell.ink, True),), SMALLEST)
    _dress(place, figure)
    place.vertical_anchor = MSO_ANCHOR.BOTTOM
    write(place.text_frame, fitted((paragraph,), width - 2 * SIDE, HEAD_ROOM))
    _align(place, figure)


def _fill(place: Any, cell: Cell, width: float, figure: bool) -> None:
    text = within(cell.text, SMALLEST, width - 2 * SIDE, cell.bold)
    ink = INK if cell.shade and cell.ink == TEXT else cell.ink
    _dress(place, figure)
    place.vertical_anchor = MSO_ANCHOR.MIDDLE
    write(place.text_frame, (Paragraph((Run(text, ink, cell.bold),), SMALLEST),))
    _align(place, figure)
    if cell.shade:
        place.fill.solid()
        place.fill.fore_color.rgb = RGBColor.from_string(shade_hex(cell.shade)[1:].upper())


def _dress(place: Any, figure: bool) -> None:
    """Margins, and a hairline beneath."""
    place.margin_left = place.margin_right = Pt(SIDE)
    place.margin_top = place.margin_bottom = Pt(_TOP)
    place.text_frame.word_wrap = True
    line = (
        f"<a:lnB {nsdecls('a')} w='6350'><a:solidFill><a:srgbClr val='{HAIRLINE[1:].upper()}'/></a:solidFill></a:lnB>"
    )
    place._tc.get_or_add_tcPr().insert(0, parse_xml(line))


def _align(place: Any, figure: bool) -> None:
    for paragraph in place.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT if figure else PP_ALIGN.LEFT
