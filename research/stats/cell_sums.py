"""Sums over respondents by answer and column: all that a crosstab needs of the data.

Respondents in the same columns are alike to a table. They are counted together, once an answer, and what a column holds
is a matrix product over these few profiles: counting costs the same for three columns as for thirty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Positions = NDArray[np.intp]

_DENSE = 4_000_000
"""Answers × profiles up to which sums are kept in full; beyond, as for prices by many columns, most are empty."""
_BITS = 64


@dataclass(frozen=True, slots=True, eq=False)
class Profiles:
    """The p different ways in which n respondents stand in c columns.

    Attributes:
        of: the profile of each respondent, shape (n,).
        members: which columns a profile is in, shape (p, c).
        rest: which columns a profile is beside: in another column of the same group and not in this one, shape (p, c).
        pairs: columns of one group that share respondents, shape (m, 2), the smaller position first.
        together: which pairs a profile is in both columns of, shape (p, m).
    """

    of: Positions
    members: Flags
    rest: Flags
    pairs: Positions
    together: Flags


@dataclass(frozen=True, slots=True, eq=False)
class CellSums:
    """Sums by l answers and c columns, each of shape (l, c): respondents, Σw and Σw².

    Attributes:
        n: respondents of the whole sample, in a column or not.
    """

    n: int
    counts: Counts
    weights: Floats
    squares: Floats


@dataclass(frozen=True, slots=True, eq=False)
class AnswerSums:
    """All sums of one question.

    Attributes:
        columns: in the columns; rest: in everyone else of each column's group.
        shared: in both columns of each pair of the profiles, shape (l, m) instead of (l, c).
    """

    columns: CellSums
    rest: CellSums
    shared: CellSums


def profiles(members: Flags, groups: Sequence[Sequence[int]]) -> Profiles:
    """The profiles of `members`, boolean of shape (n, c), whose columns are held against each other within `groups`."""
    of, first = _unique_rows(members)
    unique = members[first]
    rest = np.zeros_like(unique)
    for group in groups:
        own = unique[:, list(group)]
        rest[:, list(group)] = own.any(axis=1, keepdims=True) & ~own
    pairs = [(i, j) for group in groups for i, j in _overlapping(unique, group)]
    ends = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    return Profiles(of, unique, rest, ends, unique[:, ends[:, 0]] & unique[:, ends[:, 1]])


def answer_sums(answers: Positions, length: int, people: Profiles, weights: Floats) -> AnswerSums:
    """Sums of one question by the columns of `people`.

    Args:
        answers: position of each respondent's answer, 0 … length − 1; `length` for those outside the base. Shape (n,).
        weights: shape (n,).
    """
    counts, totals, squares = _by_profile(answers, length, people, weights)
    columns, rest, shared = (
        CellSums(len(weights), np.rint(counts @ who).astype(np.int64), totals @ who, squares @ who)
        for who in (part.astype(np.float64) for part in (people.members, people.rest, people.together))
    )
    return AnswerSums(columns, rest, shared)


def _by_profile(answers: Positions, length: int, people: Profiles, weights: Floats) -> tuple[Floats | csr_array, ...]:
    """Respondents, Σw and Σw² by answer and profile, each of shape (l, p)."""
    shape = (length + 1, len(people.members))
    if shape[0] * shape[1] <= _DENSE:
        index = answers * shape[1] + people.of
        sums = (np.bincount(index, part, shape[0] * shape[1]) for part in (None, weights, weights**2))
        return tuple(part.reshape(shape)[:length].astype(np.float64, copy=False) for part in sums)
    parts = (np.ones_like(weights), weights, weights**2)
    return tuple(csr_array((part, (answers, people.of)), shape=shape)[:length] for part in parts)


def _unique_rows(flags: Flags) -> tuple[Positions, Positions]:
    """Which different row each row is, and where each different one is first met."""
    packed = np.packbits(flags, axis=1)
    words = np.zeros((len(flags), -(-packed.shape[1] // (_BITS // 8)) * (_BITS // 8)), dtype=np.uint8)
    words[:, : packed.shape[1]] = packed
    of = np.zeros(len(flags), dtype=np.intp)
    first = np.zeros(min(len(flags), 1), dtype=np.intp)
    for word in words.view(np.uint64).T:
        values, place = np.unique(word, return_inverse=True)
        _, first, of = np.unique(of * len(values) + place, return_index=True, return_inverse=True)
    return of, first


def _overlapping(members: Flags, group: Sequence[int]) -> list[tuple[int, int]]:
    own = members[:, list(group)].astype(np.float64)
    if (own.sum(axis=1) <= 1).all():
        return []
    shared = own.T @ own
    return [(group[i], group[j]) for i, j in np.argwhere(np.triu(shared > 0, 1)).tolist()]
