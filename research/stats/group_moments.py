"""What confirmatory factor analysis knows of groups of respondents, and which of it cannot be analysed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.stats.moments import CONSTANT_SD, complete_rows, covariance, effective_n

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_SINGULAR = 1e-6
"""Correlations with an eigenvalue below this are singular."""


@dataclass(frozen=True, slots=True, eq=False)
class GroupMoments:
    """What maximum likelihood knows of a group: n respondents, means (p,), covariances (p, p) with divisor n."""

    n: float
    means: Floats
    covariance: Floats


def group_moments(x: Floats, weights: Floats) -> GroupMoments:
    """Moments of the complete rows of `x`, shape (n, p); with weights, n is Kish's effective number of them.

    Raises:
        ValueError: no complete row has a weight.
    """
    complete = complete_rows(x) & (weights > 0)
    if not complete.any():
        raise ValueError("no respondent with a weight answered every item")
    rows, w = x[complete], weights[complete]
    return GroupMoments(effective_n(w), np.average(rows, axis=0, weights=w), covariance(rows, w))


def check_model(mask: Flags) -> None:
    """Refuse a model that its items cannot determine.

    Raises:
        ValueError: an item on no factor or on several; a factor of one item, or a single factor of two.
    """
    items, factors = mask.sum(axis=0), mask.sum(axis=1)
    if (factors != 1).any():
        strays = np.flatnonzero(factors != 1).tolist()
        raise ValueError(f"every item belongs to exactly one factor; leave out or assign items {strays}")
    if items.min() < 2:
        few = np.flatnonzero(items < 2).tolist()
        raise ValueError(f"a factor needs two items, better three: drop factors {few} and their items")
    if len(items) == 1 and items[0] < 3:
        raise ValueError("one factor alone needs three items: two are determined only beside correlated factors")


def check_groups(groups: Sequence[GroupMoments], mask: Flags) -> None:
    """Refuse groups without enough respondents or variance.

    Raises:
        ValueError: shapes that differ from the mask's; no more respondents than items; missing figures; constant
            items, or singular covariances.
    """
    for number, group in enumerate(groups):
        _check_group(f"group {number}", group, len(mask))


def _check_group(name: str, group: GroupMoments, p: int) -> None:
    if group.means.shape != (p,) or group.covariance.shape != (p, p):
        raise ValueError(f"{name} does not have the {p} items of the model")
    if not (np.isfinite(group.means).all() and np.isfinite(group.covariance).all()):
        raise ValueError(f"{name} has means or covariances that are not numbers")
    if not group.n > p:
        raise ValueError(f"{name} has {group.n:.0f} respondents for {p} items: it needs more respondents than items")
    if not np.allclose(group.covariance, group.covariance.T):
        raise ValueError(f"{name}: covariances differ above and below the diagonal")
    spread = np.sqrt(np.maximum(np.diag(group.covariance), 0.0))
    if (spread < CONSTANT_SD).any():
        raise ValueError(f"{name}: nobody differs on items {np.flatnonzero(spread < CONSTANT_SD).tolist()}")
    values, vectors = np.linalg.eigh(group.covariance / np.outer(spread, spread))
    if values[0] < _SINGULAR:
        copies = np.flatnonzero(np.abs(vectors[:, 0]) > 0.1).tolist()
        raise ValueError(f"{name}: singular covariances, one of items {copies} is a copy or a sum of the others")
