"""Where there are no segments: why, and what everyone answered, two questions a slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from research.deliverables._page.totals import REASONS, Total, totals
from research.deliverables.deck._box import Box
from research.deliverables.deck._look import MARKET
from research.deliverables.deck._parts import MUTED, NOTE, Bars, Page, Part, Series, Text, heading, said
from research.deliverables.deck._setting import Setting
from research.wording.sentences import shortened

_MOST, _BESIDE, _MOST_BARS = 8, 2, 10
_MOST_NETS = 3
_GAP, _HEAD, _SOURCE = 32.0, 36.0, 46.0
_LABELS, _HEADROOM, _TALLEST = 0.46, 1.18, 46.0
_LONGEST = 48
_REASON = 18.0


def why(setting: Setting) -> Page:
    """That there are no segments, the reason, and the best answers of a few questions."""
    results, words = setting.results, setting.words
    reasons = [words.say(caveat) for caveat in results.caveats if caveat.code in REASONS]
    told = totals(results, words)
    nets = [(total.title, total.net) for total in told if total.net][:_MOST_NETS]
    lines = [*(reasons or [words.no_segments_text]), words.no_segments_rest_deck]
    lines += [words.in_short(nets)] if nets else []
    paragraphs = tuple(said(line, _REASON, before=12) for line in lines)
    return setting.page(words.no_segments_title, (Text(setting.frame.room, paragraphs),), lines)


def everyone(setting: Setting) -> Iterator[Page]:
    """Key questions by their total, outcomes first."""
    words = setting.words
    told = totals(setting.results, words)[:_MOST]
    pairs = [told[i : i + _BESIDE] for i in range(0, len(told), _BESIDE)]
    for pair in pairs:
        parts: list[Part] = []
        width = (setting.frame.body.width - _GAP) / _BESIDE
        for i, total in enumerate(pair):
            parts += _parts(setting, total, setting.frame.body.after(i * (width + _GAP)).beginning(width))
        notes = [f"{total.title}: {total.source}" for total in pair]
        yield setting.page(_title(setting, pair), parts, (*notes, words.totals_note))


def _title(setting: Setting, pair: Sequence[Total]) -> str:
    """The finding of the first question: its best answers, or the answer given most."""
    return setting.words.everyone_title([(total.title, total.net, *_most(total)) for total in pair])


def _most(total: Total) -> tuple[str, str]:
    bar = max(total.bars, key=lambda bar: bar.share)
    return bar.label, bar.shown


def _parts(setting: Setting, total: Total, box: Box) -> Iterator[Part]:
    words, shown = setting.words, total.bars[:_MOST_BARS]
    yield Text(box.upper(_HEAD), (heading(total.title),))
    yield Text(box.below(_HEAD).upper(_SOURCE), (said(total.source, NOTE, MUTED),))
    chart = box.below(_HEAD + _SOURCE + 8)
    yield Bars(
        chart.upper(_TALLEST * len(shown)),
        tuple(shortened(bar.label, _LONGEST) for bar in shown),
        (Series(words.everyone, tuple(bar.share for bar in shown), (MARKET,)),),
        words.share_format,
        0.0,
        _HEADROOM * max(bar.share for bar in shown),
        _LABELS,
        words.bars_alt(total.title, [(bar.label, bar.shown) for bar in shown]),
    )
