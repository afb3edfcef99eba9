"""Sums over respondents by answer and column: all that a crosstab needs of the data.

Respondents in the same columns are alike to a table. They are counted together, once an answer, and what a column holds
is a matrix product over these few profiles: counting costs the same for three columns as for thirty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Positions = NDArray[np.intp]

_DENSE = 4_000_000
"""Answers × profiles up to which sums are kept in full; beyond, as for prices by many columns, most are empty."""
_KINDS = 3
"""What is summed: respondents, w and w²."""
_WORD = 1 << 16
_LISTED = 1 << 24
"""Numbers that are told apart by a list of all of them, and not by sorting."""


@dataclass(frozen=True, slots=True, eq=False)
class Profiles:
    """The p different ways in which n respondents stand in c columns, and what each respondent weighs.

    Attributes:
        of: the profile of each respondent, int32 of shape (n,).
        members: which columns a profile is in, shape (p, c).
        pairs: columns of one group that share respondents, shape (m, 2), the smaller position first.
        group_of: the group of each column, shape (c,), the number of groups for a column that is in none.
        places: who is in each column, in any column of each group, and in both columns of each pair, sparse, of shape
            (c + groups + m, p).
        sizes: 1, w and w² of each respondent, shape (n, 3).
        ones, ends: 1 for each respondent, and 0 … n: the parts of a matrix with one entry a respondent.
    """

    of: NDArray[np.int32]
    members: Flags
    pairs: Positions
    group_of: Positions
    places: csr_array
    sizes: Floats
    ones: Floats
    ends: NDArray[np.int32]


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


def profiles(members: Flags, groups: Sequence[Sequence[int]], weights: Floats) -> Profiles:
    """The profiles of respondents with `weights`, shape (n,).

    Args:
        members: who is in which column, boolean of shape (n, c).
        groups: positions of the columns that are held against each other.
    """
    of, first = _unique_rows(members)
    unique = members[first]
    pairs = np.array([pair for group in groups for pair in _overlapping(unique, group)], dtype=np.intp).reshape(-1, 2)
    group_of = np.full(members.shape[1], len(groups), dtype=np.intp)
    for number, group in enumerate(groups):
        group_of[list(group)] = number
    unions = [unique[:, list(group)].any(axis=1) for group in groups]
    together = unique[:, pairs[:, 0]] & unique[:, pairs[:, 1]]
    places = csr_array(np.column_stack([unique, *unions, together]).T.astype(np.float64))
    ones, ends = np.ones_like(weights), np.arange(len(weights) + 1, dtype=np.int32)
    sizes = np.column_stack([ones, weights, weights**2])
    return Profiles(of.astype(np.int32), unique, pairs, group_of, places, sizes, ones, ends)


def answer_sums(answers: NDArray[np.int32], length: int, people: Profiles) -> AnswerSums:
    """Sums of one question by the columns of `people`.

    Args:
        answers: position of each respondent's answer, 0 … length − 1; `length` for those outside the base. Shape (n,).
    """
    width, p = length + 1, len(people.members)
    summed = (_in_full if width * p <= _DENSE else _sparse)(answers, width, people)[:, :length]
    columns = people.members.shape[1]
    unions = len(people.places.indptr) - 1 - columns - len(people.pairs)
    own, either, both = np.split(summed, [columns, columns + unions])
    either = np.concatenate([either, np.zeros((1, length, _KINDS))])
    return AnswerSums(*(_cells(part, len(people.of)) for part in (own, _rest(own, either[people.group_of]), both)))


def _in_full(answers: NDArray[np.int32], width: int, people: Profiles) -> Floats:
    """Sums by place, answer and kind, shape (places, width, 3)."""
    n, p = len(people.of), len(people.members)
    index = people.of * np.int32(width)
    index += answers
    one_each = csc_array((people.ones, index, people.ends), shape=(p * width, n))
    by_profile = (one_each @ people.sizes).reshape(p, width * _KINDS)
    return np.asarray((people.places @ by_profile).reshape(-1, width, _KINDS))


def _sparse(answers: NDArray[np.int32], width: int, people: Profiles) -> Floats:
    """The same where few profiles gave each answer."""
    shape = (len(people.members), width)
    parts = (csr_array((size, (people.of, answers)), shape=shape) for size in people.sizes.T)
    return np.stack([(people.places @ part).toarray() for part in parts], axis=2)


def _rest(own: Floats, either: Floats) -> Floats:
    """Everyone else of each column's group; exactly nothing where nobody is."""
    rest = either - own
    rest[either[:, :, 0] <= own[:, :, 0]] = 0.0
    return np.asarray(rest)


def _cells(summed: Floats, n: int) -> CellSums:
    counts, weights, squares = np.ascontiguousarray(summed.transpose(2, 1, 0))
    return CellSums(n, np.rint(counts).astype(np.int64), weights, squares)


def _unique_rows(flags: Flags) -> tuple[Positions, Positions]:
    """Which different row each row is, and where each different one is first met."""
    packed = np.packbits(flags, axis=1)
    words = np.zeros((len(flags), -(-packed.shape[1] // 2) * 2), dtype=np.uint8)
    words[:, : packed.shape[1]] = packed
    of, different = np.zeros(len(flags), dtype=np.intp), 1
    for word in words.view(np.uint16).T:
        place, values = _compact(word.astype(np.intp), _WORD)
        of, different = _compact(of * values + place, different * values)
    first = np.zeros(different, dtype=np.intp)
    first[of[::-1]] = np.arange(len(flags), dtype=np.intp)[::-1]
    return of, first


def _compact(numbers: Positions, below: int) -> tuple[Positions, int]:
    """`numbers`, all under `below`, as 0, 1, 2 … in the same order, and how many different ones there are."""
    if below > _LISTED:
        values, place = np.unique(numbers, return_inverse=True)
        return place, len(values)
    met = np.bincount(numbers, minlength=1) > 0
    return (np.cumsum(met) - 1)[numbers], int(met.sum())


def _overlapping(members: Flags, group: Sequence[int]) -> list[tuple[int, int]]:
    own = members[:, list(group)].astype(np.float64)
    if (own.sum(axis=1) <= 1).all():
        return []
    shared = own.T @ own
    return [(group[i], group[j]) for i, j in np.argwhere(np.triu(shared > 0, 1)).tolist()]
