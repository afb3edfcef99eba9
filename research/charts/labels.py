"""Labels beside dots, moved down as far as they would lie on one another."""

from __future__ import annotations

from research.charts.canvas import Canvas
from research.charts.colours import MUTED

_STEP, _GAP = 4.0, 13.0
_FARTHEST = 44.0
"""Points that a label may be moved and still belong to its dot."""


class Labels:
    """Where labels lie already; one drawing has one."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float, float, float]] = []

    def beside(
        self, canvas: Canvas, x: float, y: float, size: tuple[float, float], rise: float
    ) -> tuple[float, float] | None:
        """Left and top of a label to the right of the dot at x, y, else under it; a line leads to one moved away.

        None where it would have to be moved too far: the badge in the dot stands for it.

        Args:
            size: width and height; rise: how far the top of one to the right is above the dot.
        """
        wide, tall = size
        fits = x + _GAP + wide < canvas.width
        left = x + _GAP if fits else min(max(x - wide / 2, 0.0), canvas.width - wide)
        wanted = y - rise if fits else y + _GAP
        top = self._free(left, wanted, wide, tall)
        if top - wanted > _FARTHEST:
            return None
        self.place(left, top, wide, tall)
        if top - wanted > tall / 2:
            canvas.line([x, min(max(x, left), left + wide)], [y, top + tall / 2], colour=MUTED, width=0.75)
        return left, top

    def place(self, left: float, top: float, wide: float, tall: float) -> None:
        """Keep a place free of labels."""
        self._taken.append((left, top, left + wide, top + tall))

    def _free(self, left: float, top: float, wide: float, tall: float) -> float:
        """The top at which a label of this size is free, at `top` or below it."""
        while any(self._meets(box, (left, top, left + wide, top + tall)) for box in self._taken):
            top += _STEP
        return top

    @staticmethod
    def _meets(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
        return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]
