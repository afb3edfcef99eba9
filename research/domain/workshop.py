"""Workshop: the solutions that people choose between, side by side over all questions."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from research.domain.tables import Tables


@dataclass(frozen=True, slots=True)
class Proposal:
    """One solution.

    Attributes:
        key: of its columns in the tables.
        names: of the segments 1 … k; suggested, but for those of the solution that was chosen.
        chosen: the one that the report shows.
    """

    key: str
    k: int
    names: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True, slots=True, eq=False)
class Workshop:
    """All proposals, and every question by the segments of each of them."""

    proposals: tuple[Proposal, ...]
    tables: Tables

    def tidy(self) -> pd.DataFrame:
        """One row a cell, as `Tables.tidy`."""
        return self.tables.tidy()

    def glance(self) -> pd.DataFrame:
        """One row a segment of a proposal: its name."""
        return pd.DataFrame(
            [
                {"k": proposal.k, "segment": segment, "name": name, "chosen": proposal.chosen}
                for proposal in self.proposals
                for segment, name in enumerate(proposal.names, start=1)
            ]
        )
