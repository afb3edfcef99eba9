"""Figures of two waves held against each other, with what those who are in both waves have in common.

Where nobody is in both, shares are tested as between columns that share nobody, and means by their linearised errors.
Where somebody is, both are tested with √(v₁ + v₂ − 2v₁₂), linearised (R survey: `svycontrast` of `svymean`s, Lumley
2010, section 2.1): the paired test where everyone is in both, and no correlation is assumed where some are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.column_house import LEAST_EXPECTED, linearised_means
from research.stats.proportions import column_proportions_z, enough_expected

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class WavePairs:
    """Figures of two waves, arrays that broadcast against each other.

    Attributes:
        values: shares or means, of the first and of the second wave; bases: effective; errors: linearised.
        covariances: of the two figures, NaN where nobody is in both.
    """

    values: tuple[Floats, Floats]
    bases: tuple[Floats, Floats]
    errors: tuple[Floats, Floats]
    covariances: Floats


def shares_z(pairs: WavePairs) -> Floats:
    """z of the first share less the second, NaN where too few cases are expected (`proportions.enough_expected`)."""
    given = *pairs.values, *pairs.bases
    z = np.where(np.isnan(pairs.covariances), column_proportions_z(*given), means_z(pairs))
    return np.where(enough_expected(*given, LEAST_EXPECTED), z, np.nan)


def means_z(pairs: WavePairs) -> Floats:
    """z of the first mean less the second."""
    return linearised_means(*pairs.values, *pairs.errors, np.nan_to_num(pairs.covariances)).statistic


def covariance(scores_1: Floats, scores_2: Floats, n_1: int, n_2: int) -> Floats:
    """Of two figures from the respondents who are in both samples, which have n_1 and n_2 respondents.

    Args:
        scores_1, scores_2: w (x − figure) / Σw of each of them in either wave, shape (m, …), NaN outside the base.

    Returns:
        shape (…), NaN where nobody is in both bases.
    """
    products = scores_1 * scores_2
    shared = ~np.isnan(products)
    summed = np.where(shared, products, 0.0).sum(axis=0) * np.sqrt(_corrected(n_1) * _corrected(n_2))
    return np.where(shared.any(axis=0), summed, np.nan)


def _corrected(n: int) -> float:
    """n / (n − 1), by which linearised variances are larger than sums of squares."""
    return n / (n - 1) if n > 1 else np.nan
