"""`validate`: what may be said of the segments."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np

from research.clusterers._contract import Clusterer
from research.clusterers._halves import cut_halves
from research.clusterers._settings import Setting, configured
from research.domain.arrays import Counts, Floats
from research.domain.basis import Basis
from research.domain.caveats import Caveat, Figure
from research.domain.evidence import BEYOND_CHANCE
from research.domain.segmentation import Segmentation
from research.domain.style import ResponseStyle, StyleIndex
from research.domain.validation import SplitHalves, StyleShare, Validation, Verdict
from research.stats.dispersion import explained_share

STREAM = 8
SPLITS = 10
FOUND_AGAIN = 0.75
"""Mean adjusted Rand index between halves from which segments count as found again: `fpc::clusterboot`'s valid."""
HABITS: tuple[StyleIndex, ...] = ("acquiescence", "extremity", "midpoint")
"""Of these the shares are told."""
STYLED = 0.4
"""Share of a habit that goes with the segments from which they may be told apart by it …"""
STAYS = 0.5
"""… unless so much of the division (adjusted Rand index) stays when everyone's own average is taken out: those who want
little of everything are a segment, those who tick low are none."""


def validate(
    segmentation: Segmentation,
    basis: Basis,
    style: ResponseStyle | None,
    seed: int,
    settings: Mapping[str, Setting] | None = None,
) -> Validation:
    """The verdict on the chosen segments of `basis`, which they were cut on by their method with its `settings`."""
    placed = basis.placed
    x, weights = basis.values[placed], basis.weights[placed]
    solution = segmentation.solution
    clusterer = configured(solution.method, settings or {})
    labels = clusterer.restore(solution.model).memberships(x).argmax(axis=1)
    halves = _halves(clusterer, basis, x, weights, solution.k, seed)
    shares = tuple(_shares(style, placed, labels, weights)) if style else ()
    stays = _other(segmentation, "centred")
    centred = segmentation.choice.view.startswith("centred")
    styled = any(share.share >= STYLED for share in shares) and (centred or stays < STAYS)
    evidence, choice = segmentation.evidence, segmentation.choice
    p_fit = evidence.of(choice.view).p if evidence else float("nan")
    p_stability = evidence.p_stability if evidence else float("nan")
    found = evidence is not None and evidence.k == solution.k
    verdict = _verdict(found, p_stability, halves, styled)
    return Validation(
        verdict=verdict,
        p_fit=p_fit,
        p_stability=p_stability,
        excess_stability=choice.stability - choice.null_stability,
        halves=halves,
        style=shares,
        styled=styled,
        centred_agreement=stays,
        items_agreement=_other(segmentation, "standardised"),
        caveats=tuple(_caveats(segmentation, shares, styled)),
    )


def _verdict(found: bool, p_stability: float, halves: SplitHalves, styled: bool) -> Verdict:
    """`found`: so many segments explain more than chance, and the most."""
    if styled:
        return "constructed"
    if found and p_stability <= BEYOND_CHANCE:
        return "natural"
    return "reproducible" if halves.mean >= FOUND_AGAIN else "constructed"


def _halves(clusterer: Clusterer, basis: Basis, x: Floats, weights: Floats, k: int, seed: int) -> SplitHalves:
    agreements = cut_halves(clusterer, x, basis.recipe.kinds, weights, k, SPLITS, (seed, STREAM))
    low, high = np.quantile(agreements, (0.05, 0.95)) if len(agreements) else (np.nan, np.nan)
    mean = float(agreements.mean()) if len(agreements) else float("nan")
    return SplitHalves(mean, float(low), float(high), len(agreements))


def _shares(style: ResponseStyle, placed: np.ndarray, labels: Counts, weights: Floats) -> Iterator[StyleShare]:
    """How much of every habit goes with the segments; of those whose habit is known."""
    for index in HABITS:
        habit = _over_batteries(style, index)[placed]
        known = ~np.isnan(habit)
        if known.sum() > labels.max(initial=0) + 1:
            yield StyleShare(index, explained_share(habit[known], labels[known], weights[known]))


def _over_batteries(style: ResponseStyle, index: StyleIndex) -> Floats:
    """The index of every respondent over all answers of all batteries, shape (n,), NaN where there are none."""
    answered = np.array([battery.answered for battery in style.batteries], dtype=np.float64)
    values = np.array([battery.indices[index] for battery in style.batteries])
    counted = np.where(np.isnan(values), 0.0, answered)
    totals = counted.sum(axis=0)
    sums = (np.where(np.isnan(values), 0.0, values) * counted).sum(axis=0)
    shares: Floats = np.divide(sums, totals, out=np.full(len(totals), np.nan), where=totals > 0)
    return shares


def _other(segmentation: Segmentation, view: str) -> float:
    """Agreement of the chosen solution with the same method's cut into as many segments on another basis."""
    choice = segmentation.choice
    return next(
        (
            other.agreement
            for other in segmentation.candidates
            if other.view.startswith(view)
            and other.view != choice.view
            and (other.method, other.k) == (choice.method, choice.k)
        ),
        float("nan"),
    )


def _caveats(segmentation: Segmentation, shares: tuple[StyleShare, ...], styled: bool) -> Iterator[Caveat]:
    if styled:
        most = max(shares, key=lambda share: share.share)
        told: dict[str, Figure] = {"habit": most.index, "share": 100 * most.share}
        agreement = _other(segmentation, "centred")
        if math.isnan(agreement):
            yield Caveat("segments_are_style_however_cut", told)
        else:
            yield Caveat("segments_are_style", told | {"agreement": agreement})
