"""`run` and `demo`: from a study or a bare file to the published reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from research.deliverables._contract import DELIVERABLES
from research.domain.caveats import Caveat
from research.domain.results import Results
from research.errors import Fault, ResearchError, raise_faults
from research.study import state
from research.study.bare_file import FIRST_WAVE, open_bare_file, told_as_draft
from research.study.fielding import Fielding
from research.study.locating import BUNDLED, study_folder
from research.study.opening import Study, gather, read_study, with_segments
from research.study.pipeline import provenance, run_wave
from research.study.preflight import preflight
from research.study.progress import Progress, silent
from research.study.publishing import check_writable, publish
from research.study.record import record
from research.study.wave_files import wanted_files

REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class Run:
    """What a run gave.

    Attributes:
        results: of every wave that was run, by its key.
        paths: of the files written, by wave.
        notes: what to know of them that no report tells.
    """

    results: Mapping[str, Results]
    paths: Mapping[str, tuple[Path, ...]]
    notes: tuple[Caveat, ...] = ()


def run(
    study: str | Path,
    *,
    wave: str | None = None,
    data: str | Path | None = None,
    out: str | Path = REPORTS,
    progress: Progress = silent,
) -> Run:
    """Run a study, or a bare data file that is drafted first, and publish `out/<study>/<wave>/`.

    Args:
        study: a folder with study.yaml, the name of one under questionnaires/, or a data file.
        wave: only this wave; the waves before it are read from their stored state or computed, not published.
        data: where the wave's data file lies, when not where study.yaml says.
        out: the folder of reports.
        progress: told the wave and stage that begins.

    Raises:
        ResearchError: whatever is wrong with study, questionnaire or data; nothing is then published.
    """
    folder = study_folder(study)
    if folder is None:
        if data is not None:
            raise ResearchError(Fault("--data belongs to a study, and this is a data file itself", str(study)))
        return _run_file(Path(study), Path(out), wave, progress)
    return _run_study(read_study(folder), Path(out), wave, Path(data) if data else None, progress)


def demo(*, out: str | Path = REPORTS, progress: Progress = silent) -> Run:
    """Run the bundled study."""
    return run(BUNDLED, out=out, progress=progress)


def _run_study(study: Study, out: Path, wave: str | None, data: Path | None, progress: Progress) -> Run:
    target = out / study.name
    raise_faults([*preflight(study, wave, data), *gather(lambda: check_writable(target))])
    study, files = with_segments(study), wanted_files(study, wave, data)
    results: dict[str, Results] = {}
    paths: dict[str, tuple[Path, ...]] = {}
    for key in files:
        before = tuple(files[one] for one in results)
        fielding = Fielding(study, key, files[key], tuple(results.values()), before)
        asked_for = wave is None or key == wave
        stored = None if asked_for else stored_results(fielding, target)
        results[key] = stored or run_wave(fielding, progress)
        if asked_for:
            progress(key, "write")
            paths[key] = publish_results(results[key], target / key, {})
    return Run({key: results[key] for key in paths}, paths)


def _run_file(path: Path, out: Path, wave: str | None, progress: Progress) -> Run:
    """Draft the two study files from a bare data file, run on them, and publish them with the report."""
    progress(wave or FIRST_WAVE, "draft")
    file = open_bare_file(path, wave)
    target = out / file.study.name
    check_writable(target)
    with told_as_draft(path):
        results = run_wave(Fielding(file.study, file.wave, path, assumptions=file.assumptions), progress)
    progress(file.wave, "write")
    extra = {f"draft/{name}": text.encode() for name, text in file.texts.items()}
    return Run({file.wave: results}, {file.wave: publish_results(results, target / file.wave, extra)})


def stored_results(fielding: Fielding, target: Path) -> Results | None:
    """The Results that an earlier run stored for this wave, if they rest on the same inputs and plan."""
    results = stored(target / fielding.wave)
    same = provenance(fielding.study, fielding.wave, fielding.data, fielding.earlier)
    return results if results and results.provenance == same else None


def stored(folder: Path) -> Results | None:
    """The Results that a run stored in a wave's folder; None where there are none that this version can read."""
    try:
        return state.thaw({name: (folder / name).read_bytes() for name in (state.JSON_NAME, state.ARRAYS_NAME)})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def publish_results(results: Results, folder: Path, extra: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Make every deliverable of `results` and put it into `folder`, with the state that they can be made from again."""
    files: dict[str, bytes] = {}
    for deliverable in DELIVERABLES.values():
        files |= deliverable().render(results)
    files |= state.freeze(results)
    return tuple(publish({**files, **extra}, record(results), folder))
