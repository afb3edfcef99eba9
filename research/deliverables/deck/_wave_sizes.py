"""Sizes wave by wave: bars of a segment's hue, a shade a wave."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from research.charts.colours import segment_hex
from research.deliverables._page.waves import Waves
from research.deliverables.deck._arrows import ARROWS
from research.deliverables.deck._look import MARKET, paled
from research.deliverables.deck._parts import Bars, Page, Paragraph, Run, Series, said
from research.deliverables.deck._setting import Setting
from research.domain.waves import WaveComparison, WaveFigure
from research.wording.sentences import shortened

_MOST_WAVES = 3
_LABELS, _HEADROOM, _TALLEST = 0.34, 1.15, 80.0
_LONGEST = 44
_LEAST = 15.5
"""Least height of a bar, so that its figure stands clear of the next."""


@dataclass(frozen=True, slots=True, eq=False)
class _Sizes:
    """The sizes of the latest waves: figures by segment and wave, what segments and waves are called."""

    figures: Mapping[tuple[int, str], WaveFigure]
    names: Mapping[int, str]
    waves: tuple[str, ...]
    labels: Mapping[str, str]

    @property
    def segments(self) -> list[int]:
        """The segments, the largest of the latest wave first."""
        return sorted(
            self.names, key=lambda segment: (-_value(self.figures.get((segment, self.waves[0])), 0.0), segment)
        )


def size_pages(setting: Setting, comparison: WaveComparison, told: Waves, more: Sequence[str]) -> Iterator[Page]:
    """As many segments a slide as it holds, with `more` to say among the notes."""
    words, room = setting.words, setting.frame.room
    sizes = _sized(comparison, setting)
    segments = sizes.segments
    slides = -(-len(segments) // max(1, int(room.height // (_LEAST * len(sizes.waves)))))
    each = -(-len(segments) // slides)
    notes = [
        f"{figure.label}, {sizes.labels[wave]}: {words.numbers.percentage(figure.value)}; {words.wave_note(figure)}"
        for (_, wave), figure in sizes.figures.items()
    ]
    for number in range(slides):
        bars = _bars(setting, comparison, sizes, segments[number * each : (number + 1) * each])
        yield setting.page(
            words.parted(told.finding, number + 1, slides),
            (bars,),
            (*notes, *more, words.waves_note, *setting.caveats(comparison)),
            (said(words.sizes_by_wave), _key(sizes)),
            words.waves_note,
        )


def _sized(comparison: WaveComparison, setting: Setting) -> _Sizes:
    shown = comparison.waves[-_MOST_WAVES:][::-1]
    figures = {(f.segment, f.wave): f for f in comparison.figures if f.topic == "size" and f.wave in shown}
    called = zip(comparison.waves, comparison.labels, strict=True)
    return _Sizes(
        figures,
        {segment: shortened(figure.label, _LONGEST) for (segment, _), figure in figures.items()},
        shown,
        {wave: shortened(setting.words.dated(label), _LONGEST) for wave, label in called},
    )


def _bars(setting: Setting, comparison: WaveComparison, sizes: _Sizes, segments: Sequence[int]) -> Bars:
    """A bar a segment and wave, the latest first and strongest."""
    found = sizes.figures
    series = tuple(
        Series(
            sizes.labels[wave],
            tuple(_value(found.get((segment, wave)), math.nan) for segment in segments),
            tuple(paled(segment_hex(segment), age) for segment in segments),
        )
        for age, wave in enumerate(sizes.waves)
    )
    return Bars(
        setting.frame.room.upper(_TALLEST * len(segments)),
        tuple(sizes.names[segment] + _changed(found.get((segment, sizes.waves[0]))) for segment in segments),
        series,
        setting.words.share_format,
        0.0,
        _HEADROOM * max(figure.value for figure in found.values()),
        _LABELS,
        setting.words.waves_alt(comparison),
    )


def _key(sizes: _Sizes) -> Paragraph:
    """Which shade is which wave."""
    told = enumerate(sizes.labels[wave] for wave in sizes.waves)
    return Paragraph(tuple(run for age, label in told for run in (Run("■ ", paled(MARKET, age)), Run(f"{label}   "))))


def _changed(figure: WaveFigure | None) -> str:
    return ARROWS.get(figure.change, "") if figure else ""


def _value(figure: WaveFigure | None, missing: float) -> float:
    return figure.value if figure else missing
