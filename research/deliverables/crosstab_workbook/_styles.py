"""How the workbook looks: one font, ink and greys, the client's colour, two restrained tints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.workbook import Workbook

Tint = Literal["", "up", "down", "strong_up", "strong_down"]

SHARE = '0%;-0%;"–"'
COUNT = "#,##0"
SIGNED = "+0.00;-0.00;0.00"
PROBABILITY = '[<0.0005]"< 0.001";0.000'
_FORMATS: Mapping[str, str] = {
    "General": "",
    SHARE: "share",
    COUNT: "count",
    SIGNED: "signed",
    PROBABILITY: "probability",
}
"""What formats are called in the names of styles."""

_FONT = "Calibri"
_INK, _MUTED, _FAINT, _RULE = "22262B", "6B737C", "9AA1A9", "C9CED4"
_ACCENT = "accent"
_TINTS: Mapping[Tint, str] = {
    "up": "E1F0E8",
    "down": "FAE8DF",
    "strong_up": "BDE0CD",
    "strong_down": "F4CDB8",
}


FROM_TOP = ", from the top"


def decimal(places: int) -> str:
    """The number format with so many decimals."""
    return f"0.{'0' * places}" if places else "0"


@dataclass(frozen=True, slots=True)
class Look:
    """Type, alignment and rules of a cell; `top` and `bottom` are colours of hairlines."""

    size: float = 10
    bold: bool = False
    italic: bool = False
    colour: str = _INK
    horizontal: Literal["left", "center", "right"] = "left"
    vertical: Literal["top", "center", "bottom"] = "center"
    wrap: bool = False
    indent: int = 0
    top: str = ""
    bottom: str = ""


LOOKS: Mapping[str, Look] = {
    "title": Look(size=18, bold=True, colour=_ACCENT),
    "subtitle": Look(size=12),
    "sheet": Look(size=14, bold=True, colour=_ACCENT),
    "heading": Look(size=11, bold=True, colour=_ACCENT),
    "part": Look(size=11, bold=True, colour=_ACCENT, vertical="bottom"),
    "link": Look(colour=_ACCENT, wrap=True),
    "small link": Look(size=9, colour=_ACCENT, vertical="bottom"),
    "text": Look(),
    "remark": Look(size=9, colour=_MUTED, wrap=True, indent=1),
    "remark strong": Look(size=9, bold=True, indent=1),
    "wrapped": Look(wrap=True, vertical="top"),
    "quiet": Look(size=9, colour=_MUTED),
    "quiet wrapped": Look(size=9, colour=_MUTED, wrap=True),
    "wording": Look(size=9, italic=True, colour=_MUTED),
    "note": Look(size=8, colour=_MUTED),
    "construction": Look(size=9, italic=True, colour=_ACCENT),
    "group": Look(size=9, bold=True, horizontal="center", vertical="bottom", wrap=True, bottom=_RULE),
    "column": Look(size=9, horizontal="center", vertical="bottom", wrap=True),
    "letter": Look(size=8, bold=True, colour=_MUTED, horizontal="center", bottom=_INK),
    "rule": Look(size=8, bottom=_INK),
    "head": Look(size=9, bold=True, vertical="bottom", wrap=True, bottom=_INK),
    "head figure": Look(size=9, bold=True, horizontal="right", vertical="bottom", wrap=True, bottom=_INK),
    "head remark": Look(size=9, bold=True, vertical="bottom", indent=1, bottom=_INK),
    "table": Look(size=11, bold=True, colour=_ACCENT, top=_RULE),
    "table link": Look(size=8, colour=_ACCENT, top=_RULE),
    "table rule": Look(top=_RULE),
    "label": Look(wrap=True, indent=1),
    "figure": Look(horizontal="right"),
    "figure faint": Look(horizontal="right", colour=_FAINT),
    "label strong": Look(bold=True, wrap=True, indent=1),
    "net label": Look(bold=True, wrap=True),
    "net": Look(bold=True, horizontal="right"),
    "net faint": Look(bold=True, horizontal="right", colour=_FAINT),
    "off label": Look(italic=True, colour=_MUTED, wrap=True, indent=1),
    "off": Look(italic=True, horizontal="right", colour=_MUTED),
    "off faint": Look(italic=True, horizontal="right", colour=_FAINT),
    "base label": Look(size=9, colour=_MUTED, wrap=True),
    "further label": Look(size=9, colour=_MUTED, indent=3),
    "shade": Look(size=8, horizontal="center", wrap=True),
    "base": Look(size=9, colour=_MUTED, horizontal="right"),
    "mark": Look(size=8),
    "marks": Look(size=8, wrap=True),
}


def looks(name: str) -> Look:
    """The look called `name`; `<name>, from the top` is the same, set at the top of its cell."""
    plain = name.removesuffix(FROM_TOP)
    return LOOKS[plain] if plain == name else replace(LOOKS[plain], vertical="top")


class Styles:
    """Named styles of the book, each made when it is first asked for."""

    def __init__(self, book: Workbook, accent: str) -> None:
        self._book = book
        self._accent = accent.lstrip("#").upper()
        self._made: dict[tuple[str, str, Tint, str], StyleArray] = {}

    def shared(self, look: str, format_: str = "General", tint: Tint = "", edge: str = "") -> StyleArray:
        """The style of a `look` with a number format, a tint, and a thick rule below in the hue `edge`.

        All cells that look alike share it: nobody changes it.
        """
        key = look, format_, tint, edge
        if key not in self._made:
            style = self._style(_name(*key), looks(look), format_, tint, edge)
            self._book.add_named_style(style)
            self._made[key] = style.as_tuple()
        return self._made[key]

    def _style(self, name: str, look: Look, format_: str, tint: Tint, edge: str) -> NamedStyle:
        style = NamedStyle(name=name, number_format=format_)
        style.font = Font(name=_FONT, size=look.size, bold=look.bold, italic=look.italic, color=self._hex(look.colour))
        style.alignment = Alignment(
            horizontal=look.horizontal, vertical=look.vertical, wrap_text=look.wrap, indent=look.indent
        )
        bottom = Side("thick", self._hex(edge)) if edge else self._hairline(look.bottom)
        style.border = Border(top=self._hairline(look.top), bottom=bottom)
        if tint:
            style.fill = PatternFill("solid", start_color=_TINTS[tint])
        return style

    def _hairline(self, colour: str) -> Side:
        return Side("thin", self._hex(colour)) if colour else Side()

    def _hex(self, colour: str) -> str:
        return self._accent if colour == _ACCENT else colour.lstrip("#").upper()


def _name(look: str, format_: str, tint: Tint, edge: str) -> str:
    parts = ("tables", look.replace(",", ""), _FORMATS.get(format_, format_), tint.replace("_", " "), edge.lstrip("#"))
    return " ".join(part for part in parts if part)
