"""`check`: everything wrong with a study, its questionnaire and its data, and what they amount to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from research.domain.questionnaire import Questionnaire
from research.domain.responses import Responses
from research.errors import Fault, ResearchError
from research.readers._contract import read
from research.stages.coding import code
from research.stages.rules import RulesPlan
from research.stages.screening import screen
from research.stages.tables import name_of
from research.stages.weighting import weight
from research.study.locating import nothing_there, study_folder
from research.study.opening import Study, read_study, told_at
from research.study.preflight import preflight
from research.study.structure import has_basis
from research.study.wave_files import asked_faults, wanted_files


@dataclass(frozen=True, slots=True)
class Check:
    """What `check` found.

    Attributes:
        faults: everything wrong; empty when the study can run.
        summary: pairs of a heading and what stands under it, for one screen.
    """

    faults: tuple[Fault, ...]
    summary: tuple[tuple[str, str], ...]


def check(study: str | Path, *, wave: str | None = None, data: str | Path | None = None) -> Check:
    """Look through a study without running it.

    Args:
        study: as for `run`, but not a bare data file.
        wave: only the data of this wave and those before it.
        data: where the data of `wave` (or of the only wave) lie.
    """
    folder = study_folder(study)
    if folder is None:
        return Check(_no_study(study).faults, ())
    try:
        opened = read_study(folder)
    except ResearchError as error:
        return Check(error.faults, ())
    given = Path(data) if data else None
    faults = preflight(opened, wave, given)
    if list(asked_faults(opened, wave, given)):
        return Check(tuple(faults), ())
    files = wanted_files(opened, wave, given)
    return Check(tuple(faults), tuple(_summary(opened, {wave: files[wave]} if wave else files)))


def _summary(study: Study, files: Mapping[str, Path]) -> Iterator[tuple[str, str]]:
    yield from _study_summary(study)
    yield from _questionnaire_summary(study.questionnaire)
    yield from ((f"Wave {key}", _wave(study, key, path)) for key, path in files.items() if path.is_file())
    yield from _plan_summary(study)


def _no_study(study: str | Path) -> ResearchError:
    if not Path(study).is_file():
        return nothing_there(study)
    return ResearchError(
        Fault("this is a data file, and `check` looks at studies", str(study), remedy=f"research init {study}")
    )


def _wave(study: Study, key: str, path: Path) -> str:
    try:
        responses = code(read(path), study.questionnaire, key)
        with told_at(study.source, "quality"):
            screening = screen(responses, study.plan.quality)
        sample = weight(responses.rows(screening.kept))
    except ResearchError as error:
        return f"{path.name}: {len(error.faults)} faults"
    weighting = sample.weighting
    weighted = "unweighted" if weighting.source == "none" else f"effective base {weighting.effective_base:.0f}"
    flagged = f"{int(screening.flagged.sum())} flagged as careless ({screening.action})"
    return f"{path.name}: {responses.n} respondents, {_left_out(responses)}{flagged}, {weighted}"


def _left_out(responses: Responses) -> str:
    return f"{responses.left_out} incomplete interviews left out, " if responses.left_out else ""


def _study_summary(study: Study) -> list[tuple[str, str]]:
    universe = study.plan.universe
    people = f", {universe.population:,.0f} people" if universe.population else ""
    return [
        ("Study", study.name),
        ("Objective", study.plan.objective or "not stated"),
        ("Universe", f"{universe.who or 'not stated'}{people}"),
    ]


def _questionnaire_summary(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    lines = [
        (f"Battery {battery.name}", f"{len(battery.items)} items on {battery.scale.name}, {battery.role}")
        for battery in questionnaire.batteries
    ]
    kinds = Counter(question.kind for question in questionnaire.questions)
    listed = ", ".join(f"{count} {kind.replace('_', '-')}" for kind, count in kinds.items())
    derived = len(questionnaire.bands) + len(questionnaire.flags) + len(questionnaire.scores)
    lines.append(("Questions", f"{listed or 'none'}; {derived} derived"))
    test = questionnaire.concept_test
    if test:
        measures = ", ".join(measure.name for measure in test.measures)
        lines.append(("Concepts", f"{len(test.concepts)} ({test.design.replace('_', ' ')}): {measures}"))
    return lines


def _segments_summary(study: Study) -> list[tuple[str, str]]:
    segments = study.plan.segments
    if isinstance(segments, RulesPlan):
        return [("Segments", f"by rules: {', '.join(segments.names)}")]
    basis = study.plan.basis.use.replace("_", " ") if has_basis(study) else "nothing to cut segments on"
    return [("Basis", basis), ("Segments", f"{', '.join(segments.methods)}, k = {segments.k}")]


def _plan_summary(study: Study) -> list[tuple[str, str]]:
    plan = study.plan
    return [
        *_segments_summary(study),
        ("Outcomes", ", ".join(plan.outcomes) or "none named"),
        ("Banner", ", ".join(["segment", *map(name_of, plan.tables.banner)])),
    ]
