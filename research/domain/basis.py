"""Basis: what segments are cut on, and the recipe that makes it again for anyone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from research.domain.arrays import Flags, Floats, Strings
from research.domain.caveats import Caveat
from research.domain.responses import Responses

BasisUse = Literal["factor_scores", "standardised", "items"]
ColumnKind = Literal["numeric", "binary"]


@dataclass(frozen=True, slots=True, eq=False)
class BasisRecipe:
    """How answers become basis values: ((keyed answers, gaps filled with `fill`) − centre) ÷ spread, times weights.

    Items, standardised items and factor scores are all of this form, so a later wave or a single new respondent
    gets exactly the values that the first sample would have got.

    Attributes:
        use: what the basis columns are.
        items: names of the p items.
        fill: the value that stands in for a gap, shape (p,): the sample's mean of the item.
        centre, spread: shape (p,).
        weights: shape (p, k).
        columns: keys of the k basis columns; `labels` what they are called; `kinds` what they hold.
        min_answered: share of the items of every block that must be answered; below it the row is NaN.
        blocks: the block of each item, such as its battery; empty means that all items are one block.
    """

    use: BasisUse
    items: tuple[str, ...]
    fill: Floats
    centre: Floats
    spread: Floats
    weights: Floats
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    kinds: tuple[ColumnKind, ...]
    min_answered: float
    blocks: tuple[str, ...] = ()

    def apply(self, responses: Responses) -> Floats:
        """Basis values of any respondents, shape (n, k); NaN rows where too few items were answered."""
        answers = responses.keyed(self.items)
        answered = ~np.isnan(answers)
        values = ((np.where(answered, answers, self.fill) - self.centre) / self.spread) @ self.weights
        values[~self._enough(answered)] = np.nan
        return np.asarray(values, dtype=np.float64)

    def _enough(self, answered: Flags) -> Flags:
        """Who answered enough of every block: an unanswered battery is not filled with means. Shape (n,)."""
        blocks = np.array(self.blocks or ("",) * len(self.items))
        shares = [answered[:, blocks == block].mean(axis=1) for block in dict.fromkeys(blocks.tolist())]
        return np.asarray(np.all([share >= self.min_answered for share in shares], axis=0))


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """Basis values of one sample.

    Attributes:
        values: shape (n, k), NaN rows for respondents who answered too little.
        weights: respondents' weights for clustering, shape (n,); ones unless the study says otherwise.
    """

    ids: Strings
    values: Floats
    weights: Floats
    recipe: BasisRecipe
    caveats: tuple[Caveat, ...] = ()

    @property
    def variables(self) -> frozenset[str]:
        """The variables that take part; they carry no letters on a segment banner."""
        return frozenset(self.recipe.items)

    def tidy(self) -> pd.DataFrame:
        """One row a basis column: mean, standard deviation, gaps."""
        return pd.DataFrame(
            {
                "column": self.recipe.columns,
                "label": self.recipe.labels,
                "kind": self.recipe.kinds,
                "mean": np.nanmean(self.values, axis=0),
                "sd": np.nanstd(self.values, axis=0),
                "not_placed": np.isnan(self.values).sum(axis=0),
            }
        )

    def glance(self) -> pd.DataFrame:
        """One row: use, items, columns, respondents."""
        return pd.DataFrame(
            [
                {
                    "use": self.recipe.use,
                    "items": len(self.recipe.items),
                    "columns": len(self.recipe.columns),
                    "respondents": len(self.ids),
                }
            ]
        )

    def augment(self) -> pd.DataFrame:
        """One row a respondent: basis values."""
        return pd.DataFrame(
            {"id": self.ids, **{column: self.values[:, j] for j, column in enumerate(self.recipe.columns)}}
        )
