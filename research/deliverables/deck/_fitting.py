"""Text that fits its box: set smaller down to the smallest size, then shortened; never over the edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from research.deliverables.deck._letters import LEADING, lines_of
from research.deliverables.deck._parts import SMALLEST, Paragraph, Run
from research.wording.sentences import shortened

_HANGING = 16.0, 1.3
"""Points that a paragraph with a mark stands in at least, and in sizes of its letters."""
_STEPS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5)
_LEAST, _STEP = 8, 0.94
"""Letters to which a paragraph may be shortened, and how much of them is tried next."""


def height_of(paragraphs: Sequence[Paragraph], width: float) -> float:
    """Height of the paragraphs in a column, in points."""
    return sum(_height(paragraph, width) for paragraph in paragraphs)


def fits(paragraphs: Sequence[Paragraph], width: float, height: float) -> bool:
    """Whether all of the paragraphs fit, be it in smaller letters."""
    return height_of(_smaller(paragraphs, _STEPS[-1], SMALLEST), width) <= height


def fitted(
    paragraphs: Sequence[Paragraph], width: float, height: float, smallest: float = SMALLEST
) -> tuple[Paragraph, ...]:
    """The paragraphs as they fit; those at the end are left out where nothing else helps."""
    for tried in _tries(paragraphs, smallest):
        if height_of(tried, width) <= height:
            return tried
    small = next(_shortened(_smaller(paragraphs, _STEPS[-1], smallest), _LEAST, _LEAST))
    kept = len(small)
    while kept > 1 and height_of(small[:kept], width) > height:
        kept -= 1
    return small[:kept]


def hanging(paragraph: Paragraph) -> float:
    """How far a paragraph with a mark stands in, in points."""
    least, letters = _HANGING
    return max(least, letters * paragraph.size)


def _height(paragraph: Paragraph, width: float) -> float:
    room = width - hanging(paragraph) if paragraph.mark else width
    lines = lines_of(paragraph.plain, paragraph.size, room, paragraph.bold)
    return lines * paragraph.size * LEADING + paragraph.before


def _tries(paragraphs: Sequence[Paragraph], smallest: float) -> Iterator[tuple[Paragraph, ...]]:
    for step in _STEPS:
        yield _smaller(paragraphs, step, smallest)
    longest = max((len(paragraph.plain) for paragraph in paragraphs), default=0)
    yield from _shortened(_smaller(paragraphs, _STEPS[-1], smallest), longest, _LEAST)


def _smaller(paragraphs: Sequence[Paragraph], step: float, smallest: float) -> tuple[Paragraph, ...]:
    """The paragraphs in smaller letters, nearer to each other."""
    return tuple(
        replace(one, size=max(smallest, round(2 * one.size * step) / 2), before=one.before * step) for one in paragraphs
    )


def _shortened(paragraphs: Sequence[Paragraph], longest: int, least: int) -> Iterator[tuple[Paragraph, ...]]:
    letters = longest
    while letters >= least:
        yield tuple(replace(one, runs=tuple(_cut(one.runs, letters))) for one in paragraphs)
        letters = min(letters - 1, int(_STEP * letters))


def _cut(runs: Sequence[Run], letters: int) -> Iterator[Run]:
    """The runs as far as so many letters go."""
    for run in runs:
        if letters < 2:
            return
        if len(run.text) <= letters:
            yield run
        else:
            yield replace(run, text=shortened(run.text, letters))
        letters -= len(run.text)
