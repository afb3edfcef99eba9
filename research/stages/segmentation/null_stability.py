"""How surely the same cuts come back in data that hold no segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import joblib  # type: ignore[import-untyped]
import numpy as np
from threadpoolctl import threadpool_limits

from research.clusterers._contract import Clusterer
from research.domain.arrays import Floats
from research.domain.basis import BasisRecipe
from research.domain.item_answers import ItemAnswers
from research.stages.segmentation.cloud import cloud
from research.stages.segmentation.evidence import refit
from research.stages.segmentation.seeking import ALL_PROCESSORS, STREAM, NullData
from research.stats.agreement import mutual_agreement
from research.stats.resampling import partitions

RESAMPLES = 4
"""Of every null draw, all compared with all: draws differ far more than their resamples do."""


def null_stability(
    null: NullData, recipe: BasisRecipe, clusterer: Clusterer, ks: Sequence[int], draws: int, seed: int
) -> Floats:
    """Mean adjusted Rand index between resamples of every null draw, shape (draws, len(ks))."""
    stable = _Stable(recipe, clusterer, tuple(ks), seed)
    tasks = (
        joblib.delayed(stable)(null.drawn((seed, STREAM, draw)), null.weights, draw) for draw in range(1, draws + 1)
    )
    return np.array(joblib.Parallel(ALL_PROCESSORS, max_nbytes=None)(tasks))


@dataclass(frozen=True, slots=True, eq=False)
class _Stable:
    """How surely cuts of a draw come back, by their number of segments."""

    recipe: BasisRecipe
    clusterer: Clusterer
    ks: tuple[int, ...]
    seed: int

    def __call__(self, answers: ItemAnswers, weights: Floats, draw: int) -> Floats:
        with threadpool_limits(1):
            x = self.recipe.values_of(answers)
            placed = np.asarray(~np.isnan(x).all(axis=1))
            points = cloud("", placed, x[placed], weights[placed], self.recipe.kinds)
            seed = (self.seed, STREAM, draw)
            return np.array(
                [
                    mutual_agreement(
                        partitions(refit(points, self.clusterer, k), len(points.x), RESAMPLES, seed), points.weights
                    ).mean()
                    for k in self.ks
                ]
            )
