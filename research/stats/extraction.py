"""Extraction: unrotated loadings of k factors or components.

The only door to factor_analyzer (GPL), which makes the first search for minres and maximum likelihood. It knows one
start and estimates slopes by differences; so its answer is polished with exact slopes and compared with a search from
principal-axis uniquenesses, and the better of the two counts.
"""

from __future__ import annotations

import inspect
import warnings
from dataclasses import dataclass
from typing import Any, Literal

import factor_analyzer.factor_analyzer as _implementation
import numpy as np
from factor_analyzer import FactorAnalyzer
from numpy.typing import NDArray
from sklearn.utils import check_array

from research.stats.discrepancy import LEAST_UNIQUENESS, Descent, descend, leading_axes, least_squares, likelihood

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

Extraction = Literal["minres", "ml", "principal_axis", "components"]

SINGULAR = 1e-6
"""Correlations with an eigenvalue below this are singular: an item is a sum of others, or all were centred."""
PERFECT = 1 - 1e-6
"""Items that correlate more strongly than this are one item."""
_HEYWOOD = 1 - LEAST_UNIQUENESS - 1e-4
"""A communality that comes this near has met its bound."""
_EMPTY = 1e-6
"""A factor whose squared loadings sum to less is none: the items hold fewer."""
_MEASURES = {"minres": least_squares, "ml": likelihood}
_SETTLED = 1e-8
"""Principal axes have settled where no communality changes by more: far closer than psych::fa's 0.001 for their sum."""
_ROUNDS = 2000
_FEW_ROUNDS = 20
"""Enough for a start that others go on from."""


def _current_check_array(x: Any, *, force_all_finite: bool | str = True, **settings: Any) -> Any:
    return check_array(x, ensure_all_finite=force_all_finite, **settings)


# factor_analyzer 0.5.1 calls check_array with a keyword that scikit-learn 1.8 dropped; only its own name is rebound.
if "ensure_all_finite" in inspect.signature(check_array).parameters:
    _implementation.check_array = _current_check_array


class NoSuchFactor(ValueError):
    """The items hold fewer factors than were asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Extracted:
    """Unrotated factors, strongest first, each with a positive sum of loadings.

    Attributes:
        loadings: shape (p, k).
        heywood: items whose communality met the bound, shape (p,): the solution is improper there. Never of components.
        converged: the search ended at a stationary point.
    """

    loadings: Floats
    heywood: Flags
    converged: bool


def degrees_of_freedom(p: int, k: int) -> int:
    """((p − k)² − (p + k)) / 2: correlations that k factors of p items leave over; negative: too many factors."""
    return ((p - k) ** 2 - (p + k)) // 2


def most_factors(p: int) -> int:
    """The most common factors that the correlations of `p` items can determine; 0 below three items."""
    return max((k for k in range(1, p) if degrees_of_freedom(p, k) >= 0), default=0)


def is_singular(correlations: Floats) -> bool:
    """Whether some item of `correlations`, shape (p, p), is determined by the others."""
    return bool(np.linalg.eigvalsh(correlations)[0] < SINGULAR)


def extract(correlations: Floats, k: int, method: Extraction) -> Extracted:
    """`k` unrotated factors of `correlations`, shape (p, p).

    R: psych::fa(R, k, fm = "minres", "ml" or "pa", rotate = "none") and psych::principal(R, k, rotate = "none").
    Principal axes are iterated until no communality moves by 1e-8, where psych stops at 0.001 or after 50 rounds.
    Singular correlations are factored by every method but `ml`.

    Raises:
        ValueError: k below 1 or more than the items determine; correlations that are no correlations; perfectly
            correlated items; singular correlations for `ml`; NoSuchFactor where the items hold fewer than k.
    """
    _check(correlations, k, method)
    if method == "components":
        return Extracted(_signed(leading_axes(correlations, k)), np.zeros(len(correlations), dtype=bool), True)
    if method == "principal_axis":
        return _common(*_principal_axes(correlations, k, _ROUNDS))
    return _best([_analyzed(correlations, k, method), _from_axes(correlations, k, method)])


def extract_quickly(correlations: Floats, k: int, method: Literal["minres", "ml"]) -> Extracted:
    """As `extract`, without the search by factor_analyzer: for tables of many k and for resamples.

    Raises:
        ValueError: as `extract`.
    """
    _check(correlations, k, method)
    squared_multiple = descend(correlations, k, _MEASURES[method], 1 - _first_communalities(correlations))
    return _best([squared_multiple, _from_axes(correlations, k, method)])


def _check(correlations: Floats, k: int, method: Extraction) -> None:
    p = len(correlations)
    most = p if method == "components" else most_factors(p)
    if k < 1:
        raise ValueError(f"the number of factors must be at least 1, not {k}")
    if k > most:
        raise ValueError(f"{p} items determine at most {most} factors, not {k}")
    check_correlations(correlations)
    if method == "ml" and is_singular(correlations):
        raise ValueError(
            "maximum likelihood needs correlations that are not singular, and here an item is determined by the others;"
            " minres has no such need"
        )


def check_correlations(correlations: Floats) -> None:
    """Refuse `correlations`, shape (p, p), that no answers to p different items can have.

    Raises:
        ValueError: gaps, a diagonal other than 1, asymmetry, a negative eigenvalue, perfectly correlated items.
    """
    if not (np.isfinite(correlations).all() and np.allclose(np.diag(correlations), 1.0)):
        raise ValueError("these are no correlations: a constant item has none")
    if not np.allclose(correlations, correlations.T):
        raise ValueError("these are no correlations: they differ above and below the diagonal")
    rows, columns = np.nonzero(np.triu(np.abs(correlations), 1) > PERFECT)
    if len(rows):
        pairs = ", ".join(f"{i} and {j}" for i, j in zip(rows, columns, strict=True))
        raise ValueError(f"perfectly correlated columns, one is a copy of the other: {pairs}")
    smallest = float(np.linalg.eigvalsh(correlations)[0])
    if smallest < -SINGULAR:
        raise ValueError(f"these are no correlations of one set of answers (eigenvalue {smallest:.3g}): smooth them")


def _best(descents: list[Descent]) -> Extracted:
    best = min(descents, key=lambda descent: descent.value)
    return _common(best.loadings, best.converged)


def _common(loadings: Floats, converged: bool) -> Extracted:
    return Extracted(_signed(loadings), (loadings**2).sum(axis=1) >= _HEYWOOD, converged)


def _signed(loadings: Floats) -> Floats:
    if (loadings**2).sum(axis=0).min() < _EMPTY:
        raise NoSuchFactor(f"these items hold fewer than {loadings.shape[1]} factors")
    return np.asarray(loadings * np.where(loadings.sum(axis=0) < 0, -1.0, 1.0))


def _analyzed(correlations: Floats, k: int, method: Literal["minres", "ml"]) -> Descent:
    """The search of factor_analyzer, polished."""
    smc = not is_singular(correlations)
    analyzer = FactorAnalyzer(k, rotation=None, method=method, use_smc=smc, is_corr_matrix=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # whether the search converged is judged by its slopes
        loadings = np.asarray(analyzer.fit(np.array(correlations)).loadings_, dtype=np.float64)
    return descend(correlations, k, _MEASURES[method], 1 - (loadings**2).sum(axis=1))


def _from_axes(correlations: Floats, k: int, method: Literal["minres", "ml"]) -> Descent:
    """A search from principal-axis uniquenesses."""
    axes, _ = _principal_axes(correlations, k, _FEW_ROUNDS)
    return descend(correlations, k, _MEASURES[method], 1 - (axes**2).sum(axis=1))


def _principal_axes(correlations: Floats, k: int, rounds: int) -> tuple[Floats, bool]:
    """Loadings of iterated principal axes, shape (p, k), and whether their communalities settled."""
    communalities = _first_communalities(correlations)
    for _ in range(rounds):
        loadings = leading_axes(correlations - np.diag(1 - communalities), k)
        before, communalities = communalities, np.minimum((loadings**2).sum(axis=1), 1 - LEAST_UNIQUENESS)
        if np.abs(communalities - before).max() < _SETTLED:
            return loadings, True
    return loadings, False


def _first_communalities(correlations: Floats) -> Floats:
    """Squared multiple correlations (Guttman 1956); in singular correlations, where they are 1, the largest ones."""
    if is_singular(correlations):
        return np.asarray(np.abs(correlations - np.eye(len(correlations))).max(axis=0))
    return np.asarray(1 - 1 / np.diag(np.linalg.inv(correlations)))
