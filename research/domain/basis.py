"""Basis: what segments are cut on, and the recipe that makes it again for anyone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from research.domain.arrays import Flags, Floats, Strings
from research.domain.caveats import Caveat
from research.domain.centring import centred_answers, grouped, members, without_person_means
from research.domain.gaps import precision, without_gaps
from research.domain.item_answers import ItemAnswers, item_answers
from research.domain.responses import Responses

BasisUse = Literal["factor_scores", "standardised", "items", "answers"]
ColumnKind = Literal["numeric", "ordinal", "nominal", "binary"]

ROWS_AT_ONCE = 8_192
"""Respondents are placed in portions that fit a processor's cache, and need little memory beside their answers."""


@dataclass(frozen=True, slots=True, eq=False)
class BasisRecipe:
    """How answers become basis values: ((keyed answers, gaps filled) − centre) ÷ spread, times weights.

    Items, standardised items and factor scores are all of this form, so a later wave or a single new respondent
    gets exactly the values that the first sample would have got. Whoever left gaps gets the values to be expected
    from the answers that he gave; only `answers` stay as they are, with their gaps.

    Attributes:
        use: what the basis columns are.
        items: names of the p items.
        fill: mean of each item in the sample, or of those in it whose covariance is `covariance`; shape (p,).
        centre, spread: shape (p,).
        weights: shape (p, k).
        columns: keys of the k basis columns; `labels` what they are called; `kinds` what they hold.
        min_answered: share of the items of every block that must be answered; below it the row is NaN.
        blocks: the block of each item, such as its battery; empty means that all items are one block.
        covariance: of the items within their blocks, shape (p, p); with it a gap is filled with the value expected
            from the other answers of the block, without it with `fill`.
        centred: group of each item within which every respondent's answers are centred, as in `centred_answers`; a
            group lies within one block and needs one answer at least. Then `fill`, `centre`, `spread` and
            `covariance` are of the centred answers. Empty: none is centred.
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
    covariance: Floats | None = None
    centred: tuple[str, ...] = ()

    @property
    def item_blocks(self) -> tuple[str, ...]:
        """The block of each item."""
        return self.blocks or ("all",) * len(self.items)

    @property
    def keeps_gaps(self) -> bool:
        """Whether a placed row may hold NaN: what a respondent left out."""
        return self.use == "answers"

    def apply(self, responses: Responses) -> Floats:
        """Basis values of any respondents, shape (n, k); NaN rows where too few items were answered."""
        return self.values_of(item_answers(responses, self.items))

    def values_of(self, answers: ItemAnswers) -> Floats:
        """Basis values of whoever gave `answers` to the items of the recipe, and maybe to others; as `apply`."""
        answers = answers.of(self.items)
        signs = answers.directions
        inverse = None if self.covariance is None else self._precision(self.covariance, signs)
        values = np.full((answers.n, len(self.columns)), np.nan)
        for start in range(0, answers.n, ROWS_AT_ONCE):
            portion = slice(start, start + ROWS_AT_ONCE)
            centred = centred_answers(answers.answered_with(answers.keyed[portion]), self.centred)
            enough = self._enough(~np.isnan(centred))
            if self.keeps_gaps:
                values[portion][enough] = (centred[enough] - self.centre) / self.spread
                continue
            completed = self._completed(centred[enough], inverse, signs)
            completed -= self.centre
            completed /= self.spread
            values[portion][enough] = completed @ self.weights
        return values

    def _enough(self, answered: Flags) -> Flags:
        """Who answered enough of every block: an unanswered battery is not filled whole. Shape (n,)."""
        shares = [answered[:, block].mean(axis=1) >= self.min_answered for block in members(self.item_blocks)]
        levels = [answered[:, group].any(axis=1) for group in members(self.centred)]
        return np.asarray(np.all([*shares, *levels], axis=0))

    def _completed(self, answers: Floats, inverse: Floats | None, signs: Floats) -> Floats:
        """The answers without gaps, a new array; centred answers next to a gap are centred on the completed row."""
        gaps = np.isnan(answers)
        if inverse is None or not gaps.any():
            return np.where(gaps, self.fill, answers)
        completed = without_gaps(answers, self.fill, inverse)
        filled = gaps.any(axis=1)
        if filled.any() and any(self.centred):
            relative = without_person_means(completed[filled] * signs, self.centred) * signs
            completed[filled] = np.where(grouped(self.centred), relative, completed[filled])
        return completed

    def _precision(self, covariance: Floats, signs: Floats) -> Floats:
        """What the answers of a block tell of each other, but for the level that centring takes out."""
        return precision(covariance, self.item_blocks, self._levels(signs))

    def _levels(self, signs: Floats) -> Floats:
        """The level of each centred group, which the centring takes out; orthonormal columns, shape (p, groups)."""
        levels = [np.where(group, signs, 0.0) / np.sqrt(group.sum()) for group in members(self.centred)]
        return np.column_stack([np.empty((len(self.items), 0)), *levels])


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
    def view(self) -> str:
        """What it is called beside others: `factor_scores`, `standardised`, `centred_standardised`."""
        return f"centred_{self.recipe.use}" if any(self.recipe.centred) else self.recipe.use

    @property
    def placed(self) -> Flags:
        """Who answered enough to be placed, shape (n,)."""
        return np.asarray(~np.isnan(self.values).all(axis=1))

    @property
    def variables(self) -> frozenset[str]:
        """The variables that take part; they carry no letters on a segment banner."""
        return frozenset(self.recipe.items)

    def tidy(self) -> pd.DataFrame:
        """One row a basis column: mean, standard deviation, respondents who are not placed, and gaps of the others."""
        return pd.DataFrame(
            {
                "column": self.recipe.columns,
                "label": self.recipe.labels,
                "kind": self.recipe.kinds,
                "mean": np.nanmean(self.values, axis=0),
                "sd": np.nanstd(self.values, axis=0),
                "not_placed": (~self.placed).sum(),
                "gaps": np.isnan(self.values[self.placed]).sum(axis=0),
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
