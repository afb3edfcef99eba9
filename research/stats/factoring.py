"""Exploratory factor analysis: extraction, rotation, and all that follows from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.extraction import SINGULAR, Extraction, degrees_of_freedom, extract, is_singular, most_factors
from research.stats.rotation import Rotation, rotate
from research.stats.scoring import score_weights

__all__ = [
    "SINGULAR",
    "Extraction",
    "FactorFit",
    "Rotation",
    "complexity",
    "degrees_of_freedom",
    "fit_factors",
    "is_singular",
    "most_factors",
]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class FactorFit:
    """Factors in order of the variance they explain (a general one first), each with a positive sum of loadings.

    Attributes:
        pattern: loadings, shape (p, k).
        phi: factor correlations, shape (k, k).
        structure: correlations of items and factors, pattern @ phi, shape (p, k).
        unrotated: loadings as extracted, shape (p, k).
        communalities: diagonal of pattern @ phi @ pattern', shape (p,).
        uniquenesses: 1 − communalities; negative where an item is explained more than completely (see heywood).
        complexity: number of factors an item needs, from 1 to k, shape (p,); 0 for an item without loadings.
        variance: share of the items' variance per factor, shape (k,).
        weights: of the regression scores on standardised items (Thurstone 1935), shape (p, k).
        determinacy: correlation of each regression score with its factor, and the score's standard deviation, (k,).
        heywood: items whose communality met the bound, shape (p,): the solution is improper there.
        singular: the correlations are: an item is determined by the others.
        converged: extraction and rotation ended by themselves.
        share_best: share of the rotation's starts that found this solution; a low one tells of several.
    """

    pattern: Floats
    phi: Floats
    structure: Floats
    unrotated: Floats
    communalities: Floats
    uniquenesses: Floats
    complexity: Floats
    variance: Floats
    weights: Floats
    determinacy: Floats
    heywood: Flags
    singular: bool
    converged: bool
    share_best: float


def fit_factors(
    correlations: Floats, k: int, extraction: Extraction = "minres", rotation: Rotation = "oblimin"
) -> FactorFit:
    """`k` factors, or components, of `correlations`, shape (p, p).

    R: psych::fa(R, k, fm = extraction, rotate = rotation) and psych::principal; `oblimin` has gamma 0 and no Kaiser
    normalisation, `varimax` and `promax` (power 4) have it, as R's defaults do. SPSS's classical factor analysis is
    `components` with `varimax`.

    Raises:
        ValueError: what `extract` and `rotate` refuse.
    """
    extracted = extract(correlations, k, extraction)
    rotated = rotate(extracted.loadings, rotation)
    first = 1 if rotation == "bifactor" else 0
    pattern, phi = _ordered(rotated.pattern, rotated.phi, first)
    structure = pattern @ phi
    weights = score_weights(pattern, phi, correlations, "regression")
    communalities = (structure * pattern).sum(axis=1)
    return FactorFit(
        pattern=pattern,
        phi=phi,
        structure=structure,
        unrotated=extracted.loadings,
        communalities=communalities,
        uniquenesses=1 - communalities,
        complexity=complexity(pattern),
        variance=_sums_of_squares(pattern, phi) / len(pattern),
        weights=weights,
        determinacy=np.sqrt((structure * weights).sum(axis=0)),
        heywood=extracted.heywood,
        singular=is_singular(correlations),
        converged=extracted.converged and rotated.converged,
        share_best=rotated.share_best,
    )


def complexity(pattern: Floats) -> Floats:
    """(Σλ²)² ÷ Σλ⁴ per item of `pattern`, (p, k): the factors it needs (Hofmann 1978; psych::fa's complexity); (p,)."""
    fourths = (pattern**4).sum(axis=1)
    squared = (pattern**2).sum(axis=1) ** 2
    return np.asarray(np.divide(squared, fourths, out=np.zeros_like(fourths), where=fourths > 0))


def _ordered(pattern: Floats, phi: Floats, first: int) -> tuple[Floats, Floats]:
    """Factors by variance but for the `first` ones, each with a positive sum of loadings."""
    signs = np.where(pattern.sum(axis=0) < 0, -1.0, 1.0)
    pattern, phi = pattern * signs, phi * np.outer(signs, signs)
    explained = _sums_of_squares(pattern, phi)
    order = np.append(np.arange(first), first + np.argsort(-explained[first:], kind="stable"))
    return pattern[:, order], phi[np.ix_(order, order)]


def _sums_of_squares(pattern: Floats, phi: Floats) -> Floats:
    """Item variance per factor, diagonal of phi @ pattern' @ pattern (as psych::fa's "SS loadings")."""
    return np.asarray(np.diag(phi @ pattern.T @ pattern))
