"""Segmentation: every way of cutting that was tried, its evidence, and the one that was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from numpy.typing import NDArray

from research.domain.arrays import Floats
from research.domain.basis import BasisRecipe
from research.domain.caveats import Caveat
from research.domain.evidence import Evidence

Objection = Literal["two_segments", "too_small", "dominant", "unstable", "not_converged"]
Reason = Literal["beyond_chance", "most_stable", "asked_for", "least_bad"]


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One solution that was tried.

    Attributes:
        stability: mean adjusted Rand index over pairs of bootstrap fits; `stability_low`, `stability_high` its
            5th and 95th percentile over the pairs.
        null_stability: the same on data without segments, NaN where no null data were made; `null_low`, `null_high` the
            5th and 95th percentile over the draws.
        within_ss: sum of squares within segments; calinski_harabasz: the variance ratio.
        shares: of the segments among those clustered, descending, shape (k,).
        best_reached: share of the starts that reached the best value.
        objections: why it may not be chosen; empty for an eligible one.
        view: basis that it was cut on, as `Basis.view`.
        bic: Bayesian information criterion, −2 ln L + parameters · ln n; NaN for a method without a likelihood.
        agreement: adjusted Rand index with the chosen solution.
    """

    method: str
    k: int
    stability: float
    stability_low: float
    stability_high: float
    null_stability: float
    within_ss: float
    calinski_harabasz: float
    shares: Floats
    best_reached: float
    objections: tuple[Objection, ...]
    view: str = ""
    bic: float = float("nan")
    null_low: float = float("nan")
    null_high: float = float("nan")
    agreement: float = float("nan")

    @property
    def eligible(self) -> bool:
        return not self.objections


@dataclass(frozen=True, slots=True, eq=False)
class FrozenSolution:
    """All that is needed to place anyone: the recipe of the basis, the model, the numbering.

    Attributes:
        wave: that defined it.
        method: name of the clusterer.
        model: its parameters by name.
        order: order[s − 1] is the model's own number of segment s, shape (k,).
    """

    wave: str
    recipe: BasisRecipe
    method: str
    model: Mapping[str, NDArray[Any]]
    order: tuple[int, ...]

    @property
    def k(self) -> int:
        return len(self.order)


@dataclass(frozen=True, slots=True, eq=False)
class Segmentation:
    """Every candidate, and the chosen solution.

    Attributes:
        chosen: position of the chosen candidate.
        reason: why it was chosen: `beyond_chance` (so many segments explain what chance does not), `most_stable`,
            `asked_for` (the study fixed k), `least_bad` (none was eligible).
        evidence: what cuts explain beyond chance; None where no null data were made.
        jaccard: mean Jaccard coefficient of every segment with the most alike one of resamples, shape (k,); `resamples`
            how many there were, each searched from `starts` starts.
        frozen_agreement: adjusted Rand index of a solution that was fixed earlier, which then is `solution`, with the
            chosen candidate; NaN where none was fixed.
        placed: respondents who were clustered; `not_placed` those with too few answers.
    """

    candidates: tuple[Candidate, ...]
    chosen: int
    reason: Reason
    solution: FrozenSolution
    placed: int
    not_placed: int
    caveats: tuple[Caveat, ...] = ()
    evidence: Evidence | None = None
    frozen_agreement: float = float("nan")
    jaccard: Floats | None = None
    resamples: int = 0
    starts: int = 0

    @property
    def choice(self) -> Candidate:
        return self.candidates[self.chosen]

    def tidy(self) -> pd.DataFrame:
        """One row a candidate."""
        return pd.DataFrame(
            [
                {
                    "view": candidate.view,
                    "method": candidate.method,
                    "k": candidate.k,
                    "stability": candidate.stability,
                    "stability_low": candidate.stability_low,
                    "stability_high": candidate.stability_high,
                    "null_stability": candidate.null_stability,
                    "null_low": candidate.null_low,
                    "null_high": candidate.null_high,
                    "within_ss": candidate.within_ss,
                    "calinski_harabasz": candidate.calinski_harabasz,
                    "smallest_share": float(candidate.shares.min()),
                    "largest_share": float(candidate.shares.max()),
                    "best_reached": candidate.best_reached,
                    "bic": candidate.bic,
                    "agreement": candidate.agreement,
                    "objections": " ".join(candidate.objections),
                    "chosen": position == self.chosen,
                }
                for position, candidate in enumerate(self.candidates)
            ]
        )

    def centres(self) -> pd.DataFrame:
        """One row a segment and basis column: the centre, where the model has centres."""
        centres = self.solution.model.get("centres")
        columns = self.solution.recipe.columns
        return pd.DataFrame(
            [
                {"segment": s + 1, "column": column, "centre": float(centres[own, j])}
                for s, own in enumerate(self.solution.order)
                for j, column in enumerate(columns)
            ]
            if centres is not None
            else [],
            columns=["segment", "column", "centre"],
        )

    def stability(self) -> pd.DataFrame:
        """One row a segment: how surely it comes back by itself."""
        values = [] if self.jaccard is None else self.jaccard.tolist()
        rows = [
            {"segment": s, "jaccard": value, "resamples": self.resamples, "starts": self.starts}
            for s, value in enumerate(values, start=1)
        ]
        return pd.DataFrame(rows, columns=["segment", "jaccard", "resamples", "starts"])

    def glance(self) -> pd.DataFrame:
        """One row: method, k, stability, reason."""
        return pd.DataFrame(
            [
                {
                    "method": self.choice.method,
                    "k": self.choice.k,
                    "stability": self.choice.stability,
                    "reason": self.reason,
                    "frozen_agreement": self.frozen_agreement,
                    "placed": self.placed,
                    "not_placed": self.not_placed,
                }
            ]
        )
