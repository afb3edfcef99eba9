"""Agreeing with whatever is asked, told apart from meaning it: items that ask for the same in both directions.

Who agrees with "I plan ahead" and with "I live from day to day" alike has agreed with neither. The mean over items in
one direction and the mean over those in the other move apart with content and together with acquiescence; their
average, with equal weight for each direction, holds acquiescence alone (Baumgartner & Steenkamp 2001, Journal of
Marketing Research 38: 143-156; ten Berge 1999, Multivariate Behavioral Research 34: 89-102). As far, that is, as both
directions measure the content equally well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

FEWEST_PER_DIRECTION = 2
"""Items in either direction that it takes: with one, its own wording cannot be told from its direction, nor what it
shares with its like from what is its alone."""


@dataclass(frozen=True, slots=True, eq=False)
class AcquiescenceShares:
    """How much of k factors' scores is acquiescence.

    Attributes:
        balance: of the directions of each factor's items, shape (k,), as in `balance`.
        share: of the variance of its scores, shape (k,); all NaN where no factor is asked for in both directions.
        variance: of acquiescence among respondents, in squared points of the scale; NaN where it cannot be known.
    """

    balance: Floats
    share: Floats
    variance: float


def balance(directions: Floats) -> float:
    """2 min(n₊, n₋) / n: 0 for items of one direction, 1 for as many in either; 0 without items.

    Args:
        directions: positive for items that ask for the content, negative for those that ask for its opposite.
    """
    ahead, against = int((directions > 0).sum()), int((directions < 0).sum())
    return 2 * min(ahead, against) / max(ahead + against, 1)


def is_balanced(directions: Floats) -> bool:
    """Whether acquiescence can be told from content: FEWEST_PER_DIRECTION items or more in either direction."""
    return min(int((directions > 0).sum()), int((directions < 0).sum())) >= FEWEST_PER_DIRECTION


def balanced_acquiescence(answers: Floats, directions: Floats) -> Floats:
    """Mean answer with equal weight for either direction, shape (n,), in points of the scale.

    NaN for respondents who answered fewer than FEWEST_PER_DIRECTION items of a direction.

    Args:
        answers: as given, before reversing, shape (n, p), on one scale; NaN is no answer.
        directions: of the items, shape (p,), as in `balance`.

    Raises:
        ValueError: fewer than FEWEST_PER_DIRECTION items in a direction.
    """
    if not is_balanced(directions):
        raise ValueError(f"acquiescence needs {FEWEST_PER_DIRECTION} items or more in either direction")
    return (_mean_answer(answers[:, directions > 0]) + _mean_answer(answers[:, directions < 0])) / 2


def acquiescence_shares(
    covariance: Floats, directions: Floats, scales: Sequence[Sequence[int]], score_weights: Floats
) -> AcquiescenceShares:
    """Share of the variance of factor scores that is acquiescence, taken to move all answers by the same points.

    The variance of acquiescence is that of the balanced index without the items' own errors: of the directions' means
    over the factors that have enough items in both, with the covariance of two items of a direction in place of the
    variance of one. Scores are Σ vᵢxᵢ, so acquiescence adds (Σ vᵢ)² times that variance to theirs. A plain squared
    correlation of score and index would count the errors of items that take part in both, and lose those of the index.
    Where the directions differ in how far content moves an answer, by d points, d²/4 of content stays in the variance.

    Args:
        covariance: of the answers as given, before reversing and without centring, shape (p, p); weights enter here.
        directions: of each item on its own factor, as given, shape (p,), as in `balance`: the sign of its loading,
            turned round for items whose answers were reversed.
        scales: positions of the items of each of the k factors; an item belongs to one factor at most.
        score_weights: of the answers as given in points of the scale, shape (p, k): divided by the items' standard
            deviations where they are of standardised items, turned round for items whose answers were reversed, and
            free of each respondent's mean where answers were centred.

    Raises:
        ValueError: the covariance has gaps, or a score does not vary.
    """
    variances = np.einsum("ik,ij,jk->k", score_weights, covariance, score_weights)
    if not np.isfinite(covariance).all() or not (variances > 0).all():
        raise ValueError("shares of style need a covariance without gaps and scores that vary")
    balances = np.array([balance(directions[list(scale)]) for scale in scales])
    known = [np.asarray(scale) for scale in scales if is_balanced(directions[list(scale)])]
    if not known:
        return AcquiescenceShares(balances, np.full(len(scales), np.nan), float("nan"))
    variance = max(_index_variance(covariance, directions, known), 0.0)
    shares = np.minimum(score_weights.sum(axis=0) ** 2 * variance / variances, 1.0)
    return AcquiescenceShares(balances, shares, variance)


def _mean_answer(answers: Floats) -> Floats:
    """Mean of every row over its answers, NaN below FEWEST_PER_DIRECTION."""
    answered = (~np.isnan(answers)).sum(axis=1)
    sums = np.nan_to_num(answers).sum(axis=1)
    enough = answered >= FEWEST_PER_DIRECTION
    return np.where(enough, sums / np.maximum(answered, 1), np.nan)


def _index_variance(covariance: Floats, directions: Floats, scales: Sequence[NDArray[np.intp]]) -> float:
    """Variance of the mean over all `scales` and directions, each with equal weight, without the items' own errors."""
    sets = [scale[directions[scale] * sign > 0] for scale in scales for sign in (1, -1)]
    return float(np.mean([[_common(covariance, one, other) for other in sets] for one in sets]))


def _common(covariance: Floats, one: NDArray[np.intp], other: NDArray[np.intp]) -> float:
    """Mean covariance of an item of one set with an item of another; within a set, with another item of it."""
    pairs = covariance[np.ix_(one, other)]
    if one is other:
        return float((pairs.sum() - np.trace(pairs)) / (pairs.size - len(one)))
    return float(pairs.mean())
