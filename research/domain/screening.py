"""Screening: the quality of every interview, and who is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from research.domain.arrays import Flags, Floats, Strings
from research.domain.caveats import Caveat


@dataclass(frozen=True, slots=True, eq=False)
class Screening:
    """Every quality index per respondent, the flags, and what was done.

    Attributes:
        ids: of all respondents screened, shape (n,).
        indices: raw figures by name (`duration_seconds`, `longest_run`, `missing_share`, …), each of shape (n,).
        flags: signs of carelessness by name (`speeding`, `straight_lining`, `attention`, …), each of shape (n,).
        flagged: who is flagged over all, shape (n,).
        kept: who goes on into the analysis, shape (n,).
        action: what the study asked for.
    """

    ids: Strings
    indices: Mapping[str, Floats]
    flags: Mapping[str, Flags]
    flagged: Flags
    kept: Flags
    action: str
    caveats: tuple[Caveat, ...] = ()

    def tidy(self) -> pd.DataFrame:
        """One row a sign: how many respondents show it."""
        n = max(len(self.ids), 1)
        signs = [*self.flags.items(), ("flagged", self.flagged), ("kept", self.kept)]
        return pd.DataFrame(
            [{"sign": name, "respondents": int(flags.sum()), "share": float(flags.sum()) / n} for name, flags in signs]
        )

    def glance(self) -> pd.DataFrame:
        """One row: screened, flagged, kept, action."""
        return pd.DataFrame(
            [
                {
                    "screened": len(self.ids),
                    "flagged": int(self.flagged.sum()),
                    "kept": int(self.kept.sum()),
                    "action": self.action,
                }
            ]
        )

    def augment(self) -> pd.DataFrame:
        """One row a respondent: indices and flags."""
        return pd.DataFrame(
            {
                "id": self.ids,
                **dict(self.indices),
                **{f"flag_{name}": flags for name, flags in self.flags.items()},
                "flagged": self.flagged,
                "kept": self.kept,
            }
        )
