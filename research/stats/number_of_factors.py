"""How many factors: every rule's vote, and the choice.

A factor is kept when it stands out from random answers, given those before it, and when items of its own say what it
is: the most factors that stand out by the empirical Kaiser criterion, of which each has three items that load higher
on it than on any other factor, two of them by 0.30 or more. docs/decisions/0006-how-many-factors.md tells why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from research.stats.empirical_kaiser import empirical_kaiser, kaiser
from research.stats.extraction import most_factors
from research.stats.minimum_average_partial import minimum_average_partial
from research.stats.parallel import ParallelAnalysis
from research.stats.scree import acceleration_factor

Floats = NDArray[np.float64]

Reason = Literal["stands_out", "own_items", "determined", "nothing_stands_out", "no_own_items"]

OWN_ITEMS = 3
"""Items that load higher on a factor than on any other; fewer make no scale (Costello & Osborne 2005)."""
MARKING_ITEMS = 2
"""Of these, items with a loading of at least MARKING."""
MARKING = 0.30


@dataclass(frozen=True, slots=True)
class Votes:
    """How many factors each rule would keep.

    Attributes:
        parallel_components, parallel_factors: parallel analysis of the eigenvalues of the correlations, and of those
            with the communalities of one factor on the diagonal.
        minimum_average_partial: Velicer's.
        empirical_kaiser: the empirical Kaiser criterion.
        kaiser: eigenvalues above one.
        acceleration_factor: eigenvalues before the elbow of the scree plot.
    """

    parallel_components: int
    parallel_factors: int
    minimum_average_partial: int
    empirical_kaiser: int
    kaiser: int
    acceleration_factor: int


@dataclass(frozen=True, slots=True)
class Choice:
    """How many factors to keep, and why no more.

    Attributes:
        stand_out: factors that stand out from random answers.
        reason: `stands_out`, all that stand out are kept; `own_items`, in a solution with more of them some factor has
            too few items of its own; `determined`, the items determine no more; `nothing_stands_out`;
            `no_own_items`, something stands out that no three items share.
    """

    number: int
    reason: Reason
    stand_out: int


def votes(correlations: Floats, n: float, parallel: ParallelAnalysis) -> Votes:
    """Every rule's vote.

    Args:
        correlations: shape (p, p), those that `parallel` was made of.
        n: respondents as `empirical_kaiser` takes them.
    """
    eigenvalues = parallel.components.observed
    return Votes(
        parallel_components=parallel.components.suggested,
        parallel_factors=parallel.factors.suggested,
        minimum_average_partial=minimum_average_partial(correlations).suggested,
        empirical_kaiser=empirical_kaiser(eigenvalues, n).suggested,
        kaiser=kaiser(eigenvalues),
        acceleration_factor=acceleration_factor(eigenvalues),
    )


def choose_number(stand_out: int, p: int, pattern: Callable[[int], Floats]) -> Choice:
    """The most factors, up to `stand_out`, that all have items of their own.

    Args:
        stand_out: factors that stand out from random answers (`Votes.empirical_kaiser`).
        p: number of items.
        pattern: rotated loadings of so many factors, shape (p, k); a ValueError says that there are none.
    """
    most = min(stand_out, most_factors(p))
    if most == 0:
        return Choice(0, "nothing_stands_out" if stand_out == 0 else "determined", stand_out)
    number = next((k for k in range(most, 0, -1) if _all_have_own_items(pattern, k)), 0)
    if number == 0:
        return Choice(0, "no_own_items", stand_out)
    if number < most:
        return Choice(number, "own_items", stand_out)
    return Choice(number, "stands_out" if most == stand_out else "determined", stand_out)


def have_own_items(pattern: Floats) -> NDArray[np.bool_]:
    """Which factors of `pattern`, shape (p, k), have items enough of their own, shape (k,)."""
    loadings = np.abs(pattern)
    own = loadings.argmax(axis=1)[:, None] == np.arange(loadings.shape[1])
    marking = own & (loadings >= MARKING)
    return np.asarray((own.sum(axis=0) >= OWN_ITEMS) & (marking.sum(axis=0) >= MARKING_ITEMS))


def _all_have_own_items(pattern: Callable[[int], Floats], k: int) -> bool:
    try:
        loadings = pattern(k)
    except ValueError:
        return False
    return bool(have_own_items(loadings).all())
