"""Freeing items one by one: which equalities remain, and when to stop."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.factor_model import Equality, slots_of
from research.stats.group_moments import GroupMoments
from research.stats.multigroup import pooled_sample, starting_values
from research.stats.partial_invariance import Kept, keep, nothing_equal, score_tests, solved, with_equal, without
from tests.invariance_cases import schools, simple_structure

MASK = simple_structure(3, 3)


def test_a_freed_item_stays_free_in_the_levels_above() -> None:
    equal = without(with_equal(nothing_equal(slots_of(MASK)), "loadings"), "loadings", 4)
    scalar = without(with_equal(equal, "intercepts"), "intercepts", 0)
    strict = with_equal(scalar, "residuals")
    assert np.flatnonzero(~scalar.loadings).tolist() == [4]
    assert np.flatnonzero(~scalar.intercepts).tolist() == [0, 4]
    assert np.flatnonzero(~strict.residuals).tolist() == [0, 4]


def test_freeing_everything_that_may_be_freed_leaves_two_items_a_factor() -> None:
    sample, slots = pooled_sample(schools()), slots_of(MASK)
    free = nothing_equal(slots)
    before = Kept(solved(sample, slots, free, starting_values(sample, slots)), free, (), True)
    complete = solved(sample, slots, with_equal(free, "loadings"), starting_values(sample, slots))
    kept = keep("loadings", sample, slots, before, complete, lambda *_: False)
    assert len(kept.freed) == 3
    assert not kept.holds
    assert np.bincount(slots.factor[kept.equal.loadings]).tolist() == [2, 2, 2]
    assert kept.freed[0] == 4  # the largest of lavaan's score tests


def test_the_score_test_foretells_what_freeing_gains_where_little_deviates() -> None:
    mask = simple_structure(2, 4)
    phi = np.array([[1.0, 0.4], [0.4, 1.0]])
    groups = []
    for loading in (0.7, 0.65):
        pattern = mask * np.array([loading, *[0.7] * 7])[:, None]
        groups.append(GroupMoments(1000.0, np.zeros(8), pattern @ phi @ pattern.T + 0.5 * np.eye(8)))
    sample, slots = pooled_sample(groups), slots_of(mask)
    equal = with_equal(nothing_equal(slots), "loadings")
    complete = solved(sample, slots, equal, starting_values(sample, slots))
    freed = solved(sample, slots, without(equal, "loadings", 0), complete.expanded)
    gain = complete.measures.chi2 - freed.measures.chi2
    tests = score_tests(sample, complete, "loadings")
    assert gain > 1
    assert tests[0] == pytest.approx(gain, rel=0.05)
    assert tests.argmax() == 0


def test_a_free_item_has_no_score_test() -> None:
    sample, slots = pooled_sample(schools()), slots_of(MASK)
    none, some = np.zeros(9, dtype=bool), np.ones(9, dtype=bool)
    some[3] = False
    solution = solved(sample, slots, Equality(some, none, none), starting_values(sample, slots))
    tests = score_tests(sample, solution, "loadings")
    assert tests[3] == 0
    assert (tests[some] > 0).all()
