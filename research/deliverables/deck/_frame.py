"""The frame of a slide: where its title stands, and the room beneath."""

from __future__ import annotations

from dataclasses import dataclass

from research.deliverables.deck._box import Box
from research.deliverables.deck._parts import NOTE, USUAL

_LEAD = 2 * 1.2 * USUAL + 2
_SOURCE = 2 * 1.2 * NOTE + 2
_AIR = 8.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A slide's size, in points, with the boxes of its title, of what stands beneath, and of its foot."""

    width: float
    height: float
    title: Box
    body: Box
    foot: Box

    @property
    def whole(self) -> Box:
        """All beneath the title, where there is neither lead nor source."""
        return self.body.below(_AIR).upper(self.body.height - 1.5 * _AIR)

    @property
    def lead(self) -> Box:
        """Two lines under the title."""
        return self.body.upper(_LEAD)

    @property
    def room(self) -> Box:
        """What is left between the lead and the source."""
        return self.body.below(_LEAD + _AIR).upper(self.body.height - _LEAD - _SOURCE - 2 * _AIR)

    @property
    def source(self) -> Box:
        """Two lines at the bottom."""
        return self.body.lower(_SOURCE)
