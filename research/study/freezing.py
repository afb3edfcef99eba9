"""`freeze`: a run's segments, or others of as many as asked for, fixed for all runs to come."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from research.domain.results import Results
from research.domain.segmentation import FrozenSolution, Segmentation
from research.errors import Fault, ResearchError
from research.stages.segmentation import SegmentationPlan
from research.study.fielding import Fielding
from research.study.locating import study_folder
from research.study.opening import Study, open_unfixed
from research.study.pipeline import run_wave
from research.study.progress import Progress, silent
from research.study.rules import refuse_fixing
from research.study.running import REPORTS, stored_results
from research.study.segments_file import SEGMENTS_FILE, segments_yaml
from research.study.wave_files import data_files


def freeze(
    study: str | Path,
    *,
    k: int | None = None,
    method: str | None = None,
    data: str | Path | None = None,
    out: str | Path = REPORTS,
    progress: Progress = silent,
) -> Path:
    """Write `segments.yaml` beside study.yaml: the segments that the first wave was cut into.

    A later run takes them as they stand; names and actions of study.yaml hang on them, unless others than those of the
    run are fixed: then the file says that they are withheld until they are written for these. An earlier fixing is
    replaced.

    Args:
        k, method: others than the evidence chose, such as a workshop does; where candidates.xlsx shows that solution,
            it is the one that is fixed.
        data: where the first wave's data lie, when not where study.yaml says.
        out: the folder of reports; a finished run there is taken, if nothing has changed since.

    Raises:
        ResearchError: no study, no data, or data that hold no segments.
    """
    folder = study_folder(study)
    if folder is None:
        raise ResearchError(Fault("segments are fixed for a study", str(study), remedy="`research init` drafts one"))
    opened = open_unfixed(folder)
    refuse_fixing(opened)
    solution, chosen = _solution(opened, k, method, Path(data) if data else None, Path(out), progress)
    path = folder / SEGMENTS_FILE
    hang = chosen or not opened.plan.personas
    try:
        path.write_text(segments_yaml(solution, opened.name, hang), encoding="utf-8")
    except OSError as error:
        raise ResearchError(Fault(f"the file cannot be written: {error.strerror}", str(path))) from None
    return path


def _solution(
    study: Study, k: int | None, method: str | None, data: Path | None, out: Path, progress: Progress
) -> tuple[FrozenSolution, bool]:
    """The segments to fix, and whether they are those that a run chooses."""
    wave = next(iter(study.plan.waves))
    fielding = Fielding(study, wave, data_files(study, wave, data)[wave])
    found = _segmentation(stored_results(fielding, out / study.name) or run_wave(fielding, progress), study)
    proposed = {(one.method, one.k): one for one in (found.solution, *found.solutions)}
    asked = (method or found.solution.method, k or found.solution.k)
    if asked in proposed:
        return proposed[asked], asked == (found.solution.method, found.solution.k)
    others = _segmentation(run_wave(replace(fielding, study=_asked(study, k, method)), progress), study)
    return others.solution, False


def _segmentation(results: Results, study: Study) -> Segmentation:
    if results.segmentation is None:
        raise ResearchError(
            Fault("there are no segments to fix", study.source.where("segments"), why="the data hold none")
        )
    return results.segmentation


def _asked(study: Study, k: int | None, method: str | None) -> Study:
    """The study with the number and the method asked for, and no verdict, which needs time and changes nothing here."""
    plan = study.plan.segments
    assert isinstance(plan, SegmentationPlan)
    plan = replace(plan, k=k or plan.k, methods=(method,) if method else plan.methods, nulls=0)
    return replace(study, source=replace(study.source, value=replace(study.plan, segments=plan)))
