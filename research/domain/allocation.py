"""Allocation: who is in which segment, and how surely. Nobody after it asks how."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from research.domain.arrays import Codes, Floats, Strings
from research.domain.caveats import Caveat

NOT_ASSIGNED = 0


@dataclass(frozen=True, slots=True, eq=False)
class Allocation:
    """Segment and membership of every respondent of a wave.

    Attributes:
        segments: 1 … k, or NOT_ASSIGNED, shape (n,).
        memberships: probability per segment, shape (n, k), rows sum to one; NaN where not assigned.
        k: number of segments.
    """

    ids: Strings
    segments: Codes
    memberships: Floats
    k: int
    caveats: tuple[Caveat, ...] = ()

    def tidy(self) -> pd.DataFrame:
        """One row a segment: respondents, share of those assigned, mean membership."""
        assigned = max(int((self.segments != NOT_ASSIGNED).sum()), 1)
        rows = []
        for segment in range(1, self.k + 1):
            members = self.segments == segment
            certainty = self.memberships[members, segment - 1].mean() if members.any() else np.nan
            rows.append(
                {
                    "segment": segment,
                    "respondents": int(members.sum()),
                    "share": float(members.sum()) / assigned,
                    "mean_membership": float(certainty),
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
        """One row a respondent: segment, probability of it, probability of each."""
        own = np.array(
            [
                self.memberships[i, segment - 1] if segment != NOT_ASSIGNED else np.nan
                for i, segment in enumerate(self.segments)
            ]
        )
        return pd.DataFrame(
            {
                "id": self.ids,
                "segment": self.segments,
                "membership": own,
                **{f"membership_{s + 1}": self.memberships[:, s] for s in range(self.k)},
            }
        )
