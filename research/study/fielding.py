"""One wave of a study, from its file to respondents with weights."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from research.domain.caveats import Assumption
from research.domain.responses import Responses
from research.domain.results import Results
from research.domain.sample import Sample
from research.domain.screening import Screening
from research.readers._contract import read
from research.stages.coding import code
from research.stages.screening import screen
from research.stages.weighting import weight
from research.study.opening import Study, told_at
from research.study.progress import Progress


@dataclass(frozen=True, slots=True)
class Fielding:
    """One wave to run: its key, where its data lie, and what went before.

    Attributes:
        earlier: Results of the waves before it, in order; empty for the wave that defines the segments.
        earlier_data: the files of these waves.
        assumptions: what a draft took for granted.
    """

    study: Study
    wave: str
    data: Path
    earlier: tuple[Results, ...] = ()
    earlier_data: tuple[Path, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


def prepare(fielding: Fielding, progress: Progress) -> tuple[Responses, Screening, Sample]:
    """The answers of a wave as they came, who of them is kept, and those with their weights."""
    progress(fielding.wave, "read")
    responses = code(read(fielding.data), fielding.study.questionnaire, fielding.wave)
    progress(fielding.wave, "screen")
    with told_at(fielding.study.source, "quality"):
        screening = screen(responses, fielding.study.plan.quality)
    progress(fielding.wave, "weight")
    return responses, screening, weight(responses.rows(screening.kept))


def for_tables(study: Study, sample: Sample) -> Sample:
    """The sample as its tables count it, with its weights or without."""
    return sample if study.plan.weighting.use_in.tables else sample.unweighted()
