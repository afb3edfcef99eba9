"""Are there segments, and how many: how well clouds describe the answers, and answers that hold no segments.

Null data keep the margins and correlations of the answers (a Gaussian copula) and pass through the same recipes and
searches. What k clouds explain beyond their mean grows up to the true number of segments, and falls behind it: more
clouds then follow chance, and chance is followed as well in null data. As with the gap of Tibshirani, Walther & Hastie
(2001), but beside data that are correlated as these are, and by the likelihood of clouds of unequal size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import joblib  # type: ignore[import-untyped]
import numpy as np
from threadpoolctl import threadpool_limits

from research.clusterers.gaussian_mixture import GaussianMixture
from research.domain.arrays import Floats, sealed
from research.domain.basis import Basis, BasisRecipe
from research.domain.evidence import Evidence, FitEvidence
from research.domain.item_answers import ItemAnswers
from research.stages.segmentation.cloud import as_numbers
from research.stats.excess import excess_over
from research.stats.gaussian_copula import GaussianCopula, gaussian_copula

STREAM = 7
"""This step's own stream of random numbers."""
RESPONDENTS = 5_000
"""More respondents are drawn from: what so many do not show is too small to build on."""
CLOUDS = GaussianMixture(seeds=2, settled=1e-5, iterations=40)
"""Clouds of one variance and sizes of their own. Searches of data and null data are equally thorough, so that what a
better search would add to one it adds to the other."""
FEWEST_CHOSEN = 3
"""Two segments are shown, and not chosen by themselves."""
FAR_MORE = 1.25
"""Another basis leads only when its strength is so many times that of the planned one: in simulated answers with
segments and without response style the two were within 1.1 of each other, with style 2 to 2.5 apart."""
ALL_PROCESSORS = -1


@dataclass(frozen=True, slots=True, eq=False)
class NullData:
    """Answers of some respondents, their weights, and draws without segments in their place."""

    answers: ItemAnswers
    weights: Floats
    copula: GaussianCopula

    def drawn(self, seed: Sequence[int]) -> ItemAnswers:
        """One draw."""
        return self.answers.answered_with(self.copula.draw(np.random.default_rng(seed)))


def null_data(answers: ItemAnswers, weights: Floats, placed: np.ndarray, seed: int) -> NullData:
    """Null data for the `placed` respondents, shape (n,), or for RESPONDENTS of them; ValueError: there are none."""
    rows = np.flatnonzero(placed)
    if len(rows) > RESPONDENTS:
        rows = np.sort(np.random.default_rng([seed, STREAM]).choice(rows, RESPONDENTS, replace=False))
    kept, weights = answers.answered_with(answers.keyed[rows]), weights[rows]
    return NullData(kept, weights, gaussian_copula(kept.keyed, weights))


def seek(bases: Sequence[Basis], null: NullData, ks: range, draws: int, seed: int) -> Evidence:
    """Evidence for every number of segments in `ks`, on every basis, the planned one first."""
    look = _Look(tuple(basis.recipe for basis in bases), tuple(ks), seed)
    tasks = [joblib.delayed(look)(null.answers, null.weights, 0)]
    tasks += [
        joblib.delayed(look)(null.drawn((seed, STREAM, draw)), null.weights, draw) for draw in range(1, draws + 1)
    ]
    found = np.array(joblib.Parallel(ALL_PROCESSORS, max_nbytes=None)(tasks))
    views = tuple(_fit_evidence(basis, ks, found[:, j]) for j, basis in enumerate(bases))
    return Evidence(views, draws, null.answers.n, null.copula.repaired, _lead(views))


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """How well clouds describe answers, by basis and number of clouds."""

    recipes: tuple[BasisRecipe, ...]
    ks: tuple[int, ...]
    seed: int

    def __call__(self, answers: ItemAnswers, weights: Floats, draw: int) -> Floats:
        """Log-likelihoods, shape (bases, ks)."""
        with threadpool_limits(1):
            return np.array([self._fits(recipe, answers, weights, draw) for recipe in self.recipes])

    def _fits(self, recipe: BasisRecipe, answers: ItemAnswers, weights: Floats, draw: int) -> list[float]:
        x = recipe.values_of(answers)
        placed = ~np.isnan(x).all(axis=1)
        w = weights[placed]
        x = standardised(as_numbers(x[placed], w, recipe.kinds), w)
        return [self._fit(x, w, k, draw) for k in self.ks]

    def _fit(self, x: Floats, weights: Floats, k: int, draw: int) -> float:
        rng = np.random.default_rng([self.seed, STREAM, draw, k])
        return -CLOUDS.fit(x, ("numeric",) * x.shape[1], weights, k, rng).objective / float(weights.mean())


def standardised(x: Floats, weights: Floats) -> Floats:
    """Columns of weighted mean 0 in units of the mean variance of all: their weights beside each other stay."""
    centred = x - np.average(x, axis=0, weights=weights)
    scale = np.sqrt(np.average(centred**2, axis=0, weights=weights).mean())
    return np.asarray(centred / (scale or 1.0))


def _fit_evidence(basis: Basis, ks: range, fits: Floats) -> FitEvidence:
    """From log-likelihoods of the data and the draws, shape (1 + draws, ks)."""
    chosen = [j for j, k in enumerate(ks) if k >= FEWEST_CHOSEN] or list(range(len(ks)))
    observed, null = fits[0], fits[1:]
    excess = excess_over(observed, null)
    p = excess_over(observed[chosen], null[:, chosen]).p
    return FitEvidence(
        basis.view, tuple(ks), sealed(observed), sealed(null), sealed(excess.excess), sealed(excess.strength), p
    )


def _lead(views: Sequence[FitEvidence]) -> str:
    """The planned basis, unless another one shows far more, and more than chance."""
    planned = views[0]
    best = max(views, key=_strength)
    ahead = _strength(best) > FAR_MORE * _strength(planned) or not planned.beyond_chance
    return best.view if best.beyond_chance and ahead else planned.view


def _strength(view: FitEvidence) -> float:
    return max((float(s) for k, s in zip(view.ks, view.strength, strict=True) if k >= FEWEST_CHOSEN), default=0.0)
