"""Respondents of a wave who answered earlier ones too: known again by the id column, in the files of those waves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from research.domain.allocation import Allocation
from research.domain.arrays import Strings
from research.domain.naming import SegmentNames
from research.domain.results import Results
from research.domain.sample import Sample
from research.stages.tables import Answered, Division, WaveTables, segment_division
from research.study.fielding import Fielding, for_tables, prepare
from research.study.opening import Study
from research.study.progress import silent


def divisions_of(allocation: Allocation | None, names: SegmentNames | None) -> tuple[Division, ...]:
    """The segments as columns of tables, where there are any."""
    return () if allocation is None or names is None else (segment_division(allocation, names.labels),)


def answered(study: Study, figures: Sample, divisions: tuple[Division, ...]) -> Answered | None:
    """The answers behind tables; None where nobody can be known again, as without an id column."""
    return Answered(figures, divisions) if study.questionnaire.system.id else None


def earlier_tables(fielding: Fielding, waves: int, ids: Strings) -> Iterator[WaveTables]:
    """The tables of the last `waves` waves before this one, with the answers behind them.

    Files of waves that none of the respondents `ids` answered are not read again.
    """
    held = list(zip(fielding.earlier, fielding.earlier_data, strict=True))[-waves:]
    for results, path in held:
        again = np.isin(ids, results.screening.ids).any()
        answers = _answers(fielding.study, results, path) if again else None
        yield WaveTables(results.brief.wave, results.brief.wave_label, results.tables, answers)


def _answers(study: Study, results: Results, path: Path) -> Answered | None:
    if not study.questionnaire.system.id:
        return None
    _, _, sample = prepare(Fielding(study, results.brief.wave, path), silent)
    return answered(study, for_tables(study, sample), divisions_of(results.allocation, results.names))
