"""Figures of the stats of tables from respondents one by one: rows are columns of arrays of shape (n, r)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from research.stats import tabulation
from research.stats.cell_sums import AnswerSums, Profiles, answer_sums, profiles
from research.stats.linearised import covariances
from research.stats.tabulation import Bases, Moments, Shares

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def shares(hits: Flags, asked: Flags, members: Flags, weights: Floats) -> Shares:
    """Shares of `hits` among those `asked`, in columns `members` of shape (n, c)."""
    people = _people(members, weights)
    rows = [_hit_share(_chosen(hit, base, people)) for hit, base in zip(hits.T, asked.T, strict=True)]
    bases = _bases([row.bases for row in rows])
    stacked = (np.vstack([getattr(row, name) for row in rows]) for name in ("values", "counts", "weighted_counts"))
    return Shares(*stacked, np.vstack([row.standard_errors for row in rows]), bases)


def moments(values: Floats, members: Flags, weights: Floats) -> Moments:
    """Means and standard deviations of `values`, NaN = no answer, of shape (r, c)."""
    people = _people(members, weights)
    rows = [tabulation.moments(sums.columns, scores) for sums, scores in _numbers(values, people)]
    stacked = (np.vstack([getattr(row, name) for row in rows]) for name in ("means", "sds", "standard_errors"))
    return Moments(*stacked, _bases([row.bases for row in rows]))


def overlaps(asked: Flags, members: Flags, weights: Floats) -> Floats:
    """Σ_overlap w² ÷ (W₁·W₂) of every two columns for one row, `asked` of shape (n,); shape (c, c)."""
    inside = members * (weights * asked)[:, None]
    both = np.outer(inside.sum(axis=0), inside.sum(axis=0))
    return np.asarray(np.divide(inside.T @ inside, both, out=np.zeros_like(both), where=both > 0))


def share_covariances(hits: Flags, asked: Flags, members: Flags, weights: Floats) -> Floats:
    """Linearised covariances of every two columns, variances on the diagonal; shape (r, c, c)."""
    people, found = _people(members, weights), shares(hits, asked, members, weights)
    rows = []
    for i, (hit, base) in enumerate(zip(hits.T, asked.T, strict=True)):
        sums = _chosen(hit, base, people)
        rows.append(_square(sums, np.array([0.0, 1.0]), found.values[i], found.bases.weighted[i], people))
    return _with_variances(rows, found.standard_errors)


def mean_covariances(values: Floats, members: Flags, weights: Floats) -> Floats:
    """The same of means of `values`, NaN = no answer."""
    people, found = _people(members, weights), moments(values, members, weights)
    rows = [
        _square(sums, scores, found.means[i], found.bases.weighted[i], people)
        for i, (sums, scores) in enumerate(_numbers(values, people))
    ]
    return _with_variances(rows, found.standard_errors)


def _people(members: Flags, weights: Floats) -> Profiles:
    return profiles(members, [range(members.shape[1])], weights)


def _chosen(hit: Flags, asked: Flags, people: Profiles) -> AnswerSums:
    return answer_sums(np.where(asked, hit, 2).astype(np.int32), 2, people)


def _hit_share(sums: AnswerSums) -> Shares:
    return tabulation.shares(sums.columns, np.array([[False, True]]), np.array([[True, True]]))


def _numbers(values: Floats, people: Profiles) -> list[tuple[AnswerSums, Floats]]:
    found = []
    for column in values.T:
        scores, place = np.unique(column, return_inverse=True)
        found.append((answer_sums(place.astype(np.int32), len(scores), people), scores))
    return found


def _square(sums: AnswerSums, scores: Floats, means: Floats, weighted: Floats, people: Profiles) -> Floats:
    pairs = people.pairs
    found = covariances(sums.shared.squares, scores[None], means[None], weighted[None], pairs, len(people.of))
    full = np.zeros((len(means), len(means)))
    full[pairs[:, 0], pairs[:, 1]] = full[pairs[:, 1], pairs[:, 0]] = found[0]
    return full


def _with_variances(rows: list[Floats], errors: Floats) -> Floats:
    return np.array([row + np.diag(error**2) for row, error in zip(rows, errors, strict=True)])


def _bases(rows: list[Bases]) -> Bases:
    stacked = (np.vstack([getattr(row, name) for row in rows]) for name in ("unweighted", "weighted", "effective"))
    return Bases(*stacked)
