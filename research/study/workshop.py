"""What a workshop looks at: the solutions of the defining wave as columns beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from research.domain.naming import SegmentNames
from research.domain.results import Results
from research.domain.sample import Sample
from research.domain.workshop import Proposal, Workshop
from research.stages.allocation import allocate, allocate_on
from research.stages.tables import Division, relabelled, tabulate_divisions
from research.study.opening import Study
from research.study.segment_names import suggested_names
from research.study.structure import Structure
from research.wording import tables_en as words


def hold_workshop(study: Study, structure: Structure, sample: Sample, figures: Sample) -> Workshop | None:
    """Every question by every solution that is worth comparing; None where there are fewer than two.

    Args:
        sample: whom the solutions place; figures: the same with the weights that tables are made with.
    """
    segmentation = structure.segmentation
    if segmentation is None or structure.basis is None or len(segmentation.solutions) < 2:
        return None
    proposed, plan = list(_proposed(study, structure, sample)), study.plan.tables
    every = replace(plan, banner=(), rows="all")
    tables = tabulate_divisions(figures, [division for _, division in proposed], structure.basis.variables, every)
    return Workshop(tuple(proposal for proposal, _ in proposed), tables)


def rename_workshop(study: Study, results: Results, names: SegmentNames) -> Workshop | None:
    """The workshop of finished `results`, its chosen solution called `names`, the others by what is suggested now."""
    held, segmentation, basis = results.workshop, results.segmentation, results.basis
    if held is None or segmentation is None or basis is None:
        return held
    proposals = tuple(
        replace(
            proposal,
            names=(names if proposal.chosen else suggested_names(study, basis, allocate_on(solution, basis))).labels,
        )
        for proposal, solution in zip(held.proposals, segmentation.solutions, strict=True)
    )
    return Workshop(proposals, relabelled(held.tables, {proposal.key: _numbered(proposal) for proposal in proposals}))


def _proposed(study: Study, structure: Structure, sample: Sample) -> Iterator[tuple[Proposal, Division]]:
    segmentation, basis = structure.segmentation, structure.basis
    assert segmentation is not None and basis is not None
    for solution in segmentation.solutions:
        chosen = solution.k == segmentation.choice.k
        allocation = structure.allocation if chosen else allocate(solution, sample)
        assert allocation is not None
        names = structure.names if chosen else suggested_names(study, basis, allocation)
        assert names is not None
        proposal = Proposal(f"segments_{solution.k}", solution.k, names.labels, chosen)
        yield proposal, Division(proposal.key, words.division(solution.k, chosen), allocation, _numbered(proposal))


def _numbered(proposal: Proposal) -> tuple[str, ...]:
    return tuple(f"{number} {name}" for number, name in enumerate(proposal.names, start=1))
