"""Exploratory factor analysis: extraction, rotation, and all that follows from them.

The only door to factor_analyzer (GPL). It extracts and rotates; signs, order, factor correlations, structure,
communalities, variances and score weights are made here, because factor_analyzer sorts loadings without sorting its
`phi_` and leaves factor correlations out of communalities and variances.
"""

from __future__ import annotations

import inspect
import warnings
from dataclasses import dataclass
from typing import Any, Literal

import factor_analyzer.factor_analyzer as _implementation
import numpy as np
from factor_analyzer import FactorAnalyzer, Rotator
from numpy.typing import NDArray
from sklearn.utils import check_array

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

Extraction = Literal["minres", "ml"]
Rotation = Literal["oblimin", "varimax", "promax", "none"]

SINGULAR = 1e-6
"""Correlations with an eigenvalue below this cannot be factored: an item is a sum of others, or a copy of one."""
_HEYWOOD = 0.9949
"""Uniquenesses are bounded at 0.005 (as in R's psych::fa): a communality that comes this near has met the bound."""
_EMPTY = 1e-6
"""A factor whose squared loadings sum to less is none: the items hold fewer."""


def _current_check_array(x: Any, *, force_all_finite: bool | str = True, **settings: Any) -> Any:
    return check_array(x, ensure_all_finite=force_all_finite, **settings)


# factor_analyzer 0.5.1 calls check_array with a keyword that scikit-learn 1.8 dropped; only its own name is rebound.
if "ensure_all_finite" in inspect.signature(check_array).parameters:
    _implementation.check_array = _current_check_array


@dataclass(frozen=True, slots=True, eq=False)
class FactorFit:
    """Factors in order of the variance they explain, each with a positive sum of loadings.

    Attributes:
        pattern: loadings, shape (p, k).
        phi: factor correlations, shape (k, k).
        structure: correlations of items and factors, pattern @ phi, shape (p, k).
        communalities: diagonal of pattern @ phi @ pattern', shape (p,).
        variance: share of the items' variance per factor, shape (k,).
        weights: of the regression scores on standardised items (Thurstone 1935), shape (p, k).
        determinacy: correlation of each regression score with its factor, and the score's standard deviation, (k,).
        heywood: items whose communality met the bound, shape (p,): the solution is improper there.
        converged: the search for the extraction ended by itself.
    """

    pattern: Floats
    phi: Floats
    structure: Floats
    communalities: Floats
    variance: Floats
    weights: Floats
    determinacy: Floats
    heywood: Flags
    converged: bool


def degrees_of_freedom(p: int, k: int) -> int:
    """((p − k)² − (p + k)) / 2: correlations that k factors of p items leave over; negative: too many factors."""
    return ((p - k) ** 2 - (p + k)) // 2


def most_factors(p: int) -> int:
    """The most factors that the correlations of `p` items can determine; 0 below three items."""
    return max((k for k in range(1, p) if degrees_of_freedom(p, k) >= 0), default=0)


def fit_factors(
    correlations: Floats, k: int, extraction: Extraction = "minres", rotation: Rotation = "oblimin"
) -> FactorFit:
    """`k` factors of `correlations`, shape (p, p).

    R: psych::fa(R, k, fm = extraction, rotate = rotation); `oblimin` has gamma 0 and no Kaiser normalisation,
    `varimax` and `promax` (power 4) have it, as R's defaults do.

    Raises:
        ValueError: k below 1 or more than the items determine; correlations that are no correlations, or singular
            (constant, duplicate or summed items); fewer than k factors in the items.
    """
    _check(correlations, k)
    unrotated, converged = _extract(correlations, k, extraction)
    pattern, phi = _ordered(*_rotated(unrotated, rotation))
    structure = pattern @ phi
    weights = np.asarray(np.linalg.solve(correlations, structure), dtype=np.float64)
    communalities = (structure * pattern).sum(axis=1)
    return FactorFit(
        pattern=pattern,
        phi=phi,
        structure=structure,
        communalities=communalities,
        variance=_sums_of_squares(pattern, phi) / len(pattern),
        weights=weights,
        determinacy=np.sqrt((structure * weights).sum(axis=0)),
        heywood=communalities >= _HEYWOOD,
        converged=converged,
    )


def _check(correlations: Floats, k: int) -> None:
    p = len(correlations)
    if k < 1:
        raise ValueError(f"the number of factors must be at least 1, not {k}")
    if k > most_factors(p):
        raise ValueError(f"{p} items determine at most {most_factors(p)} factors, not {k}")
    if not (np.isfinite(correlations).all() and np.allclose(np.diag(correlations), 1.0)):
        raise ValueError("these are no correlations: a constant item has none")
    if not np.allclose(correlations, correlations.T):
        raise ValueError("these are no correlations: they differ above and below the diagonal")
    if np.linalg.eigvalsh(correlations)[0] < SINGULAR:
        raise ValueError("singular correlations: an item is a copy or a sum of others")


def _extract(correlations: Floats, k: int, extraction: Extraction) -> tuple[Floats, bool]:
    """Unrotated loadings, shape (p, k), and whether the search converged."""
    analyzer = FactorAnalyzer(k, rotation=None, method=extraction, is_corr_matrix=True)
    with warnings.catch_warnings(record=True) as notes:
        warnings.simplefilter("always")
        loadings = np.asarray(analyzer.fit(np.array(correlations)).loadings_, dtype=np.float64)
    if not np.isfinite(loadings).all() or (loadings**2).sum(axis=0).min() < _EMPTY:
        raise ValueError(f"these items hold fewer than {k} factors")
    return loadings, not any(str(note.message).startswith("Failed to converge") for note in notes)


def _rotated(loadings: Floats, rotation: Rotation) -> tuple[Floats, Floats]:
    """Pattern and factor correlations; Kaiser normalisation is done here so that an item without loadings stays one."""
    k = loadings.shape[1]
    if k == 1 or rotation == "none":
        return loadings, np.eye(k)
    lengths = np.ones((len(loadings), 1)) if rotation == "oblimin" else np.linalg.norm(loadings, axis=1, keepdims=True)
    lengths[lengths == 0] = 1.0
    rotator = Rotator(method=rotation, normalize=False, max_iter=1000)
    pattern = rotator.fit_transform(loadings / lengths) * lengths
    return pattern, np.eye(k) if rotator.phi_ is None else np.asarray(rotator.phi_)


def _ordered(pattern: Floats, phi: Floats) -> tuple[Floats, Floats]:
    """Factors by variance, each with a positive sum of loadings."""
    signs = np.where(pattern.sum(axis=0) < 0, -1.0, 1.0)
    pattern, phi = pattern * signs, phi * np.outer(signs, signs)
    order = np.argsort(-_sums_of_squares(pattern, phi), kind="stable")
    return pattern[:, order], phi[np.ix_(order, order)]


def _sums_of_squares(pattern: Floats, phi: Floats) -> Floats:
    """Item variance per factor, diagonal of phi @ pattern' @ pattern (as psych::fa's "SS loadings")."""
    return np.asarray(np.diag(phi @ pattern.T @ pattern))
