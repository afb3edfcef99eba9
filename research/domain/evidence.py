"""Evidence: what cuts of the answers explain beyond what cuts of answers without segments do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from research.domain.arrays import Floats

BEYOND_CHANCE = 0.05
"""Probability of chance up to which more is taken to be there than chance."""


@dataclass(frozen=True, slots=True, eq=False)
class FitEvidence:
    """One basis: how well k normal clouds describe it, and null data that were treated alike.

    Attributes:
        view: name of the basis, as `Basis.view`.
        ks: numbers of segments.
        fit: log-likelihood of as many clouds, shape (len(ks),).
        null_fit: the same of every null draw, shape (draws, len(ks)).
        excess: `fit` less the mean of the null draws; strength: that in their standard deviations; (len(ks),) each.
        p: of so large a strength, at any k, in null data.
    """

    view: str
    ks: tuple[int, ...]
    fit: Floats
    null_fit: Floats
    excess: Floats
    strength: Floats
    p: float

    @property
    def best_k(self) -> int:
        """The number, above two, with the largest excess: from there on, more segments only follow chance."""
        return max((k for k in self.ks if k > 2), key=lambda k: self.excess[self.ks.index(k)], default=self.ks[-1])

    @property
    def beyond_chance(self) -> bool:
        return self.p <= BEYOND_CHANCE


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Every basis that was looked at, the planned one first.

    Attributes:
        draws: of null data: the same margins and correlations, and no segments.
        respondents: that it rests on; fewer than took part where so many more would tell nothing new.
        repaired: the largest change of a latent correlation of the null data that made them possible.
        lead: view that shows the most: the planned one, unless another shows far more.
        p_stability: of as much excess stability, at any number, in null data; by the method and basis that were chosen.
    """

    views: tuple[FitEvidence, ...]
    draws: int
    respondents: int
    repaired: float
    lead: str
    p_stability: float = float("nan")

    def of(self, view: str) -> FitEvidence:
        """The evidence for a basis; that of the leading one where it was not looked at."""
        return next((one for one in self.views if one.view == view), self.leading)

    @property
    def leading(self) -> FitEvidence:
        return next(one for one in self.views if one.view == self.lead)

    @property
    def k(self) -> int | None:
        """The number of segments that the answers themselves suggest; None where they suggest none."""
        return self.leading.best_k if self.leading.beyond_chance else None

    def tidy(self) -> pd.DataFrame:
        """One row a view and number of segments."""
        return pd.DataFrame(list(self._rows()))

    def glance(self) -> pd.DataFrame:
        """One row: the leading basis, the samples without segments, and what was found; `k` is NaN where none is."""
        return pd.DataFrame(
            [
                {
                    "lead": self.lead,
                    "draws": self.draws,
                    "respondents": self.respondents,
                    "p": self.leading.p,
                    "p_stability": self.p_stability,
                    "k": np.nan if self.k is None else self.k,
                }
            ]
        )

    def _rows(self) -> Iterator[dict[str, object]]:
        for one in self.views:
            low, high = np.quantile(one.null_fit, (0.05, 0.95), axis=0)
            for j, k in enumerate(one.ks):
                yield {
                    "view": one.view,
                    "k": k,
                    "log_likelihood": float(one.fit[j]),
                    "null_log_likelihood": float(one.null_fit[:, j].mean()),
                    "null_low": float(low[j]),
                    "null_high": float(high[j]),
                    "excess": float(one.excess[j]),
                    "strength": float(one.strength[j]),
                    "p": one.p,
                    "draws": self.draws,
                    "lead": one.view == self.lead,
                }
