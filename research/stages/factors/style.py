"""How much of each factor is agreeing with whatever is asked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from research.domain.arrays import Floats
from research.domain.centring import without_person_means
from research.domain.measurement import FactorStyle
from research.stages.factors.items import Factorable
from research.stats.acquiescence import acquiescence_shares
from research.stats.correlations import correlate
from research.stats.moments import sds


def factor_style(
    found: Factorable,
    directions: Floats,
    pattern: Floats,
    score_weights: Floats,
    keys: Sequence[str],
    scales: Sequence[Sequence[int]],
) -> tuple[FactorStyle, ...]:
    """Balance and share of style of every factor.

    Args:
        directions: 1, or −1 for an item that the questionnaire reverses, shape (p,).
        score_weights: of the answers as keyed and centred, not standardised, shape (p, k).
        scales: positions of the items of each factor.
    """
    spread = sds(found.uncentred, found.weights)
    correlations = correlate(found.uncentred, found.weights, "pearson", found.missing).matrix
    covariance = correlations * np.outer(spread * directions, spread * directions)
    given = (score_weights * directions[:, None]).T
    if found.block.centred:
        given = without_person_means(given, found.block.centred)
    own = pattern[np.arange(len(pattern)), np.abs(pattern).argmax(axis=1)]
    shares = acquiescence_shares(covariance, directions * np.sign(own), scales, np.asarray(given.T))
    return tuple(
        FactorStyle(key, float(balance), float(share))
        for key, balance, share in zip(keys, shares.balance, shares.share, strict=True)
    )
