"""Which items stand against equality between groups: score tests, and freeing items until the others are equal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from research.stats.factor_model import FIXED, Equality, Layout, Slots, multigroup_layout
from research.stats.fit_measures import FitMeasures
from research.stats.multigroup import Sample, Solution, by_group, score_and_information, solve

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

Kind = Literal["loadings", "intercepts", "residuals"]
Holds = Callable[[FitMeasures, FitMeasures], bool]
"""Whether the fit of the second model is hardly worse than that of the first."""

_ANCHORS = 2
"""So many items of a factor stay equal: with fewer there is nothing left to compare."""


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A level as complete as it could be had.

    Attributes:
        freed: items that are not equal, in the order in which they were freed, those of the levels before first.
        holds: the level, and every one before, with these items free.
    """

    solution: Solution
    equal: Equality
    freed: tuple[int, ...]
    holds: bool


def nothing_equal(slots: Slots) -> Equality:
    """The same items on the same factors, and no more."""
    none = np.zeros(len(slots.factor), dtype=np.bool_)
    return Equality(none, none, none)


def with_equal(equal: Equality, kind: Kind) -> Equality:
    """One `kind` more made equal, for the items that are equal in all before."""
    items = {
        "loadings": np.ones_like(equal.loadings),
        "intercepts": equal.loadings,
        "residuals": equal.intercepts,
    }
    return replace(equal, **{kind: items[kind]})


def without(equal: Equality, kind: Kind, item: int) -> Equality:
    """`item` freed in one `kind` of parameter."""
    items = getattr(equal, kind).copy()
    items[item] = False
    return replace(equal, **{kind: items})


def solved(sample: Sample, slots: Slots, equal: Equality, start: Floats) -> Solution:
    """The model with these equalities, searched from slots `start`, shape (G, slots)."""
    return solve(sample, multigroup_layout(slots, len(sample.moments), equal), start)


def score_tests(sample: Sample, solution: Solution, kind: Kind) -> Floats:
    """χ² on G − 1 degrees of freedom of freeing each item's `kind`, shape (p,); 0 for an item that is free.

    The Lagrange multiplier test s'V⁻¹s: s the slopes of the later groups' own values, V their expected information
    given all parameters that are free (Sörbom 1989, Psychometrika 54). R: lavaan::lavTestScore.
    """
    layout = solution.layout
    slot = getattr(layout.slots, kind)
    groups = by_group(sample, layout, solution.expanded)[1:]
    slopes = np.array([score[slot] for score, _ in groups])
    own = np.array([np.diag(information)[slot] for _, information in groups])
    cross = _with_free(layout, [information[:, slot] for _, information in groups])
    _, information = score_and_information(sample, layout, solution.expanded)
    unbounded = ~solution.search.bounded
    explained = np.zeros_like(cross)
    inverse = np.linalg.pinv(information[np.ix_(unbounded, unbounded)], hermitian=True)
    explained[unbounded] = np.tensordot(inverse, cross[unbounded], axes=1)
    tests = np.zeros(slopes.shape[1])
    for item in np.flatnonzero((layout.index[1:, slot] == layout.index[0, slot]).all(axis=0)):
        given = np.diag(own[:, item]) - cross[:, :, item].T @ explained[:, :, item]
        tests[item] = sample.base.n * slopes[:, item] @ np.linalg.lstsq(given, slopes[:, item], rcond=None)[0]
    return tests


def _with_free(layout: Layout, columns: list[Floats]) -> Floats:
    """Information of the free parameters with slots of later groups, from (slots, p) each; shape (free, G − 1, p)."""
    cross = np.zeros((layout.free, len(columns), columns[0].shape[1]))
    for number, (index, column) in enumerate(zip(layout.index[1:], columns, strict=True)):
        taken = index != FIXED
        cross[index[taken], number] = column[taken]
    return cross


def keep(level: Kind, sample: Sample, slots: Slots, before: Kept, complete: Solution, holds: Holds) -> Kept:
    """Make `level` equal too, and free items, largest score test first, until the fit is hardly worse than `before`.

    The search (Byrne, Shavelson & Muthén 1989) finds the deviating items where most items are equal (Yoon & Millsap
    2007); it ends without success when two items of every factor are left, or
    where the model has no maximum.

    Args:
        complete: the solution with the level equal for every item; it serves as start, and as result where it holds.
    """
    equal, freed = with_equal(before.equal, level), before.freed
    solution = solved(sample, slots, equal, complete.expanded) if freed else complete
    while not holds(before.solution.measures, solution.measures):
        candidates = _spare(slots, getattr(equal, level))
        if not (candidates.any() and solution.search.converged):
            return Kept(solution, equal, freed, False)
        tests = score_tests(sample, solution, level)
        item = int(np.where(candidates, tests, -1.0).argmax())
        equal, freed = without(equal, level, item), (*freed, item)
        solution = solved(sample, slots, equal, solution.expanded)
    return Kept(solution, equal, freed, before.holds)


def _spare(slots: Slots, equal: Flags) -> Flags:
    """Items that can be freed: their factor has more than `_ANCHORS` equal ones, shape (p,)."""
    anchors = np.bincount(slots.factor, equal)
    return np.asarray(equal & (anchors[slots.factor] > _ANCHORS))
