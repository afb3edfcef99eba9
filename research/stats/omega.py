"""McDonald's omega: the share of a sum's variance that its items have in common, and the share that is general."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.extraction import check_correlations, degrees_of_freedom, is_singular
from research.stats.psych_minres import psych_minres
from research.stats.psych_oblimin import psych_oblimin

Floats = NDArray[np.float64]

GROUP_FACTORS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Omega:
    """What the sum of p standardised items consists of, each item keyed so that its general loading is positive.

    Attributes:
        total: share of the sum's variance that is common to items: its reliability (R: psych::omega, omega.tot).
        hierarchical: share that one general factor explains (omega_h); NaN with one group factor, above which there is
            no general one.
        one_factor: share that is common when one minres factor is all that the items share (McDonald 1999).
        general: loadings of the keyed items on the general factor, or on the only one, shape (p,).
        keys: −1 for items that run against the others, else 1, shape (p,).
        communalities: of the group factors together, shape (p,).
        group_factors: how many.
        determined: the items determine so many group factors. Else `total` and `hierarchical` are one answer of many,
            the one that psych gives; another may differ in the second digit. `one_factor` needs three items.
    """

    total: float
    hierarchical: float
    one_factor: float
    general: Floats
    keys: Floats
    communalities: Floats
    group_factors: int
    determined: bool


def usual_group_factors(p: int) -> int:
    """Three, as in psych::omega; two of four items and one of fewer, which have no room for more."""
    return GROUP_FACTORS if p > 4 else max(p - 2, 1)


def omega(correlations: Floats, group_factors: int | None = None) -> Omega:
    """Omega of the sum of items with `correlations`, shape (p, p).

    R: psych::omega(R, nfactors = group_factors): minres, oblimin, one minres factor of the factor correlations (Schmid
    & Leiman 1957; two factors load on it alike), with flip = TRUE (McDonald 1999; Zinbarg et al. 2005). The one
    factor of two items, which they do not determine, loads on both alike: omega is their Spearman-Brown reliability.

    Args:
        group_factors: `usual_group_factors` when left out.

    Raises:
        ValueError: fewer than two items; group factors below 1 or as many as items; correlations that are none, or
            singular.
    """
    p = len(correlations)
    k = usual_group_factors(p) if group_factors is None else group_factors
    _check(correlations, k)
    loadings, one = psych_minres(correlations, k), psych_minres(correlations, 1)[:, 0]
    general = one if k == 1 else _general(loadings)
    general = -general if general.sum() < 0 else general
    keys = np.where(general < 0, -1.0, 1.0)
    keyed, communalities = correlations * np.outer(keys, keys), (loadings**2).sum(axis=1)
    return Omega(
        total=float(common_share(keyed, communalities)),
        hierarchical=float("nan") if k == 1 else float(general_share(keyed, keys * general)),
        one_factor=float(one_factor_share(keys * one)),
        general=keys * general,
        keys=keys,
        communalities=communalities,
        group_factors=k,
        determined=degrees_of_freedom(p, k) >= 0,
    )


def common_share(correlations: Floats, communalities: Floats) -> Floats:
    """1 − Σ uniquenesses ÷ variance of the sum, of matrices (…, p, p) and communalities (…, p); shape (…,)."""
    return np.asarray(1 - (1 - communalities).sum(axis=-1) / correlations.sum(axis=(-2, -1)))


def general_share(correlations: Floats, general: Floats) -> Floats:
    """(Σ general loadings)² ÷ variance of the sum, of matrices (…, p, p) and loadings (…, p); shape (…,)."""
    return np.asarray(general.sum(axis=-1) ** 2 / correlations.sum(axis=(-2, -1)))


def one_factor_share(loadings: Floats) -> Floats:
    """(Σλ)² ÷ ((Σλ)² + Σ(1 − λ²)) of loadings, shape (…, p): the sum's variance is the model's; shape (…,)."""
    common = loadings.sum(axis=-1) ** 2
    return np.asarray(common / (common + (1 - loadings**2).sum(axis=-1)))


def _check(correlations: Floats, k: int) -> None:
    p = len(correlations)
    if p < 2:
        raise ValueError(f"omega needs at least two items, not {p}")
    if not 1 <= k < p:
        raise ValueError(f"{p} items have from 1 to {p - 1} group factors, not {k}")
    check_correlations(correlations)
    if is_singular(correlations):
        raise ValueError("omega needs correlations that are not singular, and here an item is determined by the others")


def _general(loadings: Floats) -> Floats:
    """Loadings on the general factor above the groups', shape (p,), from unrotated ones, shape (p, k)."""
    pattern, phi = (stack[0] for stack in psych_oblimin(loadings[None]))
    second_order = shared_equally(phi) if len(phi) == 2 else psych_minres(phi, 1)[:, 0]
    return np.asarray(pattern @ second_order)


def shared_equally(phi: Floats) -> Floats:
    """Loadings of two factors, correlated by `phi` of shape (…, 2, 2), on what they share; shape (…, 2)."""
    root = np.sqrt(np.abs(phi[..., 0, 1]))
    return np.stack([root, np.sign(phi[..., 0, 1]) * root], axis=-1)
