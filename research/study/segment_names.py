"""What segments of a cut are called: as study.yaml names them, as long as its names are of these segments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from research.domain.allocation import Allocation
from research.domain.basis import Basis
from research.domain.caveats import Caveat
from research.domain.naming import PersonaPlan, SegmentNames
from research.domain.segmentation import Segmentation
from research.stages.naming import name_segments
from research.study.opening import Study, told_at
from research.study.segments_file import MATCHES

FIXED = ("names_withheld", "personas_of_other_segments", "segments_frozen")
"""Codes of what `fixing_notes` tells."""
_NO_PERSONAS: Mapping[str, PersonaPlan] = {}


def names_of_cut(study: Study, segmentation: Segmentation, basis: Basis, allocation: Allocation) -> SegmentNames:
    """The names of the chosen segments, suggested where the study gives none or where its names are withheld.

    Args:
        basis, allocation: of the wave that defines the segments.
    """
    withheld = _moved(segmentation) or _of_others(study)
    with told_at(study.source, "personas"):
        return _named(study, basis, allocation, _NO_PERSONAS if withheld else study.plan.personas)


def suggested_names(study: Study, basis: Basis, allocation: Allocation) -> SegmentNames:
    """The names of another solution, which the study cannot know."""
    return _named(study, basis, allocation, _NO_PERSONAS)


def fixing_notes(study: Study, segmentation: Segmentation) -> Iterator[Caveat]:
    """That the segments were fixed, whether the data still give them, and whether the personas are theirs."""
    if study.frozen:
        moved = _moved(segmentation)
        code = "names_withheld" if moved else "personas_of_other_segments" if _of_others(study) else "segments_frozen"
        yield Caveat(code, {"frozen": study.frozen.name, "agreement": segmentation.frozen_agreement})


def categories_of(study: Study, basis: Basis) -> Mapping[str, Mapping[int, str]]:
    """Labels by code of the answers without an order that the basis holds."""
    variables = study.questionnaire.variables
    named = [c for c, kind in zip(basis.recipe.columns, basis.recipe.kinds, strict=True) if kind == "nominal"]
    return {column: variables[column].categories for column in named}


def _named(study: Study, basis: Basis, allocation: Allocation, personas: Mapping[str, PersonaPlan]) -> SegmentNames:
    return name_segments(basis, allocation, personas, categories_of(study, basis), study.plan.report.language)


def _moved(segmentation: Segmentation) -> bool:
    """Whether the data no longer give the segments that were fixed."""
    return segmentation.frozen_agreement < MATCHES


def _of_others(study: Study) -> bool:
    """Whether the personas of the study were written for other segments than those that were fixed."""
    return study.frozen is not None and not study.frozen.personas_hang and bool(study.plan.personas)
