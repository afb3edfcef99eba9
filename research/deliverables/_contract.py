"""What a deliverable is, and the register of deliverables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from research.domain.results import Results
from research.registry import Registry


class Deliverable(Protocol):
    """Makes files out of a wave's Results: selects, joins, sorts, rounds and prints; never a mean, ratio or test."""

    def render(self, results: Results) -> Mapping[str, bytes]:
        """Content by file name, relative to the wave's folder; the same input gives the same bytes."""
        ...


DELIVERABLES: Registry[Deliverable] = Registry("deliverable", "research.deliverables")
