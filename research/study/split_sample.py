"""Split-sample letters: segments are cut again on one half of the respondents, the other half is typed and tested."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from research.domain.allocation import NOT_ASSIGNED, Allocation
from research.domain.arrays import Flags, sealed
from research.domain.basis import Basis
from research.domain.sample import Sample
from research.domain.segmentation import Segmentation
from research.domain.tables import Tables
from research.stages.allocation import allocate
from research.stages.basis import rebuild_basis
from research.stages.segmentation import SegmentationPlan, segment
from research.stages.tables import tabulate, tested_on
from research.stats.agreement import match_labels
from research.study.opening import Study
from research.study.structure import Structure

_STREAM = 1177
"""Of the study's seed, for the halves."""


def split_sample(study: Study, structure: Structure, sample: Sample, figures: Sample, tables: Tables) -> Tables:
    """`tables` with letters and arrows between segments that stand in respondents who took no part in the cut.

    The half that is cut keeps the recipe of the basis, the method and the number of segments; its segments are called
    after those of everyone that most of the other half are in. As they were where segments are not cut in this wave.

    Args:
        sample: whom segments are cut of; figures: the same with the weights that tables are made with.
    """
    found, basis, allocation, names = structure.segmentation, structure.basis, structure.allocation, structure.names
    if found is None or basis is None or allocation is None or names is None or study.frozen:
        return tables
    cut = np.random.default_rng([study.plan.seed, _STREAM]).permutation(sample.responses.n) % 2 == 0
    typed = _typed(study, found, basis, _rows(sample, cut), _rows(sample, ~cut))
    called = called_after(typed, allocation)
    rest = _rows(figures, ~cut)
    held_out = tabulate(rest, called, names.labels, frozenset(basis.variables), study.plan.tables)
    return tested_on(tables, held_out, rest.responses.n)


def _typed(study: Study, found: Segmentation, basis: Basis, cut: Sample, rest: Sample) -> Allocation:
    """The `rest` in the segments that are found in `cut` alone."""
    plan = study.plan.segments
    assert isinstance(plan, SegmentationPlan)
    solution = found.solution
    plan = replace(plan, k=solution.k, methods=(solution.method,), nulls=0)
    again = segment(rebuild_basis(basis.recipe, cut), plan, solution.wave, study.plan.seed)
    return allocate(again.solution, rest, plan.assign_from)


def called_after(typed: Allocation, everyone: Allocation) -> Allocation:
    """`typed` with the numbers of the segments of `everyone` that most of its respondents are in."""
    whole = everyone.aligned(typed.ids).segments.astype(np.int64)
    both = (typed.segments != NOT_ASSIGNED) & (whole != NOT_ASSIGNED)
    stands_for = match_labels(whole[both] - 1, typed.segments[both].astype(np.int64) - 1, typed.k)
    numbers = np.concatenate([[NOT_ASSIGNED], stands_for + 1])
    memberships = np.empty_like(typed.memberships)
    memberships[:, stands_for] = typed.memberships
    return replace(typed, segments=sealed(numbers[typed.segments].astype(np.int16)), memberships=sealed(memberships))


def _rows(sample: Sample, keep: Flags) -> Sample:
    return replace(sample, responses=sample.responses.rows(keep), weights=sealed(sample.weights[keep]))
