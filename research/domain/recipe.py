"""Recipes of factor scores, and several recipes as one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from research.domain.arrays import Floats, sealed
from research.domain.basis import BasisRecipe
from research.domain.factors import BatteryFactors


def factor_recipe(factors: BatteryFactors, min_answered: float) -> BasisRecipe:
    """How answers become scores on `factors`, for anyone; the keyed answers are centred as the factors' were."""
    return BasisRecipe(
        use="factor_scores",
        items=factors.items,
        fill=factors.means,
        centre=factors.means,
        spread=factors.sds,
        weights=factors.score_weights,
        columns=factors.keys,
        labels=factors.names,
        kinds=tuple("numeric" for _ in factors.keys),
        min_answered=min_answered,
        blocks=(factors.battery,) * len(factors.items),
        covariance=factors.covariance,
        centred=tuple(f"{factors.battery} {group}" if group else "" for group in factors.centred),
    )


def joined(recipes: Sequence[BasisRecipe]) -> BasisRecipe:
    """Recipes of one minimum as one recipe: their columns side by side, every recipe a block of its own.

    Scores of factors beside single items are called a basis of scores.
    Blocks without a covariance have their gaps filled with the mean. At least one recipe.
    """
    first = recipes[0]
    covariances = [_covariance(recipe) for recipe in recipes]
    return BasisRecipe(
        use="factor_scores" if any(recipe.use == "factor_scores" for recipe in recipes) else first.use,
        items=tuple(item for recipe in recipes for item in recipe.items),
        fill=_stacked([recipe.fill for recipe in recipes]),
        centre=_stacked([recipe.centre for recipe in recipes]),
        spread=_stacked([recipe.spread for recipe in recipes]),
        weights=_block_diagonal([recipe.weights for recipe in recipes]),
        columns=tuple(column for recipe in recipes for column in recipe.columns),
        labels=tuple(label for recipe in recipes for label in recipe.labels),
        kinds=tuple(kind for recipe in recipes for kind in recipe.kinds),
        min_answered=first.min_answered,
        blocks=tuple(block for recipe in recipes for block in recipe.item_blocks),
        covariance=_block_diagonal(covariances),
        centred=tuple(group for recipe in recipes for group in recipe.centred or ("",) * len(recipe.items)),
    )


def _covariance(recipe: BasisRecipe) -> Floats:
    """Answers that tell nothing of each other are filled with the mean."""
    return np.diag(recipe.spread**2) if recipe.covariance is None else recipe.covariance


def _stacked(vectors: Sequence[Floats]) -> Floats:
    return sealed(np.concatenate(vectors))


def _block_diagonal(matrices: Sequence[Floats]) -> Floats:
    whole = np.zeros((sum(len(matrix) for matrix in matrices), sum(matrix.shape[1] for matrix in matrices)))
    row = column = 0
    for matrix in matrices:
        whole[row : row + len(matrix), column : column + matrix.shape[1]] = matrix
        row, column = row + len(matrix), column + matrix.shape[1]
    return sealed(whole)
