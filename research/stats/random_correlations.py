"""Correlations of unrelated items: what any battery would show by chance.

Two kinds behind one signature, `RandomCorrelations`: of normal items, which are drawn without making respondents, and
of the answers themselves with every item's answers dealt out anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RandomCorrelations = Callable[[np.random.Generator, int], Floats]
"""Takes a generator and a number of draws m; gives correlations of unrelated items, shape (m, p, p)."""


def normal_correlations(
    p: int, n: float, inflation: Floats | None = None, centred: Sequence[str] = (), sds: Floats | None = None
) -> RandomCorrelations:
    """Correlations of n respondents on p independent normal items; the cost of a draw does not depend on n.

    Cross products of such items are Wishart and equal A A' with a lower triangular A of independent chi and normal
    entries (Bartlett 1933, On the theory of statistical regression).

    Args:
        n: respondents; where weights differ, `eigenvalue_base`; more than p.
        inflation: of items that were correlated otherwise than by Pearson, shape (p,): the correlation of a pair is
            multiplied by both its items' figures, so that chance is as large as it is for that kind of correlation.
        centred: where answers were centred within persons, the group of items of each item, "" for one left as it
            was; random answers are centred in the same groups.
        sds: standard deviations of the answers before they were centred, shape (p,); equal where none are given.

    Raises:
        ValueError: n is not above p; a group of one item, whose centred answers are all zero; items both inflated
            and centred.
    """
    if n <= p:
        raise ValueError(f"random correlations of {p} items need more than {p} respondents, not {n:g}")
    if inflation is not None and any(centred):
        raise ValueError("centred answers have Pearson correlations: there is nothing to inflate")
    relative = _centring(centred, p) * (1.0 if sds is None else sds) if any(centred) else None
    factors = _times(inflation, p)

    def draw(rng: np.random.Generator, draws: int) -> Floats:
        roots = _bartlett_roots(rng, draws, p, n)
        roots = roots if relative is None else relative @ roots
        roots /= np.linalg.norm(roots, axis=2, keepdims=True)
        return np.asarray(roots @ roots.transpose(0, 2, 1) * factors)

    return draw


def permuted_correlations(x: Floats, correlate: Callable[[Floats], Floats]) -> RandomCorrelations:
    """Correlations of answers whose columns were shuffled independently: same answers, gaps and weights, no relation.

    Args:
        x: answers as they go into `correlate`, shape (n, p), with NaN for gaps, which are shuffled along.
        correlate: from such answers to correlations, shape (p, p), in the way of the observed ones: with the weights
            left where they are, centring after the shuffle, and every correction of the observed correlations.
    """

    def draw(rng: np.random.Generator, draws: int) -> Floats:
        return np.stack([correlate(rng.permuted(x, axis=0)) for _ in range(draws)])

    return draw


def inflated(correlations: Floats, inflation: Floats) -> Floats:
    """`correlations` off the diagonal multiplied by the `inflation`, shape (p,), of both items; shape (p, p)."""
    return np.asarray(correlations * _times(inflation, len(correlations)))


def _bartlett_roots(rng: np.random.Generator, draws: int, p: int, n: float) -> Floats:
    """Lower triangular A of `draws` Wishart matrices A A' with n − 1 degrees of freedom, shape (draws, p, p)."""
    roots = np.tril(rng.standard_normal((draws, p, p)), -1)
    diagonal = np.arange(p)
    roots[:, diagonal, diagonal] = np.sqrt(rng.chisquare(n - 1 - diagonal, size=(draws, p)))
    return roots


def _centring(groups: Sequence[str], p: int) -> Floats:
    """The matrix that takes their mean off the items of every group, shape (p, p)."""
    centring = np.eye(p)
    for group in {group for group in groups if group}:
        inside = np.array([one == group for one in groups])
        if inside.sum() == 1:
            raise ValueError(f"a group of one item cannot be centred: {group}")
        centring[np.ix_(inside, inside)] -= 1 / inside.sum()
    return centring


def _times(inflation: Floats | None, p: int) -> Floats:
    """What every correlation is multiplied by, with a diagonal of ones."""
    factors = np.ones((p, p)) if inflation is None else np.outer(inflation, inflation)
    np.fill_diagonal(factors, 1.0)
    return factors
