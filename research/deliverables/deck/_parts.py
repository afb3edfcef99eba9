"""What a slide is made of, before it is printed: text, charts, tables, pictures, each in its box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from research.deliverables.deck._box import Box

Ink = str
"""A colour as `#rrggbb`, or the name of one that the theme decides."""
TEXT, MUTED, ACCENT = "text", "muted", "accent"

SMALLEST = 12.0
"""Points: nothing on a slide is set smaller."""
USUAL = 14.0
NOTE = 12.0


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look."""

    text: str
    ink: Ink = TEXT
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that begins on a line of its own.

    Attributes:
        size: of the letters, in points; before: room above, in points.
        mark: what stands before it.
    """

    runs: tuple[Run, ...]
    size: float = USUAL
    before: float = 0.0
    mark: Literal["", "bullet", "number"] = ""

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def bold(self) -> bool:
        return any(run.bold for run in self.runs)


def said(text: str, size: float = USUAL, ink: Ink = TEXT, before: float = 0.0) -> Paragraph:
    """A paragraph of one look."""
    return Paragraph((Run(text, ink),), size, before)


def heading(text: str, ink: Ink = TEXT, before: float = 0.0, size: float = USUAL) -> Paragraph:
    """A paragraph in bold."""
    return Paragraph((Run(text, ink, True),), size, before)


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs, made to fit: set smaller down to the smallest size, then shortened."""

    box: Box
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A filled rectangle without text."""

    box: Box
    ink: Ink


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as large as its box allows, in its own proportion, from the upper left."""

    box: Box
    content: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Series:
    """One row of bars: a value a category (NaN leaves it out), and one hue for all or one each.

    Attributes:
        marks: what stands behind the figure of each bar; empty where nothing does.
    """

    name: str
    values: tuple[float, ...]
    hues: tuple[str, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """A native chart of horizontal bars from zero, the first category on top.

    Attributes:
        form: number format of the values, as office programs write it.
        low, high: ends of the scale.
        labels: share of the width for the names of the categories; 0 shows none.
        alt: what the chart says, for those who cannot see it.
    """

    box: Box
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    form: str
    low: float
    high: float
    labels: float
    alt: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its text, and how far its figure is shaded (−3 … 3)."""

    text: str
    shade: int = 0
    ink: Ink = TEXT
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A native table; a row of one cell goes across.

    Attributes:
        widths: of the columns, in points; heads: the first row.
    """

    box: Box
    widths: tuple[float, ...]
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Oval:
    """A segment on a plane: its centre, half its length and width in the units of the plane, its turn in degrees."""

    badge: str
    hue: str
    x: float
    y: float
    along: float
    across: float
    turn: float


@dataclass(frozen=True, slots=True)
class Plane:
    """Ovals on two axes of one unit.

    Attributes:
        low, high: corners of what is shown; ends: what stands left, right, below and above.
    """

    box: Box
    low: tuple[float, ...]
    high: tuple[float, ...]
    ovals: tuple[Oval, ...]
    ends: tuple[str, str, str, str]
    alt: str


Part = Text | Band | Picture | Bars | Grid | Plane


@dataclass(frozen=True, slots=True)
class Page:
    """One slide: its title, its parts, and what the speaker has at hand."""

    title: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The first slide: title, lines under it, logo."""

    title: str
    lines: tuple[str, ...]
    logo: bytes
    logo_alt: str
    notes: tuple[str, ...]
