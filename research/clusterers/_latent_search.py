"""The search for the likeliest classes: many starts, and then an exchange of classes at the best of them.

EM stops at local maxima, of which surveys have many. Random starts are given up as soon as they fall behind beyond
hope; unless most of them come to the same end, the best end is then disturbed in the manner of split and merge EM
(Ueda, Nakano, Ghahramani & Hinton 2000): a class is dissolved and another one split, every pair at a time, briefly,
and the most promising ones to their end (emEM: Biernacki, Celeux & Govaert 2003), as long as that finds more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from research.clusterers._latent_blocks import Floats
from research.clusterers._latent_em import Em, Ends

SETTLED = 1e-7
FINISHED = 1e-10
"""A start has settled when a cycle gains less than this a row, what single precision can tell; the best one goes on
in double precision."""
SAME_OPTIMUM = 1e-6
"""Log likelihoods this close, relatively, count as the same."""
EASY = 0.8
"""Share of starts with the same best end above which no better one is looked for."""
BRIEF = 6
"""Cycles after which exchanges are compared."""
PROMISING = 20
"""Exchanges that are followed to their end: with half as many, a class of 1 % is missed in one search of four."""
SAMPLE = 20_000
"""Different rows on which is searched; only the best end goes on with all of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Optimum:
    """The likeliest classes found.

    Attributes:
        coefficients: of the log density, shape (k, statistics); log_likelihood: of rows of mean weight 1.
        reached: share of the starts that came to it. Where only the exchange did, the start it began from counts.
    """

    coefficients: Floats
    log_likelihood: float
    reached: float


def search(em: Em, k: int, starts: int, rng: np.random.Generator) -> Optimum:
    """The likeliest `k` classes that `starts` starts and the exchange find."""
    sample = _sample(em, rng)
    settled = SETTLED * len(sample.weights)
    ends = sample.converged(sample.begun(_seeds(sample, k, starts, rng)), settled, -np.inf)
    best = ends.best
    if _reached(ends, best) < EASY:
        best = _exchanged(sample, best, settled, rng)
    whole = em.converged(em.begun(best.expected), FINISHED * len(em.weights), -np.inf)
    reached = max(_reached(ends, best), 1 / starts)
    return Optimum(whole.coefficients[0], float(whole.log_likelihood[0]), reached)


def _reached(ends: Ends, best: Ends) -> float:
    reached = ends.log_likelihood >= best.log_likelihood - SAME_OPTIMUM * np.abs(best.log_likelihood)
    return float(reached.mean())


def _sample(em: Em, rng: np.random.Generator) -> Em:
    """As many rows as suffice to tell one optimum from another, in single precision, which takes half the time."""
    drawn = np.arange(len(em.weights))
    if len(drawn) > SAMPLE:
        drawn = np.sort(rng.choice(len(em.weights), SAMPLE, replace=False))
    return Em(em.blocks, em.statistics[:, drawn].astype(np.float32), em.weights[drawn])


def _seeds(em: Em, k: int, starts: int, rng: np.random.Generator) -> Floats:
    """Statistics of classes of which each is, by halves, everybody and one row drawn by its weight."""
    with np.errstate(divide="ignore"):
        keys = np.log(em.weights) + rng.gumbel(size=(starts, len(em.weights)))
    drawn = np.argpartition(-keys, k - 1, axis=1)[:, :k]
    mean = em.statistics @ em.weights / em.weights.sum()
    return np.asarray((em.statistics.T[drawn] + mean) * (em.weights.sum() / (2 * k)))


def _exchanged(em: Em, best: Ends, settled: float, rng: np.random.Generator) -> Ends:
    """Where exchanges lead from `best`, one start."""
    while True:
        tried = em.advanced(em.begun(_exchanges(em, best, rng)), BRIEF)
        promising = tried[np.argsort(-tried.log_likelihood, kind="stable")[:PROMISING]]
        found = em.converged(promising, settled, float(best.log_likelihood[0])).best
        if not found.log_likelihood[0] > best.log_likelihood[0] + SAME_OPTIMUM * abs(best.log_likelihood[0]):
            return best
        best = found


def _exchanges(em: Em, best: Ends, rng: np.random.Generator) -> Floats:
    """Statistics with one class split at random and its half put in the place of another, for all k(k − 1) pairs."""
    expected, posteriors = best.expected[0], em.posteriors(best.coefficients[0])
    exchanges = []
    for split in range(len(expected)):
        weights = posteriors[split] * em.weights * rng.random(len(em.weights))
        half = em.statistics @ weights
        for dissolved in set(range(len(expected))) - {split}:
            exchange = expected.copy()
            exchange[dissolved], exchange[split] = half, expected[split] - half
            exchanges.append(exchange)
    return np.array(exchanges)
