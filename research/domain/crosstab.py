"""Crosstab: tables that were asked for, with what a reader must know of the study they are from."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from research.domain.caveats import Assumption
from research.domain.results import Brief
from research.domain.sample import Weighting
from research.domain.tables import Tables


@dataclass(frozen=True, slots=True, eq=False)
class Crosstab:
    """Tables of one wave of a study.

    Attributes:
        n: respondents of the wave.
        assumptions: what the draft of a bare file took for granted.
    """

    brief: Brief
    weighting: Weighting
    n: int
    tables: Tables
    assumptions: tuple[Assumption, ...] = ()

    def tidy(self) -> pd.DataFrame:
        """One row a cell, as `Tables.tidy`."""
        return self.tables.tidy()

    def glance(self) -> pd.DataFrame:
        """One row: tables, columns, cells."""
        return self.tables.glance()
