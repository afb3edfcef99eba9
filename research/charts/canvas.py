"""The drawing board of the house: points from the top left, text that wraps, SVG that goes inside a page."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from html import escape
from unicodedata import category, east_asian_width

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon, Rectangle

from research.charts.colours import HAIRLINE, INK, PAPERED, segment_ink, segment_on, themed

BODY, SMALL = 13.0, 11.5
LEADING = 1.28
BADGE = 10.0
"""Radius of a dot that carries two letters."""
_BADGE_TYPE = 10.0
_POINTS_PER_INCH = 72
_WIDTH_OF_A_LETTER = 0.54
"""Of the size of the type: what system fonts need for an average letter, with something to spare."""

_METADATA = re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL)
_STYLE = re.compile(r"<defs>\s*<style[^>]*>.*?</style>\s*</defs>\s*", re.DOTALL)
_NAMESPACES = re.compile(r'\s(?:xmlns(?::\w+)?|version)="[^"]*"')
_SIZE = re.compile(r'\s(?:width|height)="[\d.]+pt"')
_FONTS = re.compile(r"font-family: [^;\"]*")
_BLANKS = re.compile(" {2,}")
_UNSEEN = ("Cc", "Zl", "Zp")
_TAG = re.compile(r"<[^>]*>")


class Canvas:
    """A drawing of `width` × `height` points; y grows downwards."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / _POINTS_PER_INCH, height / _POINTS_PER_INCH), dpi=_POINTS_PER_INCH)
        self._axes: Axes = self._figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._axes.axis("off")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        colour: str = INK,
        size: float = BODY,
        anchor: str = "left",
        weight: str = "normal",
    ) -> None:
        """One line, its baseline at `y`; `anchor` is left, center or right."""
        self._axes.text(
            x,
            y,
            printable(text),
            color=colour,
            fontsize=size,
            ha=anchor,
            va="baseline",
            fontweight=weight,
            parse_math=False,
            zorder=5,
        )

    def lines(
        self, x: float, y: float, lines: Sequence[str], *, colour: str = INK, size: float = BODY, anchor: str = "left"
    ) -> None:
        """Lines under one another, the first baseline at `y`."""
        for number, line in enumerate(lines):
            self.text(x, y + number * size * LEADING, line, colour=colour, size=size, anchor=anchor)

    def line(
        self, xs: Sequence[float], ys: Sequence[float], *, colour: str = INK, width: float = 1.0, dashed: bool = False
    ) -> None:
        """A line through the points."""
        self._axes.plot(
            xs,
            ys,
            color=colour,
            linewidth=width,
            linestyle=(0, (2, 3)) if dashed else "solid",
            solid_capstyle="round",
            solid_joinstyle="round",
        )

    def rule(self, y: float, *, left: float = 0.0, right: float | None = None, colour: str = HAIRLINE) -> None:
        """A hairline across."""
        self.line([left, self.width if right is None else right], [y, y], colour=colour, width=0.75)

    def dot(self, x: float, y: float, *, colour: str, radius: float = 5.5) -> None:
        """A filled dot with a rim of paper, so that neighbours stay apart."""
        self._axes.add_patch(Circle((x, y), radius, facecolor=colour, edgecolor=PAPERED, linewidth=1.25, zorder=4))

    def ring(self, x: float, y: float, *, colour: str, radius: float = 4.5) -> None:
        """An open dot."""
        self._axes.add_patch(Circle((x, y), radius, facecolor=PAPERED, edgecolor=colour, linewidth=1.5, zorder=3))

    def badge(self, x: float, y: float, text: str, segment: int) -> None:
        """A dot in the hue of a segment that carries two letters."""
        self.dot(x, y, colour=segment_ink(segment), radius=BADGE)
        self._letters(x, y, text, segment_on(segment))

    def open_badge(self, x: float, y: float, text: str, segment: int) -> None:
        """A ring instead of a dot."""
        self.ring(x, y, colour=segment_ink(segment), radius=BADGE)
        self._letters(x, y, text, INK)

    def _letters(self, x: float, y: float, text: str, ink: str) -> None:
        self.text(x, y + _BADGE_TYPE * 0.36, text, colour=ink, size=_BADGE_TYPE, anchor="center", weight="bold")

    def bar(self, left: float, right: float, y: float, height: float, *, colour: str, opacity: float = 1.0) -> None:
        """A bar around `y` from `left` to `right`."""
        start, length = min(left, right), abs(right - left)
        box = Rectangle((start, y - height / 2), length, height, facecolor=colour, edgecolor="none", alpha=opacity)
        self._axes.add_patch(box)

    def area(
        self, xs: Sequence[float], tops: Sequence[float], bottoms: Sequence[float], *, colour: str, opacity: float
    ) -> None:
        """What lies between two lines over the same places."""
        outline = [*zip(xs, tops, strict=True), *reversed(list(zip(xs, bottoms, strict=True)))]
        self._axes.add_patch(Polygon(outline, facecolor=colour, edgecolor="none", alpha=opacity, zorder=1))

    def region(self, xs: Sequence[float], ys: Sequence[float], *, colour: str, opacity: float) -> None:
        """A closed shape with a rim, through which what lies beneath stays visible."""
        corners = list(zip(xs, ys, strict=True))
        self._axes.add_patch(Polygon(corners, facecolor=colour, edgecolor="none", alpha=opacity, zorder=1.5))
        self._axes.add_patch(Polygon(corners, facecolor="none", edgecolor=colour, linewidth=1.25, zorder=1.5))

    def specks(self, xs: Sequence[float], ys: Sequence[float], *, colour: str, opacity: float) -> None:
        """Small dots that may lie on one another."""
        self._axes.plot(
            xs,
            ys,
            linestyle="none",
            marker="o",
            markersize=3.0,
            markerfacecolor=colour,
            markeredgecolor="none",
            alpha=opacity,
            zorder=1,
        )

    def svg(self, key: str, alt: str) -> str:
        """The drawing as an `<svg>` for a page: ids begin with `key`, `alt` is what a screen reader says."""
        drawn = io.StringIO()
        with matplotlib.rc_context({"svg.hashsalt": key, "svg.fonttype": "none"}), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from font")
            self._figure.savefig(drawn, format="svg", metadata={"Date": None}, transparent=True)
        return _inline(drawn.getvalue(), key, alt)


def _inline(drawn: str, key: str, alt: str) -> str:
    """Without what only a file of its own needs: prologue, metadata, namespaces, fonts, fixed size."""
    svg = _STYLE.sub("", _METADATA.sub("", drawn[drawn.index("<svg") :]))
    svg = _TAG.sub(lambda tag: _tag(tag.group(), key), svg)
    described = f'<svg class="chart" role="img" aria-label="{escape(printable(alt), quote=True)}"'
    return svg.replace("<svg", described, 1).strip()


def _tag(tag: str, key: str) -> str:
    if tag.startswith("<svg"):
        tag = _SIZE.sub("", _NAMESPACES.sub("", tag))
    tag = re.sub(r'\bid="', f'id="{key}-', tag)
    tag = re.sub(r'xlink:href="#', f'href="#{key}-', tag).replace("url(#", f"url(#{key}-")
    return themed(_FONTS.sub("font-family: var(--text)", tag))


def printable(text: str) -> str:
    """`text` on one line, without control characters; blanks that must not break stay."""
    return _BLANKS.sub(" ", "".join(" " if category(letter) in _UNSEEN else letter for letter in text)).strip(" ")


def width_of(text: str, size: float = BODY) -> float:
    """About how wide `text` is in points; letters of Chinese, Japanese and Korean count twice."""
    letters = sum(1.85 if east_asian_width(letter) in "WF" else 1.0 for letter in text)
    return letters * size * _WIDTH_OF_A_LETTER


def wrap(text: str, width: float, size: float = BODY, most: int = 3) -> list[str]:
    """`text` in lines no wider than `width` points, at most `most` of them, the last one cut with an ellipsis."""
    lines: list[str] = [""]
    for word in _words(printable(text), width, size):
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    lines = [line for line in lines if line] or [""]
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), width, size)]
    return lines


def _words(text: str, width: float, size: float) -> list[str]:
    """The words, those too long for a line broken where the line ends."""
    letters = max(int(width / (size * _WIDTH_OF_A_LETTER)), 1)
    return [word[i : i + letters] for word in text.split(" ") for i in range(0, len(word), letters)]


def _cut(text: str, width: float, size: float) -> str:
    while text and width_of(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip(" ,.;:") + "…"
