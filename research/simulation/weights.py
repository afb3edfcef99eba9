"""Rim weights: the weights that bring a sample to the known margins of its population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOLERANCE = 1e-10
MOST_ROUNDS = 1000


def rim_weights(groups: Sequence[Ints], targets: Sequence[Mapping[int, float]]) -> Floats:
    """Weights of mean one, shape (n,), by iterative proportional fitting (Deming and Stephan 1940).

    Args:
        groups: the code of every respondent, shape (n,), per margin.
        targets: the population's share per code and margin, in any proportion. Codes without a target keep their
            share of the sample, and the targets fill the rest.

    Raises:
        ValueError: nobody in a cell with a target, or margins that contradict each other.
    """
    margins = [_cells(codes, target) for codes, target in zip(groups, targets, strict=True)]
    weights = np.ones(len(groups[0]))
    for _ in range(MOST_ROUNDS):
        change = 0.0
        for cells, wanted in margins:
            factors = _factors(cells, wanted, weights)
            weights = weights * factors
            change = max(change, float(np.max(np.abs(factors - 1.0))))
        if change < TOLERANCE:
            return np.asarray(weights / weights.mean())
    raise ValueError("the margins cannot be met together")


def _cells(codes: Ints, target: Mapping[int, float]) -> tuple[Ints, Floats]:
    """The cell of every respondent, shape (n,), and the share wanted per cell, the last one without a target."""
    empty = [code for code in target if not (codes == code).any()]
    if empty:
        raise ValueError(f"nobody answered {empty}, which have targets")
    cells = np.full(len(codes), len(target))
    for cell, code in enumerate(target):
        cells[codes == code] = cell
    untargeted = float(np.mean(cells == len(target)))
    shares = np.array(list(target.values()), dtype=np.float64)
    return cells, np.append(shares / shares.sum() * (1.0 - untargeted), untargeted)


def _factors(cells: Ints, wanted: Floats, weights: Floats) -> Floats:
    """By what each respondent's weight is multiplied so that the cells get the shares wanted."""
    found = np.bincount(cells, weights, minlength=len(wanted)) / weights.sum()
    return np.asarray((wanted / np.where(found > 0, found, 1.0))[cells])
