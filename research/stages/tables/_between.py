"""Figures of two waves held against each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from research.domain.arrays import Floats
from research.domain.tables import MEANS, SHARES, Row
from research.stats.wave_tests import WavePairs, means_z, shares_z


def waves_z(rows: Sequence[Row], pairs: WavePairs) -> Floats:
    """z of the first values less the second, of shape (rows, …); NaN for figures that are not tested."""
    shares, means = shares_z(pairs), means_z(pairs)
    kinds = np.array([row.kind for row in rows], dtype=object).reshape(-1, *(1,) * (shares.ndim - 1))
    return np.where(np.isin(kinds, SHARES), shares, np.where(np.isin(kinds, MEANS), means, np.nan))
