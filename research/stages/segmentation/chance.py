"""The same cuts in data without segments: whether there are such data, and what the candidates are beside them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from research.domain.caveats import Caveat
from research.domain.segmentation import Candidate
from research.stages.segmentation.asked import Asked
from research.stages.segmentation.cloud import Cloud
from research.stages.segmentation.evidence import clusterer_of
from research.stages.segmentation.null_stability import null_stability
from research.stages.segmentation.seeking import FEWEST_CHOSEN, NullData, null_data
from research.stats.excess import excess_over


def without_segments(asked: Asked, cloud: Cloud) -> tuple[NullData | None, tuple[Caveat, ...]]:
    """Data without segments, or why there are none."""
    if asked.beside.answers is None or asked.plan.nulls == 0:
        return None, ()
    if "nominal" in cloud.kinds:
        return None, (Caveat("no_null_data_of_names"),)
    try:
        return null_data(asked.beside.answers, asked.basis.weights, cloud.placed, asked.seed), ()
    except ValueError:
        return None, (Caveat("no_null_data"),)


def beside_chance(
    candidates: tuple[Candidate, ...], choice: Candidate, null: NullData, asked: Asked
) -> tuple[tuple[Candidate, ...], float]:
    """The candidates, those of the chosen method and basis beside cuts of data without segments; and p of them."""
    same = [c for c in candidates if c.way == choice.way]
    clusterer, recipe = clusterer_of(choice.method, asked.plan), asked.on(choice.view).recipe
    found = null_stability(null, recipe, clusterer, [c.k for c in same], asked.plan.nulls, asked.seed)
    low, high = np.quantile(found, (0.05, 0.95), axis=0)
    told = {
        id(c): replace(c, null_stability=float(found[:, j].mean()), null_low=float(low[j]), null_high=float(high[j]))
        for j, c in enumerate(same)
    }
    shown = [j for j, c in enumerate(same) if c.k >= FEWEST_CHOSEN] or list(range(len(same)))
    p = excess_over(np.array([same[j].stability for j in shown]), found[:, shown]).p
    return tuple(told.get(id(c), c) for c in candidates), p
