"""What a workshop looks at: the solutions of the defining wave as columns beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from research.domain.sample import Sample
from research.domain.workshop import Proposal, Workshop
from research.stages.allocation import allocate
from research.stages.naming import name_segments
from research.stages.tables import Division, tabulate_divisions
from research.study.opening import Study
from research.study.structure import Structure, categories_of
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


def _proposed(study: Study, structure: Structure, sample: Sample) -> Iterator[tuple[Proposal, Division]]:
    segmentation, basis = structure.segmentation, structure.basis
    assert segmentation is not None and basis is not None
    categories, language = categories_of(study, basis), study.plan.report.language
    for solution in segmentation.solutions:
        chosen = solution.k == segmentation.choice.k
        allocation = structure.allocation if chosen else allocate(solution, sample)
        assert allocation is not None
        names = structure.names if chosen else name_segments(basis, allocation, {}, categories, language)
        assert names is not None
        proposal = Proposal(f"segments_{solution.k}", solution.k, names.labels, chosen)
        numbered = tuple(f"{number} {name}" for number, name in enumerate(names.labels, start=1))
        yield proposal, Division(proposal.key, words.division(solution.k, chosen), allocation, numbered)
