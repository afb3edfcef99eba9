"""SegmentNames: what the segments are called before anything is told of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from research.domain.caveats import Caveat


@dataclass(frozen=True, slots=True)
class SegmentName:
    """The name of one segment.

    Attributes:
        key: the study's own key, or `segment_1`.
        named_by: `study`, or `suggested` from what sets the segment apart.
        candidates: other names that the figures suggest.
    """

    segment: int
    key: str
    name: str
    named_by: Literal["study", "suggested"]
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class SegmentNames:
    """The names of all segments, in order of their numbers."""

    names: tuple[SegmentName, ...]
    caveats: tuple[Caveat, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(name.name for name in self.names)

    def tidy(self) -> pd.DataFrame:
        """One row a segment."""
        return pd.DataFrame(
            [
                {"segment": name.segment, "key": name.key, "name": name.name, "named_by": name.named_by}
                for name in self.names
            ]
        )
