"""`report`: the deliverables of a finished run made again, with what study.yaml says of looks, names and actions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shlex import quote

from research.domain.results import Provenance, Results
from research.errors import Fault, ResearchError, raise_faults
from research.stages.personas import act
from research.study.finished import Finished, data_notes, differences, finished_waves
from research.study.locating import study_folder
from research.study.logo import LOGO
from research.study.opening import Study, as_fixed, gather, read_study
from research.study.pipeline import brief, looks, plan_text, portfolio_of
from research.study.preflight import study_faults
from research.study.progress import Progress, silent
from research.study.publishing import check_writable
from research.study.renaming import renamed
from research.study.running import REPORTS, Run, publish_results
from research.study.segments_file import SEGMENTS_FILE
from research.study.slide_template import TEMPLATE
from research.study.wave_files import asked_faults


def report(
    study: str | Path, *, wave: str | None = None, out: str | Path = REPORTS, progress: Progress = silent
) -> Run:
    """Make the deliverables of a finished run again, without computing anything but the order of targets.

    What study.yaml says now under `report`, `title`, `objective`, `target` and `personas`, and what it calls its rules,
    is taken over. Data files are looked at only to tell, in the notes of the run, whether they are still the same.

    Args:
        study, wave, out, progress: as of `run`; without a wave all that were run.

    Raises:
        ResearchError: there is no finished run, or the study asks for another analysis than that of the run.
    """
    folder = study_folder(study)
    if folder is None:
        raise ResearchError(
            Fault(
                f"`{study}` is no study",
                why="a bare file has nothing that says how reports look",
                remedy="run it again",
            )
        )
    opened = as_fixed(read_study(folder))
    target = Path(out) / opened.name
    asked = list(asked_faults(opened, wave, None))
    finished = finished_waves(opened, target, wave)
    unlike = [] if asked else _run_faults(opened, wave, target, finished, _again(study, out))
    raise_faults([*study_faults(opened), *asked, *unlike, *gather(lambda: check_writable(target))])
    return _made_again(opened, finished, target, progress)


def _again(study: str | Path, out: str | Path) -> str:
    """The command that runs the study, as it was given."""
    elsewhere = "" if Path(out) == Path(REPORTS) else f" --out {quote(str(out))}"
    return f"research run {quote(str(study))}{elsewhere}"


def _run_faults(study: Study, wave: str | None, target: Path, finished: Sequence[Finished], again: str) -> list[Fault]:
    """That there is no finished run, or that it found something else than the study now asks for."""
    if finished:
        return [fault for one in finished for fault in differences(study, one, again)]
    return [
        Fault(
            f"there is no finished run of the wave `{wave}`" if wave else "there is no finished run of this study",
            str(target),
            why="reports are made from what a run has stored, by the same version of this package",
            remedy=f"{again} --wave {wave}" if wave else again,
        )
    ]


def _made_again(study: Study, finished: Sequence[Finished], target: Path, progress: Progress) -> Run:
    results, paths = {one.wave: _renewed(study, one) for one in finished}, {}
    for key, again in results.items():
        progress(key, "write")
        paths[key] = publish_results(again, target / key, {})
    return Run(results, paths, tuple(note for one in finished for note in data_notes(study, one)))


def _renewed(study: Study, finished: Finished) -> Results:
    results = renamed(study, finished.results, finished.first) if finished.first else finished.results
    personas = results.personas and act(results.personas, study.plan.personas)
    return replace(
        results,
        brief=brief(study, finished.wave),
        personas=personas,
        portfolio=portfolio_of(study, personas, results.tables),
        provenance=_record(study, finished.wave, results.provenance),
    )


def _record(study: Study, wave: str, before: Provenance) -> Provenance:
    """What went in, with the plan, the files of looks and what is said of fixed segments as they are now."""
    named = json.loads(before.plan)["report"]
    gone = {named[setting] for setting in (LOGO.setting, TEMPLATE.setting)}
    inputs = {name: digest for name, digest in before.inputs.items() if name not in gone} | looks(study)
    fixed = {SEGMENTS_FILE: study.frozen.sha256} if study.frozen else {}
    return replace(before, inputs=inputs | fixed, plan=plan_text(study.plan, wave))
