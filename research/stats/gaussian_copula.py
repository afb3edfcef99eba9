"""Answers with the margins and correlations of given ones, and nothing else in common with them.

A Gaussian copula: normal scores with a latent correlation matrix, cut into the given answers. It is the cloud that a
segmentation has to beat: whatever is found in its draws follows from margins and correlations alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.moments import pairwise_correlation

Floats = NDArray[np.float64]

TERMS = 80
"""Hermite polynomials per margin: with answers in two categories the rest of the series adds .003 to a correlation of
.95 and nothing to one of .8."""
STRONGEST = 0.999
"""Latent correlations are held within this: some observed ones lie beyond what the margins allow."""
ROUNDS = 60
REPAIRED = 1e-6
"""Least eigenvalue of the latent matrix, so that it has a root of full rank."""


@dataclass(frozen=True, slots=True, eq=False)
class GaussianCopula:
    """Margins and latent correlations of given answers.

    Attributes:
        answers: those that were given in each column, ascending; levels: the share of the weight up to each.
        latent: correlations of the normal scores, shape (p, p), positive definite; root: its Cholesky factor.
        weights: of the respondents, shape (n,), which draws keep.
        gaps: where answers were missing, shape (n, p), which draws keep.
        repaired: largest change of a latent correlation that made the matrix positive definite.
    """

    answers: tuple[Floats, ...]
    levels: tuple[Floats, ...]
    latent: Floats
    root: Floats
    weights: Floats
    gaps: NDArray[np.bool_]
    repaired: float

    def draw(self, rng: np.random.Generator) -> Floats:
        """Answers of as many respondents as were given, shape (n, p).

        Draws have the given margins exactly, but for gaps and uneven weights, and scores with exactly the latent
        correlations: what varies between draws is only what margins and correlations leave open. That is what a
        comparison given both asks for, and it is the sharper one.
        """
        scores = _uncorrelated(rng.normal(size=self.gaps.shape), self.weights) @ self.root.T
        drawn = np.empty_like(scores)
        for j, (answers, levels) in enumerate(zip(self.answers, self.levels, strict=True)):
            order = np.argsort(scores[:, j], kind="stable")
            reached = np.empty(len(order))
            reached[order] = _middles(self.weights[order])
            drawn[:, j] = answers[np.minimum(np.searchsorted(levels, reached), len(answers) - 1)]
        drawn[self.gaps] = np.nan
        return drawn


def gaussian_copula(x: Floats, weights: Floats) -> GaussianCopula:
    """The copula of the columns of `x`, shape (n, p), NaN without an answer, with weights of shape (n,), all positive.

    The latent correlation of two columns is the one whose *answers* correlate as the given ones do (Pearson, pairwise):
    with the margins written as series of Hermite polynomials, he_m normalised, the correlation of the answers is
    Σ a_m b_m ρ^m (Mehler's formula; Lancaster 1957, Biometrika 44; as in Demirtas & Hedeker 2011's `mvtnorm` matching,
    without simulation), which rises with ρ and is solved for it.

    Raises:
        ValueError: a constant column, or one that nobody answered; see `pairwise_correlation`.
    """
    observed = pairwise_correlation(x, weights)
    margins = [_margin(column, weights) for column in x.T]
    latent = _latent(np.array([_hermite(*margin) for margin in margins]), observed)
    smoothed = _repaired(latent)
    return GaussianCopula(
        answers=tuple(answers for answers, _ in margins),
        levels=tuple(np.cumsum(shares) for _, shares in margins),
        latent=smoothed,
        root=np.asarray(np.linalg.cholesky(smoothed), dtype=np.float64),
        weights=weights,
        gaps=np.isnan(x),
        repaired=float(np.abs(smoothed - latent).max()),
    )


def _margin(column: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Distinct answers, ascending, and their share of the weight."""
    answered = ~np.isnan(column)
    answers, where = np.unique(column[answered], return_inverse=True)
    held = np.bincount(where, weights[answered])
    return answers, held / held.sum()


def _hermite(answers: Floats, shares: Floats) -> Floats:
    """Coefficients a_1 … a_TERMS of the standardised margin in normalised Hermite polynomials, shape (TERMS,).

    ∫ he_m φ over an interval is (he_{m−1}(a) φ(a) − he_{m−1}(b) φ(b)) / √m, so that a step of height h at t adds
    h he_{m−1}(t) φ(t) / √m.
    """
    from scipy.special import ndtri  # here, so that worker processes start without SciPy

    centred = answers - shares @ answers
    steps = np.diff(centred / np.sqrt(shares @ centred**2))
    cuts = ndtri(np.cumsum(shares)[:-1])
    order = np.arange(1, TERMS + 1)
    return np.asarray(_polynomials(cuts) * np.exp(-(cuts**2) / 2) / np.sqrt(2 * np.pi) @ steps / np.sqrt(order))


def _polynomials(cuts: Floats) -> Floats:
    """he_0 … he_{TERMS − 1} at `cuts`, shape (TERMS, m)."""
    he = [np.ones_like(cuts), cuts]
    for m in range(2, TERMS):
        he.append((cuts * he[-1] - np.sqrt(m - 1) * he[-2]) / np.sqrt(m))
    return np.array(he)


def _latent(coefficients: Floats, observed: Floats) -> Floats:
    """Latent correlations behind the `observed` ones, shape (p, p): Newton's steps, halved where they overshoot."""
    rows, columns = np.triu_indices(len(observed), 1)
    products, wanted = coefficients[rows] * coefficients[columns], observed[rows, columns]
    powers = np.arange(1, TERMS + 1)
    low, high = np.full(len(wanted), -STRONGEST), np.full(len(wanted), STRONGEST)
    rho = np.clip(wanted, low, high)
    for _ in range(ROUNDS):
        raised = rho[:, None] ** (powers - 1)
        beyond = (products * raised * rho[:, None]).sum(axis=1) - wanted
        low, high = np.where(beyond <= 0, rho, low), np.where(beyond > 0, rho, high)
        slope = (products * powers * raised).sum(axis=1)
        step = rho - np.divide(beyond, slope, out=np.zeros_like(rho), where=slope > 0)
        rho = np.where((step > low) & (step < high), step, (low + high) / 2)
    latent = np.eye(len(observed))
    latent[rows, columns] = latent[columns, rows] = rho
    return latent


def _repaired(latent: Floats) -> Floats:
    """A positive definite matrix with a unit diagonal near `latent`."""
    if np.linalg.eigvalsh(latent)[0] >= REPAIRED:
        return latent
    eigenvalues, vectors = np.linalg.eigh(latent)
    raised = (vectors * np.maximum(eigenvalues, REPAIRED)) @ vectors.T
    spread = np.sqrt(np.diag(raised))
    return np.asarray(raised / np.outer(spread, spread))


def _uncorrelated(scores: Floats, weights: Floats) -> Floats:
    """`scores`, shape (n, p), with weighted means 0, variances 1 and correlations 0; as they are where n ≤ p."""
    shares = weights / weights.sum()
    centred: Floats = scores - shares @ scores
    if len(scores) <= scores.shape[1] + 1:
        return centred
    root = np.linalg.cholesky((centred.T * shares) @ centred)
    return np.asarray(np.linalg.solve(root, centred.T).T, dtype=np.float64)


def _middles(weights: Floats) -> Floats:
    """Share of the weight below the middle of each row's own, shape (n,)."""
    reached = np.cumsum(weights)
    return np.asarray((reached - weights / 2) / reached[-1], dtype=np.float64)
