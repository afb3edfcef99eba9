"""How people used the answer scales, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from research.deliverables._evidence import (
    NAN,
    Cell,
    Column,
    EvidenceSection,
    EvidenceTable,
    Form,
    evidence_table,
    section,
)
from research.domain.style import BatteryStyle, ResponseStyle, StyleIndex
from research.wording.english import English


@dataclass(frozen=True, slots=True)
class _Shown:
    """A figure of the summary of an index: `mean`, `sd` or `flagged`."""

    head: str
    form: Form
    index: StyleIndex
    figure: str


def habits(style: ResponseStyle, words: English) -> EvidenceTable:
    """One row a battery: how much of each part of the scale is used, and who uses hardly any other."""
    shown = (
        _Shown(words.favourable, "share", "agreement", "mean"),
        _Shown(words.nearly_always, "share", "agreement", "flagged"),
        _Shown(words.extreme, "share", "extremity", "mean"),
        _Shown(words.nearly_always, "share", "extremity", "flagged"),
        _Shown(words.middle, "share", "midpoint", "mean"),
        _Shown(words.nearly_always, "share", "midpoint", "flagged"),
        _Shown(words.one_answer, "share", "differentiation", "flagged"),
    )
    return _table(style, shown, words)


def points(style: ResponseStyle, words: English) -> EvidenceTable:
    """One row a battery: how far answers lie from the middle of the scale, and how far of that is habit."""
    shown = (
        _Shown(words.above_middle, "two", "acquiescence", "mean"),
        _Shown(words.above_sd, "two", "acquiescence", "sd"),
        _Shown(words.balanced, "two", "balanced_acquiescence", "mean"),
        _Shown(words.balanced_sd, "two", "balanced_acquiescence", "sd"),
    )
    return _table(style, shown, words)


def style_section(style: ResponseStyle, words: English) -> EvidenceSection:
    """All of it under one title."""
    texts = (words.style_text(style), words.style_note, words.points_note)
    return section(words.style_title, texts, (habits(style, words), points(style, words)))


def _table(style: ResponseStyle, shown: Sequence[_Shown], words: English) -> EvidenceTable:
    columns = (
        Column(words.battery_head, "words"),
        Column(words.respondents_head, "count"),
        *(Column(one.head, one.form) for one in shown),
    )
    return evidence_table(columns, (tuple(_row(battery, shown)) for battery in style.batteries))


def _row(battery: BatteryStyle, shown: Sequence[_Shown]) -> Iterator[Cell]:
    summaries = {summary.index: summary for summary in battery.summaries}
    yield battery.label
    yield max(summary.respondents for summary in battery.summaries)
    for one in shown:
        summary = summaries.get(one.index)
        yield float(getattr(summary, one.figure)) if summary else NAN
