"""Figures of two samples that have nobody in common, held against each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from research.domain.arrays import Floats
from research.domain.tables import LEAST_EXPECTED, MEANS, SHARES, Row
from research.stats.column_house import linearised_means
from research.stats.proportions import column_proportions_z, enough_expected


def independent_z(
    rows: Sequence[Row], values: tuple[Floats, Floats], bases: tuple[Floats, Floats], errors: tuple[Floats, Floats]
) -> Floats:
    """z of the first values less the second, of shape (rows, …); NaN for figures that are not tested.

    Shares by the pooled z-test on effective bases, where enough cases are expected; means by their linearised standard
    errors.
    """
    given = *values, *bases
    shares = np.where(enough_expected(*given, LEAST_EXPECTED), column_proportions_z(*given), np.nan)
    means = linearised_means(*values, *errors, np.zeros_like(errors[0])).statistic
    kinds = np.array([row.kind for row in rows], dtype=object).reshape(-1, *(1,) * (shares.ndim - 1))
    return np.where(np.isin(kinds, SHARES), shares, np.where(np.isin(kinds, MEANS), means, np.nan))
