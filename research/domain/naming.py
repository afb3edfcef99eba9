"""SegmentNames: what the segments are called before anything is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

import pandas as pd
from pydantic import ConfigDict

from research.domain.caveats import Caveat

TEAMS = ("product", "brand", "media", "sales", "service")
"""Who acts on a segment; the study may name others."""


@dataclass(frozen=True, slots=True)
class PersonaPlan:
    """What the study says of one persona: naming reads its name, the persona its action.

    Attributes:
        segment: number of the segment it stands for.
        name: what to call it; empty asks for a suggestion.
        action: what will be done by team; None for a team whose action is still open.
        pursue: whether the study goes for this segment; None leaves it open. `because`: why.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    segment: int
    name: str = ""
    action: Mapping[str, str | None] | None = None
    pursue: bool | None = None
    because: str = ""


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

    def glance(self) -> pd.DataFrame:
        """One row: segments, and how many of their names are the study's and how many suggested."""
        own = sum(name.named_by == "study" for name in self.names)
        return pd.DataFrame([{"segments": len(self.names), "study": own, "suggested": len(self.names) - own}])
