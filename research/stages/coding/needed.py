"""What the questionnaire needs of the file, and the faults where the file lacks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from research.domain.questionnaire import ConceptTest, Questionnaire
from research.domain.survey_file import SurveyFile
from research.errors import Fault


def missing_columns(file: SurveyFile, questionnaire: Questionnaire) -> list[Fault]:
    """One fault for each place of the questionnaire that names columns the file does not have."""
    have = set(file.names)
    absent: dict[str, list[str]] = {}
    for where, name in _wanted(questionnaire):
        if name not in have:
            absent.setdefault(where, []).append(name)
    return [_missing(file, where, names) for where, names in absent.items()]


def _missing(file: SurveyFile, where: str, names: list[str]) -> Fault:
    close = [match for name in names[:3] for match in get_close_matches(name, file.names, n=1)]
    listed = ", ".join(f"`{name}`" for name in names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
    return Fault(
        f"{file.name} has no column {listed}",
        where,
        found=f"it has {len(file.columns)} columns, such as " + ", ".join(file.names[:6]),
        remedy=f"did you mean {', '.join(f'`{name}`' for name in close)}?" if close else "",
    )


def _wanted(questionnaire: Questionnaire) -> Iterable[tuple[str, str]]:
    system = questionnaire.system
    for name in (system.id, system.weight, system.duration, system.date, system.status):
        if name is not None:
            yield system.where, name
    for battery in questionnaire.batteries:
        for name in (*battery.items, *battery.traps):
            yield battery.where, name
    for question in questionnaire.questions:
        for name in question.columns:
            yield question.where, name
    if questionnaire.concept_test:
        yield from _wanted_by_concepts(questionnaire.concept_test)


def _wanted_by_concepts(test: ConceptTest) -> Iterable[tuple[str, str]]:
    groups: list[Mapping[int, str]] = [test.shown, test.position, *(measure.variables for measure in test.measures)]
    for group in groups:
        for name in group.values():
            yield test.where, name


def nobody_complete(file: SurveyFile, questionnaire: Questionnaire) -> Fault:
    """The fault of a status column without any complete interview."""
    status = questionnaire.system.status
    return Fault(
        "no row is a complete interview",
        questionnaire.system.where,
        found=f"`{status}` of {file.name} never holds {', '.join(map(str, questionnaire.system.complete))}",
        remedy="correct `complete` under `status`",
    )
