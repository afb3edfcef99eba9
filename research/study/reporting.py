"""`report`: the deliverables of a finished run made again, with what study.yaml says of their looks and of actions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from research.domain.results import Provenance, Results
from research.errors import Fault, ResearchError, raise_faults
from research.stages.personas import act
from research.study.locating import study_folder
from research.study.logo import LOGO
from research.study.opening import Study, gather, read_study
from research.study.pipeline import brief, looks, plan_text, portfolio_of
from research.study.preflight import study_faults
from research.study.progress import Progress, silent
from research.study.publishing import check_writable
from research.study.running import REPORTS, Run, publish_results, stored
from research.study.slide_template import TEMPLATE
from research.study.wave_files import asked_faults

_LOOKS = ("report", "title", "objective", "target")
"""Sections of the plan that change nothing of what was found."""
_ACTS = ("action", "pursue", "because")
"""What is said of a persona that changes nothing of it."""


def report(
    study: str | Path, *, wave: str | None = None, out: str | Path = REPORTS, progress: Progress = silent
) -> Run:
    """Make the deliverables of a finished run again, without computing anything but the order of targets.

    What study.yaml says now under `report`, `title`, `objective`, `target`, and of actions and decisions under
    `personas` is taken over. Data files are not read.

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
    opened = read_study(folder)
    target = Path(out) / opened.name
    found = {key: results for key in opened.plan.waves if (results := stored(target / key)) is not None}
    wanted = {key: results for key, results in found.items() if wave in (None, key)}
    raise_faults(
        [
            *study_faults(opened),
            *(list(asked_faults(opened, wave, None)) or _run_faults(opened, wave, target, wanted)),
            *gather(lambda: check_writable(target)),
        ]
    )
    again = {key: _renewed(opened, key, results) for key, results in wanted.items()}
    paths = {}
    for key, results in again.items():
        progress(key, "write")
        paths[key] = publish_results(results, target / key, {})
    return Run(again, paths)


def _run_faults(study: Study, wave: str | None, target: Path, wanted: Mapping[str, Results]) -> list[Fault]:
    """That there is no finished run, or that it found something else than the study now asks for."""
    if not wanted:
        return [_not_run(study, wave, target)]
    return [fault for key, results in wanted.items() for fault in _another_analysis(study, key, results)]


def _not_run(study: Study, wave: str | None, target: Path) -> Fault:
    return Fault(
        f"there is no finished run of the wave `{wave}`" if wave else "there is no finished run of this study",
        str(target),
        why="reports are made from what a run has stored, by the same version of this package",
        remedy=f"research run {study.name}",
    )


def _another_analysis(study: Study, wave: str, results: Results) -> list[Fault]:
    """A fault where anything that is found would be found otherwise now."""
    before, now = (_analysis(json.loads(text)) for text in (results.provenance.plan, plan_text(study.plan, wave)))
    changed = [name for name in now if now[name] != before.get(name)]
    if results.provenance.inputs.get("questionnaire.yaml") != study.questionnaire_sha256:
        changed.append("questionnaire.yaml")
    if not changed:
        return []
    return [
        Fault(
            f"the study asks for another analysis than the finished run of `{wave}`",
            study.source.where(changed[0]) if changed[0] in now else "",
            found=f"changed since: {', '.join(changed)}",
            why="figures would be those of the old settings",
            remedy=f"research run {study.name}",
        )
    ]


def _analysis(plan: dict[str, object]) -> dict[str, object]:
    """The parts of a plan that decide what is found."""
    personas = plan.get("personas")
    named = {
        key: {name: value for name, value in persona.items() if name not in _ACTS}
        for key, persona in (personas.items() if isinstance(personas, dict) else ())
    }
    return {name: value for name, value in plan.items() if name not in _LOOKS} | {"personas": named}


def _renewed(study: Study, wave: str, results: Results) -> Results:
    personas = results.personas and act(results.personas, study.plan.personas)
    return replace(
        results,
        brief=brief(study, wave),
        personas=personas,
        portfolio=portfolio_of(study, personas, results.tables),
        provenance=_record(study, wave, results.provenance),
    )


def _record(study: Study, wave: str, before: Provenance) -> Provenance:
    """What went in, with the plan and the files of looks as they are now."""
    named = json.loads(before.plan)["report"]
    gone = {named[setting] for setting in (LOGO.setting, TEMPLATE.setting)}
    inputs = {name: digest for name, digest in before.inputs.items() if name not in gone} | looks(study)
    return replace(before, inputs=inputs, plan=plan_text(study.plan, wave))
