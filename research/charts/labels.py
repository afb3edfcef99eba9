"""Labels beside dots, moved down as far as they would lie on one another."""

from __future__ import annotations

_STEP = 4.0


class Labels:
    """Where labels lie already; one drawing has one."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float, float, float]] = []

    def place(self, left: float, top: float, wide: float, tall: float) -> float:
        """The top at which a label of this size is free, at `top` or below it; it is taken from then on."""
        while any(self._meets(box, (left, top, left + wide, top + tall)) for box in self._taken):
            top += _STEP
        self._taken.append((left, top, left + wide, top + tall))
        return top

    @staticmethod
    def _meets(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
        return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]
