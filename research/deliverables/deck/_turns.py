"""Beneath the targets: what would change their order, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from research.deliverables._sheet.parts import Turns
from research.deliverables.deck._box import Box
from research.deliverables.deck._fitting import fits, height_of
from research.deliverables.deck._parts import ACCENT, Band, Paragraph, Part, Run, Text, heading, said
from research.deliverables.deck._setting import Setting
from research.wording.sentences import shortened

_LEFT, _GAP = 0.62, 24.0
"""Share of the width for what would change the order, where something stands beside it, and the room between."""
_BAND, _INSET = 3.0, 12.0
_LONGEST = 150


def turns_panel(setting: Setting, turns: Turns, box: Box) -> tuple[Part, ...]:
    """One beside the other, each behind a stripe; nothing where there is no room for them."""
    columns = [column for column in (_order(setting, turns), _next(setting)) if column]
    boxes = _boxes(box, len(columns))
    roomy = all(fits(column, own.width - _INSET, own.height) for column, own in zip(columns, boxes, strict=True))
    return tuple(part for pair in zip(columns, boxes, strict=True) for part in _striped(*pair)) if roomy else ()


def _order(setting: Setting, turns: Turns) -> tuple[Paragraph, ...]:
    """At which figures the second would come first, and whether another weight would change the order."""
    if not (turns.break_evens or turns.trials):
        return ()
    points = (Paragraph((Run(shortened(one, _LONGEST)),), before=2, mark="bullet") for one in turns.break_evens)
    head = (said(turns.head, before=2),) if turns.head else ()
    trials = (said(turns.trials, before=4),) if turns.trials else ()
    return (heading(setting.words.if_it_changes), *head, *points, *trials)


def _next(setting: Setting) -> tuple[Paragraph, ...]:
    step = setting.results.brief.next_step
    return (heading(setting.words.next_step), said(step, before=2)) if step else ()


def _boxes(box: Box, number: int) -> list[Box]:
    if number < 2:
        return [box][:number]
    left = _LEFT * box.width
    return [box.beginning(left), box.after(left + _GAP)]


def _striped(column: Sequence[Paragraph], box: Box) -> Iterator[Part]:
    text = box.after(_INSET)
    yield Band(Box(box.left, box.top, _BAND, min(height_of(column, text.width), box.height)), ACCENT)
    yield Text(text, tuple(column))
