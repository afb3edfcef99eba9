"""Velicer's minimum average partial: components that leave the items least related."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_NOTHING_LEFT = 1e-8
"""An item of which components leave less than this share has no partial correlations."""


@dataclass(frozen=True, slots=True, eq=False)
class MinimumAveragePartial:
    """Partial correlations of the items once components are taken out, averaged over pairs.

    Attributes:
        squares: mean square after 0, 1, 2 … components; as far as every item keeps variance of its own.
        fourth_powers: mean fourth power, of the same shape.
        suggested: the number of components with the least mean square.
        suggested_by_fourth_powers: and with the least mean fourth power, the revised rule.
    """

    squares: Floats
    fourth_powers: Floats
    suggested: int
    suggested_by_fourth_powers: int


def minimum_average_partial(correlations: Floats) -> MinimumAveragePartial:
    """Velicer 1976; fourth powers: Velicer, Eaton & Fava 2000.

    R: psych::vss(R, rotate = "none")$map for `squares`, which begins with one component and so never suggests none.

    Args:
        correlations: shape (p, p), p at least 2; a negative eigenvalue counts as 0.
    """
    p = len(correlations)
    values, axes = np.linalg.eigh(correlations)
    components = (axes * np.sqrt(np.maximum(values, 0.0)))[:, ::-1]
    partial, squares, fourth_powers = np.array(correlations, dtype=np.float64), [], []
    for number in range(p - 1):
        left = np.diag(partial)
        if (left < _NOTHING_LEFT).any():
            break
        squared = partial**2 / np.outer(left, left)
        squares.append((squared.sum() - p) / (p * (p - 1)))
        fourth_powers.append(((squared**2).sum() - p) / (p * (p - 1)))
        partial = partial - np.outer(components[:, number], components[:, number])
    return MinimumAveragePartial(
        np.array(squares), np.array(fourth_powers), int(np.argmin(squares)), int(np.argmin(fourth_powers))
    )
