"""Where something stands on a slide, in points from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def upper(self, height: float) -> Box:
        """The upper part."""
        return replace(self, height=min(height, self.height))

    def below(self, height: float) -> Box:
        """What is left beneath the upper part."""
        taken = min(height, self.height)
        return replace(self, top=self.top + taken, height=self.height - taken)

    def lower(self, height: float) -> Box:
        """The lower part."""
        return self.below(self.height - min(height, self.height))

    def beginning(self, width: float) -> Box:
        """The left part."""
        return replace(self, width=min(width, self.width))

    def after(self, width: float) -> Box:
        """What is left beside the left part."""
        taken = min(width, self.width)
        return replace(self, left=self.left + taken, width=self.width - taken)

    def rows(self, number: int, gap: float) -> list[Box]:
        """Equal rows, from the top."""
        height = (self.height - gap * (number - 1)) / number
        return [replace(self, top=self.top + i * (height + gap), height=height) for i in range(number)]
