"""Candidates of which only what a choice looks at is told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from research.domain.segmentation import Candidate, Objection


def bare_candidate(
    k: int, stability: float, objections: Sequence[Objection] = (), *, method: str = "kmeans", agreement: float = 0.9
) -> Candidate:
    """A cut of the items into `k` segments of one size."""
    shares = np.ones(k) / k
    return Candidate(
        method=method,
        k=k,
        stability=stability,
        stability_low=stability,
        stability_high=stability,
        null_stability=np.nan,
        within_ss=1.0,
        calinski_harabasz=1.0,
        shares=shares,
        shares_low=shares,
        shares_high=shares,
        best_reached=1.0,
        objections=tuple(objections),
        jaccard=np.ones(k),
        resamples=100,
        distinctness=1.0,
        view="items",
        agreement=agreement,
    )
