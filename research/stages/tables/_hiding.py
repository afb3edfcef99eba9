"""Columns of so few respondents that they could be recognised show no figure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from research.domain.arrays import sealed
from research.domain.tables import Table


def hidden(table: Table, below: int) -> Table:
    """`table` without the figures and marks of cells whose unweighted base is under `below`; bases stay."""
    few = table.bases < below
    if not few.any():
        return table
    return replace(
        table,
        values=sealed(np.where(few, np.nan, table.values)),
        standard_errors=sealed(np.where(few, np.nan, table.standard_errors)),
        low=sealed(np.where(few, np.nan, table.low)),
        high=sealed(np.where(few, np.nan, table.high)),
        counts=sealed(np.where(few, 0, table.counts)),
        weighted_counts=sealed(np.where(few, 0.0, table.weighted_counts)),
        letters=sealed(np.where(few, "", table.letters)),
        versus_rest=sealed(np.where(few, "", table.versus_rest)),
        since=sealed(np.where(few, "", table.since)),
    )
