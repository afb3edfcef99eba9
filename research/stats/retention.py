"""How many factors: parallel analysis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS = 500
QUANTILE = 0.95


@dataclass(frozen=True, slots=True, eq=False)
class ParallelAnalysis:
    """Eigenvalues of the correlations beside those of random data.

    Attributes:
        observed: descending, shape (p,).
        random_95: 95th percentile of the eigenvalue of the same rank in random data, shape (p,).
        suggested: how many lead without a break above their random counterpart.
    """

    observed: Floats
    random_95: Floats
    suggested: int


def parallel_analysis(correlations: Floats, n: float, rng: np.random.Generator) -> ParallelAnalysis:
    """Horn's parallel analysis with the component rule: eigenvalues of R, unit diagonal, against the 95th percentile.

    The rule stops at the first eigenvalue that is not above chance; later ones never count. The factor rule of
    R's psych::fa.parallel compares eigenvalues of the reduced matrix instead and tends to keep more: on psych's bfi
    items it says six where this rule says five (fa.parallel(fa = "pc", quant = .95)). Horn 1965; Glorfeld 1995 for
    the percentile.

    Args:
        correlations: shape (p, p).
        n: respondents, or their effective number; more than p.

    Raises:
        ValueError: n is not above p.
    """
    p = len(correlations)
    if n <= p:
        raise ValueError(f"parallel analysis of {p} items needs more than {p} respondents, not {n:g}")
    observed = np.asarray(np.linalg.eigvalsh(correlations)[::-1], dtype=np.float64)
    random = np.array([_random_eigenvalues(p, n, rng) for _ in range(DRAWS)])
    random_95 = np.quantile(random, QUANTILE, axis=0)
    above = observed > random_95
    return ParallelAnalysis(observed, random_95, p if above.all() else int(np.argmin(above)))


def _random_eigenvalues(p: int, n: float, rng: np.random.Generator) -> Floats:
    """Eigenvalues, descending, of the correlations of n rows of p independent normals, without making the rows.

    Their cross products are Wishart and equal A A' with a lower triangular A of independent chi and normal entries
    (Bartlett 1933), so the cost does not depend on n.
    """
    factor = np.tril(rng.standard_normal((p, p)), -1)
    np.fill_diagonal(factor, np.sqrt(rng.chisquare(n - 1 - np.arange(p))))
    factor /= np.linalg.norm(factor, axis=1, keepdims=True)
    return np.asarray(np.linalg.eigvalsh(factor @ factor.T)[::-1], dtype=np.float64)
