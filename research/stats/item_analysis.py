"""Every item of a scale beside the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.alpha import alpha, alpha_if_dropped, item_rest
from research.stats.moments import means_and_sds
from research.stats.scale_covariance import scale_covariance

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ItemAnalysis:
    """Weighted figures of the p items of one scale, as keyed; shape (p,) but for `alpha`.

    Attributes:
        item_rest: correlation with the sum of the other items; NaN of a single item.
        alpha: of all items; NaN of a single one.
        alpha_if_dropped: of the others; NaN below three items.
        means, sds: over those who answered; sds over Σw.
        floor, ceiling: share of answers at the lowest, and at the highest, point of the scale.
        bases: Kish's effective number of those who answered.
    """

    item_rest: Floats
    alpha: float
    alpha_if_dropped: Floats
    means: Floats
    sds: Floats
    floor: Floats
    ceiling: Floats
    bases: Floats


def analyse_items(x: Floats, weights: Floats, keys: Floats, lowest: Floats, highest: Floats) -> ItemAnalysis:
    """Item analysis of one scale (R: psych::alpha, item.stats and alpha.drop).

    Every covariance rests on those who answered both items.

    Args:
        x: answers as they are on the scale, shape (n, p), NaN for none.
        weights: shape (n,).
        keys: −1 for items that are turned, as those with a negative loading, else 1, shape (p,).
        lowest, highest: ends of every item's scale, shape (p,); a turned item x becomes lowest + highest − x.

    Raises:
        ValueError: keys other than 1 and −1; answers outside the scale; what `scale_covariance` and `alpha` refuse.
    """
    _check(x, keys, lowest, highest)
    keyed = np.where(keys < 0, lowest + highest - x, x)
    covariances = scale_covariance(keyed, weights).matrix
    centres, spreads = means_and_sds(keyed, weights)
    answered = np.where(np.isnan(keyed), 0.0, weights[:, None])
    return ItemAnalysis(
        item_rest=item_rest(covariances),
        alpha=alpha(covariances) if len(covariances) > 1 else float("nan"),
        alpha_if_dropped=alpha_if_dropped(covariances),
        means=centres,
        sds=spreads,
        floor=(answered * (keyed == lowest)).sum(axis=0) / answered.sum(axis=0),
        ceiling=(answered * (keyed == highest)).sum(axis=0) / answered.sum(axis=0),
        bases=answered.sum(axis=0) ** 2 / (answered**2).sum(axis=0),
    )


def _check(x: Floats, keys: Floats, lowest: Floats, highest: Floats) -> None:
    if not (np.abs(keys) == 1).all():
        raise ValueError(f"keys are 1 or −1, not {np.unique(keys).tolist()}")
    outside = ((x < lowest) | (x > highest)).any(axis=0)
    if outside.any():
        raise ValueError(f"answers outside the scale in columns {np.flatnonzero(outside).tolist()}")
