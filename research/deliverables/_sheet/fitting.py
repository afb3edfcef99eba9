"""How small the type of the decision sheet must be for all of it to stand on one printed side."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from research.deliverables._sheet.parts import Other, Sheet, Target

_LINES = 49.0
"""Lines of one column that one side holds in full size."""
_HEAD, _BETWEEN = 6.0, 2.0
_LEFT, _RIGHT, _THIRD, _WHOLE = 44, 34, 27, 90
"""Letters in a line of the columns."""
_SMALLEST = 0.5


def zoom(sheet: Sheet) -> float:
    """The size of the type, 1 or less: the area of a text falls with the square of its size."""
    lines = _HEAD + _BETWEEN + sum(map(_of_target, sheet.targets)) + max(_thirds(sheet)) + _of_next(sheet)
    return max(min(math.sqrt(_LINES / lines), 1.0), _SMALLEST)


def _of_target(target: Target) -> float:
    left = _in_lines([target.name, target.facts, target.because, *target.reasons], _LEFT)
    right = _in_lines([what for _, what in target.actions], _RIGHT)
    return max(left, right) + _BETWEEN


def _thirds(sheet: Sheet) -> Iterator[float]:
    yield sum(map(_of_other, sheet.others))
    if sheet.turns:
        turns = sheet.turns
        yield _in_lines([turns.decision, turns.head, *turns.break_evens, turns.trials], _THIRD)
    yield _in_lines(sheet.sure, _THIRD)


def _of_other(other: Other) -> float:
    return _in_lines([other.name, other.why, *(f"{team}: {what}" for team, what in other.actions)], _THIRD) + 0.4


def _of_next(sheet: Sheet) -> float:
    return _in_lines(sheet.then, _WHOLE) + _BETWEEN if sheet.then else 0.0


def _in_lines(texts: Iterable[str], letters: int) -> float:
    """How many lines of so many letters the texts take, with the room between them."""
    return sum(max(math.ceil(len(text) / letters), 1) + 0.25 for text in texts)
