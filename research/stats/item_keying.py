"""Which items are keyed wrongly: the data contradict the direction that the questionnaire gives them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LOADS = 0.30
"""An item loads on a factor from here on (Hair et al. 2019, Multivariate Data Analysis: the least to be considered)."""

FEWEST_MATES = 3
"""Items that a factor must have before one of them can stand against the others."""
TURNED = 0.20
"""Least item-rest correlation of the turned item: below it, it would not go with the others either way (Kline 1986)."""


def wrongly_keyed(pattern: Floats, structure: Floats, item_rest: Floats, reversed: Flags) -> Flags:
    """Items that run against the others of their factor, shape (p,), of answers keyed as the questionnaire says.

    The items that load highest on one factor, three at least, should load on it in one direction. Where they do not,
    those on the wrong side are keyed wrongly, each if it loads by 0.30 at least, correlates with the factor in the same
    direction as it loads, and would go with the other items once turned, by a correlation of 0.20. The wrong side is

    1. the one with fewer items;
    2. of two with as many, the one with more items that the questionnaire reverses: answers as given agree then;
    3. else the one that loads less.

    That a side is wrong is found in the data, which one is a convention: turning all the others instead makes the same
    scale, upside down. A factor whose items all load in one direction, whichever, has no item keyed wrongly.

    Args:
        pattern, structure: shape (p, k).
        item_rest: correlation of every item with the others of its factor, all turned in the direction of their
            loading, shape (p,); NaN where there are none.
        reversed: the questionnaire reverses the item, shape (p,).
    """
    items = np.arange(len(pattern))
    factor = np.abs(pattern).argmax(axis=1)
    loadings, correlations = pattern[items, factor], structure[items, factor]
    loads = np.abs(loadings) >= LOADS
    wrong = np.zeros(len(pattern), dtype=np.bool_)
    for j in np.unique(factor[loads]):
        mates = np.flatnonzero(loads & (factor == j))
        wrong[mates] = _wrong_side(loadings[mates], reversed[mates])
    return np.asarray(wrong & (loadings * correlations > 0) & (item_rest >= TURNED))


def _wrong_side(loadings: Floats, reversed: Flags) -> Flags:
    """Of the items of one factor, shape (m,); none where all load in one direction, or too few."""
    down = np.asarray(loadings < 0)
    if len(down) < FEWEST_MATES or down.all() or not down.any():
        return np.zeros(len(loadings), dtype=np.bool_)
    return down if _trust(down, loadings, reversed) < _trust(~down, loadings, reversed) else ~down


def _trust(side: Flags, loadings: Floats, reversed: Flags) -> tuple[int, int, float]:
    return int(side.sum()), -int(reversed[side].sum()), float(np.abs(loadings[side]).sum())
