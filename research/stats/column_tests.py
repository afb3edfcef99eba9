"""The tests between columns that packages make, each with the settings it has by default, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from research.stats.cell_sums import CellSums
from research.stats.column_askia import CRITICAL, askia_means, askia_shares
from research.stats.column_dimensions import dimensions_means, dimensions_overlaps, dimensions_shares
from research.stats.column_house import pooled_shares, unpooled_shares, welch_means
from research.stats.column_pairs import ColumnTest, MeanPairs, SharePairs
from research.stats.column_q import q_means, q_shares
from research.stats.column_spss import spss_means, spss_shares
from research.stats.tabulation import Bases, overlaps

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Positions = NDArray[np.intp]
OverlapRule = Callable[[CellSums, Flags, Positions, Bases], Floats]
"""What is taken out for respondents in both of two columns, for pairs of columns: `tabulation.overlaps`, or another."""


@dataclass(frozen=True, slots=True)
class Preset:
    """How a package tests columns, and what it does when it is not told otherwise.

    Attributes:
        shares, means: its tests.
        limits: p at and below which a difference is marked, the strictest mark first.
        least_base: unweighted base of a column below which whoever makes the pairs does not test it.
        correction: a name in `multiplicity.CORRECTIONS`.
        overlaps: how respondents in both columns are taken out, as `tabulation.overlaps` does; None where they are not.
        graded_by: whether the corrected p or p itself tells how strict a mark is; that there is one, the corrected.
    """

    shares: Callable[[SharePairs], ColumnTest]
    means: Callable[[MeanPairs], ColumnTest]
    limits: tuple[float, ...]
    least_base: int
    correction: str
    overlaps: OverlapRule | None
    graded_by: Literal["corrected", "uncorrected"] = "corrected"


PRESETS: Mapping[str, Preset] = {
    "house": Preset(pooled_shares, welch_means, (0.05, 0.10), 30, "none", overlaps),
    "house_unpooled": Preset(unpooled_shares, welch_means, (0.05, 0.10), 30, "none", overlaps),
    "dimensions": Preset(dimensions_shares, dimensions_means, (0.05,), 30, "none", dimensions_overlaps),
    "spss": Preset(spss_shares, spss_means, (0.05,), 2, "bonferroni", None),
    "askia": Preset(askia_shares, askia_means, tuple(2.0 * float(ndtr(-z)) for z in CRITICAL), 1, "none", None),
    "q": Preset(q_shares, q_means, (0.001, 0.05), 2, "benjamini_hochberg", None, "uncorrected"),
}
"""Every preset by its name; where its settings are from is told where its tests are."""
