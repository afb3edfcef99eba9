"""Segmentation: every way of cutting that was tried, its evidence, and the one that was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from research.domain.arrays import Counts, Floats
from research.domain.basis import BasisRecipe
from research.domain.caveats import Caveat
from research.domain.evidence import Evidence

Objection = Literal["two_segments", "too_small", "dominant", "unstable", "not_converged"]
Reason = Literal["beyond_chance", "most_stable", "asked_for", "least_bad"]
Merit = Literal["chosen", "next_beyond_chance", "most_stable_other", "sees_otherwise", "finer", "coarser"]
WORKSHOP_KS = range(3, 8)
"""Numbers of segments that a workshop looks at side by side."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One solution that was tried.

    Attributes:
        stability: mean adjusted Rand index over pairs of bootstrap fits; `stability_low`, `stability_high` its
            5th and 95th percentile over the pairs.
        null_stability: the same on data without segments, NaN where no null data were made; `null_low`, `null_high` the
            5th and 95th percentile over the draws.
        within_ss: sum of squares within segments; calinski_harabasz: the variance ratio.
        shares: of the segments among those clustered, descending, shape (k,); shares_low, shares_high: their 95 %
            intervals.
        jaccard: mean Jaccard coefficient of every segment, in the order of `shares`, with the most alike one of
            `resamples` bootstrap fits, shape (k,).
        distinctness: mean over segments and columns of how far a segment's mean lies from everyone else's, in standard
            deviations within segments.
        best_reached: share of the starts that reached the best value.
        objections: why it may not be chosen; empty for an eligible one.
        view: basis that it was cut on, as `Basis.view`.
        bic, icl: Bayesian information criterion, and integrated completed likelihood, of which the least is best; NaN
            for a method without a likelihood.
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
    shares_low: Floats
    shares_high: Floats
    best_reached: float
    objections: tuple[Objection, ...]
    jaccard: Floats
    resamples: int
    distinctness: float
    view: str = ""
    bic: float = float("nan")
    icl: float = float("nan")
    null_low: float = float("nan")
    null_high: float = float("nan")
    agreement: float = float("nan")

    @property
    def eligible(self) -> bool:
        return not self.objections

    @property
    def way(self) -> tuple[str, str]:
        """Basis and method."""
        return self.view, self.method


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


@dataclass(frozen=True, slots=True)
class Shortlisted:
    """A candidate worth looking at: its position among the candidates, and what speaks for it."""

    position: int
    merit: Merit


@dataclass(frozen=True, slots=True, eq=False)
class SolutionFlows:
    """Who was where when there was one segment less: the solutions of the chosen method and basis, by k.

    Attributes:
        ks: numbers of segments, one after the other.
        shares: of the segments of each solution, shape (k,) each.
        flows: share of everybody who goes from segment i of a solution to segment j of the next, shape (k, k′) each.
        entropies: segment level stability across solutions (SLSA) of each solution but the first: 0 where all members
            of a segment come from one, 1 where they come from all alike; shape (k′,) each.
        orders: positions of the segments from top to bottom that draw the flows without tangles, shape (k,) each.
        lines: number of the line of descent of every segment, 0 … for those of the chosen solution, shape (k,) each.
    """

    ks: tuple[int, ...]
    shares: tuple[Floats, ...]
    flows: tuple[Floats, ...]
    entropies: tuple[Floats, ...]
    orders: tuple[Counts, ...]
    lines: tuple[Counts, ...]

    def onward(self, at: int) -> Floats:
        """Share of segment i of the solution at position `at` that goes to segment j of the next, shape (k, k′)."""
        whole = self.shares[at][:, None]
        empty = np.full(self.flows[at].shape, np.nan)
        return np.asarray(np.divide(self.flows[at], whole, out=empty, where=whole > 0))

    def tidy(self) -> pd.DataFrame:
        """One row a pair of segments of neighbouring solutions."""
        return pd.DataFrame(
            [
                {
                    "k_before": before,
                    "segment_before": i + 1,
                    "k": after,
                    "segment": j + 1,
                    "share_of_all": float(flow[i, j]),
                    "share_of_before": float(self.onward(at)[i, j]),
                    "share_of_segment": _part(float(flow[i, j]), float(self.shares[at + 1][j])),
                    "entropy_of_origins": float(self.entropies[at][j]),
                }
                for at, (before, after, flow) in enumerate(zip(self.ks, self.ks[1:], self.flows, strict=False))
                for i, j in np.ndindex(*flow.shape)
            ]
        )

    def glance(self) -> pd.DataFrame:
        """One row a solution: its number of segments, and the smallest and largest of them."""
        return pd.DataFrame(
            [
                {"k": k, "smallest_share": float(shares.min()), "largest_share": float(shares.max())}
                for k, shares in zip(self.ks, self.shares, strict=True)
            ]
        )


def _part(part: float, whole: float) -> float:
    return part / whole if whole > 0 else float("nan")


@dataclass(frozen=True, slots=True, eq=False)
class Segmentation:
    """Every candidate, and the chosen solution.

    Attributes:
        chosen: position of the chosen candidate.
        reason: why it was chosen: `beyond_chance` (so many segments explain what chance does not), `most_stable`,
            `asked_for` (the study fixed k), `least_bad` (none was eligible).
        evidence: what cuts explain beyond chance; None where no null data were made.
        starts: of every search, on the sample and on resamples.
        solutions: those of the chosen method and basis that a workshop looks at, and the chosen one, by k.
        shortlist: three candidates to decide between, or fewer, the chosen one first.
        flows: how the solutions of the chosen method and basis hang together; None where there is one alone.
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
    starts: int = 0
    solutions: tuple[FrozenSolution, ...] = ()
    shortlist: tuple[Shortlisted, ...] = ()
    flows: SolutionFlows | None = None

    @property
    def choice(self) -> Candidate:
        return self.candidates[self.chosen]

    @property
    def same_way(self) -> tuple[Candidate, ...]:
        """Cuts of the chosen basis by the chosen method, by their number of segments."""
        same = [candidate for candidate in self.candidates if candidate.way == self.choice.way]
        return tuple(sorted(same, key=lambda candidate: candidate.k))

    def tidy(self) -> pd.DataFrame:
        """One row a candidate."""
        merits = {one.position: one.merit for one in self.shortlist}
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
                    "least_jaccard": float(candidate.jaccard.min()),
                    "distinctness": candidate.distinctness,
                    "best_reached": candidate.best_reached,
                    "bic": candidate.bic,
                    "icl": candidate.icl,
                    "agreement": candidate.agreement,
                    "objections": " ".join(candidate.objections),
                    "shortlisted": merits.get(position, ""),
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
        """One row a candidate and segment, the largest segment first: how surely it comes back by itself."""
        return pd.DataFrame(
            [
                {
                    "view": candidate.view,
                    "method": candidate.method,
                    "k": candidate.k,
                    "segment": segment,
                    "share": float(share),
                    "share_low": float(low),
                    "share_high": float(high),
                    "jaccard": float(jaccard),
                    "resamples": candidate.resamples,
                    "starts": self.starts,
                    "chosen": candidate is self.choice,
                }
                for candidate in self.candidates
                for segment, (share, low, high, jaccard) in enumerate(
                    zip(candidate.shares, candidate.shares_low, candidate.shares_high, candidate.jaccard, strict=True),
                    start=1,
                )
            ]
        )

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
