"""The ends of a plane's axes in words: where each stands, on as many lines as it needs, two at most."""

from __future__ import annotations

from dataclasses import dataclass

from research.deliverables.deck._box import Box
from research.deliverables.deck._letters import LEADING, lines_of
from research.deliverables.deck._parts import SMALLEST, Plane

_MOST_LINES, _AIR = 2, 5.0
"""Lines at most, and the room beneath them."""
_BETWEEN = 12.0


@dataclass(frozen=True, slots=True)
class End:
    """What is said of an end, with an arrow to it, and where."""

    text: str
    box: Box


def ends(plane: Plane) -> tuple[End, End, End, End]:
    """Left, right, below and above."""
    left, right, below, above = f"← {plane.ends[0]}", f"{plane.ends[1]} →", f"↓ {plane.ends[2]}", f"↑ {plane.ends[3]}"
    box, half = plane.box, (plane.box.width - _BETWEEN) / 2
    feet = box.lower(max(_tall(left, half), _tall(right, half)))
    return (
        End(left, feet.beginning(half)),
        End(right, feet.after(half + _BETWEEN)),
        End(below, box.upper(box.height - feet.height).lower(_tall(below, box.width))),
        End(above, box.upper(_tall(above, box.width))),
    )


def _tall(text: str, width: float) -> float:
    return min(lines_of(text, SMALLEST, width), _MOST_LINES) * LEADING * SMALLEST + _AIR
