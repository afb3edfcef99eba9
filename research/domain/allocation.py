"""Allocation: who is in which segment, and how surely. Nobody after it asks how."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from research.domain.arrays import Codes, Counts, Flags, Floats, Strings
from research.domain.caveats import Caveat

NOT_ASSIGNED = 0
SMALL_SEGMENT = 100
"""Respondents in a segment below which its figures are rough."""
CORE_MEMBER = 0.8
"""Membership from which a respondent is a core member of the segment: four to one that he belongs there."""


@dataclass(frozen=True, slots=True, eq=False)
class Allocation:
    """Segment and membership of every respondent of a wave.

    Attributes:
        segments: 1 … k, or NOT_ASSIGNED, shape (n,).
        memberships: probability per segment, shape (n, k), rows sum to one; NaN for whoever answered too little, 0
            throughout for whoever certainly belongs to none.
        k: number of segments.
    """

    ids: Strings
    segments: Codes
    memberships: Floats
    k: int
    caveats: tuple[Caveat, ...] = ()

    def aligned(self, ids: Strings) -> Allocation:
        """The same for respondents in the order of `ids`; those it lacks are not assigned."""
        order = places(self.ids, ids)
        known = order >= 0
        segments = np.full(len(ids), NOT_ASSIGNED, dtype=np.int16)
        memberships = np.full((len(ids), self.k), np.nan)
        segments[known] = self.segments[order[known]]
        memberships[known] = self.memberships[order[known]]
        return Allocation(ids, segments, memberships, self.k)

    @property
    def own(self) -> Floats:
        """Membership of the own segment, shape (n,); NaN where not assigned."""
        assigned = self.segments != NOT_ASSIGNED
        own = np.full(len(self.segments), np.nan)
        own[assigned] = self.memberships[assigned, self.segments[assigned] - 1]
        return own

    @property
    def market(self) -> Flags:
        """Whom the segments' shares are shares of, shape (n,): all whose memberships are known, in a segment or not."""
        return np.asarray((self.segments != NOT_ASSIGNED) | ~np.isnan(self.memberships).any(axis=1))

    @property
    def core(self) -> Flags:
        """Who is a core member of a segment, shape (n,)."""
        return np.asarray(self.own >= CORE_MEMBER)

    def tidy(self) -> pd.DataFrame:
        """One row a segment: respondents, share of the market, mean membership, share of core members."""
        market = max(int(self.market.sum()), 1)
        own, core_members = self.own, self.core
        rows = []
        for segment in range(1, self.k + 1):
            members = self.segments == segment
            certainty = own[members].mean() if members.any() else np.nan
            core = core_members[members].mean() if members.any() else np.nan
            rows.append(
                {
                    "segment": segment,
                    "respondents": int(members.sum()),
                    "share": float(members.sum()) / market,
                    "mean_membership": float(certainty),
                    "core_share": float(core),
                }
            )
        return pd.DataFrame(rows)

    def glance(self) -> pd.DataFrame:
        """One row: segments, respondents, not assigned."""
        return pd.DataFrame(
            [
                {
                    "segments": self.k,
                    "respondents": len(self.ids),
                    "not_assigned": int((self.segments == NOT_ASSIGNED).sum()),
                }
            ]
        )

    def augment(self) -> pd.DataFrame:
        """One row a respondent: segment, probability of it, whether a core member, probability of each."""
        return pd.DataFrame(
            {
                "id": self.ids,
                "segment": self.segments,
                "membership": self.own,
                "core": self.core,
                **{f"membership_{s + 1}": self.memberships[:, s] for s in range(self.k)},
            }
        )


def small_segments(sizes: Counts) -> tuple[Caveat, ...]:
    """That segments 1 … k with `sizes` respondents, shape (k,), are small, where any is."""
    small = np.flatnonzero(sizes < SMALL_SEGMENT) + 1
    if not len(small):
        return ()
    return (Caveat("segment_below_100", {"segments": ", ".join(map(str, small)), "smallest": int(sizes.min())}),)


def places(held: Strings, wanted: Strings) -> NDArray[np.intp]:
    """Where each of the ids `wanted` stands among those `held`, -1 for those that do not; shape of `wanted`."""
    place = {str(name): i for i, name in enumerate(held)}
    return np.array([place.get(str(name), -1) for name in wanted], dtype=np.intp)
