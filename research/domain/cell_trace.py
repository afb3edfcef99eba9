"""CellTrace: the respondents behind one cell of a table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from research.domain.arrays import Flags, Floats, Strings


@dataclass(frozen=True, slots=True, eq=False)
class CellTrace:
    """Who is in the base of a cell, who counts in it, and what each answered and stands for.

    Attributes:
        table, row, column: keys of the cell, as in the tidy frame of the tables.
        title: of the table; row_label, column_label: as the table shows them.
        value: the figure of the cell.
        ids: of all in the base, shape (m,).
        answers: the code or number that each gave, of a mean what it counts as; shape (m,).
        weights: shape (m,).
        counted: who makes up the share; everyone for means and the like, shape (m,).
    """

    table: str
    row: str
    column: str
    title: str
    row_label: str
    column_label: str
    value: float
    ids: Strings
    answers: Floats
    weights: Floats
    counted: Flags

    def tidy(self) -> pd.DataFrame:
        """One row a respondent of the base."""
        return pd.DataFrame(
            {"id": self.ids, "answer": self.answers, "weight": self.weights, "counted": self.counted.astype(np.int8)}
        )

    def glance(self) -> pd.DataFrame:
        """One row: the figure with its count and base, unweighted and weighted."""
        return pd.DataFrame(
            [
                {
                    "table": self.table,
                    "row": self.row,
                    "column": self.column,
                    "value": self.value,
                    "count": int(self.counted.sum()),
                    "weighted_count": float(self.weights[self.counted].sum()),
                    "base": len(self.ids),
                    "weighted_base": float(self.weights.sum()),
                }
            ]
        )
