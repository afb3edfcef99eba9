"""The members of an ensemble: partitions that differ in method, number of segments, columns and respondents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import Clusterer, ColumnKind, Floats, Model
from research.clusterers.gaussian_mixture import GaussianMixture
from research.clusterers.kmeans import KMeans
from research.clusterers.spherical_kmeans import SphericalKMeans
from research.clusterers.ward import Ward

Labels = NDArray[np.int64]

METHODS: tuple[Clusterer, ...] = (
    KMeans(starts=3),
    GaussianMixture(seeds=1, settled=1e-4, iterations=100),
    Ward(leaves=1_000),
    SphericalKMeans(starts=3),
)
"""With few starts: members may be worse than the best cut, as long as they are wrong in different ways."""
MORE = 4
"""Members cut into k, k + 1, … segments, so many different numbers: finer cuts see borders that k segments hide."""
COLUMNS = 2 / 3
FEWEST, LARGEST = 300, 3_000
"""Respondents drawn for a member: as many as there are different ones, within these; it places all."""


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """A partition that places any rows, by some of their columns.

    Attributes:
        method: position in METHODS; columns: which of the p are used, shape (p,); model: on these.
    """

    method: int
    columns: NDArray[np.bool_]
    model: Model

    def labels(self, x: Floats) -> Labels:
        """The segment of each of the rows `x`, shape (n, p), around the ensemble's middle; shape (n,)."""
        return np.asarray(self.model.memberships(x[:, self.columns]).argmax(axis=1))


def members_of(
    x: Floats, kinds: Sequence[ColumnKind], weights: Floats, k: int, count: int, rng: np.random.Generator
) -> tuple[Member, ...]:
    """`count` members for the different rows `x`, shape (m, p), in canonical order, with weights of shape (m,).

    The first is k-means of all columns into `k`, so that the members tell k rows apart at least. Every other one is
    found on some of the columns, and on a resample drawn with replacement in proportion to the weights.
    """
    everyone = weights if len(x) <= LARGEST else _resampled(weights, rng)
    first = _member(x, kinds, everyone, k, 0, np.ones(x.shape[1], dtype=np.bool_), rng)
    numbers = [k + at // len(METHODS) % MORE for at in range(1, count)]
    others = [
        _member(x, kinds, _resampled(weights, rng), number, at % len(METHODS), _drawn(x.shape[1], rng), rng)
        for at, number in enumerate(numbers, start=1)
    ]
    return (first, *others)


def labels_of(members: Sequence[Member], x: Floats) -> Labels:
    """What the members call each of the rows `x`, shape (n, p), numbered through all members; shape (n, count)."""
    before = np.cumsum([0, *(member.model.k for member in members)])
    return np.column_stack([first + member.labels(x) for first, member in zip(before, members, strict=False)])


def flags_of(members: Sequence[Member], x: Floats) -> Floats:
    """A column of 0 and 1 for every label of all members, shape (n, labels)."""
    flags = np.zeros((len(x), sum(member.model.k for member in members)))
    np.put_along_axis(flags, labels_of(members, x), 1.0, axis=1)
    return flags


def restored(
    methods: NDArray[np.int64], columns: NDArray[np.bool_], arrays: Mapping[str, NDArray[Any]]
) -> tuple[Member, ...]:
    """The members whose `methods`, shape (count,), `columns`, shape (count, p), and models' arrays these are."""
    return tuple(
        Member(int(method), held, METHODS[method].restore(_own(arrays, at)))
        for at, (method, held) in enumerate(zip(methods, columns, strict=True))
    )


def named(members: Sequence[Member]) -> Mapping[str, NDArray[Any]]:
    """The arrays of all models, `m03_centres` those that member 3 calls `centres`."""
    return {
        f"{_prefix(at)}{name}": array
        for at, member in enumerate(members)
        for name, array in member.model.parameters().items()
    }


def _prefix(at: int) -> str:
    return f"m{at:02d}_"


def _own(arrays: Mapping[str, NDArray[Any]], at: int) -> Mapping[str, NDArray[Any]]:
    prefix = _prefix(at)
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}


def _drawn(p: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    return np.asarray(rng.permutation(p) < max(min(2, p), round(COLUMNS * p)))


def _resampled(weights: Floats, rng: np.random.Generator) -> Floats:
    draws = min(max(len(weights), FEWEST), LARGEST)
    return rng.multinomial(draws, weights / weights.sum()).astype(np.float64)


def _member(
    x: Floats,
    kinds: Sequence[ColumnKind],
    counts: Floats,
    k: int,
    method: int,
    columns: NDArray[np.bool_],
    rng: np.random.Generator,
) -> Member:
    """Into `k`, or as many segments as there are different rows; by k-means where they have no direction."""
    own = [kind for kind, taken in zip(kinds, columns, strict=True) if taken]
    seen = x[counts > 0][:, columns]
    for at, most in [*((method, fewer) for fewer in range(k, 1, -1)), (0, 1)]:
        with suppress(ValueError):
            return Member(at, columns, METHODS[at].fit(seen, own, counts[counts > 0], most, rng).model)
    raise ValueError("nobody has a positive weight, and there is nobody to segment")
