"""Walks a page: every number that it shows, in the text that it stands in and the part of the page that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

import numpy as np

_UNITS = {"tr", "li", "p", "h1", "h2", "h3", "h4", "h5", "dt", "dd", "figcaption", "summary", "blockquote", "svg"}
_WHOLE = {"li", "tr", "svg"}
"""What is one unit with all that stands in it."""
_SILENT = {"script", "style", "nav", "title", "option", "button"}
_PARTS = {"section", "article", "header"}
_EMPTY = {"meta", "link", "br", "input", "col", "img", "hr", "path", "use", "rect", "circle", "line"}
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_PAIR = re.compile(rf"({_NUMBER})(?:–| → )(?={_NUMBER}\u202f%)")
_FIGURE = re.compile(rf"({_NUMBER})(\u202f%| million)?")


@dataclass(frozen=True, slots=True)
class Unit:
    """A line, a row or a chart: the id of its part, and its text with that of its titles and labels."""

    part: str
    text: str


def units(page: str) -> list[Unit]:
    """What there is to read, part by part."""
    walker = _Walker()
    walker.feed(page[page.index("<body") :])
    return [unit for unit in walker.units if re.search(r"\d", unit.text)]


def figures(text: str) -> Iterator[str]:
    """The numbers of a text: `68%` for a share, `12.1M` for millions, else as they stand."""
    marked = _PAIR.sub(lambda pair: pair[0].replace(pair[1], f"{pair[1]}\u202f%", 1), text)
    for number, mark in _FIGURE.findall(marked):
        yield f"{number.rstrip(',')}{'%' if '%' in mark else 'M' if mark else ''}"


def shown(values: Iterable[float]) -> set[str]:
    """All forms in which a page may show these values."""
    held = np.abs(np.array([value for value in values if np.isfinite(value)], dtype=float))
    return {
        form
        for value in np.unique(held).tolist()
        for form in (
            *(f"{100 * value:.{decimals}f}%" for decimals in range(2)),
            *(f"{value:,.{decimals}f}" for decimals in range(4)),
            *((f"{value / 1e6:.1f}M", f"{value / 1e6:.0f}M") if value >= 1e6 else ()),
        )
    }


class _Walker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.units: list[Unit] = []
        self._open: list[tuple[str, str, bool]] = []
        self._texts: list[list[str]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        told = [held[name] for name in ("title", "aria-label") if held.get(name)]
        starts = tag in _UNITS and not any(opened in _WHOLE for opened, _, _ in self._open)
        self._open.append((tag, str(held.get("id") or "") if tag in _PARTS else "", starts))
        if starts:
            self._texts.append([])
        if not self._silent():
            self._texts[-1] += [f" {text} " for text in told if text]
        if tag in _EMPTY:
            self.handle_endtag(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            closed, _, started = self._open[-1]
            if started:
                text = re.sub(r"[ \n]+", " ", " ".join(self._texts.pop())).strip()
                self.units.append(Unit(self._part(), text))
            self._open.pop()
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._silent():
            self._texts[-1].append(data)

    def _silent(self) -> bool:
        return any(tag in _SILENT for tag, _, _ in self._open)

    def _part(self) -> str:
        return next((part for _, part, _ in reversed(self._open) if part), "")
